import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Causes of restatements keep their kind and figures beside their sentence. */
export class Causes1760300000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE late_facts ALTER COLUMN cause TYPE jsonb
        USING jsonb_build_object('kind', 'OTHER', 'text', cause, 'figures', '{}'::jsonb);
      UPDATE restatements SET causes =
        (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', 'OTHER', 'text', told, 'figures', '{}'::jsonb)), '[]')
           FROM jsonb_array_elements_text(causes) AS told)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE late_facts ALTER COLUMN cause TYPE text USING cause->>'text';
      UPDATE restatements SET causes =
        (SELECT coalesce(jsonb_agg(told->'text'), '[]') FROM jsonb_array_elements(causes) AS told)`);
  }
}
