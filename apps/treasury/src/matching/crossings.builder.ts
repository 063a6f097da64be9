import type { Day } from '@abonde/calendar';
import type { Dimensions } from '@abonde/ledger';
import type { TypedEvent } from '@abonde/messaging';
import { Money, type MoneyJson } from '@abonde/money';
import type { Clearing } from '../chart';
import type { OrderKind } from '../payments/payment-order';
import { type EntryRow, originalOf } from './entry-row.store';
import { interestPeriod, type Placement } from './interest-period';
import type { Leg } from './legs';
import { told } from './match-writer.service';
import type { Classification, Target } from './target';

/** What is known of a target once it was looked up. */
export type Found =
  | { as: 'instalment' | 'donation' | 'unapplied'; dimensions: Dimensions }
  | {
      as: 'payment-order' | 'payment-return';
      paymentRequest: string;
      orderKind: OrderKind;
      dimensions: Dimensions;
      reason: string | null;
    }
  | { as: 'receipt-return'; match: string; reason: string }
  | { as: 'recovery'; dimensions: Dimensions }
  | {
      as: 'interest';
      placement: Placement;
      period: { from: Day; to: Day } | null;
      expectation: string | null;
      tax: Money | null;
    }
  | { as: 'classification'; classification: Classification };

export interface ResolvedTarget extends Target {
  found: Found;
}

export interface MatchRequest {
  entry: EntryRow;
  matchedBy: string;
  matchedByName: string;
  automatic: boolean;
  /** Number that matches made together share. */
  act?: string;
  /** Rule that proposed or made it. */
  rule?: string;
  charges: Money | null;
  exchangeDifference: Money | null;
  note: string | null;
  correlationId?: string;
}

const clearingOf: Record<OrderKind, Clearing> = {
  TRANCHE: 'clearing:disbursements',
  AID: 'clearing:emergency-fund',
  DONOR_REFUND: 'clearing:contributions',
  INTEREST_RETURN: 'clearing:contributions',
};

/** What crosses, to which book, under which name. */
export interface Crossing {
  kind: string;
  reason: string;
  clearing: Clearing;
  dimensions: Dimensions;
  reference?: string;
  details?: Record<string, unknown>;
  event: (transfer: string) => TypedEvent;
}

/** How a leg crosses, by what its target turned out to be. */
export function crossingOf(match: string, request: MatchRequest, leg: Leg<ResolvedTarget>): Crossing {
  const [target] = leg.targets;
  if (!target) throw new Error('A leg has targets.');
  const { found } = target;
  switch (found.as) {
    case 'payment-order':
    case 'payment-return':
      return paymentCrossing(match, request, leg, target, found);
    case 'receipt-return':
      return returnCrossing(request, leg, found);
    case 'recovery':
      return recoveryCrossing(match, request, leg, target, found);
    case 'interest':
      return interestCrossing(match, request, leg, target, found);
    case 'classification':
      return classificationCrossing(match, request, leg, found);
    default:
      return receiptCrossing(match, request, leg);
  }
}

function receiptCrossing(match: string, { entry, charges }: MatchRequest, leg: Leg<ResolvedTarget>): Crossing {
  const whole = leg.amount.minor.toString() === entry.amount_minor;
  const original = (whole ? originalOf(entry) : null) ?? leg.amount;
  const data = {
    match,
    entry: entry.id,
    account: entry.account,
    eur: leg.eur.toJSON(),
    original: original.toJSON(),
    charges: charges?.toJSON() ?? null,
    targets: leg.targets.map(({ found, id, amount }) => ({
      kind: found.as as 'instalment' | 'donation' | 'unapplied',
      id,
      amount: amount.toJSON(),
    })),
  };
  const shared = leg.targets.map(({ found }) => ('dimensions' in found ? found.dimensions : {})).reduce(common);
  return {
    kind: 'receipt-matched',
    reason: 'Receipt matched',
    clearing: 'clearing:contributions',
    dimensions: shared,
    ...(entry.content.references.structured && { reference: entry.content.references.structured }),
    event: () => told({ type: 'abonde.treasury.receipt-matched.v1', key: match, data }),
  };
}

