import type { MigrationInterface, QueryRunner } from 'typeorm';

/** History of bank details and orders, payment files that can't change, and what banks say of them (pain.002). */
export class TreasuryPayments1760000000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [appendOnly, beneficiaries, orders, files, reports]) await runner.query(statements);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE payment_status_reports, payment_file_downloads, payment_order_history, beneficiary_changes;
      DROP TRIGGER payment_files_never_change ON payment_files;
      DROP FUNCTION refuse_change();
      ALTER TABLE payment_files DROP COLUMN sha256;
      ALTER TABLE payment_orders DROP CONSTRAINT payment_orders_attempts;
      ALTER TABLE payment_orders DROP COLUMN attempt, DROP COLUMN previous, DROP COLUMN beneficiary_id, DROP COLUMN execution_on,
        DROP COLUMN bank_status, DROP COLUMN bank_reasons, DROP COLUMN bank_status_at,
        ADD CONSTRAINT payment_orders_payment_request_key UNIQUE (payment_request);
      ALTER TABLE beneficiaries DROP COLUMN details_version, DROP COLUMN changed_on, DROP COLUMN proposed_on, DROP COLUMN proposed_name;
    `);
  }
}

const appendOnly = `
  CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '% is never changed', TG_TABLE_NAME;
  END $$;
`;

const complete = `'{"kind": null, "holder": null, "regulatory": null}'::jsonb`;
const kindOf = (details: string) =>
  `jsonb_build_object('kind', CASE WHEN ${details} ->> 'iban' IS NULL THEN 'LOCAL' ELSE 'IBAN' END)`;

const beneficiaries = `
  ALTER TABLE beneficiaries
    -- Counts the details ever confirmed.
    ADD COLUMN details_version integer NOT NULL DEFAULT 0,
    -- Business day on which details that replaced others were confirmed.
    ADD COLUMN changed_on date,
    ADD COLUMN proposed_on date,
    ADD COLUMN proposed_name text;
  UPDATE beneficiaries SET
    details = details || ${complete} || ${kindOf('details')},
    proposed = proposed || ${complete} || ${kindOf('proposed')},
    details_version = CASE WHEN details IS NULL THEN 0 ELSE 1 END;

  CREATE TABLE beneficiary_changes (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    beneficiary_id uuid NOT NULL REFERENCES beneficiaries,
    act text NOT NULL CHECK (act IN ('PROPOSED', 'CONFIRMED', 'REJECTED')),
    -- Confirmed details at that moment, and the ones the act is about.
    before jsonb,
    after jsonb NOT NULL,
    reason text,
    actor text NOT NULL,
    actor_name text NOT NULL,
    day date NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
  );
  CREATE INDEX beneficiary_changes_by_beneficiary ON beneficiary_changes (beneficiary_id, position);
  INSERT INTO beneficiary_changes (beneficiary_id, act, after, actor, actor_name, day, at)
    SELECT id, act, content, actor, actor, at::date, at FROM (
      SELECT id, 'PROPOSED' AS act, coalesce(proposed, details) AS content, coalesce(proposed_by, created_by) AS actor, coalesce(proposed_at, now()) AS at
        FROM beneficiaries
      UNION ALL SELECT id, 'CONFIRMED', details, confirmed_by, confirmed_at FROM beneficiaries WHERE confirmed_at IS NOT NULL
    ) AS known WHERE content IS NOT NULL ORDER BY known.at;
  CREATE TRIGGER beneficiary_changes_never_change BEFORE UPDATE OR DELETE ON beneficiary_changes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`;

const orders = `
  ALTER TABLE payment_orders
    ADD COLUMN attempt integer NOT NULL DEFAULT 1,
    -- The returned order that this one pays again.
    ADD COLUMN previous uuid REFERENCES payment_orders,
    -- Known from the first time its name or code was found.
    ADD COLUMN beneficiary_id uuid REFERENCES beneficiaries,
    ADD COLUMN execution_on date,
    -- What the bank last said of it (ISO 20022 external code), which never settles it.
    ADD COLUMN bank_status text,
    ADD COLUMN bank_reasons jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN bank_status_at timestamptz,
    DROP CONSTRAINT payment_orders_payment_request_key,
    ADD CONSTRAINT payment_orders_attempts UNIQUE (payment_request, attempt);
  CREATE INDEX payment_orders_by_beneficiary ON payment_orders (beneficiary_id) WHERE state IN ('ORDERED', 'APPROVED');
  CREATE INDEX payment_orders_by_file ON payment_orders (file_id) WHERE file_id IS NOT NULL;

  CREATE TABLE payment_order_history (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id uuid NOT NULL REFERENCES payment_orders,
    what text NOT NULL,
    state text NOT NULL,
    actor text,
    actor_name text,
    details jsonb NOT NULL DEFAULT '{}',
    at timestamptz NOT NULL DEFAULT clock_timestamp()
  );
  CREATE INDEX payment_order_history_by_order ON payment_order_history (order_id, position);
  INSERT INTO payment_order_history (order_id, what, state, actor, actor_name, details, at)
    SELECT id, what, state, actor, actor, details, at FROM (
      SELECT id, 'ORDERED' AS what, 'ORDERED' AS state, NULL AS actor, '{}'::jsonb AS details, ordered_at AS at FROM payment_orders
      UNION ALL
      SELECT o.id, 'APPROVAL', CASE WHEN a.number >= 2 THEN 'APPROVED' ELSE 'ORDERED' END, a.content ->> 'actor',
             jsonb_build_object('role', a.content ->> 'role'), (a.content ->> 'at')::timestamptz
        FROM payment_orders o CROSS JOIN LATERAL jsonb_array_elements(o.approvals) WITH ORDINALITY AS a (content, number)
      UNION ALL
      SELECT o.id, 'EMITTED', 'EMITTED', f.created_by, jsonb_build_object('file', f.id, 'messageId', f.message_id), f.created_at
        FROM payment_orders o JOIN payment_files f ON f.id = o.file_id
    ) AS known ORDER BY known.at;
  CREATE TRIGGER payment_order_history_never_changes BEFORE UPDATE OR DELETE ON payment_order_history
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`;

const files = `
  ALTER TABLE payment_files ADD COLUMN sha256 text;
  UPDATE payment_files SET sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex');
  ALTER TABLE payment_files ALTER COLUMN sha256 SET NOT NULL;
  CREATE TRIGGER payment_files_never_change BEFORE UPDATE OR DELETE ON payment_files
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TABLE payment_file_downloads (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file_id uuid NOT NULL REFERENCES payment_files,
    actor text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
  );
  CREATE INDEX payment_file_downloads_by_file ON payment_file_downloads (file_id);
`;

const reports = `
  CREATE TABLE payment_status_reports (
    id uuid PRIMARY KEY,
    file_id uuid NOT NULL REFERENCES payment_files,
    message_id text NOT NULL,
    format text NOT NULL,
    -- SHA-256 of the file as it came: imported again, it changes nothing.
    digest text NOT NULL UNIQUE,
    group_status text,
    transactions integer NOT NULL,
    changed integer NOT NULL,
    rejected integer NOT NULL,
    imported_by text NOT NULL,
    imported_at timestamptz NOT NULL DEFAULT clock_timestamp()
  );
  CREATE INDEX payment_status_reports_by_file ON payment_status_reports (file_id);
`;
