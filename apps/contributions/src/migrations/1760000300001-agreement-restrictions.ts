import type { MigrationInterface, QueryRunner } from 'typeorm';

const none = `'{"countries": [], "excludedCountries": [], "excludedThemes": [], "perProject": null}'`;

/** What donors rule out within their earmark, and interest that calls offset. */
export class AgreementRestrictions1760000300001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE agreement ADD COLUMN restrictions jsonb NOT NULL DEFAULT ${none};
      ALTER TABLE instalment ADD COLUMN interest_offset bigint NOT NULL DEFAULT 0;
      UPDATE agreement_version SET terms = terms || jsonb_build_object('restrictions', ${none}::jsonb);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE instalment DROP COLUMN interest_offset;
      ALTER TABLE agreement DROP COLUMN restrictions;
      UPDATE agreement_version SET terms = terms - 'restrictions';
    `);
  }
}
