import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sums of what is sealed, so that no balance reads the whole journal. A snapshot covers a run of sealed numbers, never a date:
 * what commits late is numbered late and falls in a later snapshot, so none is ever missed and none ever changes.
 */
export class LedgerSnapshots1750000000104 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [tables, allowance, takeSnapshot, sumsAt, grants]) await runner.query(statement);
    for (const table of ['snapshots', 'snapshot_sums']) {
      await runner.query(`
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.${table}
          FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION ledger.sums_at, ledger.take_snapshot, ledger.snapshot_moves');
    await runner.query('ALTER TABLE ledger.accounts DROP COLUMN allowance');
    await runner.query('DROP INDEX ledger.postings_valued_otherwise');
    await runner.query('DROP TABLE ledger.snapshot_sums, ledger.snapshots, ledger.snapshot_levels');
  }
}

const tables = `
  -- Sealed transactions that a snapshot of each level covers; each size is a multiple of the one below.
  CREATE TABLE ledger.snapshot_levels (level smallint PRIMARY KEY, size bigint NOT NULL);
  INSERT INTO ledger.snapshot_levels SELECT level, 128 * 16 ^ level FROM generate_series(0, 6) AS level;

  -- Snapshot n of a level covers the sealed numbers from n * size + 1 to (n + 1) * size.
  CREATE TABLE ledger.snapshots (
    level smallint,
    number bigint,
    first_posted_at timestamptz NOT NULL,
    last_posted_at timestamptz NOT NULL,
    PRIMARY KEY (level, number)
  );

  -- What a snapshot's transactions moved on an account up to the end of a day, on either date. Sums may exceed a bigint.
  CREATE TABLE ledger.snapshot_sums (
    level smallint,
    number bigint,
    account integer,
    by_value boolean,
    day date,
    debit numeric NOT NULL,
    credit numeric NOT NULL,
    eur_debit numeric NOT NULL,
    eur_credit numeric NOT NULL,
    PRIMARY KEY (level, number, account, by_value, day)
  );

  -- Statements by value date: what has the same date in the books is found by that one.
  CREATE INDEX postings_valued_otherwise ON ledger.postings (account, value_date) WHERE value_date <> accounting_date;
`;

/**
 * A limited account may go below zero by so much: its row of ledger.balances starts with that, so what a floor is checked
 * against is what may still be taken; its balance is that amount less the allowance.
 */
const allowance = `
  ALTER TABLE ledger.accounts ADD COLUMN allowance numeric NOT NULL DEFAULT 0 CHECK (allowance = 0 OR floored AND allowance > 0);
  COMMENT ON COLUMN ledger.accounts.allowance IS 'minor units of its currency below zero, on its normal side';
`;

/**
 * Plans must not follow guesses about how much lies behind a snapshot: every step is a look-up by key. For that, sub-queries
 * stay where they are (OFFSET 0), and an account never leads to its postings by the other index (+ 0).
 */
const byKeyOnly = 'SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off';

/** `take_snapshot` takes the next one whose transactions are all sealed, the smallest first; false when there is none to take. */
const takeSnapshot = `
  CREATE FUNCTION ledger.snapshot_moves(a_level smallint, a_number bigint)
  RETURNS TABLE (account integer, by_value boolean, day date, debit numeric, credit numeric, eur_debit numeric, eur_credit numeric)
  LANGUAGE plpgsql STABLE ${byKeyOnly} AS $$
  #variable_conflict use_column
  DECLARE
    width bigint := (SELECT size FROM ledger.snapshot_levels WHERE level = a_level);
    ratio bigint := width / (SELECT size FROM ledger.snapshot_levels WHERE level = a_level - 1);
  BEGIN
    IF a_level = 0 THEN
      RETURN QUERY
        SELECT p.account, b.by_value, b.day, sum(greatest(p.amount, 0)), sum(greatest(-p.amount::numeric, 0)),
               sum(greatest(p.eur, 0)), sum(greatest(-p.eur::numeric, 0))
          FROM ledger.seals s
          CROSS JOIN LATERAL (SELECT t.position FROM ledger.transactions t WHERE t.id = s.transaction OFFSET 0) t
          CROSS JOIN LATERAL (SELECT p.* FROM ledger.postings p WHERE p.transaction = t.position OFFSET 0) p
          CROSS JOIN LATERAL (VALUES (false, p.accounting_date), (true, p.value_date)) AS b (by_value, day)
         WHERE s.number > a_number * width AND s.number <= (a_number + 1) * width
         GROUP BY p.account, b.by_value, b.day;
    ELSE
      RETURN QUERY
        SELECT m.account, m.by_value, m.day, sum(m.debit), sum(m.credit), sum(m.eur_debit), sum(m.eur_credit)
          FROM (SELECT account, by_value, day, debit - lag(debit, 1, 0) OVER earlier AS debit, credit - lag(credit, 1, 0) OVER earlier AS credit,
                       eur_debit - lag(eur_debit, 1, 0) OVER earlier AS eur_debit, eur_credit - lag(eur_credit, 1, 0) OVER earlier AS eur_credit
                  FROM ledger.snapshot_sums
                 WHERE level = a_level - 1 AND number >= a_number * ratio AND number < (a_number + 1) * ratio
                WINDOW earlier AS (PARTITION BY number, account, by_value ORDER BY day)) AS m
         GROUP BY m.account, m.by_value, m.day;
    END IF;
  END $$;

  CREATE FUNCTION ledger.take_snapshot() RETURNS boolean LANGUAGE plpgsql ${byKeyOnly} AS $$
  DECLARE
    next record;
  BEGIN
    PERFORM pg_advisory_xact_lock(7226603);
    SELECT l.level, l.size, t.taken AS number, below.size AS part
      INTO next
      FROM ledger.snapshot_levels l
      LEFT JOIN ledger.snapshot_levels below ON below.level = l.level - 1
      CROSS JOIN LATERAL (SELECT coalesce(max(s.number) + 1, 0) AS taken FROM ledger.snapshots s WHERE s.level = l.level) t
     WHERE (t.taken + 1) * l.size <= CASE
             WHEN l.level = 0 THEN (SELECT coalesce(max(s.number), 0) FROM ledger.seals s)
             ELSE (SELECT coalesce(max(s.number) + 1, 0) FROM ledger.snapshots s WHERE s.level = l.level - 1) * below.size END
     ORDER BY l.level LIMIT 1;
    IF next IS NULL THEN RETURN false; END IF;

    INSERT INTO ledger.snapshot_sums (level, number, account, by_value, day, debit, credit, eur_debit, eur_credit)
    SELECT next.level, next.number, m.account, m.by_value, m.day, sum(m.debit) OVER earlier, sum(m.credit) OVER earlier,
           sum(m.eur_debit) OVER earlier, sum(m.eur_credit) OVER earlier
      FROM ledger.snapshot_moves(next.level, next.number) m
    WINDOW earlier AS (PARTITION BY m.account, m.by_value ORDER BY m.day);

    IF next.level = 0 THEN
      INSERT INTO ledger.snapshots (level, number, first_posted_at, last_posted_at)
      SELECT 0, next.number, min(t.posted_at), max(t.posted_at)
        FROM ledger.seals s
        CROSS JOIN LATERAL (SELECT t.posted_at FROM ledger.transactions t WHERE t.id = s.transaction OFFSET 0) t
       WHERE s.number > next.number * next.size AND s.number <= (next.number + 1) * next.size;
    ELSE
      INSERT INTO ledger.snapshots (level, number, first_posted_at, last_posted_at)
      SELECT next.level, next.number, min(s.first_posted_at), max(s.last_posted_at)
        FROM ledger.snapshots s
       WHERE s.level = next.level - 1
         AND s.number >= next.number * (next.size / next.part) AND s.number < (next.number + 1) * (next.size / next.part);
    END IF;
    RETURN true;
  END $$;
`;

/**
 * What accounts moved up to the end of a day (null: any), as known at an instant (null: now): the largest snapshots known whole,
 * then the journal where a snapshot is known in part, after the last one, and what is not sealed yet. Debit and credit turnover;
 * accounts that had not moved are absent.
 */
const sumsAt = `
  CREATE FUNCTION ledger.sums_at(a_accounts integer[], a_by_value boolean, a_day date, a_known_at timestamptz)
  RETURNS TABLE (account integer, debit numeric, credit numeric, eur_debit numeric, eur_credit numeric)
  LANGUAGE plpgsql STABLE ${byKeyOnly} SET plan_cache_mode = force_generic_plan AS $$
  #variable_conflict use_column
  DECLARE
    until date := coalesce(a_day, 'infinity');
    known_at timestamptz := coalesce(a_known_at, 'infinity');
    covered bigint;
    levels smallint[];
    numbers bigint[];
    positions bigint[];
  BEGIN
    IF coalesce(cardinality(a_accounts), 0) = 0 THEN RETURN; END IF;
    SELECT coalesce((SELECT max(s.number) + 1 FROM ledger.snapshots s WHERE s.level = 0), 0) * l.size
      INTO covered FROM ledger.snapshot_levels l WHERE l.level = 0;

    WITH RECURSIVE taken AS (
      SELECT l.level, l.size, coalesce((SELECT max(s.number) + 1 FROM ledger.snapshots s WHERE s.level = l.level), 0) AS count
        FROM ledger.snapshot_levels l
    ), tree AS (
      SELECT s.level, s.number, s.first_posted_at, s.last_posted_at
        FROM taken t
        LEFT JOIN taken larger ON larger.level = t.level + 1
        CROSS JOIN LATERAL (SELECT s.* FROM ledger.snapshots s
                             WHERE s.level = t.level AND s.number >= coalesce(larger.count * (larger.size / t.size), 0) OFFSET 0) s
       WHERE s.first_posted_at <= known_at
      UNION ALL
      SELECT s.level, s.number, s.first_posted_at, s.last_posted_at
        FROM tree t
        JOIN ledger.snapshot_levels own ON own.level = t.level
        JOIN ledger.snapshot_levels below ON below.level = t.level - 1
        CROSS JOIN LATERAL (SELECT s.* FROM ledger.snapshots s
                             WHERE s.level = below.level AND s.number >= t.number * (own.size / below.size)
                               AND s.number < (t.number + 1) * (own.size / below.size) OFFSET 0) s
       WHERE t.last_posted_at > known_at AND s.first_posted_at <= known_at
    ), parts AS (
      SELECT s.transaction
        FROM tree t JOIN ledger.snapshot_levels l ON l.level = t.level
        CROSS JOIN LATERAL (SELECT s.transaction FROM ledger.seals s
                             WHERE s.number > t.number * l.size AND s.number <= (t.number + 1) * l.size OFFSET 0) s
       WHERE t.level = 0 AND t.last_posted_at > known_at
      UNION ALL
      SELECT s.transaction FROM ledger.seals s WHERE s.number > covered
    ), journal AS (
      SELECT t.position FROM parts p
        CROSS JOIN LATERAL (SELECT t.position FROM ledger.transactions t WHERE t.id = p.transaction AND t.posted_at <= known_at OFFSET 0) t
      UNION ALL
      SELECT t.position FROM ledger.unsealed u
        CROSS JOIN LATERAL (SELECT t.position FROM ledger.transactions t WHERE t.position = u.position AND t.posted_at <= known_at OFFSET 0) t
    )
    SELECT (SELECT array_agg(t.level ORDER BY t.level, t.number) FROM tree t WHERE t.last_posted_at <= known_at),
           (SELECT array_agg(t.number ORDER BY t.level, t.number) FROM tree t WHERE t.last_posted_at <= known_at),
           (SELECT array_agg(j.position) FROM journal j)
      INTO levels, numbers, positions;

    RETURN QUERY
      SELECT m.account, sum(m.debit), sum(m.credit), sum(m.eur_debit), sum(m.eur_credit)
        FROM (SELECT a.account, s.debit, s.credit, s.eur_debit, s.eur_credit
                FROM unnest(levels, numbers) AS taken (level, number)
                CROSS JOIN unnest(a_accounts) AS a (account)
                CROSS JOIN LATERAL (SELECT s.debit, s.credit, s.eur_debit, s.eur_credit FROM ledger.snapshot_sums s
                                     WHERE s.level = taken.level AND s.number = taken.number AND s.account = a.account
                                       AND s.by_value = a_by_value AND s.day <= until
                                     ORDER BY s.day DESC LIMIT 1) s
               UNION ALL
              SELECT p.account, greatest(p.amount, 0), greatest(-p.amount::numeric, 0), greatest(p.eur, 0), greatest(-p.eur::numeric, 0)
                FROM unnest(positions) AS j (position)
                CROSS JOIN LATERAL (SELECT p.account, p.amount, p.eur FROM ledger.postings p
                                     WHERE p.transaction = j.position AND p.account + 0 = ANY (a_accounts)
                                       AND CASE WHEN a_by_value THEN p.value_date ELSE p.accounting_date END <= until
                                     OFFSET 0) p) AS m
       GROUP BY m.account;
  END $$;
`;

/** What a migration that replaces them goes back to. */
export const snapshotFunctions = [takeSnapshot, sumsAt];

const grants = `
  DO $$
  DECLARE
    app text := current_database() || '_app';
  BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = app) THEN
      EXECUTE format('GRANT SELECT ON ledger.snapshot_levels TO %I', app);
      EXECUTE format('GRANT SELECT, INSERT ON ledger.snapshots, ledger.snapshot_sums TO %I', app);
    END IF;
  END $$;
`;
