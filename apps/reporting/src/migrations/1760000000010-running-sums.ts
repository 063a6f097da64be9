import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sums of entries that agree in all that a figure can ask for, by day, month and year: a figure adds up a few periods instead
 * of reading its entries. They follow the entries a moment later; what they don't cover yet is read from the entries.
 */
export class RunningSums1760000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(advance);
    // One amount may take a whole bigint, so a sum of them needs more.
    await runner.query('ALTER TABLE month_sum ALTER COLUMN debit TYPE numeric, ALTER COLUMN credit TYPE numeric');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION advance_running_sums; DROP TABLE running_sum, running_line, running_head');
  }
}

export const dimensions = `book, layer, account, family, pcg, currency, kind, instrument, donor, agreement, project, "case", placement, tranche, flow, pool, cash`;

const tables = `
  CREATE TABLE running_line (
    -- Of what the entries agreed in when they were summed; the donor may be learnt later.
    key uuid PRIMARY KEY,
    book text NOT NULL,
    layer text NOT NULL,
    account text NOT NULL,
    family text NOT NULL,
    pcg text,
    currency text NOT NULL,
    kind text NOT NULL,
    instrument text,
    donor text,
    agreement text,
    project text,
    "case" text,
    placement text,
    tranche text,
    flow text NOT NULL,
    pool boolean NOT NULL,
    cash boolean NOT NULL
  );
  CREATE INDEX ON running_line (account text_pattern_ops);
  CREATE INDEX ON running_line (flow);
  CREATE INDEX ON running_line (donor);
  CREATE INDEX ON running_line (agreement);
  CREATE INDEX ON running_line (project);
  CREATE INDEX ON running_line (tranche);
  CREATE INDEX ON running_line ("case");

  CREATE TABLE running_sum (
    key uuid,
    by_value boolean,
    -- Y, M or D; the period is named by its first day.
    grain text,
    period date,
    debit numeric NOT NULL,
    credit numeric NOT NULL,
    entries bigint NOT NULL,
    PRIMARY KEY (key, by_value, grain, period)
  ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
  COMMENT ON TABLE running_sum IS 'cents at the booked rate';

  CREATE TABLE running_head (
    book text PRIMARY KEY,
    -- Sums cover the book up to this number.
    number bigint NOT NULL,
    -- Storage of the entries they were made from: other entries, other sums.
    source oid NOT NULL
  );
`;

/** Adds the next numbers of each book, without a gap and at most so many; true while there may be more. */
export const advance = `
  CREATE FUNCTION advance_running_sums(most bigint) RETURNS boolean LANGUAGE plpgsql AS $$
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
      )
      INSERT INTO running_sum (key, by_value, grain, period, debit, credit, entries)
      SELECT m.key, d.by_value, g.grain, g.period, sum(greatest(m.eur, 0)), sum(greatest(-m.eur::numeric, 0)), count(*)
        FROM moved m
        CROSS JOIN LATERAL (VALUES (false, m.accounting_date), (true, m.value_date)) AS d (by_value, day)
        CROSS JOIN LATERAL (VALUES ('Y', date_trunc('year', d.day::timestamp)::date),
                                   ('M', date_trunc('month', d.day::timestamp)::date), ('D', d.day)) AS g (grain, period)
       GROUP BY m.key, d.by_value, g.grain, g.period
      ON CONFLICT (key, by_value, grain, period) DO UPDATE
        SET debit = running_sum.debit + excluded.debit, credit = running_sum.credit + excluded.credit,
            entries = running_sum.entries + excluded.entries;
      UPDATE running_head SET number = last WHERE book = of_book;
    END LOOP;
    RETURN more;
  END $$;
`;
