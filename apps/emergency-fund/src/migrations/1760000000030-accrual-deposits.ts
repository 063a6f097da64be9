import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Term deposits with their maturity, notice and break; what credits were in their currency; restatements; donors; plans. */
export class AccrualDeposits1760000000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(placements);
    await runner.query(credits);
    await runner.query(known);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE known_tranches, known_instalments, restatements, placement_breaks;
      ALTER TABLE agreements DROP COLUMN donor, DROP COLUMN donor_name;
      ALTER TABLE index_fixings DROP COLUMN reason;
      ALTER TABLE interest_credits DROP COLUMN currency, DROP COLUMN gross_minor, DROP COLUMN net_minor, DROP COLUMN booked_on;
      ALTER TABLE placements DROP COLUMN agreed_maturity, DROP COLUMN maturity_convention, DROP COLUMN notice_days,
        DROP COLUMN break_rate, DROP COLUMN variance_minor, DROP COLUMN variance_percent;
    `);
  }
}

const placements = `
  ALTER TABLE placements
    -- As in the contract; matures_on is the day on which it really ends: moved off a holiday, or broken.
    ADD COLUMN agreed_maturity date,
    ADD COLUMN maturity_convention text NOT NULL DEFAULT 'FOLLOWING',
    ADD COLUMN notice_days integer,
    ADD COLUMN break_rate text,
    -- Expected and credited interest may part by the larger of the two before somebody is told.
    ADD COLUMN variance_minor bigint NOT NULL DEFAULT 100,
    ADD COLUMN variance_percent text NOT NULL DEFAULT '1';
  UPDATE placements SET agreed_maturity = matures_on;
  CREATE TABLE placement_breaks (
    id uuid PRIMARY KEY,
    placement text NOT NULL REFERENCES placements (code),
    notice_on date NOT NULL,
    ends_on date NOT NULL,
    rate text NOT NULL,
    reason text NOT NULL,
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT now(),
    confirmed_by text,
    confirmed_at timestamptz
  );
  CREATE UNIQUE INDEX ON placement_breaks (placement);
  ALTER TABLE index_fixings ADD COLUMN reason text;
`;

const credits = `
  ALTER TABLE interest_credits
    ADD COLUMN currency text,
    ADD COLUMN gross_minor bigint,
    ADD COLUMN net_minor bigint,
    ADD COLUMN booked_on date;
  CREATE UNIQUE INDEX ON interest_credits (transaction);
  CREATE TABLE restatements (
    id uuid PRIMARY KEY,
    placement text NOT NULL REFERENCES placements (code),
    -- The credit that is shared anew; null for what had only accrued.
    credit text REFERENCES interest_credits (id),
    -- First day the facts touch, and last day of the interest.
    touched_from date NOT NULL,
    through date NOT NULL,
    accounted_on date NOT NULL,
    causes jsonb NOT NULL,
    -- Lines that change: before and after, in cents.
    lines jsonb NOT NULL,
    transaction uuid,
    recorded_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX ON restatements (placement, recorded_at);
  CREATE INDEX ON restatements (credit);
`;

const known = `
  ALTER TABLE agreements ADD COLUMN donor text, ADD COLUMN donor_name text;
  -- Called and not yet received: money that is on its way to the pool of its agreement.
  CREATE TABLE known_instalments (
    instalment uuid PRIMARY KEY,
    agreement text NOT NULL,
    due_on date NOT NULL,
    minor bigint NOT NULL,
    currency text NOT NULL,
    settled_minor bigint NOT NULL DEFAULT 0,
    cancelled boolean NOT NULL DEFAULT false,
    sequence bigint NOT NULL
  );
  CREATE INDEX ON known_instalments (agreement);
  -- Asked for and not yet paid: money that is about to leave its project.
  CREATE TABLE known_tranches (
    tranche text PRIMARY KEY,
    project text NOT NULL,
    minor bigint NOT NULL,
    split jsonb NOT NULL,
    state text NOT NULL,
    known_on date NOT NULL,
    sequence bigint NOT NULL
  );
  CREATE INDEX ON known_tranches (project);
`;
