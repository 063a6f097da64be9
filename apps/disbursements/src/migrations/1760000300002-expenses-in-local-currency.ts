import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expenses keep their own currency beside their euros, each may be rejected alone, and donors limit how far a line may vary. */
export class ExpensesInLocalCurrency1760000300002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE agreements ADD COLUMN variation_limit text;
      ALTER TABLE tranches ADD COLUMN conversion jsonb;
      ALTER TABLE justifications ADD COLUMN variation_consent text;
      ALTER TABLE expense_lines RENAME COLUMN amount TO cost;
      ALTER TABLE expense_lines
        ADD COLUMN number int,
        ADD COLUMN amount jsonb,
        ADD COLUMN rate jsonb,
        ADD COLUMN used bigint,
        ADD COLUMN rejected text;
      UPDATE expense_lines SET
        number = placed.number,
        amount = jsonb_build_object('amount', (expense_lines.cost / 100.0)::numeric(20, 2)::text, 'currency', 'EUR'),
        used = expense_lines.cost,
        rejected = placed.reason
      FROM (SELECT line.id, row_number() OVER (PARTITION BY line.justification_id ORDER BY line.id) AS number,
                   CASE WHEN justification.status = 'REJECTED' THEN coalesce(justification.reason, '') END AS reason
              FROM expense_lines AS line JOIN justifications AS justification ON justification.id = line.justification_id) AS placed
      WHERE placed.id = expense_lines.id;
      ALTER TABLE expense_lines
        ALTER COLUMN number SET NOT NULL, ALTER COLUMN amount SET NOT NULL, ALTER COLUMN used SET NOT NULL,
        ADD UNIQUE (justification_id, number);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE expense_lines DROP COLUMN number, DROP COLUMN amount, DROP COLUMN rate, DROP COLUMN used, DROP COLUMN rejected;
      ALTER TABLE expense_lines RENAME COLUMN cost TO amount;
      ALTER TABLE justifications DROP COLUMN variation_consent;
      ALTER TABLE tranches DROP COLUMN conversion;
      ALTER TABLE agreements DROP COLUMN variation_limit;
    `);
  }
}
