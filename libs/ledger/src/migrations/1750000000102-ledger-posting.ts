import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The one way to write the journal: many transactions in one set-based call, refused without raising an error. */
export class LedgerPosting1750000000102 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(firstOpenDay);
    await runner.query(open);
    await runner.query(post);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION ledger.post, ledger.open, ledger.first_open_day');
  }
}

const firstOpenDay = `
  CREATE FUNCTION ledger.first_open_day(day date) RETURNS date LANGUAGE plpgsql STABLE AS $$
  DECLARE
    open_day date := day;
  BEGIN
    WHILE EXISTS (SELECT FROM ledger.locked_periods l WHERE l.month = date_trunc('month', open_day::timestamp)::date) LOOP
      open_day := (date_trunc('month', open_day::timestamp) + interval '1 month')::date;
    END LOOP;
    RETURN open_day;
  END $$;
`;

const open = `
  CREATE FUNCTION ledger.open(
    a_path text[], a_currency text[], a_layer text[], a_pcg text[], a_normal smallint[], a_floored boolean[],
    a_required text[], a_dimensions jsonb[]
  ) RETURNS void LANGUAGE sql AS $$
    WITH opened AS (
      INSERT INTO ledger.accounts (path, currency, layer, pcg, normal, floored, required, dimensions)
      SELECT path, currency, layer, pcg, normal, floored, string_to_array(required, ','), coalesce(dimensions, '{}')
        FROM unnest(a_path, a_currency, a_layer, a_pcg, a_normal, a_floored, a_required, a_dimensions)
          WITH ORDINALITY AS a (path, currency, layer, pcg, normal, floored, required, dimensions, n)
       ORDER BY path, n
      ON CONFLICT (path) DO NOTHING
      RETURNING id, floored
    )
    INSERT INTO ledger.balances (account) SELECT id FROM opened WHERE floored;
  $$;
`;

/**
 * Arrays \`a_\` describe the accounts named, \`t_\` the transactions, \`p_\` the postings (by index of both, from 1).
 * Order matters: floors are locked before anything is looked up, so that what a concurrent call committed is seen; nothing is
 * written before every check is done, so that a refusal leaves the caller's transaction usable.
 */
