/** Countries of the association's cities, and those where one of them may be struck (ISO 3166). */
export const countries: readonly string[] = (
  'AL AM BE BF BG BI BJ CA CD CF CG CH CI CM CV DJ DZ EG FR GA GN GQ GR GW HT KH KM LA LB LU MA MC MD MG MK ML MR MU NE ' +
  'PL RO RW SC SN ST TD TG TN VN VU'
).split(' ');
