import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Contributions1760000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(donorsAndAgreements);
    await runner.query(receipts);
    await runner.query(allocations);
    await runner.query(decisions);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE write_off, refund, opening, release_request, allocated, allocation, consumption, subsidy, project,
        movement, unapplied, settlement, receipt_part, receipt, instalment, agreement_version, agreement, donor
    `);
  }
}

const donorsAndAgreements = `
  CREATE TABLE donor (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    kind text NOT NULL,
    country text,
    payer_aliases text[] NOT NULL DEFAULT '{}',
    iati_org_id text,
    contacts jsonb NOT NULL DEFAULT '[]',
    version int NOT NULL DEFAULT 1,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE agreement (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE,
    donor text NOT NULL REFERENCES donor (code),
    internal boolean NOT NULL,
    instrument text NOT NULL,
    currency text NOT NULL,
    amount bigint NOT NULL,
    pledge_open bigint NOT NULL,
    pledge_eur bigint NOT NULL,
    signed_on date NOT NULL,
    period_from date NOT NULL,
    period_to date NOT NULL,
    earmark jsonb NOT NULL,
    counts_as text NOT NULL,
    pool text NOT NULL,
    interest_clauses jsonb NOT NULL,
    management_fee_rate text NOT NULL,
    co_financing_cap text,
    income_recognition text NOT NULL,
    reporting_deadlines jsonb NOT NULL DEFAULT '[]',
    documents jsonb NOT NULL DEFAULT '[]',
    version int NOT NULL DEFAULT 1,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX ON agreement (donor);
  CREATE TABLE agreement_version (
    agreement text NOT NULL REFERENCES agreement (code),
    version int NOT NULL,
    terms jsonb NOT NULL,
    reason text NOT NULL,
    effective_date date NOT NULL,
    actor text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (agreement, version)
  );
  CREATE TABLE instalment (
    id uuid PRIMARY KEY,
    agreement text NOT NULL REFERENCES agreement (code),
    number int NOT NULL,
    currency text NOT NULL,
    amount bigint NOT NULL,
    due_on date NOT NULL,
    condition jsonb NOT NULL,
    state text NOT NULL,
    called_on date,
    reference text UNIQUE,
    document uuid,
    outstanding bigint NOT NULL DEFAULT 0,
    booked bigint NOT NULL DEFAULT 0,
    called_eur bigint NOT NULL DEFAULT 0,
    rate text,
    rate_source text,
    rate_date date,
    UNIQUE (agreement, number)
  );
`;

const receipts = `
  CREATE TABLE receipt (
    id uuid PRIMARY KEY,
    match uuid NOT NULL UNIQUE,
    entry uuid NOT NULL,
    transaction uuid NOT NULL,
    value_date date NOT NULL,
    eur bigint NOT NULL,
    original jsonb NOT NULL,
    fee bigint NOT NULL,
    state text NOT NULL,
    returned bigint NOT NULL DEFAULT 0,
    recorded_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE receipt_part (
    id uuid PRIMARY KEY,
    receipt uuid NOT NULL REFERENCES receipt (id),
    kind text NOT NULL,
    donor text NOT NULL,
    agreement text,
    instalment uuid,
    currency text NOT NULL,
    applied bigint NOT NULL,
    booked bigint NOT NULL,
    money bigint NOT NULL,
    fee bigint NOT NULL,
    exchange bigint NOT NULL,
    excess bigint NOT NULL,
    management_fee bigint NOT NULL,
    returned bigint NOT NULL DEFAULT 0,
    forwarded uuid
  );
  CREATE INDEX ON receipt_part (receipt);
  CREATE INDEX ON receipt_part (agreement);
  CREATE TABLE settlement (
    id uuid PRIMARY KEY,
    instalment uuid NOT NULL REFERENCES instalment (id),
    amount bigint NOT NULL,
    on_day date NOT NULL,
    cause text NOT NULL
  );
  CREATE INDEX ON settlement (instalment);
  CREATE TABLE unapplied (
    id uuid PRIMARY KEY,
    match uuid NOT NULL,
    donor text NOT NULL,
    agreement text,
    amount bigint NOT NULL,
    remaining bigint NOT NULL,
    reason text NOT NULL,
    value_date date NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX ON unapplied (match);
  CREATE TABLE movement (
    id uuid PRIMARY KEY,
    agreement text NOT NULL,
    delta bigint NOT NULL,
    cause text NOT NULL,
    value_date date NOT NULL,
    transaction uuid NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX ON movement (agreement, value_date);
  CREATE INDEX ON movement (transaction);
`;

const allocations = `
  CREATE TABLE project (
    code text PRIMARY KEY,
    title text NOT NULL,
    city text NOT NULL,
    country text NOT NULL,
    instrument text NOT NULL,
    theme text NOT NULL,
    state text NOT NULL,
    since date NOT NULL
  );
  CREATE TABLE subsidy (
    project text PRIMARY KEY,
    title text NOT NULL,
    session text,
    session_date date NOT NULL,
    instrument text NOT NULL,
    city text NOT NULL,
    country text NOT NULL,
    theme text NOT NULL,
    programme text,
    period_from date NOT NULL,
    period_to date NOT NULL,
    attributed_total bigint NOT NULL,
    plan_total bigint NOT NULL,
    fund_share bigint NOT NULL,
    city_share bigint NOT NULL,
    fund_sources jsonb NOT NULL,
    lines jsonb NOT NULL,
    open boolean NOT NULL DEFAULT true
  );
  CREATE TABLE consumption (
    project text NOT NULL,
    agreement text NOT NULL,
    disbursed bigint NOT NULL DEFAULT 0,
    justified bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (agreement, project)
  );
  CREATE TABLE allocation (
    id uuid PRIMARY KEY,
    project text NOT NULL,
    status text NOT NULL,
    lines jsonb NOT NULL,
    missing bigint NOT NULL DEFAULT 0,
    effective_date date NOT NULL,
    adjusted_by text,
    adjustment_note text,
    confirmed_by text,
    rejected_by text,
    rejection_reason text,
    transfer uuid,
    version int NOT NULL DEFAULT 1,
    proposed_at timestamptz NOT NULL DEFAULT now(),
    settled_at timestamptz
  );
  CREATE INDEX ON allocation (status, id);
  CREATE INDEX ON allocation (project);
  CREATE UNIQUE INDEX one_wait_a_project ON allocation (project) WHERE status = 'AWAITING_FUNDS';
  CREATE TABLE allocated (
    project text NOT NULL,
    agreement text NOT NULL,
    amount bigint NOT NULL,
    PRIMARY KEY (project, agreement)
  );
  CREATE TABLE release_request (
    id uuid PRIMARY KEY,
    project text NOT NULL,
    agreement text NOT NULL,
    amount bigint NOT NULL,
    reason text NOT NULL,
    status text NOT NULL,
    answer text,
    requested_by text NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now()
  );
`;

const decisions = `
  CREATE TABLE opening (
    id uuid PRIMARY KEY,
    effective_date date NOT NULL,
    lines jsonb NOT NULL,
    emergency bigint NOT NULL,
    status text NOT NULL,
    prepared_by text NOT NULL,
    confirmed_by text,
    transfer uuid,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE refund (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    agreement text NOT NULL REFERENCES agreement (code),
    amount bigint NOT NULL,
    paid bigint NOT NULL DEFAULT 0,
    beneficiary text NOT NULL,
    reason text NOT NULL,
    effective_date date NOT NULL,
    status text NOT NULL,
    prepared_by text NOT NULL,
    confirmed_by text,
    transaction uuid,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE write_off (
    id uuid PRIMARY KEY,
    instalment uuid NOT NULL REFERENCES instalment (id),
    amount bigint NOT NULL,
    reason text NOT NULL,
    effective_date date NOT NULL,
    status text NOT NULL,
    prepared_by text NOT NULL,
    confirmed_by text,
    created_at timestamptz NOT NULL DEFAULT now()
  );
`;
