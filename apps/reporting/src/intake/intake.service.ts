import { type CloudEvent, topicOf } from '@abonde/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { entriesOf, type Entry, ENTRY_COLUMNS, type SealedEvent } from '../entries/entry';
import { SealWitness } from '../integrity/seal-witness.service';
import { latest, registerRowOf, type RegisterRow } from '../registers/register';
import { type Columns, unnested } from './columns';

/** Batches are stored one after the other, so that stream positions become visible in their order. */
export const STORING = 7_226_305;
/** Channel on which a new end of the stream is announced, once a batch. */
export const STREAM_CHANNEL = 'reporting_stream';

const STREAM_COLUMNS = {
  event_id: 'uuid',
  topic: 'text',
  type: 'text',
  subject: 'text',
  time: 'timestamptz',
  payload: 'json',
} as const;
const REGISTER_COLUMNS: Columns<RegisterRow> = {
  kind: 'text',
  code: 'text',
  facet: 'text',
  sequence: 'bigint',
  type: 'text',
  time: 'timestamptz',
  data: 'jsonb',
};

/**
 * From here on the transaction reads and writes the read models of an epoch that is being built; once they have taken the
 * place of those that stand, their schema is gone and the same path leads to the public one.
 */
export async function inEpoch(tx: EntityManager, epoch: number | 'public'): Promise<void> {
  await tx.query(`SET LOCAL search_path = ${epoch === 'public' ? '' : `epoch_${epoch}, `}public`);
}

/** Writes what happened into the read models: each event once, whatever the order and the number of deliveries. */
@Injectable()
export class Intake {
  constructor(private readonly witness: SealWitness) {}

  /** Joins the caller's transaction; all statements are set-based. */
  async store(tx: EntityManager, events: readonly CloudEvent[]): Promise<void> {
    if (events.length === 0) return;
    await tx.query('SELECT pg_advisory_xact_lock($1)', [STORING]);
    const fresh = await this.append(tx, events);
    if (fresh.length === 0) return;
    await this.register(tx, fresh);
    const sealed = fresh.filter(isSealed);
    const accepted = await this.witness.record(tx, sealed);
    await this.enter(tx, await this.withDonors(tx, accepted.flatMap(entriesOf)));
    await this.nameDonors(tx, fresh);
    await tx.query('SELECT pg_notify($1, max(position)::text) FROM stream_event', [STREAM_CHANNEL]);
  }

  /** @returns the events that were not here yet */
  private async append(tx: EntityManager, events: readonly CloudEvent[]): Promise<CloudEvent[]> {
    const rows = events.map(({ id, type, subject, time }, at) => ({
      event_id: id,
      topic: topicOf(type),
      type,
      subject,
      time,
      payload: events[at],
    }));
    const { names, source, params } = unnested(rows, STREAM_COLUMNS);
    const stored: { event_id: string }[] = await tx.query(
      `INSERT INTO stream_event (${names}) ${source} ON CONFLICT (event_id) DO NOTHING RETURNING event_id`,
      params,
    );
    const fresh = new Set(stored.map((row) => row.event_id));
    return events.filter((event) => fresh.delete(event.id));
  }

  private async register(tx: EntityManager, events: readonly CloudEvent[]): Promise<void> {
    const rows = latest(events.flatMap((event) => registerRowOf(event) ?? []));
    if (rows.length === 0) return;
    const { names, source, params } = unnested(rows, REGISTER_COLUMNS);
    await tx.query(
      `INSERT INTO register (${names}) ${source}
       ON CONFLICT (kind, code, facet) DO UPDATE
         SET sequence = excluded.sequence, type = excluded.type, "time" = excluded."time", data = excluded.data
       WHERE register.sequence < excluded.sequence`,
      params,
    );
  }

  private async enter(tx: EntityManager, entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return;
    const { names, source, params } = unnested(entries, ENTRY_COLUMNS);
    await tx.query(
      `WITH entered AS (
         INSERT INTO entry (${names}) ${source}
         RETURNING book, account, layer, accounting_date, posted_at, pcg, eur
       )
       INSERT INTO month_sum (book, account, layer, accounting_month, posted_month, pcg, debit, credit)
       SELECT book, account, layer, date_trunc('month', accounting_date)::date,
              date_trunc('month', posted_at AT TIME ZONE 'UTC')::date, max(pcg),
              coalesce(sum(eur) FILTER (WHERE eur > 0), 0), coalesce(-sum(eur) FILTER (WHERE eur < 0), 0)
         FROM entered GROUP BY 1, 2, 3, 4, 5
       ON CONFLICT (book, account, layer, accounting_month, posted_month) DO UPDATE
         SET debit = month_sum.debit + excluded.debit, credit = month_sum.credit + excluded.credit`,
      params,
    );
  }

  private async withDonors(tx: EntityManager, entries: readonly Entry[]): Promise<Entry[]> {
    const agreements = new Set(entries.flatMap((entry) => (entry.donor === null ? (entry.agreement ?? []) : [])));
    if (agreements.size === 0) return [...entries];
    const known: { agreement: string; donor: string }[] = await tx.query(
      `SELECT code AS agreement, data ->> 'donor' AS donor FROM register
        WHERE kind = 'agreement' AND facet = 'terms' AND code = ANY($1)`,
      [[...agreements]],
    );
    const donorOf = new Map(known.map(({ agreement, donor }) => [agreement, donor]));
    return entries.map((entry) => ({ ...entry, donor: entry.donor ?? donorOf.get(entry.agreement ?? '') ?? null }));
  }

  /** Entries that arrived before the agreement they name get its donor when it comes. */
  private async nameDonors(tx: EntityManager, events: readonly CloudEvent[]): Promise<void> {
    const signed = events.filter(({ type }) => type === 'abonde.contributions.agreement-signed.v1');
    if (signed.length === 0) return;
    for (const table of ['entry', 'running_line']) {
      await tx.query(
        `UPDATE ${table} AS named SET donor = terms.data ->> 'donor'
           FROM register AS terms
          WHERE terms.kind = 'agreement' AND terms.facet = 'terms' AND terms.code = named.agreement
            AND named.agreement = ANY($1) AND named.donor IS NULL`,
        [signed.map((event) => event.subject)],
      );
    }
  }
}

function isSealed(event: CloudEvent): event is SealedEvent {
  return event.type === 'abonde.ledger.transaction-sealed.v1';
}
