import type { EventType } from '@abonde/contracts';
import { Ledger, type NewTransaction } from '@abonde/ledger';
import { Outbox, type TypedEvent } from '@abonde/messaging';
import type { MoneyJson } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export type MatchState = 'SENT' | 'CONFIRMED' | 'UNAPPLIED' | 'UNDO_REQUESTED' | 'UNDONE';
/** A target as it is kept: a payment the bank returned and a receipt it took back are told from the first way. */
export type KeptKind =
  | 'instalment'
  | 'donation'
  | 'unapplied'
  | 'payment-order'
  | 'payment-return'
  | 'receipt-return'
  | 'recovery'
  | 'interest'
  | 'internal-transfer'
  | 'classification';

export interface KeptTarget {
  id: string;
  match_id: string;
  entry_id: string;
  kind: KeptKind;
  target_id: string;
  amount_minor: string;
  currency: string;
  eur_minor: string;
  transaction_id: string;
  transfer: string | null;
  /** What a later undoing needs to know. */
  details: Record<string, unknown>;
}

/** Everything one match does, ready to be written. */
export interface MatchPlan {
  id: string;
  account: string;
  entries: string[];
  state: MatchState;
  automatic: boolean;
  charges: MoneyJson | null;
  exchangeDifference: MoneyJson | null;
  note: string | null;
  matchedBy: string;
  matchedByName: string;
  act: string | null;
  rule: string | null;
  transactions: NewTransaction[];
  targets: KeptTarget[];
  /** Expected things that a match has answered: what is left of them falls. */
  expectations: { kind: string; id: string; minor: string }[];
  orders: { id: string; state: 'SETTLED' | 'RETURNED' }[];
  /** Original receipts that this match takes back. */
  returned: string[];
  events: TypedEvent[];
}

const size = 1_000;

/** Writes matches, one or many thousands, in few statements. */
@Injectable()
export class MatchWriter {
  constructor(
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
  ) {}

  async write(tx: EntityManager, plans: readonly MatchPlan[]): Promise<void> {
    for (let at = 0; at < plans.length; at += size) await this.writeSome(tx, plans.slice(at, at + size));
  }

  private async writeSome(tx: EntityManager, plans: readonly MatchPlan[]): Promise<void> {
    await this.ledger.post(
      tx,
      plans.flatMap(({ transactions }) => transactions),
      { floors: 'FACT' },
    );
    await this.insertMatches(tx, plans);
    await this.insertTargets(
      tx,
      plans.flatMap(({ targets }) => targets),
    );
    await this.attach(tx, plans);
    await answerExpectations(
      tx,
      plans.flatMap(({ expectations }) => expectations),
    );
    await this.moveOrders(
      tx,
      plans.flatMap(({ orders }) => orders),
    );
    await this.outbox.addAll(
      tx,
      plans.flatMap(({ events }) => events),
    );
  }

  private async insertMatches(tx: EntityManager, plans: readonly MatchPlan[]): Promise<void> {
    const rows = plans.map(
      ({ id, account, state, automatic, charges, exchangeDifference, note, matchedBy, ...plan }) => ({
        id,
        account,
        state,
        automatic,
        charges,
        exchange_difference: exchangeDifference,
        note,
        matched_by: matchedBy,
        matched_by_name: plan.matchedByName,
        act: plan.act,
        rule_id: plan.rule,
      }),
    );
    await tx.query(
      `INSERT INTO matches (id, account, state, automatic, charges, exchange_difference, note, matched_by, matched_by_name, act, rule_id)
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, account text, state text, automatic boolean, charges jsonb,
         exchange_difference jsonb, note text, matched_by text, matched_by_name text, act uuid, rule_id uuid)`,
      [JSON.stringify(rows)],
    );
  }

  private async insertTargets(tx: EntityManager, targets: readonly KeptTarget[]): Promise<void> {
    await tx.query(
      `INSERT INTO match_targets (id, match_id, entry_id, kind, target_id, amount_minor, currency, eur_minor, transaction_id, transfer, details)
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, match_id uuid, entry_id uuid, kind text, target_id text, amount_minor bigint,
         currency text, eur_minor bigint, transaction_id uuid, transfer uuid, details jsonb)`,
      [JSON.stringify(targets)],
    );
  }

  private async attach(tx: EntityManager, plans: readonly MatchPlan[]): Promise<void> {
    const pairs = plans.flatMap(({ id, entries }) => entries.map((entry) => [entry, id] as const));
    await tx.query(
      'UPDATE bank_entries e SET match_id = p.match FROM unnest($1::uuid[], $2::uuid[]) AS p (entry, match) WHERE e.id = p.entry',
      [pairs.map(([entry]) => entry), pairs.map(([, match]) => match)],
    );
    await tx.query('DELETE FROM entry_holds WHERE entry_id = ANY ($1::uuid[])', [pairs.map(([entry]) => entry)]);
  }

  private async moveOrders(tx: EntityManager, orders: readonly { id: string; state: string }[]): Promise<void> {
    if (orders.length === 0) return;
    await tx.query(
      `UPDATE payment_orders o SET state = m.state, version = version + 1
         FROM unnest($1::uuid[], $2::text[]) AS m (id, state) WHERE o.id = m.id`,
      [orders.map(({ id }) => id), orders.map(({ state }) => state)],
    );
  }
}

/** Adds to what is matched of each; negative gives back. */
export async function answerExpectations(tx: EntityManager, answers: MatchPlan['expectations']): Promise<void> {
  if (answers.length === 0) return;
  await tx.query(
    `UPDATE expectations x SET matched_minor = matched_minor + g.minor
       FROM (SELECT kind, id, sum(minor) AS minor FROM unnest($1::text[], $2::text[], $3::bigint[]) AS r (kind, id, minor) GROUP BY kind, id) g
      WHERE x.kind = g.kind AND x.reference_id = g.id`,
    [answers.map(({ kind }) => kind), answers.map(({ id }) => id), answers.map(({ minor }) => minor)],
  );
}

/** An event among others of its own type: what `Outbox.addAll` takes. */
export function told<Type extends EventType>(event: TypedEvent<Type>): TypedEvent {
  return event as unknown as TypedEvent;
}
