import { Money } from '@abonde/money';
import { ruleSetOf } from '../rules/rule-set';
import { finalAccount } from './overpayment';

const cost = (amount: string) => ({ total: Money.eur(amount), eligible: Money.eur(amount) });

it.each([
  ['at the plan’s cost', '1000', '800', '0'],
  ['at a lower cost', '900', '800', '80'],
  ['one cent too much', '999.99', '799.99', '0'],
  ['a cost whose 80 % is no whole cent', '999.98', '800', '0.02'],
])('%s', (_, real, paid, overpaid) => {
  expect(finalAccount(ruleSetOf('COOPERATION'), cost(real), Money.eur(paid), null).overpaid).toEqual(
    Money.eur(overpaid),
  );
});

it('follows the action’s own rate, or the cost where the rate binds one donor only', () => {
  const rules = ruleSetOf('GOVERNANCE');
  expect(finalAccount(rules, cost('1000'), Money.eur('900'), { percent: '75' }).overpaid).toEqual(Money.eur('150'));
  expect(finalAccount(rules, cost('1000'), Money.eur('900'), { percent: '75', source: 'UE' }).overpaid).toEqual(
    Money.zero(),
  );
});
