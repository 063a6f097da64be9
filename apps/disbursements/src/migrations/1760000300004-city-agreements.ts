import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CityAgreements1760000300004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE city_agreement_amendments (
        project_id uuid NOT NULL REFERENCES projects,
        number int NOT NULL CHECK (number > 0),
        status text NOT NULL,
        reason text NOT NULL,
        changes jsonb NOT NULL,
        before jsonb NOT NULL,
        prepared_by text NOT NULL,
        prepared_on date NOT NULL,
        in_force_on date,
        PRIMARY KEY (project_id, number)
      );
      CREATE UNIQUE INDEX ON city_agreement_amendments (project_id) WHERE status = 'PREPARED';
      CREATE TABLE city_agreement_signatures (
        project_id uuid NOT NULL REFERENCES projects,
        number int NOT NULL CHECK (number >= 0),
        party text NOT NULL,
        signatory text NOT NULL,
        signed_on date NOT NULL,
        document uuid,
        recorded_by text NOT NULL,
        PRIMARY KEY (project_id, number, party)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE city_agreement_signatures, city_agreement_amendments');
  }
}
