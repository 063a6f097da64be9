import type { EntityManager } from 'typeorm';
import { enriched, type NoticeView } from './notice';
import type { EntryView } from './preview';
import { referencesOf, textOfEntry } from './search-keys';
import type { Staging } from './staging.store';
import type { StatementFormat } from './statement';

const page = 500;
/** Days between the notice of a movement and its booking. */
const daysApart = 7;
/** Rounds of putting notices and entries together: each takes the twins that the last one left. */
const mostRounds = 20;

/** Keeps what a bank tells beside its statements, and joins it to the entries once they are booked. */
export class Notices {
  constructor(
    private readonly tx: EntityManager,
    private readonly account: string,
  ) {}

  /** Stores staged notices; one that was told before is not told again. @returns how many are new */
  async keep(staging: Staging, format: StatementFormat): Promise<number> {
    await staging.complete();
    const [row]: { added: number }[] = await this.tx.query(
      `WITH added AS (
         INSERT INTO bank_notices (id, account_id, format, status, booking_date, value_date, amount_minor, content_key, occurrence,
           content, search_references)
         SELECT id, $2, $3, coalesce(content->>'status', 'BOOK'), booking_date, value_date, amount_minor, content_key,
                row_number() OVER (PARTITION BY content_key ORDER BY position), content, search_references
           FROM staged_entries WHERE import_id = $1
         ON CONFLICT (account_id, format, content_key, occurrence) DO UPDATE
           SET status = excluded.status WHERE bank_notices.status <> excluded.status
         RETURNING (xmax = 0) AS inserted
       ) SELECT count(*) FILTER (WHERE inserted)::int AS added FROM added`,
      [staging.id, this.account, format],
    );
    return row?.added ?? 0;
  }

  /**
   * Joins open notices to booked entries of the same amount: by a reference both carry, else where each is the only one of its
   * amount and day. The entries take the details they lacked.
   * @returns how many entries learnt something
   */
  async join(): Promise<number> {
    let learnt = 0;
    for (let round = 0; round < mostRounds; round += 1) {
      const joined = await this.pairs();
      if (joined.length === 0) break;
      for (let at = 0; at < joined.length; at += page) learnt += await this.enrich(joined.slice(at, at + page));
    }
    return learnt;
  }

  private async pairs(): Promise<string[]> {
    const rows: { id: string }[] = await this.tx.query(
      `WITH candidates AS (
         SELECT n.id AS notice, n.format, e.id AS entry, n.search_references && e.search_references AS named,
                n.booking_date = e.booking_date AS same_day, abs(n.booking_date - e.booking_date) AS apart
           FROM bank_notices n
           JOIN bank_entries e ON e.account_id = n.account_id AND e.amount_minor = n.amount_minor
                              AND e.booking_date BETWEEN n.booking_date - $2::int AND n.booking_date + $2::int
          WHERE n.account_id = $1 AND n.entry_id IS NULL
            AND NOT EXISTS (SELECT FROM bank_notices o WHERE o.entry_id = e.id AND o.format = n.format)
       ), fitting AS (
         SELECT c.*, count(*) FILTER (WHERE same_day) OVER (PARTITION BY notice) AS entries,
                count(*) FILTER (WHERE same_day) OVER (PARTITION BY format, entry) AS notices
           FROM candidates c
       ), ranked AS (
         SELECT notice, entry, format, row_number() OVER (PARTITION BY notice ORDER BY named DESC, apart, entry) AS for_notice,
                row_number() OVER (PARTITION BY format, entry ORDER BY named DESC, apart, notice) AS for_entry
           FROM fitting WHERE named OR (same_day AND entries = 1 AND notices = 1)
       ), joined AS (
         UPDATE bank_notices n SET entry_id = r.entry FROM ranked r
          WHERE n.id = r.notice AND r.for_notice = 1 AND r.for_entry = 1 RETURNING n.id
       ) SELECT id FROM joined`,
      [this.account, daysApart],
    );
    return rows.map(({ id }) => id);
  }

  private async enrich(notices: string[]): Promise<number> {
    const rows: { id: string; entry: EntryView; notice: NoticeView }[] = await this.tx.query(
      `SELECT e.id, e.content AS entry, n.content AS notice FROM bank_notices n JOIN bank_entries e ON e.id = n.entry_id
        WHERE n.id = ANY($1) AND n.status = 'BOOK'`,
      [notices],
    );
    const learnt = rows.flatMap(({ id, entry, notice }) => {
      const content = enriched(entry, notice);
      return content
        ? [{ id, content, search_references: referencesOf(content), search_text: textOfEntry(content) }]
        : [];
    });
    if (learnt.length === 0) return 0;
    await this.tx.query(
      `UPDATE bank_entries e SET content = r.content, search_references = r.search_references, search_text = r.search_text
         FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, content jsonb, search_references text[], search_text text) WHERE e.id = r.id`,
      [JSON.stringify(learnt)],
    );
    return learnt.length;
  }
}
