import type { Day } from '@abonde/calendar';

/** Kinds of disasters, with the codes GLIDE numbers begin with (glidenumber.net); several kinds may share one. */
export const disasters = {
  TROPICAL_CYCLONE: ['TC'],
  STORM: ['ST', 'VW', 'TO'],
  FLOOD: ['FL', 'FF'],
  EARTHQUAKE: ['EQ'],
  TSUNAMI: ['TS'],
  LANDSLIDE: ['LS', 'MS', 'AV'],
  VOLCANIC_ERUPTION: ['VO'],
  DROUGHT: ['DR'],
  HEAT_WAVE: ['HT'],
  COLD_WAVE: ['CW'],
  FIRE: ['FR', 'WF'],
  EPIDEMIC: ['EP'],
  INSECT_INFESTATION: ['IN'],
  EXPLOSION: ['AC'],
  INDUSTRIAL_ACCIDENT: ['AC'],
  CONFLICT: ['CE'],
  DISPLACEMENT: ['CE'],
  OTHER: ['OT', 'AC', 'CE', 'ET'],
} as const;
export type Disaster = keyof typeof disasters;
export const disasterKinds = Object.keys(disasters) as Disaster[];

/** ISO 3166 letters of the countries of the association's cities, as GLIDE numbers end. */
const threeLetters: Readonly<Record<string, string>> = {
  AL: 'ALB', AM: 'ARM', BE: 'BEL', BF: 'BFA', BG: 'BGR', BI: 'BDI', BJ: 'BEN', CA: 'CAN', CD: 'COD', CF: 'CAF',
  CG: 'COG', CH: 'CHE', CI: 'CIV', CM: 'CMR', CV: 'CPV', DJ: 'DJI', DZ: 'DZA', EG: 'EGY', FR: 'FRA', GA: 'GAB',
  GN: 'GIN', GQ: 'GNQ', GW: 'GNB', HT: 'HTI', KH: 'KHM', KM: 'COM', LA: 'LAO', LB: 'LBN', LU: 'LUX', MA: 'MAR',
  MC: 'MCO', MD: 'MDA', MG: 'MDG', MK: 'MKD', ML: 'MLI', MR: 'MRT', MU: 'MUS', NE: 'NER', PL: 'POL', RO: 'ROU',
  RW: 'RWA', SC: 'SYC', SN: 'SEN', ST: 'STP', TD: 'TCD', TG: 'TGO', TN: 'TUN', VN: 'VNM', VU: 'VUT',
}; // prettier-ignore

export const glidePattern = /^([A-Z]{2})-(\d{4})-(\d{6})(?:-([A-Z]{3}))?$/;

/** What a GLIDE number and its case don't agree on; undefined when they do. The year may be the one before or after: numbers are given as crises are known. */
export function glideFault(
  glide: string,
  { kind, country, occurredOn }: { kind: Disaster; country: string; occurredOn: Day },
): 'FORM' | 'KIND' | 'YEAR' | 'COUNTRY' | undefined {
  const [, code, year, , letters] = glidePattern.exec(glide) ?? [];
  if (code === undefined) return 'FORM';
  if (!(disasters[kind] as readonly string[]).includes(code)) return 'KIND';
  if (Math.abs(Number(year) - Number(occurredOn.slice(0, 4))) > 1) return 'YEAR';
  const expected = threeLetters[country];
  return letters !== undefined && expected !== undefined && letters !== expected ? 'COUNTRY' : undefined;
}
