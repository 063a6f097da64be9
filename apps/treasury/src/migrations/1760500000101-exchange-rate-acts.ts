import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was done to each exchange rate, by whom and why: added to, never changed. */
export class ExchangeRateActs1760500000101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE exchange_rate_acts (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        currency text NOT NULL,
        day date NOT NULL,
        act text NOT NULL CHECK (act IN ('ENTERED', 'CORRECTION_ASKED', 'CORRECTED', 'CORRECTION_DECLINED')),
        -- The correction that the act asks for or decides.
        correction uuid CHECK ((correction IS NULL) = (act = 'ENTERED')),
        rate text NOT NULL,
        source text NOT NULL,
        -- What was in force until then.
        former_rate text,
        former_source text,
        reason text,
        actor text NOT NULL,
        actor_name text NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        FOREIGN KEY (currency, day) REFERENCES exchange_rates
      );
      CREATE INDEX ON exchange_rate_acts (currency, day, position);
      CREATE UNIQUE INDEX exchange_rate_acts_decided_once ON exchange_rate_acts (correction) WHERE act <> 'CORRECTION_ASKED';
      INSERT INTO exchange_rate_acts (currency, day, act, rate, source, actor, actor_name, at)
        SELECT currency, day, 'ENTERED', rate, source, entered_by, entered_by, entered_at
          FROM exchange_rates ORDER BY entered_at, currency, day;
      CREATE TRIGGER exchange_rate_acts_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON exchange_rate_acts
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE exchange_rate_acts');
  }
}
