import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who bears negative interest, as decided and confirmed; what the bank returned of an aid; notices of the fund itself. */
export class ChargesAndReturns1760200000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE charge_policies (
        id uuid PRIMARY KEY,
        from_day date NOT NULL,
        bearer text NOT NULL CHECK (bearer IN ('GENERAL', 'EMERGENCY_FUND')),
        reason text NOT NULL,
        set_by text NOT NULL,
        set_at timestamptz NOT NULL DEFAULT now(),
        confirmed_by text CHECK (confirmed_by <> set_by),
        confirmed_at timestamptz
      );
      ALTER TABLE aid_payments
        ADD COLUMN returned_on date,
        ADD COLUMN returned_minor bigint,
        ADD COLUMN return_transaction uuid;
      ALTER TABLE notices ALTER COLUMN case_code DROP NOT NULL;
      -- Until now a payment came back whole.
      UPDATE aid_payments p SET returned_on = t.value_date, returned_minor = p.amount_minor, return_transaction = t.id
        FROM ledger.transactions t WHERE p.state = 'RETURNED' AND t.kind = 'aid-returned' AND t.reference = p.payment_request::text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE aid_payments DROP COLUMN returned_on, DROP COLUMN returned_minor, DROP COLUMN return_transaction;
      DELETE FROM notice_reads WHERE notice IN (SELECT id FROM notices WHERE case_code IS NULL);
      DELETE FROM notices WHERE case_code IS NULL;
      ALTER TABLE notices ALTER COLUMN case_code SET NOT NULL;
      DROP TABLE charge_policies`);
  }
}
