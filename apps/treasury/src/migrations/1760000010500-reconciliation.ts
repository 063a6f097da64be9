import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people need to work on lines together, and what the platform learns from them. */
export class Reconciliation1760000010500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [matches, lines, rules, lookups]) await runner.query(statements);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX bank_entries_received, expectations_by_retyped_reference, expectations_by_donor_and_due_day, expectations_by_agreement,
        known_agreements_by_search_code, known_donors_by_alias;
      DROP FUNCTION searchable(text);
      DROP TABLE payer_accounts, match_rules, entry_claims, entry_holds;
      ALTER TABLE matches DROP COLUMN act, DROP COLUMN matched_by_name, DROP COLUMN rule_id;
      ALTER TABLE closed_periods DROP COLUMN closed_by_name;
      ALTER TABLE period_reopenings DROP COLUMN asked_by_name, DROP COLUMN granted_by_name`);
  }
}

const matches = `
  -- Matches made by one act share its number and are undone together.
  ALTER TABLE matches ADD COLUMN act uuid, ADD COLUMN matched_by_name text, ADD COLUMN rule_id uuid;
  CREATE INDEX matches_by_act ON matches (act) WHERE act IS NOT NULL;
  -- A debit may be a receipt that the bank takes back: it is looked up by its amount.
  CREATE INDEX bank_entries_received ON bank_entries (account_id, amount_minor) WHERE match_id IS NOT NULL AND amount_minor > 0;
  ALTER TABLE closed_periods ADD COLUMN closed_by_name text;
  ALTER TABLE period_reopenings ADD COLUMN asked_by_name text, ADD COLUMN granted_by_name text;
`;

const lines = `
  CREATE TABLE entry_holds (
    entry_id uuid PRIMARY KEY REFERENCES bank_entries,
    reason text NOT NULL,
    assignee text,
    held_by text NOT NULL,
    held_by_name text NOT NULL,
    held_at timestamptz NOT NULL DEFAULT now()
  );
  -- Who has a line open; it says so to the others and binds nobody.
  CREATE TABLE entry_claims (
    entry_id uuid PRIMARY KEY REFERENCES bank_entries,
    actor text NOT NULL,
    name text NOT NULL,
    expires_at timestamptz NOT NULL
  );
`;

const rules = `
  CREATE TABLE match_rules (
    id uuid PRIMARY KEY,
    place integer NOT NULL,
    -- Words side by side in the entry's text, as \`search_text\` writes them.
    phrase text NOT NULL,
    direction text NOT NULL CHECK (direction IN ('CREDIT', 'DEBIT')),
    account text,
    kind text NOT NULL,
    target_id text NOT NULL,
    mode text NOT NULL CHECK (mode IN ('SUGGEST', 'AUTOMATIC')),
    enabled boolean NOT NULL,
    created_by text NOT NULL,
    created_by_name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    confirmed_by text,
    confirmed_by_name text,
    version integer NOT NULL DEFAULT 1
  );
  CREATE UNIQUE INDEX match_rules_once ON match_rules (phrase, direction, coalesce(account, ''));
  -- Accounts that people recognised a payer by.
  CREATE TABLE payer_accounts (
    identifier text NOT NULL,
    donor text NOT NULL,
    PRIMARY KEY (identifier, donor)
  );
`;

const lookups = `
  CREATE FUNCTION searchable(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(upper(regexp_replace(normalize(coalesce(given, ''), NFD), '[\\u0300-\\u036f]', '', 'g')), '[^A-Z0-9]+', ' ', 'g'))
  $$;
  CREATE INDEX expectations_by_retyped_reference ON expectations (translate(regexp_replace(payment_reference, '[^A-Z0-9]', '', 'g'), 'OI', '01'))
    WHERE payment_reference IS NOT NULL;
  CREATE INDEX expectations_by_donor_and_due_day ON expectations (donor, due_on) WHERE NOT cancelled;
  CREATE INDEX expectations_by_agreement ON expectations (agreement, due_on) WHERE NOT cancelled;
  CREATE INDEX known_agreements_by_search_code ON known_agreements (searchable(agreement));
  CREATE INDEX known_donors_by_alias ON known_donors USING gin (aliases);
`;
