import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was prepared may be put aside; who prepared, approved or put aside is kept under a name too, beside the sealed ids. */
export class DeclinedEntries1750000000107 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ledger.prepared_entries
        ADD COLUMN prepared_by_name text,
        ADD COLUMN approved_by_name text,
        ADD COLUMN declined_by text,
        ADD COLUMN declined_by_name text,
        ADD COLUMN declined_at timestamptz,
        ADD COLUMN decline_reason text,
        ADD CONSTRAINT prepared_entries_decided_once CHECK (approved_by IS NULL OR declined_by IS NULL);
      CREATE INDEX prepared_entries_reversing ON ledger.prepared_entries (reverses) WHERE reverses IS NOT NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX ledger.prepared_entries_reversing;
      ALTER TABLE ledger.prepared_entries
        DROP COLUMN prepared_by_name, DROP COLUMN approved_by_name, DROP COLUMN declined_by, DROP COLUMN declined_by_name,
        DROP COLUMN declined_at, DROP COLUMN decline_reason;`);
  }
}
