import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The journal only grows: a trigger refuses anything else, and the application's role is not granted it either. */
export class LedgerGuards1750000000103 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% on ledger.% is refused: the journal is append-only', TG_OP, TG_TABLE_NAME
          USING ERRCODE = 'insufficient_privilege';
      END $$;
    `);
    for (const table of appendOnly) {
      await runner.query(`
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.${table}
          FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()
      `);
    }
    await runner.query(grants);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION ledger.refuse_change CASCADE');
  }
}

const appendOnly = ['accounts', 'transactions', 'postings', 'seals', 'blocks'];

const grants = `
  DO $$
  DECLARE
    app text := current_database() || '_app';
  BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = app) THEN
      EXECUTE format('GRANT USAGE ON SCHEMA ledger TO %I', app);
      EXECUTE format('GRANT SELECT, INSERT ON ledger.accounts, ledger.transactions, ledger.postings, ledger.seals, ledger.blocks TO %I', app);
      EXECUTE format('GRANT SELECT, INSERT, UPDATE ON ledger.balances, ledger.prepared_entries TO %I', app);
      EXECUTE format('GRANT SELECT, INSERT, DELETE ON ledger.unsealed, ledger.locked_periods TO %I', app);
    END IF;
  END $$;
`;
