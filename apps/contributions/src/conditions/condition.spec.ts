import { Money } from '@abonde/money';
import { propertyRuns } from '@abonde/testing';
import fc from 'fast-check';
import { checkCondition, type ConditionFacts, missingFor, requiredConsumption, sentence } from './condition';

const eur = (amount: string) => Money.eur(amount);
const facts = (known: Partial<ConditionFacts> = {}): ConditionFacts => ({
  asOf: '2024-06-30',
  signedOn: '2020-01-01',
  earlier: [],
  consumed: Money.zero(),
  reports: [],
  projects: [],
  ...known,
});
const project = (known: object = {}) => ({ project: 'P', interim: false, final: false, cost: false, ...known });

describe('what an instalment waits for', () => {
  it('a date never holds a call back', () => {
    expect(missingFor({ kind: 'DATE' }, facts())).toEqual([]);
  });

  it('the signature, until its day', () => {
    expect(missingFor({ kind: 'SIGNATURE' }, facts({ signedOn: '2024-06-30' }))).toEqual([]);
    expect(missingFor({ kind: 'SIGNATURE' }, facts({ signedOn: '2024-07-01' }))).toEqual([
      { code: 'NOT_SIGNED', signedOn: '2024-07-01' },
    ]);
  });

  it.each([
    ['DUE', [{ code: 'REPORT_NOT_ACCEPTED', report: 'INTERIM', dueOn: '2024-03-31', state: 'DUE' }]],
    ['SENT', [{ code: 'REPORT_NOT_ACCEPTED', report: 'INTERIM', dueOn: '2024-03-31', state: 'SENT' }]],
    ['ACCEPTED', []],
  ] as const)('the donor’s acceptance of a report that is %s', (state, missing) => {
    const reports = [{ kind: 'INTERIM', dueOn: '2024-03-31', state } as const];
    expect(missingFor({ kind: 'REPORT_ACCEPTED', report: 'INTERIM' }, facts({ reports }))).toEqual(missing);
  });

  it('without a calendar, the accepted reports of every project', () => {
    const projects = [project({ project: 'A', interim: true }), project({ project: 'B' })];
    expect(missingFor({ kind: 'REPORT_ACCEPTED' }, facts({ projects }))).toEqual([
      { code: 'PROJECT_REPORT_NOT_ACCEPTED', report: 'INTERIM', project: 'B' },
    ]);
    expect(missingFor({ kind: 'REPORT_ACCEPTED', report: 'FINAL' }, facts({ projects }))).toHaveLength(2);
    expect(missingFor({ kind: 'REPORT_ACCEPTED' }, facts())).toEqual([{ code: 'NO_REPORT', report: 'INTERIM' }]);
  });

  it('a final report says as much as an interim one', () => {
    expect(missingFor({ kind: 'REPORT_ACCEPTED' }, facts({ projects: [project({ final: true })] }))).toEqual([]);
  });

  const earlier = [
    { number: 1, called: eur('300000.00') },
    { number: 2, called: eur('500000.00') },
  ];
  it.each([
    ['649999.99', '0.01'],
    ['650000.00', null],
    ['700000.00', null],
  ])('70 %% of the last and all of the earlier: %s consumed', (consumed, lacking) => {
    const condition = { kind: 'PERCENT_CONSUMED', percent: '70' } as const;
    expect(missingFor(condition, facts({ earlier, consumed: eur(consumed) }))).toEqual(
      lacking === null
        ? []
        : [{ code: 'NOT_CONSUMED', consumed: eur(consumed), required: eur('650000.00'), lacking: eur(lacking) }],
    );
  });

  it('what is consumed says nothing while an earlier instalment is not called', () => {
    const waiting = [
      { number: 1, called: eur('300000.00') },
      { number: 2, called: null },
    ];
    expect(
      missingFor({ kind: 'PERCENT_CONSUMED', percent: '70' }, facts({ earlier: waiting, consumed: eur('1.00') })),
    ).toEqual([{ code: 'EARLIER_NOT_CALLED', instalment: 2 }]);
  });

  it('the final cost of every project', () => {
    const projects = [project({ project: 'A', cost: true }), project({ project: 'B' })];
    expect(missingFor({ kind: 'FULL_COST_PROVEN' }, facts({ projects }))).toEqual([
      { code: 'FINAL_COST_NOT_ESTABLISHED', project: 'B' },
    ]);
    expect(missingFor({ kind: 'FULL_COST_PROVEN' }, facts())).toEqual([{ code: 'NO_PROJECT' }]);
  });

  it('says it with figures', () => {
    const missing = {
      code: 'NOT_CONSUMED',
      consumed: eur('1.00'),
      required: eur('3.00'),
      lacking: eur('2.00'),
    } as const;
    expect(sentence(missing)).toBe('1.00 EUR of 3.00 EUR are consumed: 2.00 EUR are lacking');
  });

  it('what is required never exceeds what was called, and grows with the percentage', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 12n }).map((minor) => Money.minor(minor));
    const property = fc.property(
      fc.array(amount, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: 99 }),
      (called, percent) => {
        const required = (share: number) =>
          requiredConsumption({ kind: 'PERCENT_CONSUMED', percent: String(share) }, called);
        expect(required(percent).compare(required(percent + 1))).toBeLessThanOrEqual(0);
        expect(required(100)).toEqual(Money.sum(called));
      },
    );
    fc.assert(property, propertyRuns({ quick: 100, full: 2_000 }));
  });
});

describe('a condition as it is agreed', () => {
  it.each([
    [{ kind: 'PERCENT_CONSUMED' }, 2, 'CONDITION_INCOMPLETE'],
    [{ kind: 'PERCENT_CONSUMED', percent: '70' }, 1, 'CONDITION_WITHOUT_EARLIER'],
    [{ kind: 'PERCENT_CONSUMED', percent: '101' }, 2, 'PERCENT_OUT_OF_RANGE'],
  ] as const)('%j of instalment %i is refused', (condition, number, code) => {
    expect(() => checkCondition(condition, number)).toThrow(
      expect.objectContaining({ code, figures: { field: `instalments.${number - 1}.condition.percent`, number } }),
    );
  });

  it('stands when it says its percentage', () => {
    expect(() => checkCondition({ kind: 'PERCENT_CONSUMED', percent: '70' }, 2)).not.toThrow();
    expect(() => checkCondition({ kind: 'FULL_COST_PROVEN' }, 1)).not.toThrow();
  });
});
