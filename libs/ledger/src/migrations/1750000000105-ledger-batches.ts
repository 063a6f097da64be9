import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LedgerPosting1750000000102 } from './1750000000102-ledger-posting';

/**
 * The journal written for less: what a batch repeats is sent once, what is true of all of it is asked once, and the queue for
 * sealing takes a batch in a few rows. What is checked and what is kept stay as they were.
 */
export class LedgerBatches1750000000105 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [queue, grants, dropPost, post]) await runner.query(statement);
    await runner.query(indexes);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(formerIndexes);
    await runner.query('DROP FUNCTION ledger.post, ledger.open, ledger.first_open_day');
    await runner.query(queueOfSingles);
    await new LedgerPosting1750000000102().up(runner);
  }
}

/**
 * Each index costs every posting. A value date is mostly the accounting date, and the others have an index of their own; only
 * manual entries are listed by kind.
 */
const indexes = `
  DROP INDEX ledger.postings_by_value_date;
  DROP INDEX ledger.transactions_by_kind;
  CREATE INDEX transactions_by_hand ON ledger.transactions (posted_at, id) WHERE kind = 'journal-entry';
`;

const formerIndexes = `
  DROP INDEX ledger.transactions_by_hand;
  CREATE INDEX transactions_by_kind ON ledger.transactions (kind, posted_at);
  CREATE INDEX postings_by_value_date ON ledger.postings (account, value_date);
`;

const dropPost = 'DROP FUNCTION ledger.post';

/** A view keeps the name: whoever reads what waits to be sealed reads positions. */
const queue = `
  ALTER TABLE ledger.unsealed RENAME TO sealing_queue;
  ALTER TABLE ledger.sealing_queue RENAME COLUMN position TO first;
  ALTER TABLE ledger.sealing_queue RENAME CONSTRAINT unsealed_pkey TO sealing_queue_pkey;
  ALTER TABLE ledger.sealing_queue ADD COLUMN positions bigint[];
  UPDATE ledger.sealing_queue SET positions = ARRAY[first];
  ALTER TABLE ledger.sealing_queue ALTER COLUMN positions SET NOT NULL;
  CREATE VIEW ledger.unsealed AS SELECT unnest(positions) AS position FROM ledger.sealing_queue;
`;

const queueOfSingles = `
  CREATE TEMPORARY TABLE waiting ON COMMIT DROP AS SELECT position FROM ledger.unsealed;
  DROP VIEW ledger.unsealed;
  DELETE FROM ledger.sealing_queue;
  ALTER TABLE ledger.sealing_queue DROP COLUMN positions;
  ALTER TABLE ledger.sealing_queue RENAME CONSTRAINT sealing_queue_pkey TO unsealed_pkey;
  ALTER TABLE ledger.sealing_queue RENAME COLUMN first TO position;
  ALTER TABLE ledger.sealing_queue RENAME TO unsealed;
  INSERT INTO ledger.unsealed (position) SELECT position FROM waiting;
`;

const grants = `
  DO $$
  DECLARE
    app text := current_database() || '_app';
  BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = app) THEN
      EXECUTE format('GRANT SELECT ON ledger.unsealed TO %I', app);
    END IF;
  END $$;
`;

/** Positions of a row of the queue at most: it stays small enough for its page. */
const queued = 100;

/** Transactions are written in the order of the call, so their positions come in that order too. */
const insertTransactions = (onConflict: string): string => `
  WITH fresh AS (
    INSERT INTO ledger.transactions
      (id, kind, reason, reference, accounting_date, value_date, posted_at, transfer, reverses, actor, metadata)
    SELECT id, kind, reason, reference, day, value_date, clock_timestamp(), transfer, reverses, actor, metadata
      FROM unnest(t_id, t_kind, t_reason, t_reference, days, t_value_date, t_transfer, t_reverses, t_actor, t_metadata, known, refusals)
        WITH ORDINALITY AS t (id, kind, reason, reference, day, value_date, transfer, reverses, actor, metadata, known, refusal, n)
     WHERE t.known IS NULL AND t.refusal IS NULL
     ORDER BY t.n
    ${onConflict}
    RETURNING position, id
  )
  SELECT array_agg(f.position ORDER BY f.position), array_agg(f.id ORDER BY f.position) INTO posted, posted_ids FROM fresh f;
`;

