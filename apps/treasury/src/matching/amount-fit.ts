import type { Money } from '@abonde/money';
import { feesAdded, feesTaken } from './fees';
import type { Candidate, EntryClues, Reason, Suggestion } from './suggestions';

/** How much of what is expected an entry is. */
export interface Fit {
  /** Null: the amount says nothing for it. */
  reason: Reason | null;
  targets: Suggestion['targets'];
  charges?: Money;
}

/** How the expected amount explains the entry; null when it doesn't. */
export function amountFit(entry: EntryClues, candidate: Candidate, clues: readonly Reason[]): Fit | null {
  const { amount, kind } = candidate;
  if (amount === null) return { reason: null, targets: [targetOf(candidate, entry.amount.abs())] };
  if (amount.equals(entry.amount.abs())) return { reason: 'AMOUNT', targets: [targetOf(candidate, amount)] };
  if (kind === 'payment-order') return paymentFit(entry, candidate, amount, clues);
  if (kind === 'refund' && clues.includes('REFERENCE')) return returnFit(entry, candidate, amount);
  return receiptFit(entry, candidate, amount, clues);
}

export function targetOf({ kind, id }: Candidate, amount: Money): Suggestion['targets'][number] {
  return { kind, id, amount: amount.toJSON() };
}

function receiptFit(entry: EntryClues, candidate: Candidate, amount: Money, clues: readonly Reason[]): Fit | null {
  const size = entry.amount.abs();
  const whole = (reason: Reason, charges: Money | null): Fit => ({
    reason,
    targets: [targetOf(candidate, amount)],
    ...(charges && { charges }),
  });
  const stated = entry.charges?.currency === size.currency ? entry.charges : null;
  const charged = amount.currency === size.currency && stated && size.plus(stated).equals(amount);
  if (entry.original?.equals(amount)) return whole('ORIGINAL_AMOUNT', charged ? stated : null);
  if (amount.currency !== size.currency) return null;
  if (charged) return whole('AMOUNT_WITH_CHARGES', stated);
  if (candidate.kind !== 'instalment' || !clues.some((clue) => clue !== 'DATE')) return null;
  const fees = feesTaken(entry, amount);
  return fees ? whole('AMOUNT_WITHIN_FEES', fees) : unequal(candidate, amount, size);
}

function unequal(candidate: Candidate, expected: Money, received: Money): Fit {
  if (received.compare(expected) < 0) return { reason: 'PARTIAL', targets: [targetOf(candidate, received)] };
  const rest = candidate.payer
    ? [{ kind: 'unapplied' as const, id: candidate.payer, amount: received.minus(expected).toJSON() }]
    : [];
  return { reason: 'OVER_PAYMENT', targets: [targetOf(candidate, rest.length ? expected : received), ...rest] };
}

/** A debit with the order it settles: the bank's charge may be in the same line, and in another currency its rate decides. */
function paymentFit(entry: EntryClues, candidate: Candidate, amount: Money, clues: readonly Reason[]): Fit | null {
  const size = entry.amount.abs();
  const named = clues.includes('REFERENCE');
  const stated = entry.charges?.currency === size.currency && entry.charges.compare(size) < 0 ? entry.charges : null;
  if (amount.currency !== size.currency) {
    if (entry.original?.equals(amount)) return withCharge(candidate, amount, 'ORIGINAL_AMOUNT', stated);
    return named ? withCharge(candidate, amount, null, stated) : null;
  }
  if (stated && amount.plus(stated).equals(size)) return withCharge(candidate, amount, 'AMOUNT_WITH_CHARGES', stated);
  const fees = named ? feesAdded(entry, amount) : null;
  return fees && withCharge(candidate, amount, 'AMOUNT_WITHIN_FEES', fees);
}

/** The bank gives an order back, less what it keeps for that. */
function returnFit(entry: EntryClues, candidate: Candidate, amount: Money): Fit | null {
  if (amount.currency !== entry.amount.currency) {
    const reason = entry.original?.equals(amount) ? 'ORIGINAL_AMOUNT' : null;
    return withCharge(candidate, amount, reason, null);
  }
  const fees = feesTaken(entry, amount);
  return fees && withCharge(candidate, amount, 'AMOUNT_WITHIN_FEES', fees.negated());
}

function withCharge(candidate: Candidate, amount: Money, reason: Reason | null, charge: Money | null): Fit {
  const row = charge && { kind: 'classification' as const, id: 'CHARGE', amount: charge.toJSON() };
  return { reason, targets: [targetOf(candidate, amount), ...(row ? [row] : [])] };
}
