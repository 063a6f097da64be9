import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The whole life of an aid: versions, decisions, documents, delegations, letters, and what people are told. */
export class Aid1760100000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(cases);
    await runner.query(decisions);
    await runner.query(people);
    await runner.query(notifications);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE mails, notice_reads, notices, delegations, aid_people, aid_letters, aid_recoveries, aid_documents,
        aid_decisions, proposal_versions;
      ALTER TABLE proposal_signatures DROP COLUMN delegation, DROP COLUMN on_behalf_of;
      ALTER TABLE aid_payments DROP COLUMN beneficiary;
      ALTER TABLE aid_cases DROP COLUMN opener_name, DROP COLUMN contacts, DROP COLUMN called_on, DROP COLUMN called_at,
        DROP COLUMN called_by, DROP COLUMN appeal, DROP COLUMN report_document, DROP COLUMN spent_minor,
        DROP COLUMN reported_at, DROP COLUMN closed_at, DROP COLUMN closing_note`);
  }
}

const cases = `
  ALTER TABLE aid_cases
    ADD COLUMN opener_name text,
    -- Persons to reach on the spot: they stay here, no event carries them.
    ADD COLUMN contacts jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN called_on date,
    ADD COLUMN called_at timestamptz,
    ADD COLUMN called_by text,
    ADD COLUMN appeal jsonb,
    ADD COLUMN report_document uuid,
    ADD COLUMN spent_minor bigint,
    ADD COLUMN reported_at timestamptz,
    ADD COLUMN closed_at timestamptz,
    ADD COLUMN closing_note text;
  CREATE TABLE aid_documents (
    document uuid PRIMARY KEY,
    case_code text NOT NULL REFERENCES aid_cases (code),
    kind text NOT NULL,
    name text NOT NULL,
    content_type text NOT NULL,
    size bigint NOT NULL,
    added_by text NOT NULL,
    adder_name text NOT NULL,
    added_on date NOT NULL,
    added_at timestamptz NOT NULL
  );
  CREATE INDEX ON aid_documents (case_code, added_at);
  -- What a city did not spend and gives back.
  CREATE TABLE aid_recoveries (
    recovery uuid PRIMARY KEY,
    case_code text NOT NULL REFERENCES aid_cases (code),
    minor bigint NOT NULL CHECK (minor > 0),
    received_minor bigint NOT NULL DEFAULT 0,
    expected_on date NOT NULL,
    due_on date NOT NULL
  );
  CREATE INDEX ON aid_recoveries (case_code);
`;

const decisions = `
  CREATE TABLE proposal_versions (
    proposal uuid NOT NULL REFERENCES proposals (id),
    version integer NOT NULL,
    amount_minor bigint NOT NULL,
    purpose text NOT NULL,
    beneficiary text NOT NULL,
    proposed_on date NOT NULL,
    proposed_at timestamptz NOT NULL,
    proposed_by text NOT NULL,
    proposer_name text NOT NULL,
    PRIMARY KEY (proposal, version)
  );
  -- Versions that were replaced before this table are no longer known.
  INSERT INTO proposal_versions
    SELECT id, version, amount_minor, purpose, beneficiary, proposed_on, proposed_at, proposed_by, proposed_by FROM proposals;
  ALTER TABLE proposal_signatures ADD COLUMN delegation uuid, ADD COLUMN on_behalf_of text;
  ALTER TABLE aid_payments ADD COLUMN beneficiary text;
  CREATE TABLE aid_decisions (
    number text PRIMARY KEY,
    proposal uuid NOT NULL REFERENCES proposals (id),
    version integer NOT NULL,
    case_code text NOT NULL REFERENCES aid_cases (code),
    outcome text NOT NULL,
    proposed_minor bigint NOT NULL,
    granted_minor bigint,
    purpose text NOT NULL,
    beneficiary text NOT NULL,
    reason text,
    decided_on date NOT NULL,
    decided_at timestamptz NOT NULL,
    decided_by text NOT NULL,
    decider_name text NOT NULL,
    delegation uuid,
    on_behalf_of text,
    UNIQUE (proposal, version)
  );
  INSERT INTO aid_decisions
    SELECT 'FU-' || to_char(decided_on, 'YYYY') || '-' || lpad((row_number() OVER (PARTITION BY to_char(decided_on, 'YYYY') ORDER BY decided_at))::text, 3, '0'),
           id, version, case_code, CASE WHEN granted_minor IS NULL THEN state ELSE 'GRANTED' END, amount_minor, granted_minor,
           purpose, beneficiary, reason, decided_on, decided_at, decided_by, decided_by, NULL, NULL
      FROM proposals WHERE decided_on IS NOT NULL;
  CREATE TABLE aid_letters (
    decision text NOT NULL REFERENCES aid_decisions (number),
    language text NOT NULL,
    document uuid NOT NULL,
    PRIMARY KEY (decision, language)
  );
`;

const people = `
  CREATE TABLE aid_people (
    id text PRIMARY KEY,
    name text NOT NULL,
    email text,
    language text NOT NULL,
    roles text[] NOT NULL,
    active boolean NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL
  );
  CREATE TABLE delegations (
    id uuid PRIMARY KEY,
    office text NOT NULL,
    delegator text NOT NULL REFERENCES aid_people (id),
    delegate text NOT NULL REFERENCES aid_people (id),
    from_day date NOT NULL,
    to_day date NOT NULL CHECK (to_day >= from_day),
    reason text NOT NULL,
    granted_by text NOT NULL,
    granted_at timestamptz NOT NULL,
    ended_on date,
    ended_by text
  );
  CREATE INDEX ON delegations (delegate, office);
`;

const notifications = `
  CREATE TABLE notices (
    id uuid PRIMARY KEY,
    -- The act that is told: told once to each audience.
    act text NOT NULL,
    audience text NOT NULL,
    kind text NOT NULL,
    case_code text NOT NULL REFERENCES aid_cases (code),
    proposal uuid,
    version integer,
    actor text NOT NULL,
    told_on date NOT NULL,
    told_at timestamptz NOT NULL,
    UNIQUE (act, audience)
  );
  CREATE INDEX ON notices (audience, told_at DESC);
  CREATE TABLE notice_reads (
    notice uuid NOT NULL REFERENCES notices (id),
    person text NOT NULL,
    read_at timestamptz NOT NULL,
    PRIMARY KEY (notice, person)
  );
  CREATE TABLE mails (
    id uuid PRIMARY KEY,
    act text NOT NULL,
    person text NOT NULL,
    address text NOT NULL,
    language text NOT NULL,
    kind text NOT NULL,
    link text NOT NULL,
    queued_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    last_error text,
    sent_at timestamptz,
    UNIQUE (act, person)
  );
  CREATE INDEX ON mails (next_attempt_at) WHERE sent_at IS NULL;
`;
