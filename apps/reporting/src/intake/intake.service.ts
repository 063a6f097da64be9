import { type CloudEvent, topicOf } from '@abonde/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { entriesOf, type Entry, type SealedEvent } from '../entries/entry';
import { SealWitness } from '../integrity/seal-witness.service';
import { latest, registerRowOf, type RegisterRow } from '../registers/register';
import { type Columns, unnested } from './columns';
import { copyRows } from './copy-rows.query';
import { goStoring } from './place.query';

/** Channel on which a new end of the stream is announced, once a batch. */
export const STREAM_CHANNEL = 'reporting_stream';

const REGISTER_COLUMNS: Columns<RegisterRow> = {
  kind: 'text',
  code: 'text',
  facet: 'text',
  sequence: 'bigint',
  type: 'text',
  time: 'timestamptz',
  data: 'jsonb',
};

/** Writes what happened into the read models: each event once, whatever the order and the number of deliveries. */
@Injectable()
export class Intake {
  constructor(private readonly witness: SealWitness) {}

  /**
   * Joins the caller's transaction; all statements are set-based.
   * @param epoch whose copy of the read models takes the events while it is being built
   */
  async store(tx: EntityManager, events: readonly CloudEvent[], epoch?: number): Promise<void> {
    if (events.length === 0) return;
    const place = await goStoring(tx, epoch, events.some(namesDonor));
    const fresh = await this.append(tx, events);
    if (fresh.length === 0) return;
    await this.register(tx, fresh);
    const accepted = await this.witness.record(tx, fresh.filter(isSealed));
    await this.enter(tx, await this.withDonors(tx, accepted.flatMap(entriesOf)));
    await this.nameDonors(tx, fresh.filter(namesDonor), place === 'standing' ? ['entry', 'running_line'] : ['entry']);
    if (place === 'standing')
      await tx.query('SELECT pg_notify($1, max(position)::text) FROM stream_event', [STREAM_CHANNEL]);
  }

  /** @returns the events that were not here yet */
  private async append(tx: EntityManager, events: readonly CloudEvent[]): Promise<CloudEvent[]> {
    const known: { event_id: string }[] = await tx.query(
      'SELECT event_id FROM stream_event WHERE event_id = ANY ($1::uuid[])',
      [events.map(({ id }) => id)],
    );
    const seen = new Set(known.map(({ event_id: id }) => id));
    const fresh = events.filter(({ id }) => !seen.has(id) && seen.add(id));
    await copyRows(
      tx,
      'stream_event',
      fresh.map((event) => {
        const { id, type, subject, time } = event;
        return { event_id: id, topic: topicOf(type), type, subject, time, payload: event };
      }),
    );
    return fresh;
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
    await copyRows(tx, 'entry', entries);
    const numbers = new Map(entries.map(({ book, number }) => [`${book} ${number}`, { book, number }]));
    const { names, source, params } = unnested([...numbers.values()], { book: 'text', number: 'bigint' });
    await tx.query(
      `INSERT INTO month_sum (book, account, layer, accounting_month, posted_month, pcg, debit, credit)
       SELECT book, account, layer, date_trunc('month', accounting_date)::date,
              date_trunc('month', posted_at AT TIME ZONE 'UTC')::date, max(pcg),
              coalesce(sum(eur) FILTER (WHERE eur > 0), 0), coalesce(-sum(eur) FILTER (WHERE eur < 0), 0)
         FROM (${source}) AS entered (${names}) JOIN entry USING (book, number) GROUP BY 1, 2, 3, 4, 5
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
    return entries.map((entry) => {
      const donor = entry.donor ?? donorOf.get(entry.agreement ?? '');
      return donor === undefined || donor === entry.donor ? entry : { ...entry, donor };
    });
  }

  /** Entries that arrived before the agreement they name get its donor when it comes. */
  private async nameDonors(tx: EntityManager, signed: readonly CloudEvent[], tables: readonly string[]): Promise<void> {
    if (signed.length === 0) return;
    for (const table of tables) {
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

/** Entries of an agreement stored at the same time would neither find its donor nor be found. */
function namesDonor(event: CloudEvent): boolean {
  return event.type === 'abonde.contributions.agreement-signed.v1';
}

function isSealed(event: CloudEvent): event is SealedEvent {
  return event.type === 'abonde.ledger.transaction-sealed.v1';
}
