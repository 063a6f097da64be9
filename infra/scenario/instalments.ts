import { addDays, addMonths, daysBetween, type Day, maxDay, nextTargetDay, yearOf } from '@abonde/calendar';
import { convert, largestRemainder, Money, Rational } from '@abonde/money';
import { MAIN_ACCOUNT_CODE, OTHER_ACCOUNTS, poolOf } from './accounts';
import { bookValue, yearlyRate } from './exchange';
import { loadedAgreements, type Reference, type ReferenceAgreement } from './reference';

/** What the donor's bank sends for an instalment. */
export interface PlannedReceipt {
  /** Code of the account it is credited to. */
  account: string;
  bookedOn: Day;
  /** Credited, after the correspondent's fee. */
  credited: Money;
  fee: Money | null;
  /** What reaches the envelope, in euros: the fee's bearer makes it good. */
  value: Money;
  /** Euros for one unit of the instalment's currency, on the day of the receipt; null in euros. */
  rate: string | null;
}

export interface PlannedInstalment {
  agreement: string;
  /** Currency in which the agreement's money is kept. */
  pool: string;
  donor: string;
  donorName: string;
  payer: string;
  number: number;
  amount: Money;
  dueOn: Day;
  /** Null when the call falls after the demonstration's day. */
  callOn: Day | null;
  callRate: string | null;
  /** Null when it is still expected. */
  receipt: PlannedReceipt | null;
}

/** What a correspondent bank keeps on a receipt in a foreign currency. */
export const CORRESPONDENT_FEE = Money.eur('15.00');
const MEMBERS_DUES = Money.eur('300000.00');
const DAYS_FROM_CALL_TO_DUE = 30;
const DAYS_LATE = 75;

/** Percentages an agreement is paid in, read from its terms; free text means 40 / 40 / 20. */
export function instalmentPercentages(terms: string | undefined): number[] {
  if (terms?.startsWith('30 % advance / 50 %')) return [30, 50, 20];
  if (terms?.startsWith('acompte 30 %')) return [30, 70];
  if (terms?.startsWith('pre-financing 60 %')) return [60, 40];
  return [40, 40, 20];
}

/** Due dates: one month after the start, at mid-period, three months before the end (the last only, when there are two).
 *  A period that began before the horizon starts with it. */
export function dueDates(period: [Day, Day], horizon: Day, count: number): Day[] {
  const start = maxDay(period[0], horizon);
  const [first, last] = [addMonths(start, 1), addMonths(period[1], -3)];
  return count === 2 ? [first, last] : [first, midPeriod([start, period[1]]), last];
}

export function midPeriod([from, to]: [Day, Day]): Day {
  return addDays(from, Math.floor(daysBetween(from, to) / 2));
}

export function planInstalments(reference: Reference): PlannedInstalment[] {
  const planned = loadedAgreements(reference).flatMap(({ donor, agreement }) =>
    schedule(reference, agreement).map(({ dueOn, amount }, index) => ({
      agreement: agreement.id,
      pool: poolOf(agreement),
      donor: donor.id,
      donorName: donor.name,
      payer: agreement.payer_alias?.[0] ?? donor.name.toUpperCase(),
      number: index + 1,
      amount,
      dueOn,
    })),
  );
  planned.sort((a, b) => (a.dueOn + a.agreement < b.dueOn + b.agreement ? -1 : 1));
  return planned.map((instalment, index) => ({ ...instalment, ...callAndReceipt(reference, instalment, index) }));
}

function schedule(reference: Reference, agreement: ReferenceAgreement): { dueOn: Day; amount: Money }[] {
  if (agreement.instrument === 'EMERGENCY') return [];
  if (agreement.internal) return duesUntil(reference.business_day);
  const percentages = instalmentPercentages(agreement.payment_terms);
  const total = Money.of({ amount: agreement.amount.value, currency: agreement.ccy });
  const shares = largestRemainder(
    total.minor,
    percentages.map((percent, index) => ({ key: String(index), weight: BigInt(percent) })),
  );
  return dueDates(agreement.period, reference.horizon_from, percentages.length).map((dueOn, index) => ({
    dueOn,
    amount: Money.minor(shares.get(String(index)) as bigint, agreement.ccy),
  }));
}

function duesUntil(businessDay: Day): { dueOn: Day; amount: Money }[] {
  const years = Array.from({ length: yearOf(businessDay) - 2017 }, (_, index) => 2018 + index);
  return years.map((year) => ({ dueOn: `${year}-01-31`, amount: MEMBERS_DUES }));
}

function callAndReceipt(
  reference: Reference,
  { amount, dueOn, agreement, pool }: { amount: Money; dueOn: Day; agreement: string; pool: string },
  index: number,
): Pick<PlannedInstalment, 'callOn' | 'callRate' | 'receipt'> {
  const wanted = maxDay(addDays(dueOn, -DAYS_FROM_CALL_TO_DUE), reference.horizon_from);
  if (wanted > reference.business_day) return { callOn: null, callRate: null, receipt: null };
  const foreign = amount.currency !== 'EUR';
  const callRate = foreign ? yearlyRate(reference, amount.currency, wanted) : null;
  const bookedOn = nextTargetDay(addDays(dueOn, paymentDelay(index, agreement, dueOn)));
  const receipt = bookedOn > reference.business_day ? null : receiptOn(reference, amount, bookedOn, pool);
  return { callOn: wanted, callRate, receipt };
}

/** One instalment in ten is late; those due around the turn of 2026 arrive in February, so that there is something to reconcile. */
function paymentDelay(index: number, agreement: string, dueOn: Day): number {
  if (dueOn >= '2025-12-25' && dueOn <= '2026-01-10') return 40 + (agreement.length % 3);
  if (dueOn < '2025-11-01' && index % 10 === 9) return DAYS_LATE;
  return 2 + ((index * 7) % 12);
}

function receiptOn(reference: Reference, amount: Money, bookedOn: Day, pool: string): PlannedReceipt {
  const account = MAIN_ACCOUNT_CODE;
  if (amount.currency === 'EUR') return { account, bookedOn, credited: amount, fee: null, value: amount, rate: null };
  if (amount.currency === pool) {
    const value = bookValue(reference, amount, bookedOn);
    const { code } = pool === 'CHF' ? OTHER_ACCOUNTS.CHF : OTHER_ACCOUNTS.USD;
    return { account: code, bookedOn, credited: amount, fee: null, value, rate: null };
  }
  const rate = yearlyRate(reference, amount.currency, bookedOn);
  const value = convert(amount, 'EUR', Rational.parse(rate));
  const fee = CORRESPONDENT_FEE;
  return { account, bookedOn, credited: value.minus(fee), fee, value, rate };
}
