import type { Day, Month } from '@abonde/calendar';

/** Debit positive, credit negative, in minor units. */
export interface Effect {
  amount: bigint;
  eur: bigint;
}

/** What of an account decides whether a posting passes. */
export interface ModelAccount {
  normal: 1 | -1;
  floored: boolean;
}

/** A transaction as it was asked: what it does to each account, whatever it is called in the database. */
export interface Wanted {
  label: string;
  /** Transactions with a key in common are one transaction: its id, its transfer. */
  keys: string[];
  effects: ReadonlyMap<string, Effect>;
  valueDate: Day;
  accountingDate?: Day;
  /** Why it is refused, whatever the book holds. */
  fault?: { code: string; early: boolean };
  reverses?: string;
}

interface Kept extends Wanted {
  accountedOn: Day;
}

/** One of these is the answer: which of two accounts that are both short is named is not promised. */
export type Answer = string[];
export type Floors = 'BIND' | 'FACT';

export const posted = (label: string, day: Day): string => `posted ${label} on ${day}`;
export const duplicate = (label: string, day: Day): string => `duplicate of ${label} on ${day}`;
export const refused = (code: string, figures: unknown = null): string => `${code} ${JSON.stringify(figures)}`;

/** A book as one would keep it by hand: a balance for each account, a list of transactions, the months that are locked. */
export class BookModel {
  private constructor(
    private readonly accounts: (account: string) => ModelAccount,
    readonly balances: Map<string, Effect>,
    readonly kept: Map<string, Kept>,
    readonly locked: Set<Month>,
  ) {}

  static empty(accounts: (account: string) => ModelAccount): BookModel {
    return new BookModel(accounts, new Map(), new Map(), new Set());
  }

  copy(): BookModel {
    return new BookModel(this.accounts, new Map(this.balances), new Map(this.kept), new Set(this.locked));
  }

  /** All or nothing, as a decision within somebody's transaction: the answers, or the first refusal. */
  post(all: readonly Wanted[], floors: Floors): Answer[] {
    const early = all.find(({ fault }) => fault?.early)?.fault;
    if (early) return [[refused(early.code)]];
    const attempt = this.copy();
    const answers = attempt.postEach(all, floors);
    const refusal = answers.find(isRefusal);
    if (refusal) return [refusal];
    this.become(attempt);
    return answers;
  }

  /** Each for itself, in order. */
  postEach(all: readonly Wanted[], floors: Floors): Answer[] {
    return all.map((wanted) => this.postOne(wanted, floors));
  }

  /** `reversal` has the keys of the one that reverses; what it does is the opposite of `of`. */
  reverse(of: string, reversal: Pick<Wanted, 'label' | 'keys'> & { transfer?: string }, floors: Floors): Answer {
    const original = this.kept.get(of);
    if (!original) throw new Error(`${of} was never posted.`);
    const earlier = [...this.kept.values()].find(({ reverses }) => reverses === of);
    if (earlier) {
      const same = reversal.transfer !== undefined && earlier.keys.includes(reversal.transfer);
      return [same ? duplicate(earlier.label, earlier.accountedOn) : refused('ALREADY_REVERSED', earlier.label)];
    }
    const effects = new Map(
      [...original.effects].map(([account, { amount, eur }]) => [account, { amount: -amount, eur: -eur }]),
    );
    const { label, keys } = reversal;
    return this.postOne({ label, keys, effects, valueDate: original.valueDate, reverses: of }, floors);
  }

  /** On its normal side. */
  available(account: string): bigint {
    return (this.balances.get(account)?.eur ?? 0n) * BigInt(this.accounts(account).normal);
  }

  /** More keys under which a transaction is found from now on. */
  knownBy(label: string, keys: readonly string[]): void {
    const kept = this.kept.get(label);
    if (kept) this.kept.set(label, { ...kept, keys: [...new Set([...kept.keys, ...keys])] });
  }

  become({ balances, kept, locked }: BookModel): void {
    replace(this.balances, balances);
    replace(this.kept, kept);
    this.locked.clear();
    locked.forEach((month) => this.locked.add(month));
  }

  private postOne(wanted: Wanted, floors: Floors): Answer {
    if (wanted.fault?.early) return [refused(wanted.fault.code)];
    const earlier = [...this.kept.values()].find((one) => isTheSame(one, wanted));
    if (earlier) return [duplicate(earlier.label, earlier.accountedOn)];
    const { accountingDate, valueDate } = wanted;
    const firstOpenDay = this.firstOpenDay(accountingDate ?? valueDate);
    if (accountingDate !== undefined && firstOpenDay !== accountingDate)
      return [refused('PERIOD_LOCKED', { accountingDate, firstOpenDay })];
    if (wanted.fault) return [refused(wanted.fault.code)];
    const short = floors === 'BIND' ? this.short(wanted) : [];
    if (short.length > 0) return short;
    for (const [account, { amount, eur }] of wanted.effects) {
      const before = this.balances.get(account) ?? { amount: 0n, eur: 0n };
      this.balances.set(account, { amount: before.amount + amount, eur: before.eur + eur });
    }
    this.kept.set(wanted.label, { ...wanted, accountedOn: firstOpenDay });
    return [posted(wanted.label, firstOpenDay)];
  }

  private short({ effects }: Wanted): string[] {
    return [...effects].flatMap(([account, { eur }]) => {
      const { normal, floored } = this.accounts(account);
      const [available, change] = [this.available(account), eur * BigInt(normal)];
      if (!floored || change >= 0n || available + change >= 0n) return [];
      const figures = { account, available: String(available < 0n ? 0n : available), requested: String(-change) };
      return refused('INSUFFICIENT_FUNDS', figures);
    });
  }

  private firstOpenDay(day: Day): Day {
    if (!this.locked.has(day.slice(0, 7))) return day;
    const [year, month] = day.split('-').map(Number) as [number, number];
    const next = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
    return this.firstOpenDay(`${next}-01`);
  }
}

function isTheSame(one: Wanted, other: Wanted): boolean {
  return one.keys.some((key) => other.keys.includes(key));
}

function isRefusal([first = '']: Answer): boolean {
  return !first.startsWith('posted ') && !first.startsWith('duplicate ');
}

function replace<K, V>(map: Map<K, V>, by: Map<K, V>): void {
  map.clear();
  by.forEach((value, key) => map.set(key, value));
}
