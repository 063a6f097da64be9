import { branchesOf } from './framework-tree';
import type { Indicator } from './results-api';

const indicator = (key: string) => ({ key, title: key }) as Indicator;
const shown = (framework: unknown, keys: string[]) =>
  branchesOf(framework, keys.map(indicator)).map(({ titles, activities, indicators }) => [
    titles.join(' > '),
    activities.join(', '),
    indicators.map(({ key }) => key).join(', '),
  ]);

it('keeps each indicator under its outcome or output, once, in their order', () => {
  const framework = {
    outcomes: [
      {
        title: 'Service',
        indicators: [{ title: 'Foyers' }, { title: 'Sans mesure' }],
        outputs: [
          { title: 'Réseau', indicators: [{ code: 'KM', title: 'Longueur' }], activities: [{ title: 'Poser' }] },
          { title: 'Rien encore' },
        ],
      },
      { title: 'Gestion', indicators: [{ title: 'Foyers' }, { title: 'Recettes' }] },
    ],
  };
  expect(shown(framework, ['Foyers', 'KM', 'Recettes'])).toEqual([
    ['Service', '', 'Foyers'],
    ['Service > Réseau', 'Poser', 'KM'],
    ['Gestion', '', 'Recettes'],
  ]);
});

it.each([[undefined], [null], [{}], [{ outcomes: 'x' }], [{ outcomes: [null, { indicators: [null] }] }]])(
  'shows the indicators of a framework of another shape: %j',
  (framework) => {
    expect(shown(framework, ['Foyers'])).toEqual([['', '', 'Foyers']]);
  },
);
