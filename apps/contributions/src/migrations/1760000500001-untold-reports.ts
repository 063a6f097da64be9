import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calendars of reports that nobody else knows of yet: told at the next start. */
export class UntoldReports1760000500001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE untold_reports AS SELECT DISTINCT agreement FROM report_due');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE untold_reports');
  }
}
