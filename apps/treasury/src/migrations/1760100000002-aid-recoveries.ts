import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Money expected back may be of an aid's case instead of a project. */
export class AidRecoveries1760100000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE expectations ADD COLUMN case_code text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE expectations DROP COLUMN case_code');
  }
}
