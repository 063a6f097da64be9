import type { Day, Month } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { Inject, Injectable, type OnApplicationBootstrap, Optional } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { type At, type Holding, holdings } from './balances.query';
import { ChartOfAccounts } from './chart';
import { GroupCommit } from './group-commit';
import { type Criteria, find } from './journal.query';
import {
  AccountOpenedOtherwise,
  AccountWithoutFloor,
  AlreadyReversed,
  LedgerError,
  TransactionNotFound,
  UnknownAccount,
} from './ledger-error';
import { LEDGER_OPTIONS, type LedgerOptions, POSTED } from './ledger-options';
import { open, type OpenOptions, type Opening } from './open.query';
import { isRefusalOfItsOwn, type Outcome, post, type PostOptions } from './post.query';
import type { Identified } from './posting-arguments';
import { checked, type NewTransaction, opposite, type Transaction } from './transaction';

export interface Posted {
  id: string;
  accountingDate: Day;
  /** Its id or transfer was posted before: nothing was posted now, and this is the earlier transaction. */
  duplicate: boolean;
}

export interface Reversal {
  reason: string;
  actor: string;
  kind?: string;
  /** The original's by default. */
  valueDate?: Day;
  accountingDate?: Day;
  transfer?: string;
  id?: string;
  floors?: PostOptions['floors'];
  metadata?: Record<string, unknown>;
}

/** Held exclusively while a period is locked or reopened, shared by every posting. */
const periods = 7_226_601;
const transient = ['40001', '40P01'];
const tries = 5;

/** The double-entry journal of a book. Debit is positive, credit negative; amounts are exact. */
@Injectable()
export class Ledger implements OnApplicationBootstrap {
  readonly chart: ChartOfAccounts;
  private readonly opened = new Set<string>();
  private readonly groups: Record<PostOptions['floors'], GroupCommit<Identified, Outcome>>;

  constructor(
    @Inject(LEDGER_OPTIONS) options: LedgerOptions,
    private readonly dataSource: DataSource,
    @Optional() @Inject(POSTED) private readonly posted: () => void = () => undefined,
  ) {
    this.chart = new ChartOfAccounts(options.chart);
    this.groups = { BIND: this.groupOf('BIND'), FACT: this.groupOf('FACT') };
  }

  /** Accounts named in full open beforehand: a first posting in a long transaction would make all others wait for it. */
  async onApplicationBootstrap(): Promise<void> {
    for (const { account, currency } of this.chart.named) {
      if (currency === 'EUR') await open(this.dataSource, this.opening(account));
    }
  }

  /**
   * Opens an account whose currency, PCG number, floor or dimensions are not the chart's; the others open by themselves.
   * @throws {UnknownAccount | WrongCurrency | AccountOpenedOtherwise}
   */
  async open(tx: EntityManager, account: string, options: OpenOptions = {}): Promise<void> {
    const opening = this.opening(account, options);
    if (!(await open(tx, opening))) throw new AccountOpenedOtherwise(account, { ...opening });
  }

  /**
   * Posts in the caller's transaction, all or nothing, in one statement. A refusal leaves the caller's transaction usable.
   * @throws {LedgerError} InsufficientFunds, UnbalancedTransaction, UnknownAccount, PeriodLocked…
   */
  async post(
    tx: EntityManager,
    transactions: NewTransaction | NewTransaction[],
    { floors }: PostOptions = { floors: 'BIND' },
  ): Promise<Posted[]> {
    const list = Array.isArray(transactions) ? transactions : [transactions];
    const outcomes = await post(
      tx,
      list.map((transaction) => this.identified(transaction)),
      { floors, separately: false },
    );
    const refused = outcomes.find(isRefusalOfItsOwn);
    if (refused) throw refused.error;
    return outcomes.flatMap((one) =>
      one.outcome === 'REFUSED'
        ? []
        : [{ id: one.id, accountingDate: one.accountingDate, duplicate: one.outcome === 'DUPLICATE' }],
    );
  }

