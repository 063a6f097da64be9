import { Money } from '@abonde/money';
import fc from 'fast-check';
import { propertyRuns } from '@abonde/testing';
import { indicators } from './framework';
import { achievement, type Actual, aggregate, checkActuals, costOf } from './measurement';

const framework = {
  outcomes: [
    {
      title: 'Service',
      indicators: [
        { title: 'Habitants desservis', unit: 'personnes', baseline: '0', target: '10 000', disaggregatedBySex: true },
        { code: 'DEMAT', title: 'Services dématérialisés', unit: '%', baseline: 20, target: '80 %' },
      ],
      outputs: [{ indicators: [{ title: 'Comité', measure: 'qualitative', baseline: 'aucun', target: 'installé' }] }],
    },
  ],
};
const known = indicators(framework);
const actual = (indicator: string, more: Partial<Actual> = {}): Actual => ({
  ...{ indicator, numerator: null, denominator: null, groups: [], comment: null },
  ...more,
});
const women = { sex: 'FEMALE' as const, age: null, vulnerability: null };
const men = { sex: 'MALE' as const, age: null, vulnerability: null };

it('indicators are read wherever they hang', () => {
  expect(known).toMatchObject([
    { key: 'Habitants desservis', measure: 'COUNT', target: '10 000', disaggregated: true },
    { key: 'DEMAT', measure: 'PERCENT', baseline: '20', disaggregated: false },
    { key: 'Comité', measure: 'QUALITATIVE' },
  ]);
});

describe('a measurement is refused when it', () => {
  it.each([
    ['is of nothing promised', actual('Routes', { numerator: '1' }), 'UNKNOWN_INDICATOR', 'indicator'],
    ['has no number', actual('DEMAT'), 'NUMBER_MISSING', 'numerator'],
    [
      'is a part of nothing',
      actual('DEMAT', { numerator: '3', denominator: '0' }),
      'DENOMINATOR_MISSING',
      'denominator',
    ],
    [
      'is more than the whole',
      actual('DEMAT', { numerator: '3', denominator: '2' }),
      'PART_ABOVE_WHOLE',
      'denominator',
    ],
    ['tells nobody apart', actual('Habitants desservis', { numerator: '3' }), 'GROUPS_MISSING', 'groups'],
    [
      'has groups that do not add up',
      actual('Habitants desservis', { numerator: '3', groups: [{ ...women, count: '2' }] }),
      'GROUPS_DO_NOT_ADD_UP',
      'groups',
    ],
    ['says nothing in words', actual('Comité', { comment: ' ' }), 'COMMENT_MISSING', 'comment'],
  ])('%s', (_, one, code, field) => {
    expect(() => checkActuals([one], known)).toThrow(
      expect.objectContaining({ code, figures: expect.objectContaining({ field: `actuals.0.${field}` }) }),
    );
  });

  it('comes twice', () => {
    const one = actual('DEMAT', { numerator: '1', denominator: '2' });
    expect(() => checkActuals([one, one], known)).toThrow(expect.objectContaining({ code: 'MEASURED_TWICE' }));
  });
});

describe('measurements together', () => {
  it('weigh a percentage by what it is a part of', () => {
    const parts = [
      actual('DEMAT', { numerator: '1', denominator: '2' }),
      actual('DEMAT', { numerator: '0', denominator: '98' }),
    ];
    expect(aggregate(parts, 'PERCENT')).toMatchObject({ numerator: '1', denominator: '100', percent: '1.00' });
  });

  it('add counts up, women and men apart', () => {
    const parts = [
      actual('H', {
        numerator: '5',
        groups: [
          { ...women, count: '3' },
          { ...men, count: '2' },
        ],
      }),
      actual('H', { numerator: '4', groups: [{ ...women, count: '4' }] }),
    ];
    expect(aggregate(parts, 'COUNT')).toEqual({
      ...{ numerator: '9', denominator: null, percent: null },
      groups: [
        { ...women, count: '7' },
        { ...men, count: '2' },
      ],
    });
  });

  it('are the same whatever their order, and never more than the whole', () => {
    const part = fc
      .tuple(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.bigInt({ min: 1n, max: 10n ** 9n }))
      .map(([a, b]) => actual('P', { numerator: String(a < b ? a : b), denominator: String(b) }));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        const [one, other] = [aggregate(parts, 'PERCENT'), aggregate([...parts].reverse(), 'PERCENT')];
        expect(one).toEqual(other);
        expect(BigInt(one?.numerator ?? 0) <= BigInt(one?.denominator ?? 0)).toBe(true);
      }),
      propertyRuns({ quick: 100, full: 2_000 }),
    );
  });
});

describe('what was reached', () => {
  const [people, digital] = known;
  it.each([
    [people, { numerator: '2500', denominator: null, percent: null, groups: [] }, '25.00'],
    [digital, { numerator: '1', denominator: '2', percent: '50.00', groups: [] }, '50.00'],
    [digital, { numerator: '1', denominator: '10', percent: '10.00', groups: [] }, '-16.67'],
  ])('is told from the baseline to the target', (indicator, reached, percent) => {
    expect(achievement(indicator as NonNullable<typeof people>, reached)).toBe(percent);
  });

  it('costs what was paid, shared over those counted', () => {
    const reached = { numerator: '3', denominator: null, percent: null, groups: [] };
    expect(costOf(reached, Money.eur('100.00'))).toEqual(Money.eur('33.33'));
    expect(costOf({ ...reached, numerator: '0' }, Money.eur('100.00'))).toBeNull();
  });
});
