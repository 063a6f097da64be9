import { Violation } from '@abonde/violation';

/** What projects are about: the themes of the reference scenario, and those that programmes and forms add to them. */
const themes = [
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

/** A slip would make an earmark that no project can ever meet. @throws {Violation} 422 `UNKNOWN_THEME` */
export function checkThemes(field: string, given: readonly string[]): void {
  const theme = given.find((one) => !(themes as readonly string[]).includes(one));
  if (theme === undefined) return;
  throw new Violation({
    code: 'UNKNOWN_THEME',
    status: 422,
    title: 'Unknown theme',
    detail: `${theme} is no theme; themes are ${themes.join(', ')}`,
    figures: { theme, themes, field },
  });
}
