import { parseArgs } from 'node:util';
import { type Book, book as books } from '@abonde/contracts';
import { type Verification, Verifier } from '@abonde/ledger';
import { DataSource } from 'typeorm';
import { ApiClient } from '../scenario/load/client';
import { StartProblem } from '../start/preconditions';

const USAGE = `npm run verify                                    asks the services, through the gateway at GATEWAY_URL
npm run verify -- --database postgres://…/<database>   reads a book's database, whether its service runs or not
                  --database <book>=postgres://…       where the name of the database doesn't end with that of the book`;

export interface Output {
  say(line: string): void;
  /** What is under way; each line replaces the one before. */
  progress(line: string): void;
}

/** A book with the way to verify it. */
interface Source {
  book: Book;
  verify(progress: (line: string) => void): Promise<Verification>;
}

/** Recomputes books and says of each what was found. @returns whether all are what was sealed */
export async function verifyBooks(args: readonly string[], output: Output): Promise<boolean> {
  const sound: boolean[] = [];
  for (const source of sourcesOf(args)) sound.push(await verifyOne(source, output));
  return sound.every(Boolean);
}

async function verifyOne({ book, verify }: Source, { say, progress }: Output): Promise<boolean> {
  try {
    const { transactions, head, verified, firstBad } = await verify((line) => progress(`${book}: ${line}`));
    progress('');
    if (verified) say(`${book}: ${transactions} transactions are what was sealed; head ${head}`);
    else say(`${book}: WRONG${firstBad ? placeOf(firstBad) : ''}`);
    return verified;
  } catch (error) {
    progress('');
    say(`${book}: NOT VERIFIED, ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

function placeOf({ number, transaction, reason }: NonNullable<Verification['firstBad']>): string {
  const place = [number && ` at number ${number}`, transaction && ` transaction ${transaction}`]
    .filter(Boolean)
    .join(',');
  return `${place}: ${reason}`;
}

function sourcesOf(args: readonly string[]): Source[] {
  const databases = optionsOf(args);
  return databases.length > 0 ? databases.map(databaseOf) : books.options.map(serviceOf);
}

function optionsOf(args: readonly string[]): string[] {
  try {
    const { values } = parseArgs({ args: [...args], options: { database: { type: 'string', multiple: true } } });
    return values.database ?? [];
  } catch (error) {
    throw new StartProblem(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

/** @throws {StartProblem} when it can't be told which book it is */
function databaseOf(option: string): Source {
  const [, named, url = option] = /^([a-z-]+)=(.+)$/.exec(option) ?? [];
  const database = URL.canParse(url) ? new URL(url).pathname.slice(1) : '';
  const book = books.options.find((one) => (named ? one === named : database.endsWith(one.replaceAll('-', '_'))));
  if (!book) throw new StartProblem(`Which book is in ${database || option}?\n${USAGE}`);
  return { book, verify: (progress) => verifyDatabase(book, url, progress) };
}

async function verifyDatabase(book: Book, url: string, progress: (line: string) => void): Promise<Verification> {
  const dataSource = await new DataSource({
    type: 'postgres',
    url,
    poolSize: 1,
    applicationName: 'verify',
  }).initialize();
  try {
    return await new Verifier({ book, chart: [] }, dataSource).verify((upTo, last) => progress(`${upTo} of ${last}`));
  } finally {
    await dataSource.destroy();
  }
}

function serviceOf(book: Book): Source {
  return {
    book,
    verify: (progress) => {
      progress('its service recomputes it');
      return ask(`/api/${book}/ledger/verify`);
    },
  };
}

/** As who `ACCESS_TOKEN` says; without one, as the auditor of the demonstration. */
async function ask(path: string): Promise<Verification> {
  const base = process.env['GATEWAY_URL'] ?? 'http://127.0.0.1:3000';
  const token = process.env['ACCESS_TOKEN'];
  if (!token) return new ApiClient(base).get<Verification>('auditor', path);
  const answer = await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return (await answer.json()) as Verification;
}
