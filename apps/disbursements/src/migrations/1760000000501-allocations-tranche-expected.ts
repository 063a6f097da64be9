import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AllocationsTrancheExpected1760000000501 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE tranches ADD COLUMN expected_on date');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE tranches DROP COLUMN expected_on');
  }
}
