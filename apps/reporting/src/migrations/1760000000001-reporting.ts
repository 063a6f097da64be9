import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Reporting1760000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE epoch (
        epoch integer PRIMARY KEY,
        started_at timestamptz NOT NULL,
        after_position bigint NOT NULL,
        actor text NOT NULL,
        reason text NOT NULL
      );
      INSERT INTO epoch VALUES (1, '-infinity', 0, 'system:reporting', 'first');

      CREATE TABLE stream_event (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        event_id uuid NOT NULL UNIQUE,
        topic text NOT NULL,
        type text NOT NULL,
        subject text NOT NULL,
        "time" timestamptz NOT NULL,
        payload json NOT NULL
      );
      CREATE INDEX ON stream_event (topic, position);
      CREATE INDEX ON stream_event (subject) WHERE type = 'abonde.treasury.receipt-matched.v1';
      CREATE INDEX ON stream_event ((payload -> 'data' ->> 'receipt')) WHERE type = 'abonde.contributions.receipt-recorded.v1';

      CREATE TABLE entry (
        book text NOT NULL,
        number bigint NOT NULL,
        line smallint NOT NULL,
        transaction uuid NOT NULL,
        kind text NOT NULL,
        reason text NOT NULL,
        reference text,
        actor text NOT NULL,
        accounting_date date NOT NULL,
        value_date date NOT NULL,
        posted_at timestamptz NOT NULL,
        transfer uuid,
        reverses uuid,
        layer text NOT NULL,
        account text NOT NULL,
        family text NOT NULL,
        pcg text,
        amount bigint NOT NULL,
        currency text NOT NULL,
        eur bigint NOT NULL,
        original jsonb,
        dimensions jsonb NOT NULL,
        instrument text,
        donor text,
        agreement text,
        project text,
        "case" text,
        placement text,
        tranche text,
        flow text NOT NULL,
        pool boolean NOT NULL,
        cash boolean NOT NULL,
        PRIMARY KEY (book, number, line)
      );
      COMMENT ON COLUMN entry.amount IS 'minor units of currency, debit positive';
      COMMENT ON COLUMN entry.eur IS 'cents at the booked rate, debit positive';
      CREATE INDEX ON entry (accounting_date, book, number, line);
      CREATE INDEX ON entry USING brin (posted_at);
      CREATE INDEX ON entry (family) WHERE family = 'fund:shortfall';
      CREATE INDEX ON entry (account text_pattern_ops, accounting_date);
      CREATE INDEX ON entry (flow, accounting_date);
      CREATE INDEX ON entry (accounting_date) WHERE pool;
      CREATE INDEX ON entry (donor, accounting_date) WHERE donor IS NOT NULL;
      CREATE INDEX ON entry (agreement, accounting_date) WHERE agreement IS NOT NULL;
      CREATE INDEX ON entry (project, accounting_date) WHERE project IS NOT NULL;
      CREATE INDEX ON entry ("case") WHERE "case" IS NOT NULL;
      CREATE INDEX ON entry (transfer) WHERE transfer IS NOT NULL;
      CREATE INDEX ON entry (transaction);

      CREATE TABLE month_sum (
        book text NOT NULL,
        account text NOT NULL,
        layer text NOT NULL,
        accounting_month date NOT NULL,
        posted_month date NOT NULL,
        pcg text,
        debit bigint NOT NULL,
        credit bigint NOT NULL,
        PRIMARY KEY (book, account, layer, accounting_month, posted_month)
      );
      COMMENT ON TABLE month_sum IS 'sums of entry in cents, so that a balance does not read the whole journal';

      CREATE TABLE book_head (
        book text NOT NULL,
        number bigint NOT NULL,
        transaction uuid NOT NULL,
        hash text NOT NULL,
        block bigint NOT NULL,
        root text NOT NULL,
        previous_root text NOT NULL,
        fault text,
        PRIMARY KEY (book, number)
      );
      COMMENT ON COLUMN book_head.fault IS 'what was wrong with the transaction when it arrived';
      CREATE INDEX ON book_head (book, block);

      CREATE TABLE register (
        kind text NOT NULL,
        code text NOT NULL,
        facet text NOT NULL,
        sequence bigint NOT NULL,
        type text NOT NULL,
        "time" timestamptz NOT NULL,
        data jsonb NOT NULL,
        PRIMARY KEY (kind, code, facet)
      );
      COMMENT ON TABLE register IS 'names and states from business events: the latest of each facet; never a figure';

      CREATE FUNCTION start_epoch(why text, who text) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
      SET search_path = public, pg_temp AS $$
      DECLARE fresh integer;
      BEGIN
        LOCK TABLE epoch IN EXCLUSIVE MODE;
        SELECT max(epoch) + 1 INTO fresh FROM epoch;
        TRUNCATE stream_event, entry, month_sum, book_head, register;
        INSERT INTO epoch VALUES (
          fresh, now(), coalesce(pg_sequence_last_value(pg_get_serial_sequence('stream_event', 'position')::regclass), 0), who, why
        );
        DELETE FROM inbox WHERE consumer = 'reporting-' || (fresh - 1);
        DELETE FROM blocked_key WHERE consumer = 'reporting-' || (fresh - 1);
        DELETE FROM held_message WHERE consumer = 'reporting-' || (fresh - 1);
        DELETE FROM dead_letter WHERE consumer = 'reporting-' || (fresh - 1);
        RETURN fresh;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION start_epoch;
      DROP TABLE register, book_head, month_sum, entry, stream_event, epoch;
    `);
  }
}
