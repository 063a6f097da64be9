import { minorOf } from '../../money/format';
import type { Schemas } from './api';

/** Interest of one month: what the bank has credited, and what it should credit still. Cents. */
export interface InterestMonth {
  month: string;
  credited: bigint;
  /** Entries of what is credited; nothing where nothing is. */
  entries: string | undefined;
  coming: bigint;
}

const MONTHS = 12;

/** Twelve months up to the present one, and the twelve that follow it. */
export function interestMonths(
  { to, credited }: Pick<Schemas['HistoryDto'], 'to' | 'credited'>,
  coming: readonly Pick<Schemas['ComingCreditDto'], 'on' | 'amount'>[],
): InterestMonth[] {
  const present = to.slice(0, 7);
  return Array.from({ length: 2 * MONTHS }, (_, index) => monthAfter(present, index - MONTHS + 1)).map((month) => {
    const known = credited.find((one) => one.month === month);
    return {
      month,
      credited: minorOf(known?.amount.amount ?? '0'),
      entries: known?.amount.entries,
      coming: coming
        .filter(({ on }) => on.startsWith(month))
        .reduce((sum, { amount }) => sum + minorOf(amount.amount), 0n),
    };
  });
}

function monthAfter(month: string, months: number): string {
  const [year, of] = month.split('-').map(Number) as [number, number];
  const index = year * 12 + of - 1 + months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}
