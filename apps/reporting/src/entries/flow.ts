import type { Book, SealedTransaction } from '@abonde/contracts';
import { accountParts, OWN_RESOURCES } from './account';

/**
 * What a posting does to the money, told by the accounts that its transaction puts against each other and never by
 * the words of the service that posted it. A reversal keeps the flow of what it reverses, with the opposite sign.
 * `own-…` is the side of the association's own resources.
 */
export type Flow =
  | 'opening'
  | 'called'
  | 'received'
  | 'applied'
  | 'fee'
  | 'charges'
  | 'exchange'
  | 'interest'
  | 'interest-due'
  | 'donation'
  | 'reserved'
  | 'allocated'
  | 'refund-due'
  | 'refunded'
  | 'written-off'
  | 'pledged'
  | 'engaged'
  | 'attributed'
  | 'decommitted'
  | 'approved'
  | 'paid'
  | 'justified'
  | 'recovery-due'
  | 'recovered'
  | 'accrued'
  | 'aid'
  | 'statement'
  | 'matched'
  | 'internal-transfer'
  | 'other'
  | `own-${'opening' | 'received' | 'fee' | 'charges' | 'exchange' | 'interest' | 'reserved' | 'released' | 'other'}`;

interface Side {
  family: string;
  layer: string;
  eur: bigint;
  own: boolean;
  /** Of an agreement that gives to an appeal. */ appeal: boolean;
}

/** Accounts that together hold what an instrument has and has not yet given to a project or an aid. */
const POOLS: Record<string, readonly string[]> = {
  contributions: ['fund:envelope', 'fund:reserved', 'fund:due-to-donor', 'fund:shortfall'],
  'emergency-fund': ['fund:emergency', 'fund:donations', 'fund:shortfall'],
};

export function isPool(book: Book, account: string): boolean {
  const { family, agreement } = accountParts(book, account);
  return agreement !== OWN_RESOURCES && (POOLS[book]?.includes(family) ?? false);
}

/**
 * The flow of each posting, in the order of the transaction's postings.
 * @param eurs cents of each posting
 */
export function flowsOf(book: Book, transaction: SealedTransaction, eurs: readonly bigint[]): Flow[] {
  const sign = transaction.reverses ? -1n : 1n;
  const sides = transaction.postings.map((posting, at) => {
    const { family, agreement } = accountParts(book, posting.account);
    const own = agreement === OWN_RESOURCES && family === 'fund:envelope';
    const appeal = posting.dimensions['instrument'] === 'EMERGENCY' || posting.dimensions['case'] !== undefined;
    return { family, layer: posting.layer, own, appeal, eur: sign * (eurs[at] ?? 0n) };
  });
  const families = new Set(sides.map((side) => side.family));
  const { kind } = transaction;
  // Opening balances cross the same accounts as interest, reductions those of a closing: only here does the kind decide.
  const flow = CLASSIFIERS[book]({ families, sides, opens: kind.includes('open'), reduces: kind.includes('reduc') });
  return sides.map((side) => flow(side));
}

interface Facts {
  families: ReadonlySet<string>;
  sides: readonly Side[];
  opens: boolean;
  reduces: boolean;
}
type Classifier = (facts: Facts) => (side: Side) => Flow;

const CLASSIFIERS: Record<Book, Classifier> = {
  contributions: contributionsFlow,
  treasury: treasuryFlow,
  disbursements: disbursementsFlow,
  'emergency-fund': emergencyFlow,
};

function contributionsFlow({ families, sides, opens }: Facts): (side: Side) => Flow {
  const has = (...names: string[]) => names.some((name) => families.has(name));
  const all = (flow: Flow) => () => flow;
  if (has('opening')) return ownOr('own-opening', 'opening');
  if (has('fund:transfer:disbursements')) return ownOr('own-released', 'allocated');
  if (has('fund:transfer:emergency-fund')) return crossingToEmergency(opens, sides);
  if (has('fund:money', 'clearing:treasury')) {
    if (has('receivable', 'unapplied', 'income', 'deferred-income')) return receipt(sides);
    if (has('fund:due-to-donor', 'payable-to-donor')) return all('refunded');
    if (has('bank-charges')) return ownOr('own-charges', 'charges');
    if (has('exchange-gain', 'exchange-loss', 'conversion')) return ownOr('own-exchange', 'exchange');
    return ownOr('own-other', 'other');
  }
  if (has('fund:unapplied', 'unapplied')) return ownOr('own-received', 'applied');
  if (has('clearing:emergency-fund')) return all('interest-due');
  if (has('receivable')) return all(has('write-off') ? 'written-off' : 'called');
  if (has('fund:due-to-donor', 'payable-to-donor')) return ownOr('own-other', 'refund-due');
  if (sides.some((side) => side.own)) return ownMove(sides);
  if (has('fund:reserved')) return all('reserved');
  return all(has('pledge') ? 'pledged' : 'other');
}

