import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Disbursements1760000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(dossiers);
    await runner.query(bureau);
    await runner.query(funding);
    await runner.query(payments);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE recoveries, expense_lines, justifications, tranche_payments, tranches, allocations, agreements,
        agenda_items, bureau_sessions, accepted_reports, project_documents, project_history, projects, cities
    `);
  }
}

const dossiers = `
  CREATE TABLE cities (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL UNIQUE,
    country text NOT NULL,
    kind text NOT NULL,
    member_since int,
    bureau_member boolean NOT NULL
  );
  CREATE TABLE projects (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE,
    title text NOT NULL,
    city text NOT NULL REFERENCES cities (code),
    city_name text NOT NULL,
    country text NOT NULL,
    theme text NOT NULL,
    instrument text NOT NULL,
    state text NOT NULL,
    suspended_from text,
    last_implementation_day date,
    dossier jsonb NOT NULL,
    engaged_total bigint NOT NULL CHECK (engaged_total >= attributed_total),
    attributed_total bigint NOT NULL CHECK (attributed_total >= 0),
    missing_funds bigint,
    final_cost bigint,
    version int NOT NULL,
    created_by text NOT NULL,
    created_on date NOT NULL
  );
  CREATE INDEX ON projects (state);
  CREATE INDEX ON projects (city);
  CREATE TABLE project_history (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects,
    kind text NOT NULL,
    from_state text,
    to_state text,
    effective_date date NOT NULL,
    reason text,
    details jsonb NOT NULL,
    actor text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX ON project_history (project_id);
  CREATE TABLE project_documents (
    document uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects,
    kind text NOT NULL,
    name text NOT NULL,
    content_type text NOT NULL,
    size int NOT NULL,
    added_by text NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX ON project_documents (project_id);
  CREATE TABLE accepted_reports (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects,
    report text NOT NULL,
    accepted_on date NOT NULL,
    accepted_by text NOT NULL
  );
  CREATE INDEX ON accepted_reports (project_id);
`;

const bureau = `
  CREATE TABLE bureau_sessions (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE,
    date date NOT NULL,
    place text NOT NULL,
    status text NOT NULL,
    present int,
    quorum int,
    basis text,
    closed_by text,
    closed_at timestamptz
  );
  CREATE TABLE agenda_items (
    session_id uuid NOT NULL REFERENCES bureau_sessions,
    project_id uuid NOT NULL REFERENCES projects,
    follow_up boolean NOT NULL,
    outcome text,
    engaged bigint,
    attributed bigint,
    votes_for int,
    votes_against int,
    abstentions int,
    voters jsonb NOT NULL,
    recorded_by text,
    PRIMARY KEY (session_id, project_id)
  );
  CREATE INDEX ON agenda_items (project_id);
`;

const funding = `
  CREATE TABLE agreements (
    code text PRIMARY KEY,
    donor text,
    donor_name text,
    instrument text NOT NULL,
    counts_as text NOT NULL,
    free bigint NOT NULL,
    sequence int NOT NULL
  );
  CREATE TABLE allocations (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects,
    status text NOT NULL,
    effective_date date NOT NULL,
    lines jsonb NOT NULL
  );
  CREATE INDEX ON allocations (project_id);
`;

const payments = `
  CREATE TABLE tranches (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE,
    project_id uuid NOT NULL REFERENCES projects,
    number int NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    percent text,
    beneficiary text NOT NULL,
    conditions jsonb NOT NULL,
    ascertained jsonb NOT NULL,
    documents jsonb NOT NULL,
    status text NOT NULL,
    split jsonb NOT NULL,
    justified jsonb NOT NULL,
    planned_by text NOT NULL,
    requested_by text,
    certified_by text,
    approved_by text,
    approved_on date,
    paid_on date,
    reason text,
    approval_transaction uuid,
    version int NOT NULL,
    UNIQUE (project_id, number),
    CHECK (approved_by <> certified_by AND approved_by <> requested_by AND certified_by <> requested_by)
  );
  CREATE INDEX ON tranches (status);
  CREATE TABLE tranche_payments (
    payment_request uuid PRIMARY KEY,
    tranche_id uuid NOT NULL REFERENCES tranches,
    amount bigint NOT NULL,
    status text NOT NULL
  );
  CREATE INDEX ON tranche_payments (tranche_id);
  CREATE TABLE justifications (
    id uuid PRIMARY KEY,
    tranche_id uuid NOT NULL REFERENCES tranches,
    project_id uuid NOT NULL REFERENCES projects,
    status text NOT NULL,
    amount bigint NOT NULL,
    split jsonb NOT NULL,
    effective_date date NOT NULL,
    submitted_by text NOT NULL,
    judged_by text,
    reason text
  );
  CREATE INDEX ON justifications (tranche_id);
  CREATE INDEX ON justifications (status);
  CREATE TABLE expense_lines (
    id uuid PRIMARY KEY,
    justification_id uuid NOT NULL REFERENCES justifications,
    project_id uuid NOT NULL REFERENCES projects,
    budget_line text NOT NULL,
    date date NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    document text,
    fingerprint text,
    UNIQUE (project_id, fingerprint)
  );
  CREATE INDEX ON expense_lines (justification_id);
  CREATE TABLE recoveries (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects,
    amount bigint NOT NULL CHECK (amount > 0),
    received bigint NOT NULL,
    due_on date NOT NULL,
    reason text NOT NULL
  );
  CREATE INDEX ON recoveries (project_id);
`;
