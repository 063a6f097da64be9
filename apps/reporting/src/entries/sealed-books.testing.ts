import { randomUUID } from 'node:crypto';
import type { Book, EventData } from '@abonde/contracts';
import { blockRoot, genesis, sealHash } from '@abonde/ledger';
import { Money } from '@abonde/money';

type Sealed = EventData<'abonde.ledger.transaction-sealed.v1'>;
export interface Facts {
  kind?: string;
  day?: string;
  transfer?: string;
  reverses?: string;
  /** `clearing:treasury > receivable:SIAAP 500.00`: debit, credit, euros; dimensions after it override the others. */
  lines: (string | [string, Record<string, string>])[];
  dimensions?: Record<string, string>;
  postedAt?: string;
}

/** Books sealed by hand, one block a transaction, chained as a real one. */
export class SealedBooks {
  readonly sealed: Record<Book, Sealed[]> = {
    contributions: [],
    treasury: [],
    disbursements: [],
    'emergency-fund': [],
  };

  post(book: Book, { kind = 'test', day = '2026-03-01', lines, dimensions = {}, ...rest }: Facts): Sealed {
    const chain = this.sealed[book];
    const previous = chain.at(-1);
    const number = chain.length + 1;
    const transaction = {
      id: randomUUID(),
      kind,
      reason: `${kind} ${number}`,
      reference: null,
      accountingDate: day,
      valueDate: day,
      postedAt: rest.postedAt ?? new Date().toISOString(),
      transfer: rest.transfer ?? null,
      reverses: rest.reverses ?? null,
      actor: 'system:test',
      metadata: {},
      postings: lines.flatMap((line) =>
        typeof line === 'string' ? pairOf(line, dimensions) : pairOf(line[0], { ...dimensions, ...line[1] }),
      ),
    };
    const sealed = seal(book, number, transaction, previous?.root ?? genesis);
    chain.push(sealed);
    return sealed;
  }

  /** Seals again the last transaction of a book, changed since. */
  reseal(last: Sealed): Sealed {
    const sealed = seal(last.book, last.number, last.transaction, last.previousRoot);
    this.sealed[last.book].splice(-1, 1, sealed);
    return sealed;
  }

  /** The same books, one of them as its owner would write it anew with another transaction in the place of its own. */
  rewritten(book: Book, other: Sealed): SealedBooks {
    const books = new SealedBooks();
    Object.assign(books.sealed, this.sealed, { [book]: [] });
    for (const { number, transaction } of this.sealed[book]) {
      const previous = books.sealed[book].at(-1)?.root ?? genesis;
      const content = number === other.number ? other.transaction : transaction;
      books.sealed[book].push(seal(book, number, content, previous));
    }
    return books;
  }

  all(): Sealed[] {
    return Object.values(this.sealed).flat();
  }
}

function seal(book: Book, number: number, transaction: Sealed['transaction'], previousRoot: string): Sealed {
  const hash = sealHash({ book, number, transaction });
  return { book, number, hash, block: number, root: blockRoot(previousRoot, [hash]), previousRoot, transaction };
}

function pairOf(line: string, dimensions: Record<string, string>): Sealed['transaction']['postings'] {
  const [, debit = '', credit = '', amount = ''] = /^(\S+) > (\S+) (\S+)$/.exec(line) ?? [];
  const eur = Money.eur(amount);
  return (
    [
      [debit, eur],
      [credit, eur.negated()],
    ] as const
  ).map(([account, value]) => ({
    account,
    pcg: null,
    layer: account.startsWith('fund:') ? 'FUND' : 'GENERAL',
    amount: value.toJSON(),
    eur: value.toJSON(),
    dimensions,
    original: null,
  }));
}
