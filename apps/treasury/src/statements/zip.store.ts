import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { malformed, StatementRefused, unsupported } from './statement';
import type { Content } from './statement-file.reader';

/** One file of what was sent. */
export interface NamedFile {
  name: string;
  content: Content;
}

const mostFiles = 200;
/** Folders and files that archivers add by themselves. */
const besides = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)|\/$/i;

/**
 * Lists the files of an archive without unpacking it; each is inflated as it is read, never beyond the size it announces.
 * @param most bytes all files may have together once inflated
 * @throws {StatementRefused} UNSUPPORTED_FORMAT, MALFORMED_STATEMENT, ARCHIVE_TOO_LARGE before anything is inflated
 */
export async function filesOfArchive(path: string, most: number): Promise<{ files: NamedFile[]; close: () => void }> {
  const archive = await opened(path);
  try {
    const entries = (await entriesOf(archive)).filter(({ fileName }) => !besides.test(fileName));
    check(entries, most);
    const files = entries.map((entry) => ({ name: entry.fileName, content: () => inflated(archive, entry) }));
    return { files, close: () => archive.close() };
  } catch (error) {
    archive.close();
    throw error;
  }
}

async function opened(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
  } catch (error) {
    throw broken(error);
  }
}

async function entriesOf(archive: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of archive.eachEntry()) {
      entries.push(entry);
      if (entries.length > 2 * mostFiles) throw tooMany(archive.entryCount);
    }
  } catch (error) {
    throw broken(error);
  }
  return entries;
}

function check(entries: readonly Entry[], most: number): void {
  if (entries.some(({ fileName }) => fileName === '[Content_Types].xml'))
    throw unsupported('An office document is not read: save the table as CSV');
  if (entries.length === 0) throw unsupported('The archive holds no file');
  if (entries.length > mostFiles) throw tooMany(entries.length);
  const locked = entries.find((entry) => entry.isEncrypted());
  if (locked) throw unsupported(`${locked.fileName} is protected by a password`);
  const bytes = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (bytes > most) {
    throw new StatementRefused(
      'ARCHIVE_TOO_LARGE',
      'The archive is too large',
      `The files of the archive have ${bytes} bytes together; ${most} are accepted.`,
      { bytes, most },
    );
  }
}

function tooMany(files: number): StatementRefused {
  return new StatementRefused(
    'ARCHIVE_TOO_LARGE',
    'The archive is too large',
    `The archive holds ${files} files; ${mostFiles} are accepted.`,
    { files, most: mostFiles },
  );
}

async function* inflated(archive: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  try {
    const stream = await archive.openReadStreamPromise(entry);
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    throw broken(error);
  }
}

function broken(error: unknown): unknown {
  return error instanceof Error && !(error instanceof StatementRefused)
    ? malformed(`The archive can't be read: ${error.message}`, 'archive')
    : error;
}