/**
 * Arrays \`a_\` describe the accounts named (\`e_\` the entries of the chart they open with), \`s_\` the subjects: an account with
 * dimensions, \`t_\` the transactions, \`p_\` the postings, by index of the others from 1. An array nobody needs may be null.
 * Order matters: floors are locked before anything is looked up, so that what a concurrent call committed is seen; nothing is
 * written before every check is done, so that a refusal leaves the caller's transaction usable.
 * Answers only the transactions that were not posted, or not on the day they asked for.
 */
const post = `
  CREATE FUNCTION ledger.post(
    e_layer text[], e_pcg text[], e_normal smallint[], e_floored boolean[], e_required text[],
    a_path text[], a_currency text[], a_entry integer[], a_debits numeric[], a_credits numeric[],
    s_account integer[], s_dimensions jsonb[], s_missing text[],
    t_id uuid[], t_kind text[], t_reason text[], t_reference text[], t_value_date date[], t_accounting_date date[],
    t_transfer uuid[], t_reverses uuid[], t_actor text[], t_metadata jsonb[],
    p_transaction integer[], p_line integer[], p_subject integer[], p_amount bigint[], p_eur bigint[], p_original jsonb[],
    fresh_ids boolean, binding boolean, separately boolean
  ) RETURNS TABLE (place integer, outcome text, transaction uuid, accounted_on date, refusal jsonb) LANGUAGE plpgsql AS $$
  #variable_conflict use_column
  DECLARE
    ids integer[];
    normals smallint[];
    currencies text[];
    carried jsonb[];
    available numeric[];
    subject_ids integer[];
    subject_currencies text[];
    dimensions jsonb[];
    known uuid[] := array_fill(NULL::uuid, ARRAY[cardinality(t_id)]);
    refusals jsonb[] := array_fill(NULL::jsonb, ARRAY[cardinality(t_id)]);
    days date[];
    earliest date;
    posted bigint[];
    posted_ids uuid[];
    positions bigint[];
    short integer;
    r record;
  BEGIN
    FOR attempt IN 1 .. 2 LOOP
      SELECT array_agg(a.id ORDER BY w.n), array_agg(a.normal ORDER BY w.n), array_agg(a.currency ORDER BY w.n),
             array_agg(a.dimensions ORDER BY w.n)
        INTO ids, normals, currencies, carried
        FROM unnest(a_path) WITH ORDINALITY AS w (path, n) JOIN ledger.accounts a ON a.path = w.path;
      EXIT WHEN cardinality(ids) = cardinality(a_path);
      PERFORM ledger.open(a_path, a_currency, array_agg(e_layer[w.entry] ORDER BY w.n), array_agg(e_pcg[w.entry] ORDER BY w.n),
                          array_agg(e_normal[w.entry] ORDER BY w.n), array_agg(e_floored[w.entry] ORDER BY w.n),
                          array_agg(e_required[w.entry] ORDER BY w.n), NULL)
         FROM unnest(a_entry) WITH ORDINALITY AS w (entry, n);
    END LOOP;
    IF cardinality(ids) IS DISTINCT FROM cardinality(a_path) THEN
      RAISE EXCEPTION 'An account was opened by a transaction that this one cannot see' USING ERRCODE = 'serialization_failure';
    END IF;

    -- Held to the end: locking a period waits for the postings under way.
    PERFORM pg_advisory_xact_lock_shared(7226601);

    -- Always in the order of the account's id, so that two calls never wait for each other; read once they are ours.
    WITH locked AS (
      SELECT b.account, b.amount FROM ledger.balances b WHERE b.account = ANY (ids) ORDER BY b.account FOR UPDATE
    )
    SELECT array_agg(l.amount * w.normal ORDER BY w.n) INTO available
      FROM unnest(ids, normals) WITH ORDINALITY AS w (id, normal, n) LEFT JOIN locked l ON l.account = w.id;

    -- New ids without a transfer need no look. A transfer counts before an id, in the journal and in the call alike.
    IF NOT fresh_ids THEN
      SELECT array_agg(coalesce(
               (SELECT e.id FROM ledger.transactions e WHERE e.transfer = t.transfer),
               CASE WHEN t.transfer IS NOT NULL AND t.nth > 1 THEN t.earlier END,
               (SELECT e.id FROM ledger.transactions e WHERE e.id = t.id),
               CASE WHEN t.nth > 1 THEN t.earlier WHEN t.nth_of_id > 1 THEN t.id END) ORDER BY t.n)
        INTO known
        FROM (SELECT id, transfer, n, row_number() OVER same AS nth, first_value(id) OVER same AS earlier,
                     row_number() OVER (PARTITION BY id ORDER BY n) AS nth_of_id
                FROM unnest(t_id, t_transfer) WITH ORDINALITY AS u (id, transfer, n)
              WINDOW same AS (PARTITION BY coalesce(transfer, id) ORDER BY n)) AS t;
    END IF;

    SELECT array_agg(coalesce(t.accounting, t.value) ORDER BY t.n), min(coalesce(t.accounting, t.value)) INTO days, earliest
      FROM unnest(t_value_date, t_accounting_date) WITH ORDINALITY AS t (value, accounting, n);
    -- Mostly every day comes after the last locked month.
    IF EXISTS (SELECT FROM ledger.locked_periods l WHERE l.month >= date_trunc('month', earliest::timestamp)::date) THEN
      SELECT array_agg(CASE WHEN l.month IS NULL THEN coalesce(t.accounting, t.value) ELSE ledger.first_open_day(t.value) END ORDER BY t.n),
             array_agg(CASE WHEN l.month IS NOT NULL AND t.accounting IS NOT NULL THEN jsonb_build_object('code', 'PERIOD_LOCKED',
               'accountingDate', t.accounting, 'firstOpenDay', ledger.first_open_day(t.accounting)) END ORDER BY t.n)
        INTO days, refusals
        FROM unnest(t_value_date, t_accounting_date) WITH ORDINALITY AS t (value, accounting, n)
        LEFT JOIN ledger.locked_periods l ON l.month = date_trunc('month', coalesce(t.accounting, t.value)::timestamp)::date;
    END IF;

    IF EXISTS (SELECT FROM unnest(a_currency, currencies) AS a (given, kept) WHERE given <> kept) THEN
      FOR r IN
        SELECT p.n, s_account[p.subject] AS account
          FROM unnest(p_transaction, p_subject) WITH ORDINALITY AS p (n, subject, place)
         WHERE currencies[s_account[p.subject]] <> a_currency[s_account[p.subject]] ORDER BY p.place
      LOOP
        refusals[r.n] := coalesce(refusals[r.n], jsonb_build_object('code', 'WRONG_CURRENCY', 'account', a_path[r.account],
          'expected', currencies[r.account], 'given', a_currency[r.account]));
      END LOOP;
    END IF;

    -- What a posting lacks may be what its account carries.
    FOR r IN
      SELECT p.n, s.account, s.missing
        FROM (SELECT u.subject, u.account,
                     (SELECT jsonb_agg(m.name) FROM unnest(string_to_array(u.missing, ',')) AS m (name) WHERE NOT carried[u.account] ? m.name) AS missing
                FROM unnest(s_account, s_missing) WITH ORDINALITY AS u (account, missing, subject) WHERE u.missing IS NOT NULL) AS s
        JOIN unnest(p_transaction, p_subject) WITH ORDINALITY AS p (n, subject, place) ON p.subject = s.subject
       WHERE s.missing IS NOT NULL ORDER BY p.place
    LOOP
      refusals[r.n] := coalesce(refusals[r.n], jsonb_build_object('code', 'MISSING_DIMENSION', 'account', a_path[r.account], 'missing', r.missing));
    END LOOP;

    -- Only where all that goes out, before anything comes in, would be too much does the order matter.
    IF binding AND EXISTS (
      SELECT FROM (SELECT available, CASE WHEN normal = 1 THEN credits ELSE debits END AS outgoing
                     FROM unnest(available, normals, a_debits, a_credits) AS a (available, normal, debits, credits)) AS a
       WHERE a.outgoing > 0 AND a.available < a.outgoing
    ) THEN
      FOR r IN
        SELECT d.n, array_agg(d.account) AS accounts, array_agg(d.change) AS changes
          FROM (SELECT p.n, s_account[p.subject] AS account, sum(p.amount) * normals[s_account[p.subject]] AS change
                  FROM unnest(p_transaction, p_subject, p_amount) AS p (n, subject, amount)
                 WHERE available[s_account[p.subject]] IS NOT NULL AND known[p.n] IS NULL AND refusals[p.n] IS NULL
                 GROUP BY p.n, s_account[p.subject]) AS d
         GROUP BY d.n ORDER BY d.n
      LOOP
        short := NULL;
        FOR k IN 1 .. cardinality(r.accounts) LOOP
          IF r.changes[k] < 0 AND available[r.accounts[k]] + r.changes[k] < 0 THEN short := k; EXIT; END IF;
        END LOOP;
        IF short IS NULL THEN
          FOR k IN 1 .. cardinality(r.accounts) LOOP
            available[r.accounts[k]] := available[r.accounts[k]] + r.changes[k];
          END LOOP;
        ELSE
          refusals[r.n] := jsonb_build_object('code', 'INSUFFICIENT_FUNDS', 'account', a_path[r.accounts[short]],
            'available', greatest(available[r.accounts[short]], 0)::text, 'requested', (-r.changes[short])::text);
        END IF;
      END LOOP;
    END IF;

    IF separately OR NOT EXISTS (SELECT FROM unnest(known, refusals) AS c (known, refusal) WHERE c.known IS NULL AND c.refusal IS NOT NULL) THEN
      -- An id or a transfer that a concurrent call posted in the meantime is left out; a new id cannot be.
      IF fresh_ids THEN ${insertTransactions('')}
      ELSE ${insertTransactions('ON CONFLICT DO NOTHING')}
      END IF;
      INSERT INTO ledger.sealing_queue (first, positions)
      SELECT posted[k], posted[k : k + ${queued} - 1] FROM generate_series(1, cardinality(posted), ${queued}) AS k;

      IF cardinality(posted) = cardinality(t_id) THEN
        positions := posted;
      ELSE
        SELECT array_agg(p.position ORDER BY t.n) INTO positions
          FROM unnest(t_id, known) WITH ORDINALITY AS t (id, known, n)
          LEFT JOIN unnest(posted, posted_ids) AS p (position, id) ON p.id = t.id AND t.known IS NULL;
      END IF;

      SELECT array_agg(ids[s.account] ORDER BY s.n), array_agg(currencies[s.account] ORDER BY s.n),
             array_agg(carried[s.account] || s.dimensions ORDER BY s.n)
        INTO subject_ids, subject_currencies, dimensions
        FROM unnest(s_account, s_dimensions) WITH ORDINALITY AS s (account, dimensions, n);

      INSERT INTO ledger.postings
        (transaction, line, account, amount, currency, eur, dimensions, original, accounting_date, value_date)
      SELECT positions[p.n], p.line, subject_ids[p.subject], p.amount, subject_currencies[p.subject], p.eur, dimensions[p.subject],
             p.original, days[p.n], t_value_date[p.n]
        FROM unnest(p_transaction, p_line, p_subject, p_amount, p_eur, p_original) AS p (n, line, subject, amount, eur, original)
       WHERE positions[p.n] IS NOT NULL;

      UPDATE ledger.balances b SET amount = b.amount + m.amount, eur = b.eur + m.eur
        FROM (SELECT subject_ids[p.subject] AS account, sum(p.amount) AS amount, sum(p.eur) AS eur
                FROM unnest(p_transaction, p_subject, p_amount, p_eur) AS p (n, subject, amount, eur)
               WHERE positions[p.n] IS NOT NULL GROUP BY subject_ids[p.subject]) AS m
       WHERE b.account = m.account;
    END IF;

    RETURN QUERY
      SELECT t.n::integer, CASE WHEN t.position IS NOT NULL THEN 'POSTED' WHEN e.id IS NOT NULL THEN 'DUPLICATE' ELSE 'REFUSED' END,
             coalesce(e.id, t.id), coalesce(e.accounting_date, t.day),
             CASE WHEN t.position IS NULL AND e.id IS NULL THEN coalesce(t.refusal, refusals[array_position(t_id, t.known)]) END
        FROM unnest(t_id, t_transfer, t_value_date, t_accounting_date, days, known, refusals, positions)
          WITH ORDINALITY AS t (id, transfer, value, accounting, day, known, refusal, position, n)
        LEFT JOIN LATERAL (SELECT x.id, x.accounting_date FROM ledger.transactions x
                            WHERE t.position IS NULL AND (x.id = coalesce(t.known, t.id) OR x.transfer = t.transfer) LIMIT 1) e ON true
       WHERE t.position IS NULL OR t.day <> coalesce(t.accounting, t.value)
       ORDER BY t.n;
  END $$;
`;
