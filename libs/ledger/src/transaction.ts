import type { Layer } from '@abonde/contracts';
import { type Day, isDay } from '@abonde/calendar';
import { Money } from '@abonde/money';
import type { ChartEntry, ChartOfAccounts, Dimensions } from './chart';
import {
  AmountOutOfRange,
  InvalidEurValue,
  InvalidTransaction,
  UnbalancedTransaction,
  WrongCurrency,
} from './ledger-error';

/** What a foreign amount was, at which rate it was booked, and where the rate comes from. */
export interface Original {
  amount: Money;
  /** Exact, as a decimal string. */
  rate: string;
  rateSource: string;
  rateDate: Day;
}

export interface NewPosting {
  account: string;
  /** Debit positive, credit negative, in the account's currency. */
  amount: Money;
  /** Value in EUR at the booked rate; asked of foreign amounts only. */
  eur?: Money;
  dimensions?: Dimensions;
  original?: Original;
}

export interface NewTransaction {
  /** uuid; a new one by default. The same id twice is posted once. */
  id?: string;
  /** What it is, in kebab-case: `receipt-matched`. */
  kind: string;
  reason: string;
  reference?: string;
  valueDate: Day;
  /** Omitted: the value date where its period is open, else the first open day after it. */
  accountingDate?: Day;
  /** Id shared by the two books money crosses; posted once in a book. */
  transfer?: string;
  reverses?: string;
  actor: string;
  metadata?: Record<string, unknown>;
  postings: NewPosting[];
}

export interface Posting {
  account: string;
  layer: Layer;
  pcg: string | null;
  amount: Money;
  eur: Money;
  dimensions: Dimensions;
  original: Original | null;
}

/** A transaction of the journal, as it stays. */
export interface Transaction {
  id: string;
  kind: string;
  reason: string;
  reference: string | null;
  valueDate: Day;
  accountingDate: Day;
  /** UTC, to the microsecond. */
  postedAt: string;
  transfer: string | null;
  reverses: string | null;
  actor: string;
  metadata: Record<string, unknown>;
  postings: Posting[];
}

/** A posting that passed the checks, with its entry of the chart and its value in EUR minor units. */
export interface CheckedPosting extends NewPosting {
  entry: ChartEntry;
  eurMinor: bigint;
}

export interface CheckedTransaction extends Omit<NewTransaction, 'postings'> {
  postings: CheckedPosting[];
}

/** Debit one account, credit another with the same euros; nothing for zero. */
export function debitCredit(debit: string, credit: string, amount: Money, dimensions: Dimensions = {}): NewPosting[] {
  if (amount.currency !== 'EUR') throw new WrongCurrency(debit, 'EUR', amount.currency);
  if (amount.isZero()) return [];
  return [
    { account: debit, amount, dimensions },
    { account: credit, amount: amount.negated(), dimensions },
  ];
}

/** The exact opposite postings. */
export function opposite(postings: readonly Posting[]): NewPosting[] {
  return postings.map(({ account, amount, eur, dimensions, original }) => ({
    account,
    amount: amount.negated(),
    eur: eur.negated(),
    dimensions,
    ...(original && { original: { ...original, amount: original.amount.negated() } }),
  }));
}

/**
 * Checks what needs no look at the book: accounts of the chart, ranges, dates, balance per layer in EUR and per foreign
 * currency in amount.
 * @throws {UnknownAccount | WrongCurrency | AmountOutOfRange | InvalidEurValue | UnbalancedTransaction | InvalidTransaction}
 */
export function checked(chart: ChartOfAccounts, transaction: NewTransaction): CheckedTransaction {
  checkHead(transaction);
  const postings = transaction.postings.map((posting) => checkedPosting(chart, posting));
  checkBalance(postings);
  return { ...transaction, postings };
}

function checkHead({ kind, valueDate, accountingDate, postings }: NewTransaction): void {
  if (postings.length === 0) throw new InvalidTransaction('A transaction has postings.');
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(kind))
    throw new InvalidTransaction(`${kind} is not a kind in kebab-case.`, { kind });
  for (const day of [valueDate, accountingDate]) {
    if (day !== undefined && !isDay(day)) throw new InvalidTransaction(`${day} is not a day.`, { day });
  }
}

function checkedPosting(chart: ChartOfAccounts, posting: NewPosting): CheckedPosting {
  const { account, amount, eur = amount } = posting;
  const entry = chart.entryOf(account);
  if (entry.currency === 'EUR' && amount.currency !== 'EUR') throw new WrongCurrency(account, 'EUR', amount.currency);
  if (eur.currency !== 'EUR') throw new InvalidEurValue(account, amount);
  if (amount.currency === 'EUR' && amount.minor !== eur.minor) throw new InvalidEurValue(account, amount);
  if (amount.minor === 0n && eur.minor !== 0n) throw new InvalidEurValue(account, amount);
  if (!fits(amount)) throw new AmountOutOfRange(account, amount);
  if (!fits(eur)) throw new AmountOutOfRange(account, eur);
  const { dimensions, original } = posting;
  return { account, amount, eur, dimensions, original, entry, eurMinor: eur.minor };
}

const least = -(2n ** 63n);

function fits({ minor }: Money): boolean {
  return minor >= least && minor < -least;
}

function checkBalance(postings: readonly CheckedPosting[]): void {
  const sums = new Map<string, bigint>();
  const add = (key: string, minor: bigint) => sums.set(key, (sums.get(key) ?? 0n) + minor);
  for (const { entry, amount, eurMinor } of postings) {
    add(entry.layer, eurMinor);
    if (amount.currency !== 'EUR') add(amount.currency, amount.minor);
  }
  for (const [where, sum] of sums) {
    if (sum !== 0n) throw new UnbalancedTransaction(where, Money.minor(sum, where.length === 3 ? where : 'EUR'));
  }
}
