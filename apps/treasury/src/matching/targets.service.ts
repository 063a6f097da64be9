import type { Day } from '@abonde/calendar';
import type { Dimensions } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { isUuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PaymentOrderRow } from '../payments/payment-order.entity';
import type { EntryRow } from './entry-row.store';
import type { Capitalisation } from './interest-period';
import type { Found, ResolvedTarget } from './crossings.builder';
import { classifications, MatchRefused, type Target } from './target';

/** What the person says about a credit of interest; derived where it isn't said. */
export interface InterestFacts {
  period?: { from: Day; to: Day } | null;
  tax?: Money | null;
}

interface ExpectationRow {
  reference_id: string;
  donor: string | null;
  agreement: string | null;
  project: string | null;
  case_code: string | null;
  currency: string;
  cancelled: boolean;
  period_from: Day | null;
  period_to: Day | null;
  instrument: string | null;
}

/** Money of a payer that nobody recognises is kept under this name in contributions too. */
const UNKNOWN_PAYER = 'UNKNOWN';

/** Looks up what a person matches an entry with, and refuses what can't be. */
@Injectable()
export class TargetsService {
  /** Locks orders and expectations in one order, so that two commands never wait for each other. @throws {MatchRefused} */
  async resolve(
    tx: EntityManager,
    entry: EntryRow,
    targets: readonly Target[],
    interest: InterestFacts,
  ): Promise<ResolvedTarget[]> {
    const ordered = [...targets].sort((a, b) => (a.id < b.id ? -1 : 1));
    const found = new Map<Target, Found>();
    for (const target of ordered) found.set(target, await this.find(tx, entry, target, interest));
    return targets.map((target) => ({ ...target, found: found.get(target) as Found }));
  }

  private find(tx: EntityManager, entry: EntryRow, target: Target, interest: InterestFacts): Promise<Found> {
    switch (target.kind) {
      case 'instalment':
        return this.instalment(tx, target);
      case 'recovery':
        return this.recovery(tx, entry, target);
      case 'donation':
        return this.donation(tx, target);
      case 'unapplied':
        return this.unapplied(tx, target);
      case 'payment-order':
        return this.payment(tx, entry, target);
      case 'refund':
        return this.refund(tx, entry, target);
      case 'interest':
        return this.interest(tx, entry, target, interest);
      case 'classification':
        return this.classification(target);
      case 'internal-transfer':
        throw new MatchRefused(
          'INTERNAL_TRANSFER_ALONE',
          422,
          'An internal transfer stands alone',
          'An entry of an internal transfer has no other target.',
        );
    }
  }

  private async instalment(tx: EntityManager, target: Target): Promise<Found> {
    const row = await this.expectation(tx, 'instalment', target);
    const { agreement, donor, instrument } = row;
    return { as: 'instalment', dimensions: dimensions({ agreement, donor, instrument }) };
  }

  private async recovery(tx: EntityManager, entry: EntryRow, target: Target): Promise<Found> {
    if (entry.amount_minor.startsWith('-')) throw wrongDirection('A recovery is money that comes in.');
    const { project, case_code: aidCase } = await this.expectation(tx, 'recovery', target);
    return { as: 'recovery', dimensions: dimensions({ project, case: aidCase }) };
  }

  private async expectation(tx: EntityManager, kind: string, { id, amount }: Target): Promise<ExpectationRow> {
    const [row]: ExpectationRow[] = await tx.query(
      `SELECT x.*, k.instrument FROM expectations x LEFT JOIN known_agreements k ON k.agreement = x.agreement
        WHERE x.kind = $1 AND x.reference_id = $2 FOR UPDATE OF x`,
      [kind, id],
    );
    if (!row) throw unknown(kind, id);
    if (row.cancelled)
      throw new MatchRefused('TARGET_CANCELLED', 409, 'Cancelled', `The ${kind} was cancelled.`, { kind, id });
    if (row.currency !== amount.currency) throw wrongCurrency(row.currency, amount);
    return row;
  }

  private async donation(tx: EntityManager, { id }: Target): Promise<Found> {
    const [row]: { agreement: string; donor: string; instrument: string }[] = await tx.query(
      'SELECT agreement, donor, instrument FROM known_agreements WHERE agreement = $1',
      [id],
    );
    if (!row) throw unknown('agreement', id);
    return { as: 'donation', dimensions: dimensions(row) };
  }

  private async unapplied(tx: EntityManager, { id }: Target): Promise<Found> {
    if (id === UNKNOWN_PAYER) return { as: 'unapplied', dimensions: { donor: id } };
    const [row]: unknown[] = await tx.query('SELECT donor FROM known_donors WHERE donor = $1', [id]);
    if (!row) throw unknown('donor', id);
    return { as: 'unapplied', dimensions: { donor: id } };
  }

