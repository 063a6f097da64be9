import { addDays, type Day, epochDay, quarterEnd, yearOf } from '@abonde/calendar';
import { Money, Rational } from '@abonde/money';
import type { ScenarioAccount } from './accounts';
import { type BankEntry, entry } from './bank';
import type { Reference } from './reference';

/** Interest of a foreign account as its bank credits it, or charges it: on the value-dated balance, rounded once a period. */
export function foreignInterest(
  reference: Reference,
  account: ScenarioAccount,
  moved: readonly BankEntry[],
): BankEntry[] {
  const terms = reference.bank_accounts.find(({ id }) => id === account.code);
  if (!terms?.rates) return [];
  const credited: BankEntry[] = [];
  let from = account.openedOn;
  for (
    let to = periodEnd(terms.capitalisation, from);
    to <= reference.business_day;
    to = periodEnd(terms.capitalisation, from)
  ) {
    const amount = interestOf([...moved, ...credited], { ...terms, account }, from, to);
    if (!amount.isZero()) {
      const label = amount.isNegative() ? 'INTERETS DEBITEURS' : 'INTERETS CREDITEURS';
      const purpose = { kind: 'interest', from, to } as const;
      const booked = entry(to, amount, 'BANQUE', `${label} DU ${from} AU ${to}`, purpose);
      credited.push({ ...booked, valueOn: addDays(to, 1) });
    }
    from = addDays(to, 1);
  }
  return credited;
}

function periodEnd(capitalisation: string | undefined, day: Day): Day {
  return capitalisation === 'yearly' ? `${yearOf(day)}-12-31` : quarterEnd(day);
}

interface Remunerated {
  account: ScenarioAccount;
  day_count?: string;
  rates?: [string, string][];
}

function interestOf(
  entries: readonly BankEntry[],
  { account, day_count, rates = [] }: Remunerated,
  from: Day,
  to: Day,
): Money {
  let total = Rational.ZERO;
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const balance = entries.filter(({ valueOn }) => valueOn <= day).reduce((sum, { amount }) => sum + amount.minor, 0n);
    const rate = Rational.parse(rates.filter(([since]) => since <= day).at(-1)?.[1] ?? '0');
    total = total.plus(Rational.of(balance * daysOf(day, day_count), 36_000n).times(rate));
  }
  return Money.minor(total.round(), account.currency);
}

/** How many days of a year of 360 a calendar day is: in months of thirty days, none, one, or what February lacks. */
function daysOf(day: Day, dayCount: string | undefined): bigint {
  return dayCount === '30E/360' ? thirties(addDays(day, 1)) - thirties(day) : 1n;
}

function thirties(day: Day): bigint {
  const date = new Date(epochDay(day) * 86_400_000);
  return BigInt(360 * date.getUTCFullYear() + 30 * date.getUTCMonth() + Math.min(date.getUTCDate(), 30));
}