/**
 * A receipt may carry a management fee (own resources on the envelopes' side) or a charge that own resources bear.
 * What stands on the same side as the money is taken from an envelope, whichever way the money goes.
 */
function receipt(sides: readonly Side[]): (side: Side) => Flow {
  const onlyOwn = !sides.some((side) => side.layer === 'FUND' && !side.own && side.family !== 'fund:money');
  const money = sides.filter((side) => side.family === 'fund:money').reduce((sum, side) => sum + side.eur, 0n);
  const taken = (side: Side) => side.eur * money > 0n;
  return (side) => {
    if (side.own) return onlyOwn ? 'own-received' : taken(side) ? 'own-charges' : 'own-fee';
    return side.family === 'fund:envelope' && taken(side) ? 'fee' : 'received';
  };
}

/** Money between own resources and an agreement or a proposed allocation, inside the book. */
function ownMove(sides: readonly Side[]): (side: Side) => Flow {
  const own = sides.filter((side) => side.own).reduce((sum, side) => sum + side.eur, 0n);
  const reserved = sides.some((side) => side.family === 'fund:reserved');
  return (side) => {
    if (reserved) return side.own ? 'own-reserved' : 'reserved';
    if (own > 0n) return side.own ? 'own-opening' : 'opening';
    return side.own ? 'own-fee' : 'fee';
  };
}

/** Donations leave for the emergency fund; interest arrives from it; an opening balance may hold its part. */
function crossingToEmergency(opens: boolean, sides: readonly Side[]): (side: Side) => Flow {
  const donated = sides.some((side) => side.family === 'fund:envelope' && side.appeal && !side.own && side.eur > 0n);
  return (side) => {
    if (side.own) return opens ? 'own-opening' : 'own-interest';
    return donated ? 'donation' : 'interest';
  };
}

function ownOr(own: Flow, other: Flow): (side: Side) => Flow {
  return (side) => (side.own ? own : other);
}

function disbursementsFlow({ families, sides, reduces }: Facts): (side: Side) => Flow {
  const has = (...names: string[]) => names.some((name) => families.has(name));
  if (has('fund:transfer:contributions')) return () => 'allocated';
  if (has('fund:money', 'clearing:treasury')) {
    if (has('payable', 'aid-expense')) return () => 'paid';
    return () => (has('recoverable') ? 'recovered' : 'other');
  }
  if (has('recoverable')) return () => 'recovery-due';
  if (has('payable') || has('fund:tranche')) return () => 'approved';
  if (has('commitment')) {
    const committed = sides.filter((side) => side.family === 'commitment').reduce((sum, side) => sum - side.eur, 0n);
    return () => (reduces || committed >= 0n ? 'attributed' : 'decommitted');
  }
  if (has('engagement')) return () => 'engaged';
  return () => (has('fund:advanced') ? 'justified' : 'other');
}

function emergencyFlow({ families, opens }: Facts): (side: Side) => Flow {
  const has = (...names: string[]) => names.some((name) => families.has(name));
  if (has('fund:money', 'clearing:treasury')) {
    if (has('aid-expense', 'payable')) return (side) => (returnsToSource(side) ? 'aid' : 'paid');
    return () => (has('accrued-interest', 'interest-income', 'interest-charge') ? 'interest' : 'other');
  }
  if (has('fund:aid')) return () => 'aid';
  if (has('fund:donations')) return () => 'donation';
  if (has('fund:transfer:contributions')) return () => (opens ? 'opening' : 'interest');
  if (has('clearing:contributions')) return () => 'interest-due';
  if (has('fund:emergency') && has('interest-income', 'interest-charge')) return () => 'interest';
  return () => (has('accrued-interest') ? 'accrued' : 'other');
}

/** Aid that comes back undoes the decision's use of its sources, beside the payment. */
function returnsToSource(side: Side): boolean {
  return side.family === 'fund:emergency' || side.family === 'fund:donations';
}

function treasuryFlow({ families }: Facts): (side: Side) => Flow {
  const has = (name: string) => families.has(name);
  const clearing = [...families].some((family) => family.startsWith('clearing:'));
  if (has('internal-transfers')) return () => 'internal-transfer';
  if (has('bank')) return () => (clearing ? 'opening' : 'statement');
  return () => (clearing ? 'matched' : 'other');
}