  /**
   * Posts in transactions of its own, put together with what others ask at the same time; an outcome for each. For what needs
   * no other write.
   */
  async postMany(transactions: NewTransaction[], { floors }: PostOptions = { floors: 'BIND' }): Promise<Outcome[]> {
    const attempts = transactions.map((transaction) => this.attempt(transaction));
    const outcomes = await this.groups[floors].submit(
      attempts.filter((attempt): attempt is Identified => !(attempt instanceof LedgerError)),
    );
    const inTurn = outcomes.values();
    return attempts.map((attempt) =>
      attempt instanceof LedgerError ? { outcome: 'REFUSED', error: attempt } : next(inTurn),
    );
  }

  /**
   * Locks accounts with a floor, always in the same order, until the transaction ends.
   * @returns their balances in EUR on their normal side
   * @throws {AccountWithoutFloor}
   */
  async lock(tx: EntityManager, accounts: string[]): Promise<Map<string, Money>> {
    const names = [...new Set(accounts)].sort();
    await this.openFloored(tx, names);
    const rows: { path: string; eur: string }[] = await tx.query(
      `SELECT a.path, (a.normal * b.eur)::text AS eur FROM ledger.balances b JOIN ledger.accounts a ON a.id = b.account
        WHERE a.path = ANY ($1) ORDER BY b.account FOR UPDATE OF b`,
      [names],
    );
    const balances = new Map(rows.map(({ path, eur }) => [path, Money.minor(BigInt(eur))]));
    const without = names.find((account) => !balances.has(account));
    if (without !== undefined) throw new AccountWithoutFloor(without);
    return balances;
  }

  /** Balance in EUR on the account's normal side; zero for an account of the chart that never moved. */
  async balance(account: string, at?: At, tx: EntityManager = this.dataSource.manager): Promise<Money> {
    return (await this.holding(account, at, tx))?.eur ?? Money.zero();
  }

  /** What an account holds in its own currency and its value in EUR; undefined before it opens. */
  async holding(account: string, at?: At, tx: EntityManager = this.dataSource.manager): Promise<Holding | undefined> {
    this.chart.entryOf(account);
    return (await holdings(tx, { accounts: [account] }, at)).get(account);
  }

  /** Balances in EUR of the open accounts of a pattern such as `fund:envelope:*`. */
  async balances(pattern: string, at?: At, tx: EntityManager = this.dataSource.manager): Promise<Map<string, Money>> {
    const found = await holdings(tx, { pattern }, at);
    return new Map([...found].map(([account, { eur }]) => [account, eur]));
  }

  find(tx: EntityManager, criteria: Criteria): Promise<Transaction[]> {
    return find(tx, criteria);
  }

