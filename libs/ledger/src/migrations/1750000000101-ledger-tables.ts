import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The tables of a book. Postings have no foreign keys on purpose: checking one takes a share lock on the account's row, and a
 * busy account would become a queue. Rows are written by one function only, and `verify` finds any that stands alone.
 */
export class LedgerTables1750000000101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA ledger');
    await runner.query(accounts);
    await runner.query(journal);
    await runner.query(sealing);
    await runner.query(commands);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA ledger CASCADE');
  }
}

const accounts = `
  CREATE TABLE ledger.accounts (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    path text NOT NULL UNIQUE CHECK (path <> ''),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    layer text NOT NULL CHECK (layer IN ('GENERAL', 'FUND')),
    pcg text,
    -- 1 when debit is its normal side, -1 when credit is.
    normal smallint NOT NULL CHECK (normal IN (-1, 1)),
    floored boolean NOT NULL,
    -- Dimensions that every posting must carry, and those it carries by default.
    required text[] NOT NULL,
    dimensions jsonb NOT NULL DEFAULT '{}',
    opened_at timestamptz NOT NULL DEFAULT clock_timestamp()
  );
  CREATE INDEX accounts_by_prefix ON ledger.accounts (path text_pattern_ops);

  -- Current balances, for accounts with a floor only: the others never become a lock. Sums may exceed a bigint.
  CREATE TABLE ledger.balances (
    account integer PRIMARY KEY,
    amount numeric NOT NULL DEFAULT 0,
    eur numeric NOT NULL DEFAULT 0
  ) WITH (fillfactor = 70);
`;

const journal = `
  CREATE TABLE ledger.transactions (
    -- Order of insertion; gaps and late commits are normal. The gapless number is the seal's.
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    kind text NOT NULL,
    reason text NOT NULL,
    reference text,
    accounting_date date NOT NULL,
    value_date date NOT NULL,
    posted_at timestamptz NOT NULL,
    transfer uuid,
    reverses uuid,
    actor text NOT NULL,
    metadata jsonb NOT NULL
  );
  CREATE UNIQUE INDEX transactions_by_transfer ON ledger.transactions (transfer) WHERE transfer IS NOT NULL;
  CREATE INDEX transactions_by_reversed ON ledger.transactions (reverses) WHERE reverses IS NOT NULL;
  CREATE INDEX transactions_by_reference ON ledger.transactions (reference) WHERE reference IS NOT NULL;
  CREATE INDEX transactions_by_kind ON ledger.transactions (kind, posted_at);
  CREATE INDEX transactions_by_metadata ON ledger.transactions USING gin (metadata jsonb_path_ops) WHERE metadata <> '{}';

  CREATE TABLE ledger.postings (
    transaction bigint NOT NULL,
    line integer NOT NULL,
    account integer NOT NULL,
    -- Minor units; debit positive, credit negative.
    amount bigint NOT NULL,
    currency text NOT NULL,
    eur bigint NOT NULL,
    dimensions jsonb NOT NULL,
    original jsonb,
    -- The transaction's, repeated for the indexes that balances are read from.
    accounting_date date NOT NULL,
    value_date date NOT NULL,
    PRIMARY KEY (transaction, line)
  );
  CREATE INDEX postings_by_accounting_date ON ledger.postings (account, accounting_date);
  CREATE INDEX postings_by_value_date ON ledger.postings (account, value_date);
`;

const sealing = `
  CREATE TABLE ledger.unsealed (position bigint PRIMARY KEY)
    WITH (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);

  CREATE TABLE ledger.seals (
    number bigint PRIMARY KEY,
    transaction uuid NOT NULL UNIQUE,
    hash text NOT NULL,
    block bigint NOT NULL
  );
  CREATE INDEX seals_by_block ON ledger.seals (block);

  CREATE TABLE ledger.blocks (
    number bigint PRIMARY KEY,
    first bigint NOT NULL,
    last bigint NOT NULL,
    previous_root text NOT NULL,
    root text NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp()
  );
`;

const commands = `
  CREATE TABLE ledger.locked_periods (
    month date PRIMARY KEY CHECK (date_trunc('month', month::timestamp) = month),
    locked_at timestamptz NOT NULL DEFAULT clock_timestamp()
  );

  -- Manual entries that wait for another person's approval.
  CREATE TABLE ledger.prepared_entries (
    id uuid PRIMARY KEY,
    effective_date date NOT NULL,
    entry jsonb NOT NULL,
    reverses uuid,
    prepared_by text NOT NULL,
    prepared_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    approved_by text,
    approved_at timestamptz
  );
  CREATE INDEX prepared_entries_waiting ON ledger.prepared_entries (prepared_at) WHERE approved_by IS NULL;
`;
