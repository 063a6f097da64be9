import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports that agreements promise their donors: whoever writes them is told. */
export class PromisedReports1760400000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE promised_reports (
        report uuid PRIMARY KEY,
        agreement text NOT NULL,
        agreement_id uuid NOT NULL,
        due_on date NOT NULL,
        state text NOT NULL,
        sequence integer NOT NULL
      );
      CREATE INDEX ON promised_reports (due_on) WHERE state = 'DUE';
      ALTER TABLE notices ADD COLUMN report uuid REFERENCES promised_reports (report)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM notice_reads WHERE notice IN (SELECT id FROM notices WHERE report IS NOT NULL);
      DELETE FROM notices WHERE report IS NOT NULL;
      ALTER TABLE notices DROP COLUMN report;
      DROP TABLE promised_reports`);
  }
}
