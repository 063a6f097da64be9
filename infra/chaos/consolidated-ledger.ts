import { Money } from '@abonde/money';
import type { Body } from '@abonde/testing';
import type { FoundEvent, FoundPosting, FoundTransaction } from './check';
import type { InsistentClient } from './insistent-client';
import { type Book, books } from './model';

/** All transactions of the four books, as reporting tells them. */
export async function readTransactions(client: InsistentClient): Promise<FoundTransaction[]> {
  const transactions = new Map<string, FoundTransaction>();
  for (const book of books) {
    for await (const row of pages(client, `/api/reporting/ledger?book=${book}&limit=500`, 'cursor')) {
      const id = `${book} ${row.transaction}`;
      const known = transactions.get(id) ?? begun(row, book);
      known.postings.push(postingOf(row));
      transactions.set(id, known);
    }
  }
  return [...transactions.values()];
}

/** All business events, without the books' own. */
export async function readEvents(client: InsistentClient): Promise<FoundEvent[]> {
  const events: FoundEvent[] = [];
  for await (const { event } of pages(client, `/api/reporting/events?topics=${books.join(',')}&limit=200`, 'before')) {
    const [, context, fact] = String(event.type).split('.');
    events.push({ event: `${context}.${fact}`, subject: event.subject, sequence: event.sequence, data: event.data });
  }
  return events;
}

/** Accounts on which a service and reporting don't agree. */
export async function differentBalances(client: InsistentClient): Promise<string[]> {
  const { items } = await client.get('auditor', '/api/reporting/trial-balance');
  const reported = new Map<string, bigint>(
    items.map(({ book, account, balance }: Body) => [`${book} ${account}`, Money.of(balance).minor]),
  );
  const different: string[] = [];
  for (const book of books) {
    for await (const one of pages(client, `/api/${book}/ledger/accounts?limit=200`, 'cursor')) {
      const name = `${book} ${one.account}`;
      const own = Money.of(one.eur).minor * (one.normal === 'DEBIT' ? 1n : -1n);
      if (own !== (reported.get(name) ?? 0n))
        different.push(`${name}: ${own} cents, reported ${reported.get(name) ?? 0n}`);
      reported.delete(name);
    }
  }
  const unknown = [...reported]
    .filter(([, cents]) => cents !== 0n)
    .map(([name, cents]) => `${name}: reported ${cents}`);
  return [...different, ...unknown];
}

async function* pages(client: InsistentClient, path: string, parameter: 'cursor' | 'before'): AsyncGenerator<Body> {
  let next: string | null = null;
  do {
    const page: Body = await client.get('auditor', next ? `${path}&${parameter}=${encodeURIComponent(next)}` : path);
    yield* page.items;
    next = page.nextCursor;
  } while (next);
}

function begun(row: Body, book: Book): FoundTransaction {
  const { number, transaction: id, kind, reference, reverses } = row;
  return { book, number, id, kind, reference, reverses, postings: [] };
}

function postingOf({ account, eur, dimensions }: Body): FoundPosting {
  const { agreement, project, case: aidCase } = dimensions;
  return { account, cents: Money.of(eur).minor, agreement, project, case: aidCase };
}
