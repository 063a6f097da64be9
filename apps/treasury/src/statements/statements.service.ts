import { Outbox } from '@abonde/messaging';
import { Money, type MoneyJson } from '@abonde/money';
import { type Command, UnitOfWork } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EntryPostings } from './entry-postings.service';
import { Previews, type StatementPreview } from './preview';
import { type ImportedStatement, StatementReading } from './statement-reading.store';
import { readStatementFile, type StatementFile } from './statement-file.reader';
import { unsupported } from './statement';

export interface Import {
  statements: ImportedStatement[];
  /** False when everything in the file was stored before. */
  changed: boolean;
}

/** A file that can be read again from the start: a transaction may be tried twice. */
export type Content = () => AsyncIterable<Uint8Array>;

/** Reads what the bank says and books it. */
@Injectable()
export class StatementsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly postings: EntryPostings,
    private readonly outbox: Outbox,
  ) {}

  /** Parses only; nothing is stored and the account needs not be known. @throws {StatementRefused} */
  async preview(content: Content): Promise<{ format: string; statements: StatementPreview[] }> {
    const file = readStatementFile(content());
    const previews = new Previews();
    for await (const events of file.events()) events.forEach((event) => previews.add(event));
    return { format: file.format ?? '', statements: previews.statements };
  }

  /** All of a file or nothing. The same file again changes nothing. @throws {StatementRefused} */
  import({ idempotencyKey: _, ...command }: Command, content: Content): Promise<Import> {
    return this.unitOfWork.run(command, async (tx) => {
      const reading = new StatementReading(tx, command, this.postings, this.outbox);
      const file = readStatementFile(content());
      for await (const events of file.events()) {
        checkFormat(file);
        for (const event of events) await reading.take(event);
      }
      return { statements: reading.imported, changed: reading.changed };
    });
  }

  async list(account?: string): Promise<ImportedStatement[]> {
    const rows: (Omit<ImportedStatement, 'opening' | 'closing' | 'warnings'> & {
      opening_minor: string;
      closing_minor: string;
      currency: string;
    })[] = await this.dataSource.query(
      `SELECT s.id, a.code AS account, s.number, s.from_day::text AS from, s.to_day::text AS to, s.opening_minor, s.closing_minor, a.currency,
                s.entries, s.new_entries AS new, s.duplicates
           FROM statements s JOIN bank_accounts a ON a.id = s.account_id
          WHERE $1::text IS NULL OR a.code = $1 OR a.id::text = $1 ORDER BY s.to_day DESC, s.imported_at DESC LIMIT 500`,
      [account ?? null],
    );
    return rows.map(({ opening_minor, closing_minor, currency, ...rest }) => ({
      ...rest,
      opening: moneyOf(opening_minor, currency),
      closing: moneyOf(closing_minor, currency),
      warnings: [],
    }));
  }
}

function moneyOf(minor: string, currency: string): MoneyJson {
  return Money.minor(BigInt(minor), currency).toJSON();
}

/** Notifications and reports of the day carry no balances to check: they are only looked at. */
function checkFormat({ format }: StatementFile): void {
  if (format && format !== 'camt.053') throw unsupported(`${format} can be previewed, only camt.053 can be imported`);
}
