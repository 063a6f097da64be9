import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Statements of several formats, tables read by a saved mapping, and what banks tell beside their statements. */
export class StatementImports1760000000120 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE statements
        ADD COLUMN format text NOT NULL DEFAULT 'camt.053',
        ADD COLUMN file_name text NOT NULL DEFAULT '',
        ADD COLUMN warnings jsonb NOT NULL DEFAULT '[]';
      CREATE INDEX statements_latest ON statements (to_day, imported_at, id);

      CREATE TABLE csv_mappings (
        account_id uuid PRIMARY KEY REFERENCES bank_accounts,
        mapping jsonb NOT NULL,
        saved_by text NOT NULL,
        saved_at timestamptz NOT NULL DEFAULT now(),
        version integer NOT NULL DEFAULT 1
      );

      -- What a bank tells of movements beside its statements: notifications with details, reports of the day, entries not booked yet.
      CREATE TABLE bank_notices (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES bank_accounts,
        format text NOT NULL,
        -- BOOK, PDNG, INFO or the bank's own.
        status text NOT NULL,
        booking_date date NOT NULL,
        value_date date NOT NULL,
        amount_minor bigint NOT NULL,
        content_key text NOT NULL,
        occurrence integer NOT NULL,
        content jsonb NOT NULL,
        search_references text[] NOT NULL,
        -- The booked entry it told of.
        entry_id uuid REFERENCES bank_entries,
        told_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (account_id, format, content_key, occurrence)
      );
      CREATE INDEX bank_notices_open ON bank_notices (account_id, amount_minor) WHERE entry_id IS NULL;
      CREATE INDEX bank_notices_by_entry ON bank_notices (entry_id) WHERE entry_id IS NOT NULL;
      CREATE INDEX bank_notices_by_day ON bank_notices (booking_date, id);
      CREATE INDEX bank_entries_by_amount ON bank_entries (account_id, amount_minor, booking_date);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX bank_entries_by_amount;
      DROP TABLE bank_notices, csv_mappings;
      ALTER TABLE statements DROP COLUMN format, DROP COLUMN file_name, DROP COLUMN warnings;
    `);
  }
}
