import { CamtReader } from './camt.reader';
import { CfonbReader } from './cfonb.reader';
import { type CsvContext, csvEvents, type CsvSample, csvSample } from './csv.reader';
import type { CsvMapping } from './csv-mapping';
import { declaredEncoding, decoded, detectedEncoding } from './encoding';
import { fileKind, headSize, headText } from './file-kind';
import { Mt940Reader } from './mt940.reader';
import {
  type KnownAccount,
  type StatementEvent,
  type StatementFormat,
  StatementRefused,
  type TextReader,
  unsupported,
} from './statement';

/** A file that can be read again from the start. */
export type Content = () => AsyncIterable<Uint8Array>;

/** What the file alone doesn't say. */
export interface ReadingContext {
  accounts?: readonly KnownAccount[];
  /**
   * How to read a table; asked for once the file may be one. `sample` is null where it doesn't look like one by itself.
   * @throws {StatementRefused} when it isn't known
   */
  table?: (sample: CsvSample | null) => CsvContext | Promise<CsvContext>;
}

/** A statement file being read: its format is known once the first events are there. */
export interface StatementFile {
  readonly format: StatementFormat | undefined;
  /** Batches of events, in the order of the file; memory doesn't grow with its length. */
  events(): AsyncGenerator<StatementEvent[]>;
}

/**
 * Reads a statement file: camt.052 to 054, MT940, CFONB 120 or a table, in whatever encoding it is.
 * @throws {StatementRefused} while the events are taken
 */
export function readStatementFile(content: Content, context: ReadingContext = {}): StatementFile {
  let format: StatementFormat | undefined;
  return {
    get format() {
      return format;
    },
    async *events() {
      const head = await headOf(content);
      const kind = fileKind(head);
      if (kind === 'csv') {
        format = 'CSV';
        return yield* tableEvents(content, head, context);
      }
      const reader: TextReader =
        kind === 'xml' ? new CamtReader() : kind === 'mt940' ? new Mt940Reader() : new CfonbReader(context.accounts);
      const label = kind === 'xml' ? declaredEncoding(head) : await detectedEncoding(content());
      for await (const text of decoded(content(), label)) {
        reader.write(text);
        format = reader.format;
        yield reader.take();
      }
      reader.end();
      yield reader.take();
    },
  };
}

async function* tableEvents(
  content: Content,
  head: Uint8Array,
  { table }: ReadingContext,
): AsyncGenerator<StatementEvent[]> {
  const label = await detectedEncoding(content());
  const sample = csvSample(headText(head, label), head.length >= headSize);
  if (!table) throw sample ? accountMissing() : notATable();
  const reading = await table(sample);
  const chosen = encodingOf(reading.mapping, label);
  yield* csvEvents(() => decoded(content(), chosen), reading);
}

export function notATable(): StatementRefused {
  return unsupported('The file is none of camt, MT940, CFONB 120 or a table with dates and amounts');
}

export function accountMissing(): StatementRefused {
  return new StatementRefused(
    'CSV_ACCOUNT_MISSING',
    'Account missing',
    'A table doesn’t say of which account it is: name the account.',
    { field: 'account' },
  );
}

function encodingOf({ encoding }: CsvMapping, detected: string): string {
  return encoding === 'auto' ? detected : encoding;
}

async function headOf(content: Content): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content()) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= headSize) break;
  }
  return Buffer.concat(chunks).subarray(0, headSize);
}
