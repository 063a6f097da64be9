import { createHash } from 'node:crypto';
import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { uuid } from '@abonde/platform';
import type { EntityManager } from 'typeorm';
import type { BankAccount } from '../accounts/account.entity';
import { doesNotBalance, gap } from './continuity';
import type { Staging } from './staging.store';
import { malformed, type StatementHeader } from './statement';

export interface MergedStatement {
  id: string;
  number: string;
  from: Day;
  to: Day;
  opening: Money;
  closing: Money;
  entries: number;
  new: number;
  duplicates: number;
  /** The very same statement was stored before: nothing changed. */
  known: boolean;
}

/** Where a statement comes from. */
export interface Origin {
  format: string;
  file: string;
  importedBy: string;
}

interface Staged {
  first: Day | null;
  last: Day | null;
  sum: string | null;
}

/** Puts one statement's staged entries together with what is stored of its account, whose row is locked. */
export class StatementMerge {
  constructor(
    private readonly tx: EntityManager,
    private readonly account: BankAccount,
    private readonly staging: Staging,
  ) {}

  /** @throws {StatementRefused} MALFORMED_STATEMENT, STATEMENT_DOES_NOT_BALANCE, STATEMENT_GAP */
  async merge(header: StatementHeader, origin: Origin): Promise<MergedStatement> {
    const entriesDigest = await this.staging.complete();
    const { opening, closing } = header;
    if (!opening || !closing) throw malformed('A statement to import has an opening and a closing balance', 'Bal');
    const staged = await this.staged();
    this.checkBalances(header, opening, closing, staged);
    const period = periodOf(header, staged);
    const digest = fingerprint([
      header.number,
      header.reference,
      period.from,
      period.to,
      opening.toString(),
      closing.toString(),
      entriesDigest,
    ]);
    const base = { number: header.number, ...period, opening, closing, entries: this.staging.count };
    const known = await this.known(digest);
    if (known) return { ...base, id: known, new: 0, duplicates: base.entries, known: true };
    const id = uuid();
    const continued = await this.joins(base);
    await this.insertStatement(id, header.reference, base, digest, origin);
    const added = await this.insertEntries(id, period, continued);
    await this.checkClosings(id, base);
    await this.tx.query('UPDATE statements SET new_entries = $2, duplicates = entries - $2 WHERE id = $1', [id, added]);
    return { ...base, id, new: added, duplicates: base.entries - added, known: false };
  }

  private async staged(): Promise<Staged> {
    const [row]: Staged[] = await this.tx.query(
      `SELECT min(booking_date)::text AS first, max(booking_date)::text AS last, sum(amount_minor)::text AS sum
         FROM staged_entries WHERE import_id = $1`,
      [this.staging.id],
    );
    return row ?? { first: null, last: null, sum: null };
  }

  private checkBalances(header: StatementHeader, opening: Money, closing: Money, { sum }: Staged): void {
    const { currency } = this.account;
    if (opening.currency !== currency || closing.currency !== currency) {
      throw malformed(`A balance in ${opening.currency} on an account in ${currency}`, 'Bal');
    }
    const expected = opening.plus(Money.minor(BigInt(sum ?? 0), currency));
    if (!expected.equals(closing)) throw doesNotBalance(this.account.code, header.number, expected, closing);
  }

  private async known(digest: string): Promise<string | undefined> {
    const [row]: { id: string }[] = await this.tx.query(
      'SELECT id FROM statements WHERE account_id = $1 AND digest = $2',
      [this.account.id, digest],
    );
    return row?.id;
  }

  /**
   * The stored balance just before the statement is its opening. A bank that closes several statements on one day opens the
   * next one where the last stopped: then its entries come on top of those stored for that day.
   */
  private async joins({ number, from, opening }: { number: string; from: Day; opening: Money }): Promise<boolean> {
    const before = await this.balance('<', from);
    if (before.equals(opening)) return false;
    const [row]: { last: Day | null }[] = await this.tx.query(
      'SELECT max(to_day)::text AS last FROM statements WHERE account_id = $1',
      [this.account.id],
    );
    if (row?.last === from && (await this.balance('<=', from)).equals(opening)) return true;
    throw gap(this.account.code, number, from, 'opening', before, opening);
  }

  private async balance(comparison: '<' | '<=', day: Day): Promise<Money> {
    const [row]: { sum: string }[] = await this.tx.query(
      `SELECT coalesce(sum(amount_minor), 0)::text AS sum FROM bank_entries WHERE account_id = $1 AND statement_day ${comparison} $2`,
      [this.account.id, day],
    );
    return Money.minor(this.account.openingMinor + BigInt(row?.sum ?? 0), this.account.currency);
  }

