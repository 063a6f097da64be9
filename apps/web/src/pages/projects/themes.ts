/** Themes that are named in words; one that isn't is shown as it is written. */
export const themes = [
  'WATER_SANITATION',
  'URBAN_RENEWAL',
  'CULTURE',
  'GENDER_EQUALITY',
  'CLIMATE',
  'DIGITAL',
  'ENERGY',
  'SECURITY',
  'EDUCATION',
  'HEALTH',
  'GOVERNANCE',
  'OTHER',
] as const;
type Theme = (typeof themes)[number];

export function isTheme(theme: string): theme is Theme {
  return (themes as readonly string[]).includes(theme);
}