/** What all targets of a receipt have in common. */
function common(left: Dimensions, right: Dimensions): Dimensions {
  return Object.fromEntries(Object.entries(left).filter(([name, value]) => right[name as keyof Dimensions] === value));
}

type Payment = Extract<Found, { as: 'payment-order' | 'payment-return' }>;

/** Outgoing money is worth a positive amount to the requester, both ways. */
function paymentCrossing(match: string, { entry }: MatchRequest, leg: Leg, { id }: Target, found: Payment): Crossing {
  const { paymentRequest, orderKind, dimensions, reason } = found;
  const data = {
    paymentRequest,
    kind: orderKind,
    order: id,
    entry: entry.id,
    match,
    account: entry.account,
    eur: leg.eur.abs().toJSON(),
    reason,
  };
  const settled = found.as === 'payment-order';
  return {
    kind: settled ? 'payment-settled' : 'payment-returned',
    reason: settled ? 'Payment settled' : 'Payment returned',
    clearing: clearingOf[orderKind],
    dimensions,
    reference: paymentRequest,
    event: () =>
      told({ type: `abonde.treasury.payment-${settled ? 'settled' : 'returned'}.v1`, key: paymentRequest, data }),
  };
}

function returnCrossing({ entry }: MatchRequest, leg: Leg, found: Extract<Found, { as: 'receipt-return' }>): Crossing {
  const data = { match: found.match, entry: entry.id, reason: found.reason, eur: leg.eur.abs().toJSON() };
  return {
    kind: 'receipt-returned',
    reason: 'Receipt returned by the bank',
    clearing: 'clearing:contributions',
    dimensions: {},
    event: () => told({ type: 'abonde.treasury.receipt-returned.v1', key: found.match, data }),
  };
}

function recoveryCrossing(
  match: string,
  { entry }: MatchRequest,
  leg: Leg,
  { id }: Target,
  found: Extract<Found, { as: 'recovery' }>,
): Crossing {
  const data = { recovery: id, entry: entry.id, match, eur: leg.eur.toJSON() };
  return {
    kind: 'recovery-received',
    reason: 'Recovery received',
    clearing: found.dimensions['case'] ? 'clearing:emergency-fund' : 'clearing:disbursements',
    dimensions: found.dimensions,
    reference: id,
    event: () => told({ type: 'abonde.treasury.recovery-received.v1', key: id, data }),
  };
}

function interestCrossing(
  match: string,
  { entry }: MatchRequest,
  leg: Leg,
  { id }: Target,
  found: Extract<Found, { as: 'interest' }>,
): Crossing {
  const period = found.period ?? interestPeriod(found.placement, entry.value_date);
  const tax = found.tax ?? Money.zero(leg.amount.currency);
  const data = {
    placement: id,
    account: entry.account,
    entry: entry.id,
    match,
    ...period,
    gross: leg.amount.plus(tax).toJSON(),
    tax: tax.toJSON(),
    net: leg.amount.toJSON(),
    eur: leg.eur.toJSON(),
  };
  return {
    kind: 'interest-credited',
    reason: `Interest of ${id}, ${period.from} to ${period.to}`,
    clearing: 'clearing:emergency-fund',
    dimensions: { placement: id, instrument: 'EMERGENCY' },
    details: { ...period, tax: tax.toJSON() as MoneyJson, expectation: found.expectation },
    event: () => told({ type: 'abonde.treasury.interest-credited.v1', key: id, data }),
  };
}

function classificationCrossing(
  match: string,
  { entry, note }: MatchRequest,
  leg: Leg,
  { classification }: Extract<Found, { as: 'classification' }>,
): Crossing {
  const data = {
    entry: entry.id,
    match,
    account: entry.account,
    kind: classification,
    eur: leg.eur.negated().toJSON(),
    rate: entry.content.original?.rate ?? null,
    reason: note ?? classification,
  };
  return {
    kind: 'charge-classified',
    reason: `Classified ${classification}`,
    clearing: 'clearing:contributions',
    dimensions: {},
    event: () => told({ type: 'abonde.treasury.charge-classified.v1', key: entry.id, data }),
  };
}