  /**
   * Posts the exact opposite, which names what it reverses. Without an accounting date it stands on the value date where that
   * period is open, else on the first open day. The same `transfer` again gives the same reversal.
   * @throws {TransactionNotFound | AlreadyReversed | InsufficientFunds}
   */
  async reverse(tx: EntityManager, transaction: string, reversal: Reversal): Promise<Posted> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [transaction]);
    const [original] = await find(tx, { id: transaction });
    if (!original) throw new TransactionNotFound(transaction);
    const [earlier]: { id: string; transfer: string | null; accountingDate: Day }[] = await tx.query(
      `SELECT id, transfer, accounting_date::text AS "accountingDate" FROM ledger.transactions WHERE reverses = $1 ORDER BY position LIMIT 1`,
      [transaction],
    );
    if (earlier) {
      if (reversal.transfer === undefined || earlier.transfer !== reversal.transfer)
        throw new AlreadyReversed(transaction, earlier.id);
      return { id: earlier.id, accountingDate: earlier.accountingDate, duplicate: true };
    }
    const { floors = 'BIND', kind = 'reversal', valueDate = original.valueDate, ...rest } = reversal;
    const postings = opposite(original.postings);
    const reference = original.reference ?? undefined;
    const [posted] = await this.post(
      tx,
      { ...rest, kind, valueDate, reference, reverses: transaction, postings },
      { floors },
    );
    if (!posted) throw new Error('A reversal is one transaction.');
    return posted;
  }

  /** From now on nothing is accounted in that month. Waits for the postings under way. */
  async lockPeriod(tx: EntityManager, month: Month): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [periods]);
    await tx.query('INSERT INTO ledger.locked_periods (month) VALUES ($1) ON CONFLICT DO NOTHING', [`${month}-01`]);
  }

  async unlockPeriod(tx: EntityManager, month: Month): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [periods]);
    await tx.query('DELETE FROM ledger.locked_periods WHERE month = $1', [`${month}-01`]);
  }

  /** The day itself where its period is open, else the first day of the next open one. */
  async firstOpenDay(tx: EntityManager, day: Day): Promise<Day> {
    const [row]: { day: Day }[] = await tx.query('SELECT ledger.first_open_day($1)::text AS day', [day]);
    return row?.day ?? day;
  }

  private identified(transaction: NewTransaction): Identified {
    return { ...checked(this.chart, transaction), id: transaction.id ?? v7(), isNew: transaction.id === undefined };
  }

  private attempt(transaction: NewTransaction): Identified | LedgerError {
    try {
      return this.identified(transaction);
    } catch (error) {
      if (error instanceof LedgerError) return error;
      throw error;
    }
  }

  private opening(account: string, options: OpenOptions = {}): Opening {
    return { account, entry: this.chart.entryOf(account), ...options };
  }

  private async openFloored(tx: EntityManager, accounts: string[]): Promise<void> {
    const missing: { account: string }[] = await tx.query(
      'SELECT account FROM unnest($1::text[]) AS account WHERE account NOT IN (SELECT path FROM ledger.accounts WHERE path = ANY ($1))',
      [accounts],
    );
    for (const { account } of missing) {
      const { floor, currency } = this.chart.entryOf(account);
      if (floor === 'NONE') continue;
      if (currency === 'OWN') throw new UnknownAccount(account);
      await this.open(tx, account);
    }
  }

  /** One statement is one transaction; it takes more where an account opens, which a refused item must not leave behind. */
  private async commit(items: Identified[], options: SeparateOptions): Promise<Outcome[]> {
    if (!(await this.opensAny(items))) return post(this.dataSource, items, options);
    return this.dataSource.transaction(async (tx) => {
      const together = await tryPosting(tx, items, options);
      if (together.kept) return together.outcomes;
      const outcomes: Outcome[] = [];
      for (const item of items) outcomes.push(...(await tryPosting(tx, [item], options)).outcomes);
      return outcomes;
    });
  }

  /** Accounts never close: each is looked for until it is open, then known to be. */
  private async opensAny(items: readonly Identified[]): Promise<boolean> {
    const named = items.flatMap(({ postings }) => postings.map(({ account }) => account));
    const unknown = [...new Set(named.filter((account) => !this.opened.has(account)))];
    if (unknown.length === 0) return false;
    const rows: { path: string }[] = await this.dataSource.query(
      'SELECT path FROM ledger.accounts WHERE path = ANY ($1)',
      [unknown],
    );
    for (const { path } of rows) this.opened.add(path);
    return rows.length < unknown.length;
  }
  private groupOf(floors: PostOptions['floors']): GroupCommit<Identified, Outcome> {
    return new GroupCommit({
      commit: async (items) => {
        const outcomes = await withRetries(() => this.commit(items, { floors, separately: true }));
        this.posted();
        return outcomes;
      },
      keysOf: ({ postings }) =>
        postings.flatMap(({ account, entry }) => (entry.floor === 'NON_NEGATIVE' ? [account] : [])),
      inFlight: 2,
      size: 1_000,
    });
  }
}

type SeparateOptions = PostOptions & { separately: true };

/** Keeps nothing when anything is refused, not even an account that opened for it. */
async function tryPosting(
  tx: EntityManager,
  items: readonly Identified[],
  options: SeparateOptions,
): Promise<{ outcomes: Outcome[]; kept: boolean }> {
  await tx.query('SAVEPOINT trial');
  const outcomes = await post(tx, items, options);
  const kept = outcomes.every(({ outcome }) => outcome !== 'REFUSED');
  await tx.query(kept ? 'RELEASE SAVEPOINT trial' : 'ROLLBACK TO SAVEPOINT trial');
  return { outcomes, kept };
}

async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const { driverError } = error as { driverError?: { code?: string } };
      if (attempt >= tries || !transient.includes(driverError?.code ?? '')) throw error;
    }
  }
}

function next(outcomes: Iterator<Outcome>): Outcome {
  const { value } = outcomes.next();
  if (!value) throw new Error('The journal answered fewer outcomes than it was asked.');
  return value;
}
