import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Feed } from '../intake/feed.service';
import { type Digest, digestOf } from './digest.query';

/** The last rebuild that was asked for. */
export interface Rebuild {
  epoch: number;
  state: 'BUILDING' | 'DONE';
  askedAt: string;
  actor: string;
  reason: string;
  finishedAt: string | null;
  /** Messages of the log read and to be read; null when it can't be asked, or when the rebuild is done. */
  read: number | null;
  of: number | null;
  /** Digest of what stood. */
  before: string | null;
  /** Digest of what took its place; both are over the same events. */
  after: string | null;
  identical: boolean | null;
}

interface Row {
  epoch: number;
  asked_at: Date;
  actor: string;
  reason: string;
  finished_at: Date | null;
  before: string | null;
  after: string | null;
}

/** Reads everything again from the log, beside what stands, and says in one line what the result is. */
@Injectable()
export class Rebuilds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: Feed,
  ) {}

  /** Begins a rebuild, or finds the one that is under way. Everything is answered as before until it is done. */
  async start(actor: string, reason: string): Promise<{ epoch: number }> {
    const [row]: { epoch: number }[] = await this.dataSource.query('SELECT begin_rebuild($1, $2) AS epoch', [
      reason,
      actor,
    ]);
    void this.feed.follow();
    return { epoch: row?.epoch ?? 0 };
  }

  /** Null when none was ever asked for. */
  async last(): Promise<Rebuild | null> {
    const [row]: Row[] = await this.dataSource.query('SELECT * FROM rebuild ORDER BY epoch DESC LIMIT 1');
    if (!row) return null;
    const { epoch, actor, reason, finished_at: finishedAt, before, after } = row;
    const progress = finishedAt ? undefined : await this.feed.rebuilding();
    return {
      epoch,
      state: finishedAt ? 'DONE' : 'BUILDING',
      askedAt: row.asked_at.toISOString(),
      actor,
      reason,
      finishedAt: finishedAt?.toISOString() ?? null,
      read: progress?.read ?? null,
      of: progress?.of ?? null,
      before,
      after,
      identical: finishedAt ? before === after : null,
    };
  }

  async digest(): Promise<Digest & { epoch: number }> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const [row]: { epoch: number }[] = await tx.query('SELECT max(epoch) AS epoch FROM epoch');
      return { epoch: row?.epoch ?? 0, ...(await digestOf(tx)) };
    });
  }
}
