import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkClassification } from './classification';
import { purposeCodes, sdgTargets } from './code-lists';

it('takes what the lists hold', () => {
  expect(() =>
    checkClassification({
      purposeCodes: [
        { code: '14032', percent: '60' },
        { code: '31120', percent: '40' },
      ],
      markers: { gender: 2, desertification: 3, climateAdaptation: 0 },
      sdgs: ['6', '6.2', '6.2.1', '9.c', '17.17'],
    }),
  ).not.toThrow();
  expect(() => checkClassification({ purposeCodes: [{ code: '16066', percent: '33.3' }] })).not.toThrow();
});

it.each([
  ['a withdrawn purpose', { purposeCodes: [{ code: '72030', percent: '100' }] }, 'UNKNOWN_PURPOSE_CODE'],
  [
    'a hundredth of a percent too much',
    {
      purposeCodes: [
        { code: '14032', percent: '60' },
        { code: '14031', percent: '40.01' },
      ],
    },
    'PURPOSES_ABOVE_WHOLE',
  ],
  ['a marker of no list', { markers: { happiness: 1 } }, 'UNKNOWN_MARKER'],
  ['gender at 3', { markers: { gender: 3 } }, 'MARKER_OUT_OF_RANGE'],
  ['half a marker', { markers: { gender: 0.5 } }, 'MARKER_OUT_OF_RANGE'],
  ['an eighteenth goal', { sdgs: ['18'] }, 'UNKNOWN_SDG'],
  ['a target that is none', { sdgs: ['6.z'] }, 'UNKNOWN_SDG'],
])('%s is refused', (_, classified, refusal) => {
  expect(() => checkClassification(classified)).toThrow(expect.objectContaining({ code: refusal }));
});

describe('the official code lists', () => {
  const folder = join(process.env['ABONDE_STANDARDS'] ?? '', 'iati-2.03/codelists');
  const official = process.env['ABONDE_STANDARDS'] && existsSync(folder) ? it : it.skip;
  const inUse = (list: string): string[] => {
    const items = readFileSync(join(folder, `${list}.xml`), 'utf8').split('<codelist-item');
    return items.flatMap((item) => {
      const code = /<code>([^<]+)<\/code>/.exec(item)?.[1];
      return code && !item.startsWith(' status="withdrawn"') ? [code] : [];
    });
  };

  official('hold the purposes of the OECD DAC, those withdrawn left out', () => {
    expect([...purposeCodes].sort()).toEqual(inUse('Sector').sort());
  });

  official('hold the targets of the goals', () => {
    expect([...sdgTargets].sort()).toEqual(inUse('UNSDG-Targets').sort());
  });
});
