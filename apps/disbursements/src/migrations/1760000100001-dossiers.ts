import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Comments on dossiers, past actions, members with their seats and contacts, programmes. */
export class Dossiers1760000100001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE project_comments (
        id uuid PRIMARY KEY,
        project_id uuid NOT NULL REFERENCES projects,
        section text NOT NULL,
        kind text NOT NULL,
        text text NOT NULL,
        thread uuid REFERENCES project_comments,
        author text NOT NULL,
        author_name text NOT NULL,
        author_role text NOT NULL,
        written_at timestamptz NOT NULL DEFAULT now(),
        resolved_by text,
        resolved_at timestamptz
      );
      CREATE INDEX ON project_comments (project_id);
      ALTER TABLE projects ADD COLUMN history_only boolean NOT NULL DEFAULT false;
      CREATE INDEX projects_previous_phase ON projects ((dossier->>'previousPhase'));
      CREATE INDEX projects_programme ON projects ((dossier->>'programme'));
      ALTER TABLE cities
        ADD COLUMN joined_on date,
        ADD COLUMN left_on date,
        ADD COLUMN seats jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN contacts jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN version int NOT NULL DEFAULT 1;
      UPDATE cities SET
        joined_on = make_date(member_since, 1, 1),
        seats = CASE WHEN bureau_member
          THEN jsonb_build_array(jsonb_build_object('from', make_date(coalesce(member_since, 1979), 1, 1), 'to', null))
          ELSE '[]' END;
      CREATE TABLE programmes (
        id uuid PRIMARY KEY,
        code text NOT NULL UNIQUE,
        title text NOT NULL,
        instrument text NOT NULL,
        carrier text NOT NULL REFERENCES cities (code),
        status text NOT NULL,
        period jsonb NOT NULL,
        total jsonb NOT NULL,
        lines jsonb NOT NULL,
        other_sources jsonb NOT NULL,
        activities jsonb NOT NULL,
        partners jsonb NOT NULL,
        purpose text,
        theme text NOT NULL,
        basis text,
        prepared_by text NOT NULL,
        prepared_on date NOT NULL,
        approved_by text,
        approved_on date,
        version int NOT NULL,
        CHECK (approved_by <> prepared_by)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE programmes, project_comments;
      DROP INDEX projects_previous_phase, projects_programme;
      ALTER TABLE projects DROP COLUMN history_only;
      ALTER TABLE cities
        DROP COLUMN joined_on, DROP COLUMN left_on, DROP COLUMN seats, DROP COLUMN contacts, DROP COLUMN version;
    `);
  }
}
