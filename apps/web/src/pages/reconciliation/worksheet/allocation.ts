import type { Amount } from '../../../money/format';
import { amountIn, minorIn } from '../../../money/minor';
import type { TargetKind } from '../treasury';

/** What of a line goes to one target, as it stands on screen. */
export interface Row {
  kind: TargetKind;
  id: string;
  label: string;
  /** Exact decimal; empty where nothing readable was typed. */
  amount: string;
  currency: string;
}

export interface Allocation {
  rows: readonly Row[];
  /** Exact decimals; empty: none. */
  charges: string;
  /** Positive: a loss. */
  exchange: string;
}

export const nothing: Allocation = { rows: [], charges: '', exchange: '' };

const receipts: readonly TargetKind[] = ['instalment', 'donation', 'unapplied'];

/** Money that banks or an exchange rate take away concerns receipts only; of a debit they are rows of their own. */
export function hasReceipts({ rows }: Allocation): boolean {
  return rows.some(({ kind }) => receipts.includes(kind));
}

/** In another currency the bank's rate decides what each target is worth. */
export function isForeign({ rows }: Allocation, currency: string): boolean {
  return rows.some((row) => row.currency !== currency);
}

/**
 * What is not given to a target yet, in minor units: what came in, with what was taken on the way, less the targets.
 * `amounts`: signed amounts of the lines, of one currency.
 */
export function remainingOf(amounts: readonly Amount[], allocation: Allocation): bigint {
  const currency = amounts[0]?.currency ?? 'EUR';
  if (allocation.rows.length > 0 && isForeign(allocation, currency)) return 0n;
  const total = amounts.reduce((sum, { amount }) => sum + minorIn(amount, currency), 0n);
  const size = total < 0n ? -total : total;
  const taken = hasReceipts(allocation)
    ? minorIn(allocation.charges, currency) + minorIn(allocation.exchange, currency)
    : 0n;
  return size + taken - allocation.rows.reduce((sum, row) => sum + minorIn(row.amount, currency), 0n);
}

/** Adds a target, or takes it out when it is there; a new one takes what it expects, or what is left. */
export function toggled(allocation: Allocation, rows: readonly Row[]): Allocation {
  const has = rows.every((row) => allocation.rows.some((other) => same(row, other)));
  const others = allocation.rows.filter((row) => !rows.some((other) => same(row, other)));
  if (!has) return { ...allocation, rows: [...others, ...rows] };
  return others.length === 0 ? nothing : { ...allocation, rows: others };
}

export function same(left: Pick<Row, 'kind' | 'id'>, right: Pick<Row, 'kind' | 'id'>): boolean {
  return left.kind === right.kind && left.id === right.id;
}

/** Banks on the way took what is missing. */
export function withCharges(allocation: Allocation, remaining: bigint, currency: string): Allocation {
  return { ...allocation, charges: amountIn(minorIn(allocation.charges, currency) - remaining, currency).amount };
}

export function withExchange(allocation: Allocation, remaining: bigint, currency: string): Allocation {
  return { ...allocation, exchange: amountIn(minorIn(allocation.exchange, currency) - remaining, currency).amount };
}
