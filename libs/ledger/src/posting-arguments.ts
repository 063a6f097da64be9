import { numbersLiteral, textsLiteral } from './array-literal';
import type { ChartEntry, Dimensions } from './chart';
import type { CheckedPosting, CheckedTransaction } from './transaction';

/** `isNew`: its id was made here, so that no transaction can have it yet. */
export type Identified = CheckedTransaction & { id: string; isNew: boolean };

/**
 * What `ledger.post` is asked, as it is sent: arrays are written here as literals, which the driver passes on untouched, and
 * what postings share (an account, an account with its dimensions) is sent once.
 */
export function postingArguments(transactions: readonly Identified[]): unknown[] {
  const subjects = new Subjects();
  const lines = new Lines();
  for (const [at, { postings }] of transactions.entries()) {
    for (const [line, posting] of postings.entries()) lines.add(at + 1, line + 1, subjects.indexOf(posting), posting);
  }
  return [...subjects.columns(), ...heads(transactions), ...lines.columns()];
}

function heads(transactions: readonly Identified[]): unknown[] {
  const texts = (of: (transaction: Identified) => string | undefined) => textsLiteral(transactions.map(of));
  return [
    texts(({ id }) => id),
    texts(({ kind }) => kind),
    texts(({ reason }) => reason),
    texts(({ reference }) => reference),
    texts(({ valueDate }) => valueDate),
    texts(({ accountingDate }) => accountingDate),
    texts(({ transfer }) => transfer),
    texts(({ reverses }) => reverses),
    texts(({ actor }) => actor),
    texts(({ metadata }) => (metadata === undefined ? '{}' : JSON.stringify(metadata))),
  ];
}

class Lines {
  private readonly transactions: number[] = [];
  private readonly places: number[] = [];
  private readonly subjects: number[] = [];
  private readonly amounts: bigint[] = [];
  private readonly euros: bigint[] = [];
  private readonly originals: (string | undefined)[] = [];

  add(transaction: number, place: number, subject: number, { amount, eurMinor, original }: CheckedPosting): void {
    this.transactions.push(transaction);
    this.places.push(place);
    this.subjects.push(subject);
    this.amounts.push(amount.minor);
    this.euros.push(eurMinor);
    this.originals.push(original && JSON.stringify(original));
  }

  columns(): unknown[] {
    return [
      numbersLiteral(this.transactions),
      numbersLiteral(this.places),
      numbersLiteral(this.subjects),
      numbersLiteral(this.amounts),
      numbersLiteral(this.euros),
      textsLiteral(this.originals),
    ];
  }
}

interface NamedAccount {
  /** From 1. */
  place: number;
  path: string;
  currency: string;
  entry: number;
  debits: bigint;
  credits: bigint;
  /** Subjects on this account, by the text of their dimensions. */
  subjects: Map<string, number>;
}

/** What a call is about: the accounts named, each once in a currency, with what goes in and out, and their dimensions. */
class Subjects {
  private readonly entries = new Map<ChartEntry, number>();
  private readonly accounts: NamedAccount[] = [];
  private readonly byCurrency = new Map<string, Map<string, NamedAccount>>();
  private readonly owners: number[] = [];
  private readonly dimensions: string[] = [];
  private readonly missing: (string | undefined)[] = [];

  /** Place of the posting's subject, from 1. */
  indexOf(posting: CheckedPosting): number {
    const account = this.accountOf(posting);
    const { minor } = posting.amount;
    if (minor > 0n) account.debits += minor;
    else account.credits -= minor;
    const text = textOf(posting.dimensions);
    return account.subjects.get(text) ?? this.addSubject(account, text, posting);
  }

  columns(): unknown[] {
    const entries = [...this.entries.keys()];
    return [
      textsLiteral(entries.map(({ layer }) => layer)),
      textsLiteral(entries.map(({ pcg }) => pcg)),
      numbersLiteral(entries.map(({ normal }) => (normal === 'DEBIT' ? 1 : -1))),
      textsLiteral(entries.map(({ floor }) => String(floor === 'NON_NEGATIVE'))),
      textsLiteral(entries.map(({ requires = [] }) => requires.join(','))),
      textsLiteral(this.accounts.map(({ path }) => path)),
      textsLiteral(this.accounts.map(({ currency }) => currency)),
      numbersLiteral(this.accounts.map(({ entry }) => entry)),
      numbersLiteral(this.accounts.map(({ debits }) => debits)),
      numbersLiteral(this.accounts.map(({ credits }) => credits)),
      numbersLiteral(this.owners),
      textsLiteral(this.dimensions),
      textsLiteral(this.missing),
    ];
  }

  private accountOf({ account: path, amount: { currency }, entry }: CheckedPosting): NamedAccount {
    const named = this.byCurrency.get(currency) ?? new Map<string, NamedAccount>();
    const known = named.get(path);
    if (known) return known;
    const place = this.accounts.length + 1;
    const added = { place, path, currency, entry: this.entryOf(entry), debits: 0n, credits: 0n, subjects: new Map() };
    this.accounts.push(added);
    this.byCurrency.set(currency, named.set(path, added));
    return added;
  }

  private entryOf(entry: ChartEntry): number {
    const place = this.entries.get(entry) ?? this.entries.size + 1;
    this.entries.set(entry, place);
    return place;
  }

  private addSubject(account: NamedAccount, text: string, posting: CheckedPosting): number {
    const subject = this.owners.push(account.place);
    this.dimensions.push(text);
    this.missing.push(missingOf(posting));
    account.subjects.set(text, subject);
    return subject;
  }
}

function textOf(dimensions: Dimensions | undefined): string {
  return dimensions === undefined ? '{}' : JSON.stringify(dimensions);
}

/** Mandatory dimensions that the posting does not say itself. */
function missingOf({ entry, dimensions = {} }: CheckedPosting): string | undefined {
  const missing = entry.requires?.filter((name) => dimensions[name] === undefined) ?? [];
  return missing.length === 0 ? undefined : missing.join(',');
}
