import type { MigrationInterface, QueryRunner } from 'typeorm';
import { snapshotFunctions } from './1750000000104-ledger-snapshots';

/**
 * Smaller steps from one level of snapshots to the next: a balance adds at most three of each. The further levels cost no more
 * rows than before, since the value date only has rows of its own where it isn't the accounting date.
 */
export class NarrowSnapshots1750000000106 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION ledger.sums_at, ledger.snapshot_moves');
    for (const statement of [levels(4, 13), valuedOtherwise, snapshotMoves, sumsAt]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION ledger.sums_at, ledger.take_snapshot, ledger.snapshot_moves');
    for (const statement of [levels(16, 6), ...snapshotFunctions]) await runner.query(statement);
  }
}

/** Snapshots of other sizes are other snapshots: the background step takes them anew, and until then balances read the journal. */
const levels = (ratio: number, last: number) => `
  ALTER TABLE ledger.snapshots DISABLE TRIGGER append_only;
  ALTER TABLE ledger.snapshot_sums DISABLE TRIGGER append_only;
  TRUNCATE ledger.snapshots, ledger.snapshot_sums, ledger.snapshot_levels;
  ALTER TABLE ledger.snapshots ENABLE TRIGGER append_only;
  ALTER TABLE ledger.snapshot_sums ENABLE TRIGGER append_only;
  INSERT INTO ledger.snapshot_levels SELECT level, 128 * ${ratio} ^ level FROM generate_series(0, ${last}) AS level;
`;

const valuedOtherwise = `
  COMMENT ON COLUMN ledger.snapshot_sums.by_value IS
    'false: by accounting date; true: what to add for value dates, so sums may be negative and a day without a difference has no row';
`;

/** As in the first snapshots: every step is a look-up by key. */
const byKeyOnly = 'SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off';

/** A posting valued on another day than accounted is taken from the one and added to the other. */
const snapshotMoves = `
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
        SELECT p.account, b.by_value, b.day, sum(b.sign * greatest(p.amount, 0)), sum(b.sign * greatest(-p.amount::numeric, 0)),
               sum(b.sign * greatest(p.eur, 0)), sum(b.sign * greatest(-p.eur::numeric, 0))
          FROM ledger.seals s
          CROSS JOIN LATERAL (SELECT t.position FROM ledger.transactions t WHERE t.id = s.transaction OFFSET 0) t
          CROSS JOIN LATERAL (SELECT p.* FROM ledger.postings p WHERE p.transaction = t.position OFFSET 0) p
          CROSS JOIN LATERAL (VALUES (false, p.accounting_date, 1::numeric), (true, p.value_date, 1), (true, p.accounting_date, -1))
                          AS b (by_value, day, sign)
         WHERE s.number > a_number * width AND s.number <= (a_number + 1) * width
           AND (NOT b.by_value OR p.value_date <> p.accounting_date)
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
    bases boolean[] := CASE WHEN a_by_value THEN '{false,true}' ELSE '{false}' END;
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
                CROSS JOIN unnest(bases) AS basis (by_value)
                CROSS JOIN unnest(a_accounts) AS a (account)
                CROSS JOIN LATERAL (SELECT s.debit, s.credit, s.eur_debit, s.eur_credit FROM ledger.snapshot_sums s
                                     WHERE s.level = taken.level AND s.number = taken.number AND s.account = a.account
                                       AND s.by_value = basis.by_value AND s.day <= until
                                     ORDER BY s.day DESC LIMIT 1) s
               UNION ALL
              SELECT p.account, greatest(p.amount, 0), greatest(-p.amount::numeric, 0), greatest(p.eur, 0), greatest(-p.eur::numeric, 0)
                FROM unnest(positions) AS j (position)
                CROSS JOIN LATERAL (SELECT p.account, p.amount, p.eur FROM ledger.postings p
                                     WHERE p.transaction = j.position AND p.account + 0 = ANY (a_accounts)
                                       AND CASE WHEN a_by_value THEN p.value_date ELSE p.accounting_date END <= until
                                     OFFSET 0) p) AS m
       GROUP BY m.account
      -- Not yet moved by value date, though accounted; no posting is of nothing.
      HAVING sum(m.debit + m.credit + m.eur_debit + m.eur_credit) > 0;
  END $$;
`;
