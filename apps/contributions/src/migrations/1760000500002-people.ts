import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names of those who act: acts are recorded under ids. */
export class People1760000500002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE people (id text PRIMARY KEY, name text NOT NULL, roles text[] NOT NULL, city text)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE people');
  }
}
