import type { Month } from '@abonde/calendar';
import { Money } from '@abonde/money';
import fc from 'fast-check';
import type { TestBook } from '../book.testing';
import { LedgerError } from '../ledger-error';
import type { Outcome } from '../post.query';
import { type Answer, type BookModel, duplicate, type Floors, posted, refused } from './book-model';
import { months, type Named, ownAccounts, transactionOf, wantedOf, type Wish, wishes } from './wishes';

/** One call of somebody. */
export type Operation =
  | { kind: 'post'; parts: { wishes: Wish[]; floors: Floors }[]; lock: string[]; ends: 'COMMIT' | 'ROLLBACK' }
  | { kind: 'post-many'; wishes: Wish[]; floors: Floors }
  | { kind: 'reverse'; of: number; floors: Floors; transfer: boolean }
  | { kind: 'lock-period' | 'unlock-period'; month: Month }
  | { kind: 'seal' };

const floors = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Floors>('BIND') },
  { weight: 1, arbitrary: fc.constant<Floors>('FACT') },
);
const part = fc.record({ wishes: fc.array(wishes, { minLength: 1, maxLength: 4 }), floors });
const lockable = fc.subarray([ownAccounts.hot, ownAccounts.envelope, ownAccounts.reserved]);

export const operations: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('post' as const),
      parts: fc.array(part, { minLength: 1, maxLength: 3 }),
      lock: fc.oneof({ weight: 3, arbitrary: fc.constant<string[]>([]) }, { weight: 1, arbitrary: lockable }),
      ends: fc.constantFrom('COMMIT' as const, 'COMMIT' as const, 'COMMIT' as const, 'ROLLBACK' as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('post-many' as const),
      wishes: fc.array(wishes, { minLength: 1, maxLength: 6 }),
      floors,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('reverse' as const),
      of: fc.nat(50),
      floors,
      transfer: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('lock-period' as const, 'unlock-period' as const),
      month: fc.constantFrom(...months),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('seal' as const) }) },
);

export interface Original {
  id: string;
  label: string;
}

/** How a run calls things: names of its own in a book that other runs use too. */
export interface Names {
  of(wish: Wish): Named;
  /** The transaction to reverse; undefined while there is none. */
  originalOf(operation: Operation & { kind: 'reverse' }): Original | undefined;
  reversal(operation: Operation & { kind: 'reverse' }): Named;
  account(account: string): string;
}

/** What the book said, where transactions go by their ids. */
export type Said = string[];

/** The operation against the real book. Lock failures are tried again, as every command of a service is. */
export async function perform(book: TestBook, operation: Operation, names: Names): Promise<Said> {
  switch (operation.kind) {
    case 'post':
      return again(() => postInTransaction(book, operation, names));
    case 'post-many': {
      const all = operation.wishes.map((wish) => transactionOf(wish, names.of(wish)));
      return (await book.ledger.postMany(all, operation)).map(saidOf);
    }
    case 'reverse':
      return again(() => reverse(book, operation, names));
    case 'lock-period':
      await book.app.transaction((tx) => book.ledger.lockPeriod(tx, operation.month));
      return [];
    case 'unlock-period':
      await book.app.transaction((tx) => book.ledger.unlockPeriod(tx, operation.month));
      return [];
    case 'seal':
      await book.app.transaction((tx) => book.sealer.seal(tx));
      return [];
  }
}

/** The operation against the model. */
export function foresee(model: BookModel, operation: Operation, names: Names): Answer[] {
  switch (operation.kind) {
    case 'post': {
      const attempt = model.copy();
      const locked = operation.lock.map((short) => {
        const account = names.account(short);
        return [`${account} holds ${attempt.available(account)}`];
      });
      const answers = operation.parts.flatMap((one) =>
        attempt.post(
          one.wishes.map((wish) => wantedOf(wish, names.of(wish))),
          one.floors,
        ),
      );
      if (operation.ends === 'COMMIT') model.become(attempt);
      return [...locked, ...answers];
    }
    case 'post-many':
      return model.postEach(
        operation.wishes.map((wish) => wantedOf(wish, names.of(wish))),
        operation.floors,
      );
    case 'reverse': {
      const original = names.originalOf(operation);
      return original ? [model.reverse(original.label, names.reversal(operation), operation.floors)] : [];
    }
    case 'lock-period':
      model.locked.add(operation.month);
      return [];
    case 'unlock-period':
      model.locked.delete(operation.month);
      return [];
    case 'seal':
      return [];
  }
}

class RolledBack extends Error {
  constructor(readonly said: Said) {
    super('The caller changed its mind.');
  }
}

async function postInTransaction(
  { app, ledger }: TestBook,
  { parts, lock, ends }: Operation & { kind: 'post' },
  names: Names,
): Promise<Said> {
  try {
    return await app.transaction(async (tx) => {
      const accounts = lock.map((account) => names.account(account));
      const balances = await ledger.lock(tx, accounts);
      const said = accounts.map((account) => `${account} holds ${balances.get(account)?.minor}`);
      for (const one of parts) {
        const all = one.wishes.map((wish) => transactionOf(wish, names.of(wish)));
        const outcomes = await ledger.post(tx, all, one).catch(refusalSaid);
        said.push(
          ...outcomes.map((outcome, at) => {
            if (typeof outcome === 'string') return outcome;
            // What is rolled back leaves no row in which its label could be looked up.
            const wish = ends === 'ROLLBACK' && !outcome.duplicate ? one.wishes[at] : undefined;
            return saidOf(wish ? { ...outcome, id: names.of(wish).label } : outcome);
          }),
        );
      }
      if (ends === 'ROLLBACK') throw new RolledBack(said);
      return said;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.said;
    throw error;
  }
}

async function reverse(
  { app, ledger }: TestBook,
  operation: Operation & { kind: 'reverse' },
  names: Names,
): Promise<Said> {
  const original = names.originalOf(operation);
  if (!original) return [];
  const { label, id, transfer } = names.reversal(operation);
  const reversal = { id, transfer, reason: 'Undone', actor: 'model', floors: operation.floors, metadata: { label } };
  const said = await app.transaction((tx) => ledger.reverse(tx, original.id, reversal)).catch(refusalSaid);
  return 'id' in said ? [saidOf(said)] : said;
}

function saidOf(outcome: Outcome | { id: string; accountingDate: string; duplicate: boolean }): string {
  if ('duplicate' in outcome) return (outcome.duplicate ? duplicate : posted)(outcome.id, outcome.accountingDate);
  if (outcome.outcome === 'REFUSED') return refusalOf(outcome.error);
  return (outcome.outcome === 'POSTED' ? posted : duplicate)(outcome.id, outcome.accountingDate);
}

function refusalSaid(error: unknown): string[] {
  if (error instanceof LedgerError) return [refusalOf(error)];
  throw error;
}

function refusalOf({ code, figures }: LedgerError): string {
  if (code === 'ALREADY_REVERSED') return refused(code, figures.reversedBy);
  if (code !== 'INSUFFICIENT_FUNDS' && code !== 'PERIOD_LOCKED') return refused(code);
  const plain = Object.entries(figures).map(([name, value]) => [
    name,
    value instanceof Money ? String(value.minor) : value,
  ]);
  return refused(code, Object.fromEntries(plain));
}

async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const { driverError } = error as { driverError?: { code?: string } };
      if (attempt > 10 || !['40001', '40P01'].includes(driverError?.code ?? '')) throw error;
    }
  }
}
