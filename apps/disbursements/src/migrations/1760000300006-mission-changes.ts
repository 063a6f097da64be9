import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who changed a mission last, and when: told to whoever wrote on it at the same time. */
export class MissionChanges1760000300006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE missions ADD COLUMN changed_by text, ADD COLUMN changed_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE missions DROP COLUMN changed_by, DROP COLUMN changed_at');
  }
}
