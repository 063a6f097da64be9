import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the association's bank accounts held, by value date: expected interest is compared with it. */
export class BankBalances1760300000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bank_movements (
        -- The event that told it: an opening, or a statement with all it moved on a day.
        source uuid NOT NULL,
        account text NOT NULL,
        day date NOT NULL,
        minor bigint NOT NULL,
        eur_minor bigint NOT NULL,
        PRIMARY KEY (source, day)
      );
      CREATE INDEX ON bank_movements (account, day);
      ALTER TABLE bank_accounts ADD COLUMN closing_on date, ADD COLUMN closing_minor bigint`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE bank_accounts DROP COLUMN closing_on, DROP COLUMN closing_minor;
      DROP TABLE bank_movements`);
  }
}