const post = `
  CREATE FUNCTION ledger.post(
    a_path text[], a_currency text[], a_layer text[], a_pcg text[], a_normal smallint[], a_floored boolean[], a_required text[],
    a_debits numeric[], a_credits numeric[],
    t_id uuid[], t_kind text[], t_reason text[], t_reference text[], t_value_date date[], t_accounting_date date[],
    t_transfer uuid[], t_reverses uuid[], t_actor text[], t_metadata jsonb[],
    p_transaction integer[], p_line integer[], p_account integer[], p_amount bigint[], p_currency text[], p_eur bigint[],
    p_dimensions jsonb[], p_missing text[], p_original jsonb[],
    fresh_ids boolean, binding boolean, separately boolean
  ) RETURNS TABLE (outcome text, transaction uuid, accounted_on date, refusal jsonb) LANGUAGE plpgsql AS $$
  #variable_conflict use_column
  DECLARE
    ids integer[];
    normals smallint[];
    currencies text[];
    carried jsonb[];
    available numeric[];
    known uuid[] := array_fill(NULL::uuid, ARRAY[cardinality(t_id)]);
    days date[];
    refusals jsonb[];
    posted bigint[];
    posted_ids uuid[];
    positions bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(t_id)]);
    refused boolean;
    short integer;
    r record;
  BEGIN
    FOR attempt IN 1 .. 2 LOOP
      SELECT array_agg(a.id ORDER BY w.n), array_agg(a.normal ORDER BY w.n), array_agg(a.currency ORDER BY w.n),
             array_agg(a.dimensions ORDER BY w.n)
        INTO ids, normals, currencies, carried
        FROM unnest(a_path) WITH ORDINALITY AS w (path, n) JOIN ledger.accounts a ON a.path = w.path;
      EXIT WHEN cardinality(ids) = cardinality(a_path);
      PERFORM ledger.open(a_path, a_currency, a_layer, a_pcg, a_normal, a_floored, a_required, NULL);
    END LOOP;
    IF cardinality(ids) IS DISTINCT FROM cardinality(a_path) THEN
      RAISE EXCEPTION 'An account was opened by a transaction that this one cannot see' USING ERRCODE = 'serialization_failure';
    END IF;

    -- Held to the end: locking a period waits for the postings under way.
    PERFORM pg_advisory_xact_lock_shared(7226601);

    -- Always in the order of the account's id, so that two calls never wait for each other.
    PERFORM FROM ledger.balances b WHERE b.account = ANY (ids) ORDER BY b.account FOR UPDATE;

    -- New ids without a transfer need no look; if one was posted all the same, the insertion below finds out.
    IF NOT fresh_ids THEN
      SELECT array_agg(coalesce(
               (SELECT e.id FROM ledger.transactions e WHERE e.transfer = t.transfer),
               (SELECT e.id FROM ledger.transactions e WHERE e.id = t.id),
               t.earlier) ORDER BY t.n)
        INTO known
        FROM (SELECT id, transfer, n,
                     CASE WHEN row_number() OVER same > 1 THEN first_value(id) OVER same
                          WHEN row_number() OVER (PARTITION BY id ORDER BY n) > 1 THEN id END AS earlier
                FROM unnest(t_id, t_transfer) WITH ORDINALITY AS u (id, transfer, n)
              WINDOW same AS (PARTITION BY coalesce(transfer, id) ORDER BY n)) AS t;
    END IF;

    SELECT array_agg(CASE WHEN l.month IS NULL THEN coalesce(t.accounting, t.value) ELSE ledger.first_open_day(t.value) END ORDER BY t.n),
           array_agg(CASE WHEN l.month IS NOT NULL AND t.accounting IS NOT NULL THEN jsonb_build_object('code', 'PERIOD_LOCKED',
             'accountingDate', t.accounting, 'firstOpenDay', ledger.first_open_day(t.accounting)) END ORDER BY t.n)
      INTO days, refusals
      FROM unnest(t_value_date, t_accounting_date) WITH ORDINALITY AS t (value, accounting, n)
      LEFT JOIN ledger.locked_periods l ON l.month = date_trunc('month', coalesce(t.accounting, t.value)::timestamp)::date;

    IF EXISTS (SELECT FROM unnest(a_currency, currencies) AS a (given, kept) WHERE given <> kept) THEN
      FOR r IN
        SELECT p.n, p.account FROM unnest(p_transaction, p_account) AS p (n, account) WHERE currencies[p.account] <> a_currency[p.account]
      LOOP
        refusals[r.n] := coalesce(refusals[r.n], jsonb_build_object('code', 'WRONG_CURRENCY', 'account', a_path[r.account],
          'expected', currencies[r.account], 'given', a_currency[r.account]));
      END LOOP;
    END IF;

    -- What a posting lacks may be what its account carries.
    FOR r IN
      SELECT p.n, p.account, jsonb_agg(m.name) AS missing
        FROM unnest(p_transaction, p_account, p_missing) AS p (n, account, missing), unnest(string_to_array(p.missing, ',')) AS m (name)
       WHERE p.missing IS NOT NULL AND NOT carried[p.account] ? m.name
       GROUP BY p.n, p.account
    LOOP
      refusals[r.n] := coalesce(refusals[r.n], jsonb_build_object('code', 'MISSING_DIMENSION', 'account', a_path[r.account], 'missing', r.missing));
    END LOOP;

    IF binding THEN
      SELECT array_agg((SELECT b.amount * normals[w.n] FROM ledger.balances b WHERE b.account = w.id) ORDER BY w.n)
        INTO available FROM unnest(ids) WITH ORDINALITY AS w (id, n);
    END IF;
    -- Only where all that goes out, before anything comes in, would be too much does the order matter.
    IF binding AND EXISTS (
      SELECT FROM (SELECT available, CASE WHEN normal = 1 THEN credits ELSE debits END AS outgoing
                     FROM unnest(available, normals, a_debits, a_credits) AS a (available, normal, debits, credits)) AS a
       WHERE a.outgoing > 0 AND a.available < a.outgoing
    ) THEN
      FOR r IN
        SELECT d.n, array_agg(d.account) AS accounts, array_agg(d.change) AS changes
          FROM (SELECT p.n, p.account, sum(p.amount) * normals[p.account] AS change
                  FROM unnest(p_transaction, p_account, p_amount) AS p (n, account, amount)
                 WHERE available[p.account] IS NOT NULL AND known[p.n] IS NULL AND refusals[p.n] IS NULL
                 GROUP BY p.n, p.account) AS d
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

    SELECT coalesce(bool_or(c.known IS NULL AND c.refusal IS NOT NULL), false) INTO refused FROM unnest(known, refusals) AS c (known, refusal);
    IF separately OR NOT refused THEN
      WITH fresh AS (
        INSERT INTO ledger.transactions
          (id, kind, reason, reference, accounting_date, value_date, posted_at, transfer, reverses, actor, metadata)
        SELECT id, kind, reason, reference, day, value_date, clock_timestamp(), transfer, reverses, actor, metadata
          FROM unnest(t_id, t_kind, t_reason, t_reference, days, t_value_date, t_transfer, t_reverses, t_actor, t_metadata, known, refusals)
            WITH ORDINALITY AS t (id, kind, reason, reference, day, value_date, transfer, reverses, actor, metadata, known, refusal, n)
         WHERE t.known IS NULL AND t.refusal IS NULL
         ORDER BY t.n
        ON CONFLICT DO NOTHING
        RETURNING position, id
      ), queued AS (
        INSERT INTO ledger.unsealed (position) SELECT position FROM fresh
      )
      SELECT array_agg(f.position ORDER BY f.position), array_agg(f.id ORDER BY f.position) INTO posted, posted_ids FROM fresh f;

      -- Both lists are in the order of the call; what a concurrent call posted first is missing from one.
      short := 1;
      FOR n IN 1 .. cardinality(t_id) LOOP
        IF posted_ids[short] = t_id[n] AND known[n] IS NULL THEN
          positions[n] := posted[short];
          short := short + 1;
        END IF;
      END LOOP;

      WITH written AS (
        INSERT INTO ledger.postings
          (transaction, line, account, amount, currency, eur, dimensions, original, accounting_date, value_date)
        SELECT positions[p.n], p.line, ids[p.account], p.amount, p.currency, p.eur, carried[p.account] || p.dimensions, p.original,
               days[p.n], t_value_date[p.n]
          FROM unnest(p_transaction, p_line, p_account, p_amount, p_currency, p_eur, p_dimensions, p_original)
            AS p (n, line, account, amount, currency, eur, dimensions, original)
         WHERE positions[p.n] IS NOT NULL
        RETURNING account, amount, eur
      )
      UPDATE ledger.balances b SET amount = b.amount + m.amount, eur = b.eur + m.eur
        FROM (SELECT account, sum(amount) AS amount, sum(eur) AS eur FROM written GROUP BY account) AS m
       WHERE b.account = m.account;
    END IF;

    RETURN QUERY
      SELECT CASE WHEN t.position IS NOT NULL THEN 'POSTED' WHEN e.id IS NOT NULL THEN 'DUPLICATE' ELSE 'REFUSED' END,
             coalesce(e.id, t.id), coalesce(e.accounting_date, t.day),
             CASE WHEN t.position IS NULL AND e.id IS NULL THEN coalesce(t.refusal, refusals[array_position(t_id, t.known)]) END
        FROM unnest(t_id, t_transfer, days, known, refusals, positions)
          WITH ORDINALITY AS t (id, transfer, day, known, refusal, position, n)
        LEFT JOIN LATERAL (SELECT x.id, x.accounting_date FROM ledger.transactions x
                            WHERE t.position IS NULL AND (x.id = coalesce(t.known, t.id) OR x.transfer = t.transfer) LIMIT 1) e ON true
       ORDER BY t.n;
  END $$;
`;
