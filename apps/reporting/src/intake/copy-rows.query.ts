import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from } from 'pg-copy-streams';
import { type EntityManager, QueryFailedError } from 'typeorm';

/** What COPY's text format would take for the end of a value or of a row, as it is written within a value. */
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const MARK = /[\\\t\n\r]/;
const MARKS = new RegExp(MARK, 'g');

/**
 * Adds rows to a table by COPY, in a third of the time of an INSERT. Rows have the names of the columns as keys, all of
 * them the same; an object goes as JSON.
 * @throws {QueryFailedError}
 */
export async function copyRows<Row extends object>(
  tx: EntityManager,
  table: string,
  rows: readonly Row[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first) as (keyof Row & string)[];
  const statement = `COPY ${table} (${columns.map((name) => `"${name}"`).join(', ')}) FROM STDIN`;
  const client = (await tx.queryRunner?.connect()) as PoolClient;
  try {
    await pipeline([linesOf(rows, columns)], client.query(from(statement)));
  } catch (error) {
    throw new QueryFailedError(statement, [], error as Error);
  }
}

/** Rows that follow each other often agree: what was written once is not written anew. */
function linesOf<Row extends object>(rows: readonly Row[], columns: readonly (keyof Row)[]): string {
  const above: unknown[] = [];
  const texts: string[] = [];
  let lines = '';
  for (const row of rows) {
    for (let at = 0; at < columns.length; at += 1) {
      const value = row[columns[at] as keyof Row];
      if (at in texts && value === above[at]) continue;
      above[at] = value;
      texts[at] = written(value);
    }
    lines += `${texts.join('\t')}\n`;
  }
  return lines;
}

function written(value: unknown): string {
  if (value === null || value === undefined) return String.raw`\N`;
  // JSON has no other mark than this one.
  if (typeof value === 'object') return JSON.stringify(value).replaceAll('\\', '\\\\');
  const text = String(value);
  return MARK.test(text) ? text.replace(MARKS, (mark) => ESCAPES[mark] ?? mark) : text;
}
