import { Money } from '@abonde/money';
import type { EntityManager } from 'typeorm';
import {
  InsufficientFunds,
  InvalidTransaction,
  type LedgerError,
  MissingDimension,
  PeriodLocked,
  WrongCurrency,
} from './ledger-error';
import type { CheckedPosting, CheckedTransaction } from './transaction';

export type Outcome =
  { outcome: 'POSTED' | 'DUPLICATE'; id: string; accountingDate: string } | { outcome: 'REFUSED'; error: LedgerError };

export interface PostOptions {
  /** `BIND`: a decision, refused below a floor. `FACT`: what happened, always posted. */
  floors: 'BIND' | 'FACT';
}

/** Whatever runs one statement: a transaction, or a pool whose statement is its own transaction. */
export type Statements = Pick<EntityManager, 'query'>;
/** `isNew`: its id was made here, so that no transaction can have it yet. */
export type Identified = CheckedTransaction & { id: string; isNew: boolean };

interface PostedRow {
  outcome: Outcome['outcome'];
  transaction: string;
  accounted_on: string;
  refusal: Refusal | null;
}

type Refusal =
  | { code: 'PERIOD_LOCKED'; accountingDate: string; firstOpenDay: string }
  | { code: 'WRONG_CURRENCY'; account: string; expected: string; given: string }
  | { code: 'MISSING_DIMENSION'; account: string; missing: string[] }
  | { code: 'INSUFFICIENT_FUNDS'; account: string; available: string; requested: string };

const places = Array.from({ length: 31 }, (_, at) => `$${at + 1}`).join(', ');
const statement = `SELECT outcome, transaction, accounted_on::text, refusal FROM ledger.post(${places})`;

/**
 * Posts in one call, in order. `separately`: each transaction has its own outcome; otherwise the first refusal refuses all, and
 * the others come out as refused without a reason of their own.
 */
export async function post(
  db: Statements,
  transactions: readonly Identified[],
  options: PostOptions & { separately: boolean },
): Promise<Outcome[]> {
  if (transactions.length === 0) return [];
  const accounts = new Accounts();
  const lines = transactions.flatMap(({ postings }, at) =>
    postings.map((posting, line) => ({
      posting,
      line: line + 1,
      transaction: at + 1,
      account: accounts.indexOf(posting),
    })),
  );
  const rows: PostedRow[] = await db.query(statement, [
    ...accounts.columns(),
    ...heads(transactions),
    lines.map(({ transaction }) => transaction),
    lines.map(({ line }) => line),
    lines.map(({ account }) => account),
    lines.map(({ posting }) => posting.amount.minor),
    lines.map(({ posting }) => posting.amount.currency),
    lines.map(({ posting }) => posting.eurMinor),
    lines.map(({ posting }) => JSON.stringify(posting.dimensions ?? {})),
    lines.map(({ posting }) => missingOf(posting)),
    lines.map(({ posting }) => (posting.original ? JSON.stringify(posting.original) : null)),
    transactions.every(({ isNew, transfer }) => isNew && transfer === undefined),
    options.floors === 'BIND',
    options.separately,
  ]);
  return rows.map((row, at) => outcomeOf(row, transactions[at]));
}

function heads(transactions: readonly Identified[]): unknown[][] {
  return [
    transactions.map(({ id }) => id),
    transactions.map(({ kind }) => kind),
    transactions.map(({ reason }) => reason),
    transactions.map(({ reference }) => reference ?? null),
    transactions.map(({ valueDate }) => valueDate),
    transactions.map(({ accountingDate }) => accountingDate ?? null),
    transactions.map(({ transfer }) => transfer ?? null),
    transactions.map(({ reverses }) => reverses ?? null),
    transactions.map(({ actor }) => actor),
    transactions.map(({ metadata }) => JSON.stringify(metadata ?? {})),
  ];
}

interface NamedAccount {
  first: CheckedPosting;
  debits: bigint;
  credits: bigint;
}

/** The accounts of a call, each once in a currency, with what they open with when they are not open yet, and what goes in and out. */
class Accounts {
  private readonly indexes = new Map<string, number>();
  private readonly named: NamedAccount[] = [];

  indexOf(posting: CheckedPosting): number {
    const { account, amount } = posting;
    const key = `${account} ${amount.currency}`;
    const index = this.indexes.get(key) ?? this.add(key, posting);
    const named = this.named[index - 1];
    if (!named) throw new Error('An account has no place.');
    if (amount.minor > 0n) named.debits += amount.minor;
    else named.credits -= amount.minor;
    return index;
  }

  columns(): unknown[][] {
    return [
      this.named.map(({ first }) => first.account),
      this.named.map(({ first }) => first.amount.currency),
      this.named.map(({ first }) => first.entry.layer),
      this.named.map(({ first }) => first.entry.pcg),
      this.named.map(({ first }) => (first.entry.normal === 'DEBIT' ? 1 : -1)),
      this.named.map(({ first }) => first.entry.floor === 'NON_NEGATIVE'),
      this.named.map(({ first }) => (first.entry.requires ?? []).join(',')),
      this.named.map(({ debits }) => debits),
      this.named.map(({ credits }) => credits),
    ];
  }

  private add(key: string, first: CheckedPosting): number {
    const index = this.named.push({ first, debits: 0n, credits: 0n });
    this.indexes.set(key, index);
    return index;
  }
}

/** Mandatory dimensions that the posting does not say itself. */
function missingOf({ entry, dimensions = {} }: CheckedPosting): string | null {
  const missing = entry.requires?.filter((name) => dimensions[name] === undefined) ?? [];
  return missing.length === 0 ? null : missing.join(',');
}

function outcomeOf(row: PostedRow, transaction: Identified | undefined): Outcome {
  if (row.outcome !== 'REFUSED') return { outcome: row.outcome, id: row.transaction, accountingDate: row.accounted_on };
  return { outcome: 'REFUSED', error: row.refusal ? errorOf(row.refusal, transaction) : notAlone };
}

/** For the transactions that are only refused because another of the same call is. */
const notAlone = new InvalidTransaction('Another transaction of the same call is refused.');

export function isRefusalOfItsOwn(outcome: Outcome): outcome is Extract<Outcome, { outcome: 'REFUSED' }> {
  return outcome.outcome === 'REFUSED' && outcome.error !== notAlone;
}

function errorOf(refusal: Refusal, transaction: Identified | undefined): LedgerError {
  switch (refusal.code) {
    case 'PERIOD_LOCKED':
      return new PeriodLocked(refusal.accountingDate, refusal.firstOpenDay);
    case 'WRONG_CURRENCY':
      return new WrongCurrency(refusal.account, refusal.expected, refusal.given);
    case 'MISSING_DIMENSION':
      return new MissingDimension(refusal.account, refusal.missing);
    case 'INSUFFICIENT_FUNDS': {
      const currency = transaction?.postings.find(({ account }) => account === refusal.account)?.amount.currency;
      const money = (minor: string) => Money.minor(BigInt(minor), currency);
      return new InsufficientFunds(refusal.account, money(refusal.available), money(refusal.requested));
    }
  }
}
