import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Bureau1760000000302 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE bureau_sessions ADD COLUMN attendance jsonb NOT NULL DEFAULT '[]';
      ALTER TABLE agenda_items
        ADD COLUMN proposed_engaged bigint,
        ADD COLUMN proposed_attributed bigint,
        ADD COLUMN recommendation text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE bureau_sessions DROP COLUMN attendance;
      ALTER TABLE agenda_items DROP COLUMN proposed_engaged, DROP COLUMN proposed_attributed, DROP COLUMN recommendation;
    `);
  }
}
