import type { NewPosting, NewTransaction } from '@abonde/ledger';
import { Money, Rational } from '@abonde/money';
import { uuid } from '@abonde/platform';
import { acrossCurrencies } from '../accounts/bank-postings';
import { type Crossing, crossingOf, type MatchRequest, type ResolvedTarget } from './crossings.builder';
import type { EntryRow } from './entry-row.store';
import type { Leg } from './legs';
import type { KeptKind, MatchPlan } from './match-writer.service';

/** Turns the legs of a match into postings and events. Each leg crosses under its own transfer. */
export function planOf(request: MatchRequest, legs: readonly Leg<ResolvedTarget>[]): MatchPlan {
  const { entry, matchedBy, matchedByName, automatic, charges, exchangeDifference, note, act, rule } = request;
  const match = uuid();
  const plan: MatchPlan = {
    id: match,
    account: entry.account,
    entries: [entry.id],
    state: 'CONFIRMED',
    automatic,
    note,
    matchedBy,
    matchedByName,
    act: act ?? null,
    rule: rule ?? null,
    charges: charges?.toJSON() ?? null,
    exchangeDifference: exchangeDifference?.toJSON() ?? null,
    transactions: [],
    targets: [],
    expectations: [],
    orders: [],
    returned: [],
    events: [],
  };
  for (const leg of legs.flatMap(atOrderedValue)) addLeg(plan, request, leg);
  return plan;
}

/**
 * A payment ordered in euros and debited in another currency is worth to its requester what was ordered, both ways; what the bank's
 * rate makes of it beside that is an exchange difference, which contributions bears.
 */
function atOrderedValue(leg: Leg<ResolvedTarget>): Leg<ResolvedTarget>[] {
  const [target] = leg.targets;
  const isPayment = target?.found.as === 'payment-order' || target?.found.as === 'payment-return';
  if (!target || !isPayment || target.amount.currency !== 'EUR' || leg.amount.currency === 'EUR') return [leg];
  const ordered = leg.amount.isNegative() ? target.amount.negated() : target.amount;
  const difference = leg.eur.minus(ordered);
  if (difference.isZero()) return [leg];
  const rest = exchanged(leg, difference);
  const exchange: ResolvedTarget = {
    ...{ kind: 'classification', id: 'EXCHANGE', amount: leg.amount.isNegative() ? difference.negated() : difference },
    found: { as: 'classification', classification: 'EXCHANGE' },
  };
  return [
    { ...leg, amount: leg.amount.minus(rest), eur: ordered },
    { targets: [exchange], amount: rest, eur: difference },
  ];
}

/** The part of what was debited that is worth the difference; never nothing, since a value needs an amount. */
function exchanged({ amount, eur }: Leg, difference: Money): Money {
  const part = Rational.of(amount.minor * difference.minor, eur.minor).round();
  return Money.minor(part === 0n ? (difference.isNegative() ? -1n : 1n) : part, amount.currency);
}

function addLeg(plan: MatchPlan, request: MatchRequest, leg: Leg<ResolvedTarget>): void {
  const { entry, matchedBy } = request;
  const crossing = crossingOf(plan.id, request, leg);
  const [id, transfer] = [uuid(), uuid()];
  plan.transactions.push(transactionOf(entry, leg, crossing, { id, transfer, actor: matchedBy, match: plan.id }));
  plan.events.push({
    ...crossing.event(transfer),
    transfer,
    accountingDate: entry.accounting_date,
    valueDate: entry.value_date,
    ...(request.correlationId && { correlationId: request.correlationId }),
  });
  for (const target of leg.targets) {
    plan.targets.push({
      id: uuid(),
      match_id: plan.id,
      entry_id: entry.id,
      kind: target.found.as as KeptKind,
      target_id: target.id,
      amount_minor: target.amount.minor.toString(),
      currency: target.amount.currency,
      eur_minor: leg.eur.minor.toString(),
      transaction_id: id,
      transfer,
      details: crossing.details ?? {},
    });
    addEffects(plan, target);
  }
}

function addEffects(plan: MatchPlan, { id, amount, found }: ResolvedTarget): void {
  if (found.as === 'instalment' || found.as === 'recovery')
    plan.expectations.push({ kind: found.as, id, minor: amount.minor.toString() });
  if (found.as === 'interest' && found.expectation)
    plan.expectations.push({ kind: 'interest', id: found.expectation, minor: amount.minor.toString() });
  if (found.as === 'payment-order') plan.orders.push({ id, state: 'SETTLED' });
  if (found.as === 'payment-return') plan.orders.push({ id, state: 'RETURNED' });
  if (found.as === 'receipt-return') plan.returned.push(found.match);
  // Contributions has the last word on a receipt.
  if (['instalment', 'donation', 'unapplied'].includes(found.as)) plan.state = 'SENT';
}

interface Ids {
  id: string;
  transfer: string;
  actor: string;
  match: string;
}

function transactionOf(
  entry: EntryRow,
  leg: Leg,
  { kind, reason, clearing, dimensions, reference }: Crossing,
  { id, transfer, actor, match }: Ids,
): NewTransaction {
  const lines = acrossCurrencies(`suspense:${entry.account}`, clearing, leg);
  return {
    id,
    transfer,
    actor,
    kind,
    reason,
    ...(reference && { reference }),
    valueDate: entry.value_date,
    accountingDate: entry.accounting_date,
    metadata: { match, entry: entry.id },
    postings: lines.map((line): NewPosting => (line.account === clearing ? { ...line, dimensions } : line)),
  };
}
