import { pipeline, Readable } from 'node:stream';
import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { CsvError, parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { checkHeader, type CsvMapping, type CsvMovement, movementOf } from './csv-mapping';
import { type CsvProposal, proposal } from './csv-proposal';
import { statedDifference } from './continuity';
import { type KnownAccount, malformed, type StatementEvent, StatementRefused } from './statement';
import { longestText } from './text-fields';

/** What reading a table needs beside the table. */
export interface CsvContext {
  account: KnownAccount;
  mapping: CsvMapping;
  /** Balance at the end, as the person who imports reads it elsewhere, where the table has no column for it. */
  closing: Money | null;
}

type Text = () => AsyncIterable<string>;

interface Row {
  cells: string[];
  line: number;
}

const batch = 500;

/** A statement file that is a table, told by what a person said of its columns. Read twice: its balances stand at its ends. */
export async function* csvEvents(text: Text, context: CsvContext): AsyncGenerator<StatementEvent[]> {
  const ends = await endsOf(text, context);
  const { account } = context;
  yield [
    {
      kind: 'statement',
      header: {
        account: account.identifier,
        currency: account.currency,
        reference: '',
        number: ends.to,
        from: ends.from,
        to: ends.to,
        periodStated: true,
        opening: ends.opening,
        closing: ends.closing,
      },
    },
  ];
  let events: StatementEvent[] = [];
  for await (const { entry } of movements(text, context)) {
    events.push({ kind: 'entry', entry });
    if (events.length < batch) continue;
    yield events;
    events = [];
  }
  yield [...events, { kind: 'end', closing: ends.closing, to: ends.to }];
}

interface Ends {
  from: Day;
  to: Day;
  opening: Money | null;
  closing: Money | null;
}

/** Days and balances of the whole table. */
async function endsOf(text: Text, context: CsvContext): Promise<Ends> {
  const seen: CsvMovement[] = [];
  let sum = Money.zero(context.account.currency);
  let [from, to]: [Day, Day] = ['9999-12-31', '0000-01-01'];
  for await (const movement of movements(text, context)) {
    const { amount, bookingDate } = movement.entry;
    sum = sum.plus(amount);
    if (bookingDate < from) from = bookingDate;
    if (bookingDate > to) to = bookingDate;
    // The first two and the last are enough to know the order of the rows and both balances.
    if (seen.length < 3) seen.push(movement);
    else seen[2] = movement;
  }
  if (seen.length === 0) throw malformed('The table holds no movement', 'file');
  return { from, to, ...balancesOf(seen, sum, context) };
}

function balancesOf(
  seen: readonly CsvMovement[],
  sum: Money,
  { mapping, closing }: CsvContext,
): { opening: Money | null; closing: Money | null } {
  if (closing) return { opening: closing.minus(sum), closing };
  if (mapping.columns.balance === null) return { opening: null, closing: null };
  const [first, last] = [seen[0], seen.at(-1)];
  const [earliest, latest] = newestFirst(seen) ? [last, first] : [first, last];
  if (!earliest?.balance || !latest?.balance) return { opening: null, closing: null };
  return { opening: earliest.balance.minus(earliest.entry.amount), closing: latest.balance };
}

/** By the days; where all are the same, by which row's balance leads to the other's. */
function newestFirst(seen: readonly CsvMovement[]): boolean {
  const [first, second] = seen;
  const last = seen.at(-1);
  if (!first || !second || !last) return false;
  if (first.entry.bookingDate !== last.entry.bookingDate) return first.entry.bookingDate > last.entry.bookingDate;
  if (!first.balance || !second.balance) return false;
  return !statedDifference(first.balance, second.entry.amount, second.balance).isZero();
}

async function* movements(text: Text, { mapping, account }: CsvContext): AsyncGenerator<CsvMovement> {
  let row = 0;
  const headerAt = mapping.header ? mapping.skippedRows : -1;
  for await (const { cells, line } of rows(text(), mapping.delimiter)) {
    if (row === headerAt) checkHeader(cells, mapping);
    else if (row >= mapping.skippedRows) {
      const movement = movementOf(cells, mapping, account, line);
      if (movement) yield movement;
    }
    row += 1;
  }
  if (row <= headerAt) checkHeader([], mapping);
}

async function* rows(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<Row> {
  const parser = parse({ ...layout(delimiter), info: true });
  pipeline(Readable.from(text), parser, () => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>)
      yield { cells: record, line: info.lines };
  } catch (error) {
    throw error instanceof CsvError ? malformed(error.message, `line ${String(error['lines'] ?? '?')}`) : error;
  }
}

function layout(delimiter: string): object {
  return {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: longestText,
  };
}

/** The beginning of a table as it would be cut, and what its columns seem to be. */
export interface CsvSample extends CsvProposal {
  rows: string[][];
  /** The text they come from, to cut it otherwise. */
  head: string;
}

const shownRows = 20;

/**
 * @param cut the text is the beginning of a longer one: its last line isn't whole
 * @returns null when it doesn't look like a table of movements
 */
export function csvSample(head: string, cut = false): CsvSample | null {
  const whole = cut ? head.slice(0, head.lastIndexOf('\n')) : head;
  const by = (delimiter: string): string[][] => {
    try {
      return parseAtOnce(whole, { ...layout(delimiter), to: 300 }) as unknown as string[][];
    } catch {
      return [];
    }
  };
  const found = proposal(by);
  return found && { ...found, rows: sampleRows(whole, found.mapping), head: whole };
}

/** The first rows, cut as a mapping says. */
export function sampleRows(head: string, { delimiter }: Pick<CsvMapping, 'delimiter'>): string[][] {
  try {
    return parseAtOnce(head, { ...layout(delimiter), to: shownRows }) as unknown as string[][];
  } catch {
    return [];
  }
}

export function csvBalanceMissing(account: string): StatementRefused {
  return new StatementRefused(
    'CSV_BALANCE_MISSING',
    'The closing balance is missing',
    `The table of ${account} has no column for the balance: give the balance at its end.`,
    { account, field: 'closing' },
  );
}
