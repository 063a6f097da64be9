import type { MigrationInterface, QueryRunner } from 'typeorm';
import { advance as advanceWithYears, dimensions } from './1760000000010-running-sums';

/**
 * Each month also says what all months before it moved, as books carry balances forward: what had moved by a day is the last
 * month and the days after it, however long the history. Sums of years are no longer read, nor kept; sums by value date only
 * say in what they differ.
 */
export class CarriedSums1760000000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [anew, columns, advance]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of [anew, formerColumns, advanceWithYears]) await runner.query(statement);
  }
}

/** They follow from the first entry on, as after a rebuild; until they have, figures read entries. */
const anew = `
  DROP FUNCTION advance_running_sums;
  TRUNCATE running_sum, running_line, running_head;
`;

const columns = `
  -- Of all months before this one; null for days.
  ALTER TABLE running_sum ADD COLUMN carried_debit numeric, ADD COLUMN carried_credit numeric, ADD COLUMN carried_entries bigint;
  COMMENT ON COLUMN running_sum.by_value IS 'false: by accounting date; true: what to add for value dates, so sums may be negative';
`;

const formerColumns = `
  ALTER TABLE running_sum DROP COLUMN carried_debit, DROP COLUMN carried_credit, DROP COLUMN carried_entries;
  COMMENT ON COLUMN running_sum.by_value IS NULL;
`;

/**
 * Adds the next numbers of each book, without a gap and at most so many; true while there may be more. Months later than one
 * that is added to, which a late item finds there already, carry the more. What a line has carried is looked up by key: a plan
 * made while the table was empty would read all of it, each time.
 */
const advance = `
  CREATE FUNCTION advance_running_sums(most bigint) RETURNS boolean LANGUAGE plpgsql
  SET enable_seqscan = off SET enable_bitmapscan = off AS $$
  DECLARE
    of_book text;
    head bigint;
    last bigint;
    more boolean := false;
    storage oid;
  BEGIN
    -- The intake's: no entry is stored, nor its donor named, in between.
    PERFORM pg_advisory_xact_lock(7226305);
    storage := pg_relation_filenode('entry');
    FOREACH of_book IN ARRAY ARRAY['contributions', 'treasury', 'disbursements', 'emergency-fund'] LOOP
      SELECT number INTO head FROM running_head WHERE book = of_book AND source = storage;
      IF NOT FOUND THEN
        DELETE FROM running_sum s USING running_line l WHERE l.book = of_book AND s.key = l.key;
        DELETE FROM running_line WHERE book = of_book;
        INSERT INTO running_head VALUES (of_book, 0, storage)
          ON CONFLICT (book) DO UPDATE SET number = 0, source = excluded.source;
        head := 0;
      END IF;
      SELECT max(number) INTO last
        FROM (SELECT number, row_number() OVER (ORDER BY number) AS nth FROM
               (SELECT number FROM book_head WHERE book = of_book AND number > head ORDER BY number LIMIT most) AS next) AS numbered
       WHERE number = head + nth;
      CONTINUE WHEN last IS NULL;
      more := more OR last = head + most;

      WITH moved AS MATERIALIZED (
        SELECT md5(ROW(${dimensions})::text)::uuid AS key, ${dimensions}, accounting_date, value_date, eur
          FROM entry WHERE book = of_book AND number > head AND number <= last
      ), lines AS (
        INSERT INTO running_line (key, ${dimensions})
        SELECT DISTINCT ON (key) key, ${dimensions} FROM moved ON CONFLICT (key) DO NOTHING
      ), days AS MATERIALIZED (
        SELECT m.key, d.by_value, d.day, sum(d.sign * greatest(m.eur, 0)) AS debit, sum(d.sign * greatest(-m.eur::numeric, 0)) AS credit,
               sum(d.sign)::bigint AS entries
          FROM moved m
          CROSS JOIN LATERAL (VALUES (false, m.accounting_date, 1::numeric), (true, m.value_date, 1), (true, m.accounting_date, -1))
                          AS d (by_value, day, sign)
         WHERE NOT d.by_value OR m.value_date <> m.accounting_date
         GROUP BY m.key, d.by_value, d.day
      ), months AS MATERIALIZED (
        SELECT key, by_value, date_trunc('month', day::timestamp)::date AS month, sum(debit) AS debit, sum(credit) AS credit,
               sum(entries)::bigint AS entries
          FROM days GROUP BY 1, 2, 3
      ), carrying AS (
        SELECT key, by_value, month, debit, credit, entries FROM months
        UNION ALL
        SELECT m.key, m.by_value, s.period, 0, 0, 0
          FROM (SELECT key, by_value, min(month) AS month FROM months GROUP BY 1, 2) AS m
          CROSS JOIN LATERAL (SELECT s.period FROM running_sum s
                               WHERE s.key = m.key AND s.by_value = m.by_value AND s.grain = 'M' AND s.period > m.month OFFSET 0) AS s
      ), carried AS (
        SELECT key, by_value, month, sum(debit) AS debit, sum(credit) AS credit, sum(entries)::bigint AS entries,
               sum(sum(debit)) OVER earlier - sum(debit) AS more_debit, sum(sum(credit)) OVER earlier - sum(credit) AS more_credit,
               (sum(sum(entries)) OVER earlier - sum(entries))::bigint AS more_entries
          FROM carrying GROUP BY key, by_value, month
        WINDOW earlier AS (PARTITION BY key, by_value ORDER BY month)
      )
      INSERT INTO running_sum (key, by_value, grain, period, debit, credit, entries, carried_debit, carried_credit, carried_entries)
      SELECT key, by_value, 'D', day, debit, credit, entries, NULL, NULL, NULL FROM days
      UNION ALL
      SELECT c.key, c.by_value, 'M', c.month, c.debit, c.credit, c.entries, coalesce(b.debit, 0) + c.more_debit,
             coalesce(b.credit, 0) + c.more_credit, coalesce(b.entries, 0) + c.more_entries
        FROM carried c
        LEFT JOIN LATERAL (SELECT s.carried_debit + s.debit AS debit, s.carried_credit + s.credit AS credit,
                                  s.carried_entries + s.entries AS entries
                             FROM running_sum s
                            WHERE s.key = c.key AND s.by_value = c.by_value AND s.grain = 'M' AND s.period < c.month
                            ORDER BY s.period DESC LIMIT 1) AS b ON true
      ON CONFLICT (key, by_value, grain, period) DO UPDATE
        SET debit = running_sum.debit + excluded.debit, credit = running_sum.credit + excluded.credit,
            entries = running_sum.entries + excluded.entries, carried_debit = excluded.carried_debit,
            carried_credit = excluded.carried_credit, carried_entries = excluded.carried_entries;
      UPDATE running_head SET number = last WHERE book = of_book;
    END LOOP;
    RETURN more;
  END $$;
`;
