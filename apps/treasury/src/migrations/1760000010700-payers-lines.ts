import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lines of one payer are found together: several of them may pay one instalment. */
export class PayersLines1760000010700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who an entry comes from: the account where the bank gives it, else the name.
      CREATE INDEX bank_entries_of_payer
        ON bank_entries (account_id, coalesce(nullif(content->>'counterpartyAccount', ''), searchable(content->>'counterparty')), booking_date)
        WHERE match_id IS NULL AND amount_minor > 0;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX bank_entries_of_payer');
  }
}
