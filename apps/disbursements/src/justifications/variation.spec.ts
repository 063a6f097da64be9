import { Money } from '@abonde/money';
import { checkVariations, variationsOf } from './variation';

const eur = (amount: string) => Money.eur(amount).toJSON();
const budget = [
  { label: 'Travaux', amount: eur('900.00') },
  { label: 'Études', amount: eur('100.05') },
];
const gates = { agreement: 'BMGF-1', percent: '10' };
const europe = { agreement: 'UE-1', percent: '25' };
const found = (costs: Record<string, string>, limits = [gates]) =>
  variationsOf(budget, new Map(Object.entries(costs).map(([line, cost]) => [line, Money.eur(cost)])), limits).map(
    ({ budgetLine, agreement, limit, excess }) => [budgetLine, agreement, limit.amount, excess.amount],
  );

it.each([
  ['a line at its margin', { Travaux: '990.00' }, [gates], []],
  ['one cent above', { Travaux: '990.01' }, [gates], [['Travaux', 'BMGF-1', '990.00', '0.01']]],
  ['a margin cut to the cent', { Études: '110.06' }, [gates], [['Études', 'BMGF-1', '110.05', '0.01']]],
  ['each donor’s own limit', { Études: '120.00' }, [gates, europe], [['Études', 'BMGF-1', '110.05', '9.95']]],
  ['no margin at all', { Études: '100.06' }, [{ agreement: 'A', percent: '0' }], [['Études', 'A', '100.05', '0.01']]],
  ['no limit at all', { Études: '5000.00' }, [], []],
])('%s', (_, costs, limits, expected) => {
  expect(found(costs as Record<string, string>, limits)).toEqual(expected);
});

it('names the line, its limit and the difference, unless the donor consented', () => {
  const beyond = variationsOf(budget, new Map([['Travaux', Money.eur('1000.00')]]), [gates]);
  expect(() => checkVariations('P-T1', beyond, 'Lettre du 3 mai')).not.toThrow();
  for (const consent of [null, '  '])
    expect(() => checkVariations('P-T1', beyond, consent)).toThrow(
      expect.objectContaining({
        code: 'BUDGET_LINE_VARIATION',
        message: expect.stringContaining('“Travaux” comes to 1000.00 EUR, 10.00 EUR above 990.00 EUR'),
      }),
    );
});
