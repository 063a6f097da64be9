import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ProgrammeAmendments1760000300003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE programme_amendments (
        programme_id uuid NOT NULL REFERENCES programmes,
        number int NOT NULL,
        status text NOT NULL,
        reason text NOT NULL,
        changes jsonb NOT NULL,
        before jsonb,
        prepared_by text NOT NULL,
        prepared_on date NOT NULL,
        approved_by text CHECK (approved_by <> prepared_by),
        approved_on date,
        PRIMARY KEY (programme_id, number)
      );
      CREATE UNIQUE INDEX ON programme_amendments (programme_id) WHERE status = 'PREPARED';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE programme_amendments');
  }
}
