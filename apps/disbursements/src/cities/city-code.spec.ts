import { codeFromName } from './city-code';

it.each([
  ['Siem Reap', 'SIEM-REAP'],
  ['Huê', 'HUE'],
  ['Faîtière des Communes du Togo', 'FAITIERE-DES-COMMUNES-DU-TOGO'],
])('%s is %s', (name, code) => {
  expect(codeFromName(name)).toBe(code);
});
