import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Missions1760000000301 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE missions (
        id uuid PRIMARY KEY,
        code text NOT NULL UNIQUE,
        from_day date NOT NULL,
        to_day date NOT NULL CHECK (to_day >= from_day),
        place text NOT NULL,
        purpose text NOT NULL,
        team jsonb NOT NULL,
        findings jsonb NOT NULL,
        status text NOT NULL,
        basis text,
        version int NOT NULL,
        created_by text NOT NULL,
        reported_by text,
        reported_on date
      );
      CREATE INDEX ON missions (from_day, code);
      CREATE INDEX ON missions USING gin (findings jsonb_path_ops);
      CREATE TABLE mission_recommendations (
        mission_id uuid NOT NULL REFERENCES missions,
        number int NOT NULL,
        project text REFERENCES projects (code),
        text text NOT NULL,
        owner text NOT NULL,
        due_on date NOT NULL,
        status text NOT NULL,
        note text,
        followed_on date,
        followed_by text,
        PRIMARY KEY (mission_id, number)
      );
      CREATE TABLE mission_photos (
        document uuid PRIMARY KEY,
        mission_id uuid NOT NULL REFERENCES missions,
        project text REFERENCES projects (code),
        caption text NOT NULL,
        place text NOT NULL,
        taken_on date NOT NULL,
        latitude text,
        longitude text,
        content_type text NOT NULL,
        added_by text NOT NULL
      );
      CREATE INDEX ON mission_photos (mission_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mission_photos, mission_recommendations, missions');
  }
}
