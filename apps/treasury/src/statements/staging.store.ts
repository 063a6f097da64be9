import { createHash } from 'node:crypto';
import { uuid } from '@abonde/platform';
import type { EntityManager } from 'typeorm';
import { contentOf } from './continuity';
import { entryView } from './preview';
import { referencesOf, textOfEntry } from './search-keys';
import type { StatementEntry } from './statement';

const batchSize = 1_000;

interface StagedRow {
  id: string;
  position: number;
  booking_date: string;
  value_date: string;
  amount_minor: string;
  content_key: string;
  content: unknown;
  search_references: string[];
  search_text: string;
}

/** Keeps the entries of the statement being read in a table, so that memory doesn't grow with the file. */
export class Staging {
  readonly id = uuid();
  private rows: StagedRow[] = [];
  private digest = createHash('sha256');
  count = 0;

  constructor(private readonly tx: EntityManager) {}

  /** @param status of an entry that isn't of the statement itself */
  async add(entry: StatementEntry, status?: string): Promise<void> {
    const key = createHash('sha256').update(contentOf(entry)).digest('hex');
    this.digest.update(key);
    this.rows.push({
      id: uuid(),
      position: this.count,
      booking_date: entry.bookingDate,
      value_date: entry.valueDate,
      amount_minor: entry.amount.minor.toString(),
      content_key: key,
      content: { ...entryView(entry), ...(status !== undefined && { status }) },
      search_references: referencesOf(entry),
      search_text: textOfEntry(entry),
    });
    this.count += 1;
    if (this.rows.length >= batchSize) await this.flush();
  }

  /** Writes what is left and gives the digest of the entries read. */
  async complete(): Promise<string> {
    await this.flush();
    return this.digest.digest('hex');
  }

  async clear(): Promise<void> {
    await this.tx.query('DELETE FROM staged_entries WHERE import_id = $1', [this.id]);
    this.digest = createHash('sha256');
    this.count = 0;
  }

  private async flush(): Promise<void> {
    if (this.rows.length === 0) return;
    await this.tx.query(
      `INSERT INTO staged_entries (import_id, id, position, booking_date, value_date, statement_day, amount_minor, content_key,
         content, search_references, search_text)
       SELECT $1, id, position, booking_date, value_date, booking_date, amount_minor, content_key, content, search_references, search_text
         FROM jsonb_to_recordset($2::jsonb) AS r (id uuid, position integer, booking_date date, value_date date, amount_minor bigint,
           content_key text, content jsonb, search_references text[], search_text text)`,
      [this.id, JSON.stringify(this.rows)],
    );
    this.rows = [];
  }
}
