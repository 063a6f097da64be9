import { v7 as uuid } from 'uuid';
import type { TestBook } from '../book.testing';
import { BookModel, type Effect } from './book-model';
import type { Names, Operation, Original } from './book-operations.testing';
import { modelAccount, type Named, ownAccounts, sharedAccounts, type Wish } from './wishes';

interface Row {
  id: string;
  label: string;
  transfer: string | null;
  day: string;
}

type Reverse = Operation & { kind: 'reverse' };

/** A run's part of the real book: accounts of its own, what they and the shared ones hold, the transactions it posted. */
export class World implements Names {
  private readonly wishes = new Map<Wish, Named>();
  private readonly reversals = new Map<Reverse, Named>();
  private readonly originals = new Map<Reverse, Original | undefined>();
  private start = new Map<string, Effect>();
  private rows: Row[] = [];
  private state = BookModel.empty(modelAccount);
  private made = 0;

  private constructor(
    readonly book: TestBook,
    private readonly run: string,
  ) {}

  /** A run starts with every month open. */
  static async begin(book: TestBook, run: string): Promise<World> {
    const world = new World(book, run);
    await book.app.transaction(async (tx) => {
      await tx.query('DELETE FROM ledger.locked_periods');
      await book.ledger.open(tx, world.account(ownAccounts.receivable), { currency: 'USD' });
    });
    world.start = await world.holdings();
    return world;
  }

  account(account: string): string {
    return sharedAccounts.includes(account) ? account : `${account}-${this.run}`;
  }

  of(wish: Wish): Named {
    return remembered(this.wishes, wish, () => ({ ...this.keysOf(wish), moves: this.movesOf(wish) }));
  }

  originalOf(operation: Reverse): Original | undefined {
    return remembered(this.originals, operation, () => this.rows[operation.of % this.rows.length]);
  }

  reversal(operation: Reverse): Named {
    return remembered(this.reversals, operation, () =>
      this.name({ id: uuid(), ...(operation.transfer && { transfer: uuid() }) }),
    );
  }

  private keysOf(wish: Wish): Named {
    const earlier = wish.again === null ? undefined : this.rows[wish.again % this.rows.length];
    if (earlier?.transfer) return this.name({ transfer: earlier.transfer });
    if (earlier) return this.name({ id: earlier.id });
    const id = wish.named === 'ID' || wish.named === 'BOTH' || wish.again !== null;
    const transfer = wish.named === 'TRANSFER' || wish.named === 'BOTH';
    return this.name({ ...(id && { id: uuid() }), ...(transfer && { transfer: uuid() }) });
  }

  /** At the edge of what an account holds, as far as is known when the wish is made. */
  private movesOf({ moves, edge }: Wish): Wish['moves'] {
    const at = moves.findIndex(({ debit }) => modelAccount(debit).floored);
    return moves.map((move, index) => {
      const held = this.state.available(this.account(move.debit));
      const cents = Number(held) + (edge ?? 0);
      return edge !== null && index === at && cents > 0 ? { ...move, cents } : move;
    });
  }

  /** Reads what the run has posted so far. */
  async look(): Promise<void> {
    this.rows = await this.book.app.query(
      `SELECT id, metadata ->> 'label' AS label, transfer, accounting_date::text AS day FROM ledger.transactions
        WHERE metadata ->> 'label' LIKE $1 ORDER BY position`,
      [`${this.run}/%`],
    );
  }

  /** The same words with labels instead of ids. */
  labelled(said: string): string {
    return this.rows.reduce((text, { id, label }) => text.replace(id, label), said);
  }

