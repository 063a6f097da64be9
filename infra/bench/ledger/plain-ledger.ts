import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client, Pool } from 'pg';

/** Accounts that every bench of posting spreads over. */
export const accounts = 1_000;

/**
 * The limit everything is measured against: what PostgreSQL can do when nothing but the figures is kept. One transaction row, two
 * postings, two balance updates; primary keys only; no HTTP, no idempotency, no floor, no seal, no outbox.
 */
const schema = `
  DROP SCHEMA IF EXISTS plain CASCADE;
  CREATE SCHEMA plain;
  CREATE TABLE plain.accounts (id integer PRIMARY KEY, balance bigint NOT NULL DEFAULT 0) WITH (fillfactor = 70);
  CREATE TABLE plain.transactions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, posted_at timestamptz NOT NULL DEFAULT clock_timestamp(), reason text NOT NULL
  );
  CREATE TABLE plain.postings (
    transaction bigint, line integer, account integer NOT NULL, amount bigint NOT NULL, PRIMARY KEY (transaction, line)
  );
  INSERT INTO plain.accounts (id) SELECT generate_series(1, ${accounts});

  CREATE FUNCTION plain.post(debited integer, credited integer, moved bigint, because text) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    added bigint;
  BEGIN
    INSERT INTO plain.transactions (reason) VALUES (because) RETURNING id INTO added;
    INSERT INTO plain.postings VALUES (added, 1, debited, moved), (added, 2, credited, -moved);
    -- In one order for all, or two calls wait for each other.
    UPDATE plain.accounts SET balance = balance + CASE id WHEN debited THEN moved ELSE -moved END WHERE id = least(debited, credited);
    UPDATE plain.accounts SET balance = balance + CASE id WHEN debited THEN moved ELSE -moved END WHERE id = greatest(debited, credited);
  END $$;

  CREATE FUNCTION plain.post_batch(debited integer[], credited integer[], moved bigint[], because text[])
  RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    added bigint[];
  BEGIN
    PERFORM FROM plain.accounts WHERE id = ANY (debited || credited) ORDER BY id FOR UPDATE;
    WITH t AS (
      INSERT INTO plain.transactions (reason) SELECT why FROM unnest(because) WITH ORDINALITY AS b (why, n) ORDER BY n RETURNING id
    )
    SELECT array_agg(id ORDER BY id) INTO added FROM t;
    WITH written AS (
      INSERT INTO plain.postings
      SELECT added[n], l.line, l.account, l.amount
        FROM unnest(debited, credited, moved) WITH ORDINALITY AS m (d, c, sum, n), LATERAL (VALUES (1, d, sum), (2, c, -sum)) AS l (line, account, amount)
      RETURNING account, amount
    )
    UPDATE plain.accounts a SET balance = a.balance + s.change
      FROM (SELECT account, sum(amount) AS change FROM written GROUP BY account) AS s WHERE a.id = s.account;
  END $$;
`;

export interface Move {
  /** Accounts from 1. */
  debited: number;
  credited: number;
  /** Minor units. */
  amount: number;
}

/** One move between two different accounts; with `hot`, the first account is in all of them. */
export function randomMove(hot: boolean): Move {
  const debited = hot ? 1 : anyAccount();
  let credited = anyAccount();
  while (credited === debited) credited = anyAccount();
  return { debited, credited, amount: 1 + Math.floor(Math.random() * 100) };
}

const anyAccount = (): number => 1 + Math.floor(Math.random() * accounts);

/** Plain SQL in the same PostgreSQL, made and measured as the ledger is. */
export class PlainLedger {
  private constructor(
    private readonly url: string,
    private readonly client: Client,
  ) {}

  /** @param url of a role that may create a schema */
  static async create(url: string): Promise<PlainLedger> {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(schema);
    return new PlainLedger(url, client);
  }

  /** One statement and one commit for all of them. */
  async post(moves: readonly Move[]): Promise<void> {
    await this.client.query({
      name: 'plain-batch',
      text: 'SELECT plain.post_batch($1, $2, $3, $4)',
      values: [
        moves.map(({ debited }) => debited),
        moves.map(({ credited }) => credited),
        moves.map(({ amount }) => amount),
        moves.map(() => 'Bench move'),
      ],
    });
  }

  /** One transaction a statement from many connections: by pgbench where it is there, else from here. */
  async load(options: Load): Promise<PlainLoad> {
    return (await pgbench(this.url, options)) ?? pool(this.url, options);
  }

  close(): Promise<void> {
    return this.client.end();
  }
}

export interface PlainLoad {
  /** Transactions a second. */
  rate: number;
  posted: number;
}

interface Load {
  clients: number;
  seconds: number;
  hot: boolean;
}

async function pgbench(url: string, { clients, seconds, hot }: Load): Promise<PlainLoad | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'abonde-pgbench-'));
  const script = join(folder, 'post.sql');
  const debited = hot ? '1' : `random(1, ${accounts / 2})`;
  writeFileSync(
    script,
    `\\set debited ${debited}\n\\set credited random(${accounts / 2 + 1}, ${accounts})\nSELECT plain.post(:debited, :credited, 5, 'Bench move');\n`,
  );
  try {
    const { stdout } = await promisify(execFile)('pgbench', [
      ...['-n', '-M', 'prepared', '-c', String(clients), '-j', String(Math.min(2, clients))],
      ...['-T', String(seconds), '-f', script, url],
    ]);
    const [, rate] = /tps = ([\d.]+) \(without/.exec(stdout) ?? [];
    const [, posted] = /transactions actually processed: (\d+)/.exec(stdout) ?? [];
    if (posted === undefined) throw new Error(`pgbench told no figures:\n${stdout}`);
    return { rate: Number(rate ?? 0), posted: Number(posted) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function pool(url: string, { clients, seconds, hot }: Load): Promise<PlainLoad> {
  const connections = new Pool({ connectionString: url, max: clients });
  const until = performance.now() + seconds * 1_000;
  let posted = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const { debited, credited, amount } = randomMove(hot);
      const values = [debited, credited, amount, 'Bench move'];
      await connections.query({ name: 'plain-one', text: 'SELECT plain.post($1, $2, $3, $4)', values });
      posted += 1;
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const rate = posted / ((performance.now() - started) / 1_000);
  await connections.end();
  return { rate, posted };
}
