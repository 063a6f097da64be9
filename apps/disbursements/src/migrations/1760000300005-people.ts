import type { MigrationInterface, QueryRunner } from 'typeorm';

export class People1760000300005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE people (id text PRIMARY KEY, name text NOT NULL, roles text[] NOT NULL, city text)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE people');
  }
}