  /** A debit settles an emitted order; a credit is the bank giving a settled one back. */
  private async payment(tx: EntityManager, entry: EntryRow, { id, amount }: Target): Promise<Found> {
    const order = isUuid(id)
      ? await tx.findOne(PaymentOrderRow, { where: { id }, lock: { mode: 'pessimistic_write' } })
      : null;
    if (!order) throw unknown('payment order', id);
    const debit = entry.amount_minor.startsWith('-');
    const expected = debit ? 'EMITTED' : 'SETTLED';
    if (order.state !== expected) {
      const code = debit && order.state === 'SETTLED' ? 'ORDER_ALREADY_SETTLED' : 'ORDER_NOT_OPEN';
      throw new MatchRefused(
        code,
        409,
        'The order is not in that state',
        `The order is ${order.state}, not ${expected}.`,
        { order: id, state: order.state },
      );
    }
    if (!order.amount.equals(amount)) {
      throw new MatchRefused(
        'ORDER_AMOUNT_DIFFERS',
        422,
        'Not the amount of the order',
        `The order is of ${order.amount}.`,
        {
          expected: order.amount,
          stated: amount,
          difference: amount.currency === order.currency ? amount.minus(order.amount) : null,
        },
      );
    }
    const { instrument, project, tranche, agreement, case: aidCase } = order;
    return {
      as: debit ? 'payment-order' : 'payment-return',
      paymentRequest: order.paymentRequest,
      orderKind: order.kind,
      dimensions: dimensions({ instrument, project, tranche, agreement, case: aidCase }),
      reason: debit ? null : entry.content.returnReason,
    };
  }

  /** Money given back, either way: an order's, or a receipt that the bank takes back. */
  private async refund(tx: EntityManager, entry: EntryRow, target: Target): Promise<Found> {
    const isMatch = isUuid(target.id) && entry.amount_minor.startsWith('-') ? await this.receiptOf(tx, target) : false;
    if (!isMatch) return this.payment(tx, entry, target);
    return { as: 'receipt-return', match: target.id, reason: entry.content.returnReason ?? 'RETURNED' };
  }

  private async receiptOf(tx: EntityManager, { id, amount }: Target): Promise<boolean> {
    const [match]: { state: string; minor: string; currency: string }[] = await tx.query(
      `SELECT m.state, abs(e.amount_minor)::text AS minor, a.currency FROM matches m JOIN bank_entries e ON e.match_id = m.id
         JOIN bank_accounts a ON a.id = e.account_id
        WHERE m.id = $1 AND EXISTS (SELECT FROM match_targets t WHERE t.match_id = m.id AND t.live AND t.kind IN ('instalment', 'donation', 'unapplied'))
        FOR UPDATE OF m`,
      [id],
    );
    if (!match) return false;
    if (match.state === 'UNDO_REQUESTED')
      throw new MatchRefused('MATCH_NOT_OPEN', 409, 'Being undone', 'The receipt is being undone.', { match: id });
    const received = Money.minor(BigInt(match.minor), match.currency);
    if (!received.equals(amount)) {
      throw new MatchRefused(
        'RECEIPT_AMOUNT_DIFFERS',
        422,
        'Not the amount of the receipt',
        `The receipt was of ${received}.`,
        { expected: received, stated: amount },
      );
    }
    return true;
  }

  private async interest(
    tx: EntityManager,
    entry: EntryRow,
    { id, amount }: Target,
    { period, tax }: InterestFacts,
  ): Promise<Found> {
    const [row]: { capitalisation: Capitalisation; opened_on: Day; account: string; credited_to: Day | null }[] =
      await tx.query(
        `SELECT p.capitalisation, p.opened_on::text, p.account,
              (SELECT max(t.details->>'to') FROM match_targets t WHERE t.kind = 'interest' AND t.target_id = p.placement AND t.live) AS credited_to
         FROM known_placements p WHERE p.placement = $1`,
        [id],
      );
    if (!row) throw unknown('placement', id);
    if (row.account !== entry.account) {
      throw new MatchRefused('WRONG_ACCOUNT', 422, 'Another account', `${id} bears interest on ${row.account}.`, {
        placement: id,
        account: row.account,
      });
    }
    const [expected]: ExpectationRow[] = await tx.query(
      `SELECT reference_id, period_from::text, period_to::text FROM expectations
        WHERE kind = 'interest' AND placement = $1 AND matched_minor = 0 AND abs(due_on - $2::date) <= 15
        ORDER BY abs(due_on - $2::date), (amount_minor = $3::bigint) DESC LIMIT 1 FOR UPDATE`,
      [id, entry.value_date, amount.minor.toString()],
    );
    const announced =
      expected?.period_from && expected.period_to ? { from: expected.period_from, to: expected.period_to } : null;
    return {
      as: 'interest',
      placement: { capitalisation: row.capitalisation, openedOn: row.opened_on, creditedTo: row.credited_to },
      period: period ?? announced,
      expectation: expected?.reference_id ?? null,
      tax: tax ?? null,
    };
  }

  private async classification({ id }: Target): Promise<Found> {
    const classification = classifications.find((known) => known === id);
    if (!classification) throw unknown('classification', id);
    return { as: 'classification', classification };
  }
}

function dimensions(given: Record<string, string | null>): Dimensions {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) as Dimensions;
}

function unknown(kind: string, id: string): MatchRefused {
  return new MatchRefused('UNKNOWN_TARGET', 404, 'Unknown target', `No ${kind} has the id or code ${id}.`, {
    kind,
    id,
  });
}

function wrongCurrency(expected: string, amount: Money): MatchRefused {
  return new MatchRefused(
    'WRONG_CURRENCY',
    422,
    'Wrong currency',
    `The amount is in ${expected}, the target's own currency.`,
    { expected, given: amount },
  );
}

function wrongDirection(detail: string): MatchRefused {
  return new MatchRefused('WRONG_DIRECTION', 422, 'Wrong direction', detail);
}
