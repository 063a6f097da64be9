import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';

export interface Digest {
  events: number;
  entries: number;
  sums: number;
  registers: number;
  heads: number;
  digest: string;
}

/** What the log says, by event id and seal number; positions and arrival are no part of it. */
const CONTENTS = {
  events: `SELECT concat_ws('|', event_id, type, subject, md5(payload::text)) AS line FROM stream_event ORDER BY event_id`,
  entries: `SELECT md5(row(e.*)::text) AS line FROM entry AS e ORDER BY book, number, line`,
  sums: `SELECT md5(row(s.*)::text) AS line FROM month_sum AS s ORDER BY book, account, layer, accounting_month, posted_month`,
  registers: `SELECT concat_ws('|', kind, code, facet, sequence, md5(data::text)) AS line FROM register ORDER BY kind, code, facet`,
  heads: `SELECT md5(row(h.*)::text) AS line FROM book_head AS h ORDER BY book, number`,
} as const;

/** One digest of the read models that the transaction's search path leads to. */
export async function digestOf(tx: EntityManager): Promise<Digest> {
  await tx.query(`SET LOCAL TimeZone = 'UTC'`);
  const hash = createHash('sha256');
  const counts = { events: 0, entries: 0, sums: 0, registers: 0, heads: 0 };
  for (const [name, content] of Object.entries(CONTENTS) as [keyof typeof CONTENTS, string][]) {
    const [sum]: { lines: number; digest: string | null }[] = await tx.query(
      `SELECT count(*)::int AS lines, encode(sha256(convert_to(string_agg(line, E'\\n'), 'UTF8')), 'hex') AS digest FROM (${content}) AS content`,
    );
    counts[name] = sum?.lines ?? 0;
    hash.update(`${name} ${sum?.digest ?? ''}\n`);
  }
  return { ...counts, digest: hash.digest('hex') };
}
