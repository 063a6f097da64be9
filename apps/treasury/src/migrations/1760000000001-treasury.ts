import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Amounts are whole numbers of minor units. */
export class Treasury1760000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [accounts, imports, expectations, payments, matching, periods])
      await runner.query(statements);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE closed_periods, period_reopenings, locked_months, match_targets, matches, bank_entries,
      staged_entries, statements, payment_orders, payment_files, beneficiaries, expectations, known_placements, known_agreements,
      known_donors, exchange_rates, bank_accounts`);
  }
}

const accounts = `
  CREATE TABLE bank_accounts (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('CURRENT', 'TERM_DEPOSIT')),
    iban text,
    other_id text,
    identifier text NOT NULL,
    bic text,
    currency text NOT NULL,
    opening_date date NOT NULL,
    opening_minor bigint NOT NULL,
    opening_eur_minor bigint NOT NULL,
    held_minor bigint NOT NULL,
    held_eur_minor bigint NOT NULL,
    opened_by text NOT NULL,
    opened_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (identifier, currency)
  );

  CREATE TABLE exchange_rates (
    currency text NOT NULL,
    day date NOT NULL,
    -- Units of the currency for one euro.
    rate text NOT NULL,
    source text NOT NULL,
    entered_by text NOT NULL,
    entered_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (currency, day)
  );
`;

const imports = `
  CREATE TABLE statements (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES bank_accounts,
    number text NOT NULL,
    reference text NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    opening_minor bigint NOT NULL,
    closing_minor bigint NOT NULL,
    entries integer NOT NULL,
    new_entries integer NOT NULL,
    duplicates integer NOT NULL,
    -- SHA-256 of the content: the same statement is stored once.
    digest text NOT NULL,
    imported_by text NOT NULL,
    imported_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (account_id, digest)
  );
  CREATE INDEX statements_by_day ON statements (account_id, to_day);

  CREATE TABLE bank_entries (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES bank_accounts,
    statement_id uuid NOT NULL REFERENCES statements,
    position integer NOT NULL,
    booking_date date NOT NULL,
    value_date date NOT NULL,
    -- The day the entry counts on for continuity: the booking date, kept inside the period of its statement.
    statement_day date NOT NULL,
    accounting_date date NOT NULL,
    amount_minor bigint NOT NULL,
    -- Known at once for accounts in EUR, valued when posted for the others.
    eur_minor bigint NOT NULL,
    content_key text NOT NULL,
    -- Two legitimate entries with the same content differ by this number only.
    occurrence integer NOT NULL,
    content jsonb NOT NULL,
    search_references text[] NOT NULL,
    search_text text NOT NULL,
    match_id uuid,
    UNIQUE (account_id, content_key, occurrence)
  );
  CREATE INDEX bank_entries_by_statement_day ON bank_entries (account_id, statement_day);
  CREATE INDEX bank_entries_by_statement ON bank_entries (statement_id, booking_date, position);
  CREATE INDEX bank_entries_by_booking_date ON bank_entries (booking_date, id);
  CREATE INDEX bank_entries_unmatched ON bank_entries (booking_date, id) WHERE match_id IS NULL;
  CREATE INDEX bank_entries_unmatched_amounts ON bank_entries (amount_minor) WHERE match_id IS NULL;

  -- Entries of a file being read; empty between imports.
  CREATE UNLOGGED TABLE staged_entries (
    import_id uuid NOT NULL,
    id uuid NOT NULL,
    position integer NOT NULL,
    booking_date date NOT NULL,
    value_date date NOT NULL,
    statement_day date NOT NULL,
    amount_minor bigint NOT NULL,
    content_key text NOT NULL,
    content jsonb NOT NULL,
    search_references text[] NOT NULL,
    search_text text NOT NULL
  );
  CREATE INDEX staged_entries_by_import ON staged_entries (import_id, position);
`;

const expectations = `
  CREATE TABLE known_donors (
    donor text PRIMARY KEY,
    name text NOT NULL,
    -- Name and aliases as statements write them: capitals, no accents.
    aliases text[] NOT NULL,
    sequence bigint NOT NULL
  );
  CREATE TABLE known_agreements (
    agreement text PRIMARY KEY,
    donor text NOT NULL,
    donor_name text NOT NULL,
    instrument text NOT NULL,
    currency text NOT NULL,
    pool text NOT NULL,
    appeal_case text,
    sequence bigint NOT NULL
  );
  CREATE TABLE known_placements (
    placement text PRIMARY KEY,
    account text NOT NULL,
    pool text NOT NULL,
    currency text NOT NULL,
    capitalisation text NOT NULL,
    opened_on date NOT NULL
  );
  CREATE TABLE expectations (
    kind text NOT NULL CHECK (kind IN ('instalment', 'recovery', 'interest')),
    -- Instalment or recovery id; placement and due date for interest.
    reference_id text NOT NULL,
    donor text,
    agreement text,
    project text,
    placement text,
    number integer,
    due_on date NOT NULL,
    period_from date,
    period_to date,
    amount_minor bigint NOT NULL,
    currency text NOT NULL,
    -- What live matches give it, in its own currency.
    matched_minor bigint NOT NULL DEFAULT 0,
    payment_reference text,
    cancelled boolean NOT NULL DEFAULT false,
    sequence bigint NOT NULL,
    PRIMARY KEY (kind, reference_id)
  );
  CREATE INDEX expectations_by_reference ON expectations (payment_reference) WHERE payment_reference IS NOT NULL;
  CREATE INDEX expectations_by_amount ON expectations (kind, amount_minor) WHERE NOT cancelled;
  CREATE INDEX expectations_by_donor ON expectations (donor) WHERE NOT cancelled;
