import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the register of donors and agreements holds beyond amounts: terms, conditions, documents, reports, reminders, gifts in kind. */
export class ContributionsRegister1760000200001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(terms);
    await runner.query(conditions);
    await runner.query(papers);
    await runner.query(moved);
    await runner.query(inKind);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE in_kind, reminder, report_due, agreement_document, final_cost, project_report, donor_version;
      ALTER TABLE instalment DROP COLUMN call_transaction, DROP COLUMN deferred, DROP COLUMN reduced, DROP COLUMN overpaid,
        DROP COLUMN sent_on, DROP COLUMN sent_by, DROP COLUMN sent_to;
      ALTER TABLE agreement_version DROP COLUMN schedule;
      ALTER TABLE agreement ADD COLUMN reporting_deadlines jsonb NOT NULL DEFAULT '[]', ADD COLUMN documents jsonb NOT NULL DEFAULT '[]';
      ALTER TABLE agreement DROP COLUMN exchange_method, DROP COLUMN indirect_cost_cap, DROP COLUMN variation_limit,
        DROP COLUMN aid_rate, DROP COLUMN unspent_clause, DROP COLUMN eligible_to, DROP COLUMN eligible_from;
      ALTER TABLE donor DROP COLUMN notes;
    `);
  }
}

const terms = `
  ALTER TABLE donor ADD COLUMN notes text NOT NULL DEFAULT '';
  CREATE TABLE donor_version (
    donor text NOT NULL REFERENCES donor (code),
    version int NOT NULL,
    facts jsonb NOT NULL,
    contacts_changed boolean NOT NULL,
    actor text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (donor, version)
  );
  INSERT INTO donor_version (donor, version, facts, contacts_changed, actor, recorded_at)
    SELECT code, version, jsonb_build_object('name', name, 'country', country, 'payerAliases', payer_aliases, 'iatiOrgId', iati_org_id),
           false, created_by, created_at FROM donor;
  ALTER TABLE agreement
    ADD COLUMN eligible_from date, ADD COLUMN eligible_to date,
    ADD COLUMN unspent_clause text NOT NULL DEFAULT 'ASK',
    ADD COLUMN aid_rate text, ADD COLUMN variation_limit text, ADD COLUMN indirect_cost_cap text, ADD COLUMN exchange_method text;
  UPDATE agreement SET eligible_from = period_from, eligible_to = period_to;
  ALTER TABLE agreement ALTER COLUMN eligible_from SET NOT NULL, ALTER COLUMN eligible_to SET NOT NULL;
  ALTER TABLE agreement_version ADD COLUMN schedule jsonb NOT NULL DEFAULT '[]';
  UPDATE agreement_version SET terms = terms || jsonb_build_object(
    'eligibility', terms -> 'period', 'unspentClause', 'ASK', 'aidRate', null, 'variationLimit', null, 'indirectCostCap', null,
    'exchangeMethod', null);
`;

const conditions = `
  ALTER TABLE instalment
    ADD COLUMN sent_on date, ADD COLUMN sent_by text, ADD COLUMN sent_to text,
    ADD COLUMN reduced bigint NOT NULL DEFAULT 0, ADD COLUMN overpaid bigint NOT NULL DEFAULT 0, ADD COLUMN deferred bigint NOT NULL DEFAULT 0, ADD COLUMN call_transaction uuid;
  UPDATE instalment SET condition = jsonb_build_object('kind', 'FULL_COST_PROVEN') WHERE condition ->> 'kind' = 'FULL_EXPENDITURE';
  UPDATE instalment SET condition = jsonb_build_object('kind', 'PERCENT_CONSUMED', 'percent', coalesce(condition ->> 'percent', '70'))
    WHERE condition ->> 'kind' = 'PERCENT_JUSTIFIED';
  CREATE TABLE project_report (
    project text NOT NULL,
    report text NOT NULL,
    accepted_on date NOT NULL,
    PRIMARY KEY (project, report)
  );
  CREATE TABLE final_cost (
    project text PRIMARY KEY,
    total bigint NOT NULL,
    eligible bigint NOT NULL,
    established_on date NOT NULL
  );
`;

const papers = `
  CREATE TABLE agreement_document (
    id uuid PRIMARY KEY,
    agreement text NOT NULL REFERENCES agreement (code),
    document uuid NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    name text NOT NULL,
    content_type text NOT NULL,
    size int NOT NULL,
    sha256 text NOT NULL,
    added_by text NOT NULL,
    added_on date NOT NULL,
    UNIQUE (agreement, sha256)
  );
  CREATE TABLE report_due (
    id uuid PRIMARY KEY,
    agreement text NOT NULL REFERENCES agreement (code),
    kind text NOT NULL,
    due_on date NOT NULL,
    state text NOT NULL,
    sent_on date,
    sent_by text,
    document uuid,
    accepted_on date,
    recorded_by text,
    note text,
    version int NOT NULL DEFAULT 1,
    UNIQUE (agreement, kind, due_on)
  );
  CREATE INDEX ON report_due (due_on) WHERE state <> 'ACCEPTED';
  CREATE TABLE reminder (
    id uuid PRIMARY KEY,
    instalment uuid NOT NULL REFERENCES instalment (id),
    level int NOT NULL,
    channel text NOT NULL,
    language text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    state text NOT NULL,
    drafted_on date NOT NULL,
    drafted_by text NOT NULL,
    sent_on date,
    sent_by text,
    sent_to text
  );
  CREATE INDEX ON reminder (instalment);
  CREATE UNIQUE INDEX one_draft_an_instalment ON reminder (instalment) WHERE state = 'DRAFT';
`;

const moved = `
  INSERT INTO report_due (id, agreement, kind, due_on, state)
    SELECT gen_random_uuid(), code, 'FINANCIAL', day::date, 'DUE'
      FROM agreement, LATERAL (SELECT DISTINCT jsonb_array_elements_text(reporting_deadlines) AS day) days;
  INSERT INTO agreement_document (id, agreement, document, kind, title, name, content_type, size, sha256, added_by, added_on)
    SELECT DISTINCT ON (a.code, d.sha256) gen_random_uuid(), a.code, d.id, 'OTHER', d.name, d.name, d.content_type, d.size, d.sha256,
           a.created_by, a.signed_on
      FROM agreement a, LATERAL jsonb_array_elements_text(a.documents) listed (id) JOIN documents d ON d.id = listed.id::uuid;
  ALTER TABLE agreement DROP COLUMN reporting_deadlines, DROP COLUMN documents;
`;

const inKind = `
  CREATE TABLE in_kind (
    id uuid PRIMARY KEY,
    donor text NOT NULL REFERENCES donor (code),
    agreement text REFERENCES agreement (code),
    instrument text NOT NULL,
    project text,
    nature text NOT NULL,
    description text NOT NULL,
    valuation text NOT NULL,
    value bigint NOT NULL,
    received_on date NOT NULL,
    document uuid,
    state text NOT NULL,
    prepared_by text NOT NULL,
    confirmed_by text,
    reversed_by text,
    reason text,
    transaction uuid,
    recorded_at timestamptz NOT NULL DEFAULT now()
  );
`;
