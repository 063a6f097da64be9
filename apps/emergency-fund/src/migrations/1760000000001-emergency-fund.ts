import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EmergencyFund1760000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(facts);
    await runner.query(placements);
    await runner.query(interest);
    await runner.query(aid);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE aid_payments, proposal_signatures, proposals, aid_cases, interest_distributions, credit_lines,
        interest_credits, accrued_lines, placement_rates, placements, late_facts, project_attributions, project_states,
        unit_movements, agreements, cities, bank_accounts`);
  }
}

const facts = `
  CREATE TABLE bank_accounts (code text PRIMARY KEY, name text NOT NULL, currency text NOT NULL, sequence bigint NOT NULL);
  CREATE TABLE cities (code text PRIMARY KEY, name text NOT NULL, country text NOT NULL, sequence bigint NOT NULL);
  CREATE INDEX ON cities (lower(name));
  CREATE TABLE agreements (
    code text PRIMARY KEY,
    instrument text NOT NULL,
    pool text NOT NULL,
    clauses jsonb NOT NULL,
    sequence bigint NOT NULL
  );
  CREATE TABLE unit_movements (
    movement uuid PRIMARY KEY,
    project text,
    agreement text NOT NULL,
    day date NOT NULL,
    minor bigint NOT NULL,
    cause text NOT NULL
  );
  CREATE INDEX ON unit_movements (agreement, project, day);
  CREATE TABLE project_states (
    project text NOT NULL, sequence bigint NOT NULL, day date NOT NULL, state text NOT NULL, title text NOT NULL,
    PRIMARY KEY (project, sequence)
  );
  CREATE TABLE project_attributions (
    project text NOT NULL, sequence bigint NOT NULL, day date NOT NULL, minor bigint NOT NULL,
    PRIMARY KEY (project, sequence)
  );
  CREATE TABLE late_facts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pool text NOT NULL,
    day date NOT NULL,
    cause text NOT NULL
  );
  CREATE INDEX ON late_facts (pool);
`;

const placements = `
  CREATE TABLE placements (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE,
    account text NOT NULL,
    pool text NOT NULL,
    currency text NOT NULL,
    day_count text NOT NULL,
    capitalisation text NOT NULL,
    opened_on date NOT NULL,
    matures_on date,
    principal bigint,
    accrued_through date,
    expected_due_on date,
    expected_minor bigint,
    opened_by text NOT NULL,
    opened_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE placement_rates (
    id uuid PRIMARY KEY,
    placement text NOT NULL REFERENCES placements (code),
    in_force_from date NOT NULL,
    rate text NOT NULL,
    set_by text NOT NULL,
    set_at timestamptz NOT NULL DEFAULT now(),
    confirmed_by text,
    confirmed_at timestamptz
  );
  CREATE INDEX ON placement_rates (placement, in_force_from);
`;

const interest = `
  CREATE TABLE accrued_lines (
    placement text NOT NULL REFERENCES placements (code),
    key text NOT NULL,
    project text,
    agreement text,
    disposition text NOT NULL,
    is_charge boolean NOT NULL,
    minor bigint NOT NULL,
    PRIMARY KEY (placement, key)
  );
  CREATE TABLE interest_credits (
    -- Match, entry and placement: one match may credit several.
    id text PRIMARY KEY,
    placement text NOT NULL REFERENCES placements (code),
    entry uuid NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    value_date date NOT NULL,
    minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    transaction uuid NOT NULL,
    reversed boolean NOT NULL DEFAULT false
  );
  CREATE INDEX ON interest_credits (placement, to_day);
  CREATE TABLE credit_lines (
    credit text NOT NULL REFERENCES interest_credits (id),
    key text NOT NULL,
    project text,
    agreement text,
    clause text NOT NULL,
    disposition text NOT NULL,
    is_charge boolean NOT NULL,
    minor bigint NOT NULL,
    PRIMARY KEY (credit, key)
  );
  -- Events that distribute interest: what they move elsewhere bears interest from that day.
  CREATE TABLE interest_distributions (event uuid PRIMARY KEY, credit text NOT NULL, bears_from date NOT NULL);
`;

const aid = `
  CREATE TABLE aid_cases (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE,
    city text NOT NULL,
    city_code text,
    country text NOT NULL,
    kind text NOT NULL,
    occurred_on date NOT NULL,
    glide text,
    needs text NOT NULL,
    state text NOT NULL,
    opened_on date NOT NULL,
    opened_at timestamptz NOT NULL DEFAULT now(),
    opened_by text NOT NULL,
    report_due_on date,
    reported_on date,
    closed_on date
  );
  CREATE TABLE proposals (
    id uuid PRIMARY KEY,
    case_code text NOT NULL REFERENCES aid_cases (code),
    version integer NOT NULL,
    amount_minor bigint NOT NULL,
    purpose text NOT NULL,
    beneficiary text NOT NULL,
    state text NOT NULL,
    proposed_on date NOT NULL,
    proposed_at timestamptz NOT NULL DEFAULT now(),
    proposed_by text NOT NULL,
    decided_on date,
    decided_at timestamptz,
    decided_by text,
    granted_minor bigint,
    reason text,
    sources jsonb,
    transaction uuid
  );
  CREATE INDEX ON proposals (case_code);
  CREATE TABLE proposal_signatures (
    proposal uuid NOT NULL REFERENCES proposals (id),
    version integer NOT NULL,
    role text NOT NULL,
    signed_by text NOT NULL,
    signer_name text NOT NULL,
    signed_on date NOT NULL,
    signed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (proposal, version, role)
  );
  CREATE TABLE aid_payments (
    payment_request uuid PRIMARY KEY,
    proposal uuid NOT NULL REFERENCES proposals (id),
    case_code text NOT NULL,
    amount_minor bigint NOT NULL,
    state text NOT NULL,
    requested_on date NOT NULL,
    settled_on date,
    settled_at timestamptz,
    reason text
  );
  CREATE INDEX ON aid_payments (case_code);
`;
