import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Feed } from '../intake/feed.service';
import { EPOCH_CHANNEL } from '../stream/stream-hub.service';

export interface Digest {
  epoch: number;
  events: number;
  entries: number;
  registers: number;
  heads: number;
  digest: string;
}

/** What the log says, by event id and seal number; positions and arrival are no part of it. */
const CONTENTS = {
  events: `SELECT concat_ws('|', event_id, type, subject, md5(payload::text)) AS line FROM stream_event ORDER BY event_id`,
  entries: `SELECT md5(row(e.*)::text) AS line FROM entry AS e ORDER BY book, number, line`,
  registers: `SELECT concat_ws('|', kind, code, facet, sequence, md5(data::text)) AS line FROM register ORDER BY kind, code, facet`,
  heads: `SELECT md5(row(h.*)::text) AS line FROM book_head AS h ORDER BY book, number`,
} as const;

/** Reads everything again from the log, and says in one line what the result is. */
@Injectable()
export class Rebuilds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: Feed,
  ) {}

  /** Empties the read models; they fill again from the beginning of the log under a new epoch. */
  async start(actor: string, reason: string): Promise<{ epoch: number }> {
    const epoch = await this.dataSource.transaction(async (tx) => {
      const [row]: { epoch: number }[] = await tx.query('SELECT start_epoch($1, $2) AS epoch', [reason, actor]);
      await tx.query('SELECT pg_notify($1, $2)', [EPOCH_CHANNEL, String(row?.epoch)]);
      return row?.epoch ?? 0;
    });
    void this.feed.follow();
    return { epoch };
  }

  async digest(): Promise<Digest> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const [row]: { epoch: number }[] = await tx.query('SELECT max(epoch) AS epoch FROM epoch');
      const hash = createHash('sha256');
      const counts = { events: 0, entries: 0, registers: 0, heads: 0 };
      for (const [name, content] of Object.entries(CONTENTS) as [keyof typeof CONTENTS, string][]) {
        const [sum]: { lines: number; digest: string | null }[] = await tx.query(
          `SELECT count(*)::int AS lines, encode(sha256(string_agg(line, E'\\n')::bytea), 'hex') AS digest FROM (${content}) AS content`,
        );
        counts[name] = sum?.lines ?? 0;
        hash.update(`${name} ${sum?.digest ?? ''}\n`);
      }
      return { epoch: row?.epoch ?? 0, ...counts, digest: hash.digest('hex') };
    });
  }
}
