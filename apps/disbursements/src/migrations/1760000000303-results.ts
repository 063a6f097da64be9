import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Results1760000000303 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE result_periods (
        id uuid PRIMARY KEY,
        project_id uuid NOT NULL REFERENCES projects,
        from_day date NOT NULL,
        to_day date NOT NULL CHECK (to_day >= from_day),
        actuals jsonb NOT NULL,
        status text NOT NULL,
        entered_by text NOT NULL,
        approved_by text CHECK (approved_by <> entered_by),
        approved_at timestamptz,
        version int NOT NULL
      );
      CREATE INDEX ON result_periods (project_id, from_day);
      CREATE INDEX ON result_periods (status);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE result_periods');
  }
}
