import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Lag, Feed } from '../intake/feed.service';
import { linkTo } from '../ledger/ledger-filter';
import { type BookCheck, Books } from './books.service';
import { Clearing, type ClearingPair } from './clearing.service';
import { Conserved, type Conservation } from './conservation.service';
import { type Invariant, Invariants } from './invariants.service';
import { BOOKS, OtherServices } from './other-services.service';

export interface Shortfall {
  book: string;
  account: string;
  amount: Money;
  since: string;
  entries: string;
}
/** Services with dead letters; `count` is null where a service can't be asked. */
export interface DeadLetters {
  service: string;
  count: number | null;
}

export interface Integrity {
  ok: boolean;
  checkedAt: string;
  books: BookCheck[];
  clearing: ClearingPair[];
  conservation: Conservation;
  invariants: Invariant[];
  shortfalls: Shortfall[];
  deadLetters: DeadLetters[];
  /** `events` is null when the log can't be asked: nobody knows then whether the figures are the latest. */
  lag: { events: number | null; topics: Lag[]; reason: string | null };
}

/** Everything that shows whether the figures can be believed. */
@Injectable()
export class IntegrityChecks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly books: Books,
    private readonly clearing: Clearing,
    private readonly conserved: Conserved,
    private readonly invariants: Invariants,
    private readonly services: OtherServices,
    private readonly feed: Feed,
  ) {}

  async check(authorization: string): Promise<Integrity> {
    const [books, clearing, shortfalls, deadLetters, lag] = await Promise.all([
      this.books.check(authorization),
      this.clearing.read(),
      this.shortfalls(),
      this.deadLetters(),
      this.lag(),
    ]);
    const conservation = await this.conserved.read(clearing);
    const provenance = await this.conserved.provenance(conservation, clearing);
    const invariants = await this.invariants.check({ books, clearing, conservation, provenance });
    const sound = invariants.every((invariant) => invariant.ok) && shortfalls.length === 0 && deadLetters.length === 0;
    return {
      ok: sound && lag.events !== null,
      checkedAt: new Date().toISOString(),
      books,
      clearing,
      conservation,
      invariants,
      shortfalls,
      deadLetters,
      lag,
    };
  }

  private async lag(): Promise<Integrity['lag']> {
    const topics = await this.feed.lag();
    if (!topics) return { events: null, topics: [], reason: 'the event log does not answer' };
    return { events: topics.reduce((sum, { behind }) => sum + behind, 0), topics, reason: null };
  }

  private async shortfalls(): Promise<Shortfall[]> {
    const rows: { book: string; account: string; eur: string; since: string }[] = await this.dataSource.query(
      `SELECT book, account, sum(eur)::bigint AS eur, min(accounting_date) AS since FROM entry
        WHERE family = 'fund:shortfall' GROUP BY book, account HAVING sum(eur) <> 0 ORDER BY book, account`,
    );
    return rows.map(({ book, account, eur, since }) => ({
      book,
      account,
      since,
      amount: Money.minor(BigInt(eur)),
      entries: linkTo({ book, account: [account] }),
    }));
  }

  private async deadLetters(): Promise<DeadLetters[]> {
    const [own]: { count: number }[] = await this.dataSource.query(
      'SELECT count(*)::int AS count FROM dead_letter WHERE open',
    );
    const others = await Promise.all(
      BOOKS.map(async (book) => ({ service: book, count: (await this.services.deadLetters(book)) ?? null })),
    );
    return [...others, { service: 'reporting', count: own?.count ?? 0 }].filter(({ count }) => count !== 0);
  }
}
