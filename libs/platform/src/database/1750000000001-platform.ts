import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Platform1750000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE idempotency_keys (
        actor text NOT NULL,
        key text NOT NULL,
        route text NOT NULL,
        body_hash text NOT NULL,
        answer jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (actor, key)
      );
      CREATE INDEX ON idempotency_keys (created_at);
      CREATE TABLE business_day (
        singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
        day date NOT NULL,
        sequence bigint NOT NULL
      );
      CREATE TABLE documents (
        id uuid PRIMARY KEY,
        sha256 text NOT NULL,
        name text NOT NULL,
        content_type text NOT NULL,
        size bigint NOT NULL,
        created_by text,
        created_at timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE documents, business_day, idempotency_keys');
  }
}
