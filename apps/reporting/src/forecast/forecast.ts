import { addMonths, type Day, daysBetween, monthOf, type Month, startOfMonth } from '@abonde/calendar';
import { Money } from '@abonde/money';

export type Direction = 'IN' | 'OUT';
export type ExpectedKind = 'INSTALMENT' | 'TRANCHE' | 'AID' | 'REFUND';

/** Money that somebody is to pay us, or that we are to pay. */
export interface Expected {
  id: string;
  kind: ExpectedKind;
  /** Code of the agreement, the tranche or the case. */
  reference: string;
  /** Rank of an instalment or of a tranche. */
  number: number | null;
  /** Donor, project or case, in words. */
  name: string;
  /** Null where nobody said when: it counts as due today. */
  dueOn: Day | null;
  amount: Money;
  /** EXPECTED, CALLED; PLANNED, REQUESTED, CERTIFIED, APPROVED; ORDERED. */
  state: string;
  /** What else it waits for; null when the date alone decides. */
  condition: string | null;
  /** What its amount rests on where it is an example: ILLUSTRATIVE. */
  basis: string | null;
}

/** Where something expected stands in the forecast. */
export interface Placed extends Expected {
  direction: Direction;
  /** Null beyond the horizon. */
  month: Month | null;
  /** 0 unless its day has passed. */
  daysLate: number;
}

export interface MonthCash {
  month: Month;
  in: Money;
  out: Money;
  /** Held at its end, if all comes and goes as expected. */
  closing: Money;
}

export interface CurrencyCash {
  currency: string;
  opening: Money;
  months: MonthCash[];
  /** Over the months. */
  in: Money;
  out: Money;
  /** Of the first month, what is late. */
  lateIn: Money;
  lateOut: Money;
  /** After the last month. */
  beyondIn: Money;
  beyondOut: Money;
}

const directions: Record<ExpectedKind, Direction> = { INSTALMENT: 'IN', TRANCHE: 'OUT', AID: 'OUT', REFUND: 'OUT' };

/** The months that a forecast of `count` covers, from the one that has begun. */
export function monthsFrom(asOf: Day, count: number): Month[] {
  return Array.from({ length: count }, (_, index) => monthOf(addMonths(startOfMonth(asOf), index)));
}

/** Gives each thing its month: what is late, or has no day, counts in the month that has begun. */
export function place(expected: readonly Expected[], asOf: Day, months: readonly Month[]): Placed[] {
  return expected
    .map((one) => {
      const due = one.dueOn === null || one.dueOn < asOf ? asOf : one.dueOn;
      const month = months.includes(monthOf(due)) ? monthOf(due) : null;
      const daysLate = one.dueOn === null ? 0 : Math.max(0, daysBetween(one.dueOn, asOf));
      return { ...one, direction: directions[one.kind], month, daysLate };
    })
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const key = ({ dueOn, direction, reference, id }: Placed) => [dueOn ?? '', direction, reference, id].join(' ');

/** What is held at the end of each month, for each currency that is held or expected; the euro first. */
export function forecast(
  placed: readonly Placed[],
  held: ReadonlyMap<string, Money>,
  months: readonly Month[],
): CurrencyCash[] {
  const currencies = [...new Set([...held.keys(), ...placed.map(({ amount }) => amount.currency)])];
  const rank = (currency: string) => (currency === 'EUR' ? '' : currency);
  return currencies
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .map((currency) => ofCurrency(currency, placed, held.get(currency) ?? Money.zero(currency), months));
}

function ofCurrency(
  currency: string,
  placed: readonly Placed[],
  opening: Money,
  months: readonly Month[],
): CurrencyCash {
  const sum = (direction: Direction, of: (one: Placed) => boolean) =>
    Money.sum(
      placed
        .filter((one) => one.amount.currency === currency && one.direction === direction && of(one))
        .map(({ amount }) => amount),
      currency,
    );
  let closing = opening;
  const cash = months.map((month): MonthCash => {
    const flows = { in: sum('IN', (one) => one.month === month), out: sum('OUT', (one) => one.month === month) };
    closing = closing.plus(flows.in).minus(flows.out);
    return { month, ...flows, closing };
  });
  return {
    currency,
    opening,
    months: cash,
    in: Money.sum(
      cash.map((month) => month.in),
      currency,
    ),
    out: Money.sum(
      cash.map((month) => month.out),
      currency,
    ),
    lateIn: sum('IN', ({ daysLate }) => daysLate > 0),
    lateOut: sum('OUT', ({ daysLate }) => daysLate > 0),
    beyondIn: sum('IN', ({ month }) => month === null),
    beyondOut: sum('OUT', ({ month }) => month === null),
  };
}
