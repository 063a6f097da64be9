import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Gateway1760000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sessions (
        id text PRIMARY KEY,
        content jsonb NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX ON sessions (expires_at);
      CREATE TABLE provider_records (
        model text NOT NULL,
        id text NOT NULL,
        content jsonb NOT NULL,
        grant_id text,
        uid text,
        consumed_at timestamptz,
        expires_at timestamptz,
        PRIMARY KEY (model, id)
      );
      CREATE INDEX ON provider_records (grant_id) WHERE grant_id IS NOT NULL;
      CREATE INDEX ON provider_records (model, uid) WHERE uid IS NOT NULL;
      CREATE INDEX ON provider_records (expires_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE provider_records, sessions');
  }
}
