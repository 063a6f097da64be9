import { Previews, type StatementPreview } from './preview';
import { type ReadingContext, readStatementFile } from './statement-file.reader';
import { StatementRefused } from './statement';

export async function* chunks(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** What a preview shows of a file that comes in chunks of `size` bytes. */
export async function read(
  text: string | Uint8Array,
  size = 1000,
  context: ReadingContext = {},
): Promise<StatementPreview[]> {
  const previews = new Previews();
  const file = readStatementFile(() => chunks(text, size), context);
  for await (const events of file.events())
    events.forEach((event) => previews.add(event, { format: file.format ?? 'camt.053', file: 'statement' }));
  return previews.statements;
}

/** @throws {Error} when the file is read after all, or fails in another way than by being refused */
export async function refusal(text: string | Uint8Array, context: ReadingContext = {}): Promise<StatementRefused> {
  try {
    await read(text, 1000, context);
  } catch (error) {
    if (error instanceof StatementRefused) return error;
    throw error;
  }
  throw new Error('was read');
}
