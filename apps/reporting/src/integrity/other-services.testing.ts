import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Book } from '@abonde/contracts';
import { genesis } from '@abonde/ledger';
import type { SealedBooks } from '../entries/sealed-books.testing';

/** Settings that send reporting's questions to one server. */
export interface BookKeepers {
  environment: Record<string, string>;
  close(): void;
}

const asked = /^\/api\/([\w-]+)\/ledger\/(?:verify|transactions\/([\w-]+)\/proof|statement\?(.*))$/;

/** Answers like the four services would, from the books as they stand. */
export async function bookKeepers(books: () => SealedBooks): Promise<BookKeepers> {
  const server = createServer((request, response) => {
    const [, book, transaction, statement] = asked.exec(request.url ?? '') ?? [];
    const answer =
      book === undefined
        ? metrics(books())
        : statement === undefined
          ? told(books(), book as Book, transaction)
          : stated(book, statement);
    response.statusCode = answer === undefined ? 404 : ((answer as { status?: number }).status ?? 200);
    response.setHeader('content-type', typeof answer === 'string' ? 'text/plain' : 'application/json');
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = originOf(server);
  return {
    environment: { CONTRIBUTIONS_URL: url, TREASURY_URL: url, DISBURSEMENTS_URL: url, EMERGENCY_FUND_URL: url },
    close: () => server.close(),
  };
}

function told(books: SealedBooks, book: Book, transaction: string | undefined): object | undefined {
  const sealed = books.sealed[book];
  if (transaction) return sealed.find((one) => one.transaction.id === transaction);
  return {
    book,
    transactions: sealed.length,
    head: sealed.at(-1)?.root ?? genesis,
    verified: true,
    firstBad: null,
    verifiedAt: '2026-06-30T00:00:00Z',
  };
}

/** A statement that only says what was asked; treasury has nothing of any agreement, and of one there is too much. */
function stated(book: string, query: string): object {
  if (query.includes('HUGE'))
    return { status: 422, code: 'STATEMENT_TOO_LONG', title: 'Statement too long', longest: 5 };
  return { book, query, balances: book === 'treasury' ? [] : [{}] };
}

function metrics(books: SealedBooks): string {
  const names = Object.keys(books.sealed);
  return names.map((book) => `messaging_dead_letters{service="${book}"} 0\n`).join('');
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
