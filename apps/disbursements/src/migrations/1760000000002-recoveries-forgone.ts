import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A claim on a payment that fails falls, to nothing if need be; what the city sends under it must still be recognised. */
export class RecoveriesForgone1760000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE recoveries DROP CONSTRAINT recoveries_amount_check, ADD CONSTRAINT recoveries_amount_check CHECK (amount >= 0)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE recoveries DROP CONSTRAINT recoveries_amount_check, ADD CONSTRAINT recoveries_amount_check CHECK (amount > 0)
    `);
  }
}
