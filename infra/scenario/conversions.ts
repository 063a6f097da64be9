import type { Day } from '@abonde/calendar';
import { convert, Money, Rational } from '@abonde/money';
import { MAIN_ACCOUNT_CODE, OTHER_ACCOUNTS, poolOf, type ScenarioAccount } from './accounts';
import { type BankEntry, entry } from './bank';
import { unitsPerEuro } from './exchange';
import type { PlannedTranche } from './plan';
import { loadedAgreements, type Reference } from './reference';

/** Money of agreements kept in a foreign account, sold for the euros that a tranche takes of them, on the day it is paid. */
export interface Conversion {
  account: ScenarioAccount;
  on: Day;
  sold: Money;
  bought: Money;
}

export function planConversions(reference: Reference, tranches: readonly PlannedTranche[]): Conversion[] {
  const pools = new Map(loadedAgreements(reference).map(({ agreement }) => [agreement.id, poolOf(agreement)]));
  return tranches.flatMap(({ split, paidOn: on }) =>
    [OTHER_ACCOUNTS.USD, OTHER_ACCOUNTS.CHF].flatMap((account) => {
      const bought = Money.minor(
        [...split].reduce(
          (sum, [agreement, cents]) => (pools.get(agreement) === account.currency ? sum + cents : sum),
          0n,
        ),
      );
      const rate = Rational.parse(unitsPerEuro(reference, account.currency, on));
      return bought.isZero() ? [] : [{ account, on, bought, sold: convert(bought, account.currency, rate) }];
    }),
  );
}

/** What leaves the foreign account. */
export function soldEntry({ account, on, sold, bought }: Conversion): BankEntry {
  const purpose = { kind: 'transfer', to: MAIN_ACCOUNT_CODE, arrives: bought } as const;
  return entry(on, sold.negated(), 'AIMF', `CONVERSION ${account.currency} EUR`, purpose);
}

/** What arrives on the main account. */
export function boughtEntry({ account, on, bought }: Conversion): BankEntry {
  return entry(on, bought, 'AIMF', `CONVERSION ${account.currency} EUR`, { kind: 'transferred' });
}