  private async insertStatement(
    id: string,
    reference: string,
    merged: Omit<MergedStatement, 'id' | 'new' | 'duplicates' | 'known'>,
    digest: string,
    { importedBy, format, file }: Origin,
  ): Promise<void> {
    const { number, from, to, opening, closing, entries } = merged;
    await this.tx.query(
      `INSERT INTO statements (id, account_id, number, reference, from_day, to_day, opening_minor, closing_minor, entries, new_entries, duplicates, digest, imported_by,
         format, file_name)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, $10, $11, $12, $13)`,
      [
        id,
        this.account.id,
        number,
        reference,
        from,
        to,
        opening.minor.toString(),
        closing.minor.toString(),
        entries,
        digest,
        importedBy,
        format,
        file,
      ],
    );
  }

  /** An entry is new when fewer of the same content are stored; in a continued day, all are. */
  private async insertEntries(id: string, { from, to }: { from: Day; to: Day }, continued: boolean): Promise<number> {
    const stored = '(SELECT count(*) FROM bank_entries e WHERE e.account_id = $2 AND e.content_key = s.content_key)';
    const [row]: { added: number }[] = await this.tx.query(
      `WITH added AS (
         INSERT INTO bank_entries (id, account_id, statement_id, position, booking_date, value_date, statement_day, accounting_date,
           amount_minor, eur_minor, content_key, occurrence, content, search_references, search_text)
         SELECT id, $2, $3, position, booking_date, value_date, greatest(least(booking_date, $5::date), $4::date),
           ledger.first_open_day(booking_date), amount_minor, $6::int * amount_minor, content_key, occurrence, content, search_references, search_text
           FROM (SELECT s.*, row_number() OVER (PARTITION BY content_key ORDER BY position) + ${continued ? stored : '0'} AS occurrence
                   FROM staged_entries s WHERE import_id = $1) AS counted
          ORDER BY booking_date, position
         ON CONFLICT (account_id, content_key, occurrence) DO NOTHING
         RETURNING 1
       ) SELECT count(*)::int AS added FROM added`,
      [this.staging.id, this.account.id, id, from, to, this.account.currency === 'EUR' ? 1 : 0],
    );
    return row?.added ?? 0;
  }

  /** Judged after merging: every stored closing that the new entries may have moved still holds. */
  private async checkClosings(
    id: string,
    { number, to, closing }: { number: string; to: Day; closing: Money },
  ): Promise<void> {
    const at = await this.balance('<=', to);
    if (!at.equals(closing)) throw gap(this.account.code, number, to, 'closing', at, closing);
    const { code, currency, openingMinor } = this.account;
    const later: { number: string; to_day: Day; closing: string; stored: string }[] = await this.tx.query(
      `WITH touched AS (SELECT min(statement_day) AS day FROM bank_entries WHERE statement_id = $2),
       closings AS (SELECT DISTINCT ON (to_day) number, to_day, closing_minor FROM statements, touched
                     WHERE account_id = $1 AND to_day >= touched.day ORDER BY to_day, imported_at DESC)
       SELECT c.number, c.to_day::text, c.closing_minor::text AS closing, s.stored::text
         FROM closings c CROSS JOIN LATERAL (SELECT coalesce(sum(amount_minor), 0) + $3::bigint AS stored FROM bank_entries
                WHERE account_id = $1 AND statement_day <= c.to_day) s
        WHERE c.closing_minor <> s.stored ORDER BY c.to_day LIMIT 1`,
      [this.account.id, id, openingMinor.toString()],
    );
    const broken = later[0];
    if (!broken) return;
    const [expected, stated] = [broken.stored, broken.closing].map((minor) => Money.minor(BigInt(minor), currency)) as [
      Money,
      Money,
    ];
    throw gap(code, broken.number, broken.to_day, 'closing', expected, stated);
  }
}

/** Where the bank states no period, it runs from the first entry to the closing balance. */
function periodOf(header: StatementHeader, { first, last }: Staged): { from: Day; to: Day } {
  const to = header.to ?? last ?? header.from;
  const from = (header.periodStated ? header.from : first) ?? to;
  if (!from || !to) throw malformed('A statement to import says which days it covers', 'FrToDt');
  return { from: from < to ? from : to, to };
}

function fingerprint(parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