  /** @throws when the book is in none of these states */
  async theOneThatIs(states: Iterable<BookModel>, calls: () => string): Promise<BookModel> {
    const held = await this.holdings();
    const locked: { month: string }[] = await this.book.app.query(
      `SELECT to_char(month, 'YYYY-MM') AS month FROM ledger.locked_periods ORDER BY month`,
    );
    const actual = JSON.stringify({
      balances: Object.fromEntries([...held].map(([account, effect]) => [account, this.since(account, effect)])),
      transactions: this.rows.map(({ label, day }) => `${label} on ${day}`).sort(),
      locked: locked.map(({ month }) => month),
    });
    let foreseen = 'no order of the calls explains their answers';
    for (const state of states) {
      foreseen = JSON.stringify(this.describe(state, [...held.keys()]));
      if (foreseen !== actual) continue;
      this.state = state;
      for (const { id, label, transfer } of this.rows) state.knownBy(label, [id, ...(transfer ? [transfer] : [])]);
      return state;
    }
    throw new Error(`The book is not as foreseen.\nforeseen ${foreseen}\nis       ${actual}\nafter    ${calls()}`);
  }

  /** Balances are those of the journal; seals have no gap; what is not sealed waits. */
  async isSound(): Promise<void> {
    const [faults]: Record<string, string>[] = await this.book.app.query(`
      SELECT (SELECT count(*) FROM ledger.balances b CROSS JOIN LATERAL
                (SELECT coalesce(sum(p.amount), 0) AS amount, coalesce(sum(p.eur), 0) AS eur
                   FROM ledger.postings p WHERE p.account = b.account) j
               WHERE (b.amount, b.eur) <> (j.amount, j.eur)) AS balances,
             (SELECT count(*) FROM ledger.transactions) - (SELECT count(*) FROM ledger.seals) - (SELECT count(*) FROM ledger.unsealed) AS unaccounted,
             (SELECT coalesce(max(number), 0) - count(*) FROM ledger.seals) AS gaps,
             (SELECT count(*) FROM ledger.blocks b JOIN ledger.blocks n ON n.number = b.number + 1
               WHERE n.first <> b.last + 1 OR n.previous_root <> b.root) AS breaks`);
    expect(faults).toEqual({ balances: '0', unaccounted: '0', gaps: '0', breaks: '0' });
  }

  private describe({ balances, kept, locked }: BookModel, accounts: string[]): unknown {
    const text = ({ amount, eur }: Effect): string => `${amount} ${eur}`;
    return {
      balances: Object.fromEntries(
        accounts.map((account) => [account, text(balances.get(account) ?? { amount: 0n, eur: 0n })]),
      ),
      transactions: [...kept.values()].map(({ label, accountedOn }) => `${label} on ${accountedOn}`).sort(),
      locked: [...locked].sort(),
    };
  }

  private since(account: string, { amount, eur }: Effect): string {
    const before = this.start.get(account) ?? { amount: 0n, eur: 0n };
    return `${amount - before.amount} ${eur - before.eur}`;
  }

  /** Debit positive, straight from the journal. */
  private async holdings(): Promise<Map<string, Effect>> {
    const accounts = [...sharedAccounts, ...Object.values(ownAccounts).map((account) => this.account(account))];
    const rows: { path: string; amount: string; eur: string }[] = await this.book.app.query(
      `SELECT a.path, coalesce(sum(p.amount), 0)::text AS amount, coalesce(sum(p.eur), 0)::text AS eur
         FROM unnest($1::text[]) AS a (path) LEFT JOIN ledger.accounts k USING (path) LEFT JOIN ledger.postings p ON p.account = k.id
        GROUP BY a.path ORDER BY a.path`,
      [accounts],
    );
    return new Map(rows.map(({ path, amount, eur }) => [path, { amount: BigInt(amount), eur: BigInt(eur) }]));
  }

  private name(keys: { id?: string; transfer?: string }): Named {
    const label = `${this.run}/${(this.made += 1)}`;
    const known = Object.values(keys);
    return {
      label,
      ...keys,
      keys: known.length > 0 ? known : [label],
      moves: [],
      account: (account) => this.account(account),
    };
  }
}

function remembered<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  if (!map.has(key)) map.set(key, make());
  return map.get(key) as V;
}
