import { Outbox } from '@abonde/messaging';
import { type Command, UnitOfWork } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { EntryPostings } from './entry-postings.service';
import { Previews, type StatementPreview } from './preview';
import { ReadingContexts, type TableReading, type ToldOfTable } from './reading-context.service';
import { type ImportedStatement, StatementReading } from './statement-reading.store';
import { readStatementFile, type ReadingContext } from './statement-file.reader';
import type { StatementFormat } from './statement';
import type { NamedFile } from './zip.store';

export interface Import {
  statements: ImportedStatement[];
  /** False when everything in the files was stored before. */
  changed: boolean;
}

export interface Preview {
  format: string;
  statements: StatementPreview[];
  /** How a table was read; null for the other formats. */
  table: TableReading | null;
}

/** Reads what the bank says and books it. */
@Injectable()
export class StatementsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly contexts: ReadingContexts,
    private readonly postings: EntryPostings,
    private readonly outbox: Outbox,
  ) {}

  /** Parses only; nothing is stored and the account needs not be known. @throws {StatementRefused} */
  async preview(files: readonly NamedFile[], told: ToldOfTable): Promise<Preview> {
    let table: TableReading | null = null;
    const context = await this.contexts.previewing(told, (reading) => (table = reading));
    const previews = new Previews();
    const formats = new Set<StatementFormat>();
    for (const { name, content } of files) {
      const file = readStatementFile(content, context);
      for await (const events of file.events()) {
        for (const event of events) previews.add(event, { format: file.format ?? 'camt.053', file: name });
      }
      if (file.format) formats.add(file.format);
    }
    return { format: [...formats].join(', '), statements: previews.statements, table };
  }

  /**
   * All that was sent or nothing. The same again changes nothing. Files of an archive are taken in the order of their first days.
   * @throws {StatementRefused}
   */
  async import(
    { idempotencyKey: _, ...command }: Command,
    files: readonly NamedFile[],
    told: ToldOfTable,
  ): Promise<Import> {
    const context = await this.contexts.importing(told);
    const inOrder = files.length > 1 ? await byFirstDay(files, context) : files;
    return this.unitOfWork.run(command, async (tx) => {
      const reading = new StatementReading(tx, command, this.postings, this.outbox);
      for (const { name, content } of inOrder) {
        const file = readStatementFile(content, context);
        for await (const events of file.events()) {
          for (const event of events) await reading.take(event, { format: file.format ?? 'camt.053', file: name });
        }
      }
      return { statements: reading.imported, changed: reading.changed };
    });
  }
}

/** A month that comes before another has to be stored before it. */
async function byFirstDay(files: readonly NamedFile[], context: ReadingContext): Promise<NamedFile[]> {
  const dated: { file: NamedFile; day: string }[] = [];
  for (const file of files) dated.push({ file, day: await firstDay(file, context) });
  dated.sort((left, right) => (left.day < right.day ? -1 : left.day > right.day ? 1 : 0));
  return dated.map(({ file }) => file);
}

async function firstDay({ content }: NamedFile, context: ReadingContext): Promise<string> {
  for await (const events of readStatementFile(content, context).events()) {
    for (const event of events) if (event.kind === 'statement') return event.header.from ?? '';
  }
  return '';
}