`;

const payments = `
  CREATE TABLE beneficiaries (
    id uuid PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    country text NOT NULL,
    -- Confirmed bank details, the only ones money is sent to; null until a second person confirms.
    details jsonb,
    proposed jsonb,
    proposed_by text,
    proposed_at timestamptz,
    confirmed_by text,
    confirmed_at timestamptz,
    created_by text NOT NULL,
    version integer NOT NULL DEFAULT 1
  );
  CREATE INDEX beneficiaries_by_name ON beneficiaries (lower(name));

  CREATE TABLE payment_files (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES bank_accounts,
    version text NOT NULL,
    message_id text NOT NULL UNIQUE,
    transfers integer NOT NULL,
    control_sum text NOT NULL,
    content text NOT NULL,
    emitted_on date NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
  );

  CREATE TABLE payment_orders (
    id uuid PRIMARY KEY,
    payment_request uuid NOT NULL UNIQUE,
    kind text NOT NULL,
    beneficiary text NOT NULL,
    amount_minor bigint NOT NULL,
    currency text NOT NULL,
    due_on date NOT NULL,
    instrument text NOT NULL,
    project text,
    tranche text,
    aid_case text,
    agreement text,
    involved text[] NOT NULL,
    state text NOT NULL,
    approvals jsonb NOT NULL DEFAULT '[]',
    end_to_end_id text NOT NULL UNIQUE,
    uetr uuid NOT NULL UNIQUE,
    block text,
    file_id uuid REFERENCES payment_files,
    reason text,
    ordered_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1
  );
  CREATE INDEX payment_orders_by_state ON payment_orders (state, due_on, id);
  CREATE INDEX payment_orders_by_amount ON payment_orders (amount_minor) WHERE state IN ('EMITTED', 'SETTLED');
  CREATE INDEX payment_orders_by_block ON payment_orders (block) WHERE block IS NOT NULL;
`;

const matching = `
  CREATE TABLE matches (
    id uuid PRIMARY KEY,
    account text NOT NULL,
    state text NOT NULL CHECK (state IN ('SENT', 'CONFIRMED', 'UNAPPLIED', 'UNDO_REQUESTED', 'UNDONE')),
    -- Where it goes back to when its undoing is refused.
    state_before text,
    automatic boolean NOT NULL,
    charges jsonb,
    exchange_difference jsonb,
    note text,
    matched_by text NOT NULL,
    matched_at timestamptz NOT NULL DEFAULT now(),
    undo_transfer uuid,
    undo_reason text,
    undone_by text
  );
  CREATE INDEX matches_by_state ON matches (state, matched_at);
  ALTER TABLE bank_entries ADD CONSTRAINT bank_entries_match FOREIGN KEY (match_id) REFERENCES matches;
  CREATE INDEX bank_entries_by_match ON bank_entries (match_id) WHERE match_id IS NOT NULL;

  CREATE TABLE match_targets (
    id uuid PRIMARY KEY,
    match_id uuid NOT NULL REFERENCES matches,
    entry_id uuid NOT NULL REFERENCES bank_entries,
    kind text NOT NULL,
    target_id text NOT NULL,
    -- In the target's own currency.
    amount_minor bigint NOT NULL,
    currency text NOT NULL,
    eur_minor bigint NOT NULL,
    -- Receipts of one match cross together: they share transaction and transfer.
    transaction_id uuid NOT NULL,
    transfer uuid,
    details jsonb NOT NULL DEFAULT '{}',
    live boolean NOT NULL DEFAULT true
  );
  CREATE INDEX match_targets_by_match ON match_targets (match_id);
  CREATE INDEX match_targets_by_target ON match_targets (kind, target_id) WHERE live;
  -- An order is settled once and returned once, whatever the bank does.
  CREATE UNIQUE INDEX match_targets_once ON match_targets (kind, target_id) WHERE live AND kind IN ('payment-order', 'payment-return');
`;

const periods = `
  CREATE TABLE closed_periods (
    account_id uuid NOT NULL REFERENCES bank_accounts,
    month text NOT NULL,
    balance_minor bigint NOT NULL,
    closed_by text NOT NULL,
    closed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, month)
  );
  CREATE TABLE locked_months (
    month text PRIMARY KEY,
    locked_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE period_reopenings (
    id uuid PRIMARY KEY,
    month text NOT NULL,
    reason text NOT NULL,
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT now(),
    granted_by text,
    granted_at timestamptz
  );
  CREATE UNIQUE INDEX period_reopenings_waiting ON period_reopenings (month) WHERE granted_by IS NULL;
`;
