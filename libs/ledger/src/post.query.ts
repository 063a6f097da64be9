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
import { type Identified, postingArguments } from './posting-arguments';

export type Outcome =
  { outcome: 'POSTED' | 'DUPLICATE'; id: string; accountingDate: string } | { outcome: 'REFUSED'; error: LedgerError };

export interface PostOptions {
  /** `BIND`: a decision, refused below a floor. `FACT`: what happened, always posted. */
  floors: 'BIND' | 'FACT';
}

/** Whatever runs one statement: a transaction, or a pool whose statement is its own transaction. */
export type Statements = Pick<EntityManager, 'query'>;

interface PostedRow {
  /** Of the transaction in the call, from 1. */
  place: number;
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

const places = Array.from({ length: 32 }, (_, at) => `$${at + 1}`).join(', ');
const statement = `SELECT place, outcome, transaction, accounted_on::text, refusal FROM ledger.post(${places})`;

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
  const rows: PostedRow[] = await db.query(statement, [
    ...postingArguments(transactions),
    transactions.every(({ isNew, transfer }) => isNew && transfer === undefined),
    options.floors === 'BIND',
    options.separately,
  ]);
  const outcomes = transactions.map(asAsked);
  for (const row of rows) outcomes[row.place - 1] = outcomeOf(row, transactions[row.place - 1]);
  return outcomes;
}

/** The database answers about the others only: posted under its own id, on its own day. */
function asAsked({ id, accountingDate, valueDate }: Identified): Outcome {
  return { outcome: 'POSTED', id, accountingDate: accountingDate ?? valueDate };
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
