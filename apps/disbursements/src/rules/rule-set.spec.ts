import { Money } from '@abonde/money';
import { Violation } from '@abonde/violation';
import fc from 'fast-check';
import { type FinancingPlan, sumOfSources } from './financing-plan';
import { ceilingOf, checkShares, minimumOf, ruleSetOf } from './rule-set';

const eur = (amount: string) => Money.eur(amount).toJSON();

function plan(total: string, fund: string, city: string, partner = '0'): FinancingPlan {
  return {
    total: eur(total),
    sources: [
      { kind: 'FUND', name: 'SIAAP', amount: eur(fund), inKind: false },
      { kind: 'CITY', name: 'terrain', amount: eur(city), inKind: true },
      { kind: 'PARTNER', name: 'PARIS', amount: eur(partner), inKind: true },
    ],
  };
}

function refusal(work: () => void): Violation {
  try {
    work();
  } catch (error) {
    if (error instanceof Violation) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

describe('shares of a cooperation plan', () => {
  const rules = ruleSetOf('COOPERATION');

  it.each([
    ['PROFERTIL, exactly 80.0000 %', plan('3500000', '2800000', '700000')],
    ['Poto-Poto, 79.99999… %', plan('589870.98', '471896.78', '117974.20')],
    ['Nouakchott, city part in cash and staff', plan('4200000', '3140000', '840000', '220000')],
  ])('%s passes', (_, passing) => {
    expect(() => checkShares(rules, passing, null)).not.toThrow();
  });

  it('refuses one cent above the ceiling and says the exact ceiling', () => {
    const { code, status, figures } = refusal(() =>
      checkShares(rules, plan('589870.98', '471896.79', '117974.19'), null),
    );
    expect({ code, status }).toEqual({ code: 'FUND_SHARE_ABOVE_CEILING', status: 422 });
    expect(figures).toMatchObject({ ceiling: Money.eur('471896.78'), excess: Money.eur('0.01') });
  });

  it('asks 20 % of the city even when partners keep the Fund low', () => {
    const { code, figures } = refusal(() => checkShares(rules, plan('1000', '500', '199.99', '300.01'), null));
    expect(code).toBe('CITY_SHARE_BELOW_MINIMUM');
    expect(figures).toMatchObject({ minimum: Money.eur('200'), missingAmount: Money.eur('0.01') });
  });

  it('keeps ceiling and minimum on the right side of every percentage', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 12n), fc.integer({ min: 1, max: 9999 }), (minor, hundredths) => {
        const percent = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
        const total = Money.minor(minor);
        const exact = minor * BigInt(hundredths);
        const ceiling = ceilingOf(total, percent).minor * 10_000n;
        const minimum = minimumOf(total, percent).minor * 10_000n;
        return ceiling <= exact && exact < ceiling + 10_000n && minimum >= exact && exact > minimum - 10_000n;
      }),
    );
  });
});

describe('shares of a governance plan', () => {
  const rules = ruleSetOf('GOVERNANCE');
  const stung: FinancingPlan = {
    total: eur('1000000'),
    sources: [
      { kind: 'FUND', name: 'UE', amount: eur('750000'), inKind: false },
      { kind: 'FUND', name: 'AIMF', amount: eur('150000'), inKind: false },
      { kind: 'CITY', name: 'personnel', amount: eur('60000'), inKind: true },
      { kind: 'PARTNER', name: 'PARIS', amount: eur('40000'), inKind: true },
    ],
  };

  it('follows the action’s own rate, not the 80/20 rule', () => {
    expect(sumOfSources(stung)).toEqual(Money.eur('1000000'));
    expect(() => checkShares(rules, stung, { percent: '75', source: 'UE' })).not.toThrow();
  });

  it('refuses a donor above its rate', () => {
    expect(refusal(() => checkShares(rules, stung, { percent: '74.9999', source: 'UE' })).figures).toMatchObject({
      fundShare: Money.eur('750000'),
      ceiling: Money.eur('749999'),
    });
  });
});

it('the emergency fund carries no project', () => {
  expect(refusal(() => ruleSetOf('EMERGENCY')).code).toBe('INSTRUMENT_WITHOUT_PROJECTS');
});
