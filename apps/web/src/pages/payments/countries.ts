import type { Language } from '../../money/format';

/** Countries of the association's members, donors and partners. */
const codes = (
  'AD AL AM BE BF BG BI BJ CA CD CF CG CH CI CM CV DJ DZ EG FR GA GN GQ GW HT KH KM LA LB LU MA MC MD MG MK ML MR MU NE ' +
  'PL RO RW SC SN ST TD TG TN US VA VN VU'
).split(' ');

/** By their name in the reader's language. */
export function countriesIn(language: Language): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  return codes
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((one, other) => one.label.localeCompare(other.label, language));
}
