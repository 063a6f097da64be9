import { blockRoot, genesis, type SealedContent, sealHash } from '@abonde/ledger';
import type { Client } from 'pg';

/** A superuser's way past the triggers; what was there is kept and put back. */
export class Forgery {
  private constructor(private readonly database: Client) {}

  static async begin(database: Client): Promise<Forgery> {
    await database.query(`
      SET session_replication_role = replica;
      CREATE TEMP TABLE kept_postings AS SELECT * FROM ledger.postings;
      CREATE TEMP TABLE kept_balances AS SELECT * FROM ledger.balances;
      CREATE TEMP TABLE kept_seals AS SELECT * FROM ledger.seals;
      CREATE TEMP TABLE kept_blocks AS SELECT * FROM ledger.blocks`);
    return new Forgery(database);
  }

  /** A cent more on both sides of a transaction, and in the balances that are kept. */
  async raise(transaction: string): Promise<void> {
    await this.database.query(`
      UPDATE ledger.postings SET amount = amount + sign(amount)::bigint, eur = eur + sign(eur)::bigint
       WHERE transaction = (SELECT position FROM ledger.transactions WHERE id = '${transaction}');
      UPDATE ledger.balances SET amount = sums.amount, eur = sums.eur
        FROM (SELECT account, sum(amount) AS amount, sum(eur) AS eur FROM ledger.postings GROUP BY account) AS sums
       WHERE sums.account = balances.account`);
  }

  /** Seals the altered content as if it had always been so: every block after it is closed anew. */
  async rewriteChain({ number, ...content }: SealedContent): Promise<void> {
    await this.database.query('UPDATE ledger.seals SET hash = $2 WHERE number = $1', [
      number,
      sealHash({ number, ...content }),
    ]);
    let root = genesis;
    const { rows } = await this.database.query(
      `SELECT b.number, array_agg(s.hash ORDER BY s.number) AS hashes
         FROM ledger.blocks b JOIN ledger.seals s ON s.number BETWEEN b.first AND b.last GROUP BY b.number ORDER BY b.number`,
    );
    for (const { number: block, hashes } of rows as { number: string; hashes: string[] }[]) {
      const previous = root;
      root = blockRoot(previous, hashes);
      await this.database.query('UPDATE ledger.blocks SET previous_root = $2, root = $3 WHERE number = $1', [
        block,
        previous,
        root,
      ]);
    }
  }

  async undo(): Promise<void> {
    await this.database.query(`
      UPDATE ledger.postings p SET amount = k.amount, eur = k.eur FROM kept_postings k WHERE (k.transaction, k.line) = (p.transaction, p.line);
      UPDATE ledger.balances b SET amount = k.amount, eur = k.eur FROM kept_balances k WHERE k.account = b.account;
      UPDATE ledger.seals s SET hash = k.hash FROM kept_seals k WHERE k.number = s.number;
      UPDATE ledger.blocks b SET previous_root = k.previous_root, root = k.root FROM kept_blocks k WHERE k.number = b.number`);
  }
}
