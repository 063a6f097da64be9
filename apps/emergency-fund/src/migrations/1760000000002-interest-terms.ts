import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Compounding, tax, and rates that follow an index or fall into brackets. */
export class InterestTerms1760000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE placements
        ADD COLUMN compounding text NOT NULL DEFAULT 'SIMPLE',
        ADD COLUMN tax_rate text;
      ALTER TABLE placement_rates
        ADD COLUMN index text,
        ADD COLUMN floor text,
        ADD COLUMN tiers jsonb NOT NULL DEFAULT '[]';
      -- Of several fixings of one day the last recorded is in force; the others stay as what was known before.
      CREATE TABLE index_fixings (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        index text NOT NULL,
        day date NOT NULL,
        rate text NOT NULL,
        recorded_by text NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX ON index_fixings (index, day, id DESC);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE index_fixings;
      ALTER TABLE placement_rates DROP COLUMN index, DROP COLUMN floor, DROP COLUMN tiers;
      ALTER TABLE placements DROP COLUMN compounding, DROP COLUMN tax_rate;
    `);
  }
}
