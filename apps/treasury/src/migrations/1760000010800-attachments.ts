import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers kept with bank entries. */
export class Attachments1760000010800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE entry_attachments (
        id uuid PRIMARY KEY,
        entry_id uuid NOT NULL REFERENCES bank_entries,
        document uuid NOT NULL REFERENCES documents,
        name text NOT NULL,
        content_type text NOT NULL,
        size integer NOT NULL,
        sha256 text NOT NULL,
        added_by text NOT NULL,
        added_by_name text NOT NULL,
        added_at timestamptz NOT NULL DEFAULT now(),
        withdrawn_by text,
        withdrawn_at timestamptz
      );
      CREATE UNIQUE INDEX entry_attachments_once ON entry_attachments (entry_id, sha256) WHERE withdrawn_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE entry_attachments');
  }
}
