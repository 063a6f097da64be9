import { placeIn } from './menu-place';

it.each([
  ['/', '/'],
  ['/urgence', '/urgence'],
  ['/urgence/personnes', '/urgence/personnes'],
  ['/urgence/CASE-1', '/urgence'],
  ['/urgences', undefined],
  ['/public', undefined],
])('%s stands under %s', (path, place) => {
  expect(placeIn(['/', '/urgence', '/urgence/personnes'], path)).toBe(place);
});
