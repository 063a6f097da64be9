import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AllocationsActs1760000000501 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE allocation_act (
        id uuid PRIMARY KEY,
        allocation uuid NOT NULL REFERENCES allocation (id),
        act text NOT NULL,
        actor text NOT NULL,
        note text,
        lines jsonb NOT NULL,
        missing bigint NOT NULL DEFAULT 0,
        on_day date NOT NULL,
        done_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX ON allocation_act (allocation, id);
      ALTER TABLE release_request ADD COLUMN requested_on date;
      CREATE INDEX ON release_request (project, id);
      CREATE TABLE untold_schedule AS SELECT code AS agreement FROM agreement;
    `);
    for (const table of ['refund', 'write_off', 'opening']) {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN declined_by text, ADD COLUMN decline_reason text`);
    }
    for (const table of ['write_off', 'opening'])
      await runner.query(`ALTER TABLE ${table} ADD COLUMN transaction uuid`);
    await runner.query(`
      CREATE TABLE unapplied_application (
        id uuid PRIMARY KEY,
        unapplied uuid NOT NULL REFERENCES unapplied (id),
        instalment uuid NOT NULL REFERENCES instalment (id),
        amount bigint NOT NULL,
        effective_date date NOT NULL,
        status text NOT NULL,
        prepared_by text NOT NULL,
        confirmed_by text,
        declined_by text,
        decline_reason text,
        transaction uuid,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX ON unapplied_application (unapplied);
      CREATE INDEX ON unapplied_application (status, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE unapplied_application, allocation_act, untold_schedule');
    await runner.query('ALTER TABLE release_request DROP COLUMN requested_on');
    for (const table of ['write_off', 'opening']) await runner.query(`ALTER TABLE ${table} DROP COLUMN transaction`);
    for (const table of ['refund', 'write_off', 'opening'])
      await runner.query(`ALTER TABLE ${table} DROP COLUMN declined_by, DROP COLUMN decline_reason`);
  }
}
