import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a claim gave its part of the commitment back: those of reductions from now on; earlier ones did not. */
export class ReductionsGiveBack1760000300001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE recoveries ADD COLUMN gives_back boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE recoveries DROP COLUMN gives_back');
  }
}
