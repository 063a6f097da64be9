import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A rebuild fills tables of its own, in a schema named after its epoch, and takes the place of the read models in one
 * transaction: until then everything is answered from those that stand. Both functions act as the owner of the schema.
 */
export class Rebuild1760000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rebuild (
        epoch integer PRIMARY KEY,
        asked_at timestamptz NOT NULL DEFAULT now(),
        actor text NOT NULL,
        reason text NOT NULL,
        finished_at timestamptz,
        -- Digests of what stood and of what took its place, both over the same events.
        before text,
        after text
      );
      CREATE UNIQUE INDEX one_rebuild_at_a_time ON rebuild ((true)) WHERE finished_at IS NULL;
      DROP FUNCTION start_epoch;
      ALTER TABLE epoch DROP COLUMN after_position;
    `);
    await runner.query(begin);
    await runner.query(finish);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION begin_rebuild, finish_rebuild; DROP TABLE rebuild');
  }
}

const tables = `ARRAY['stream_event', 'entry', 'month_sum', 'book_head', 'register']`;

const begin = `
  CREATE FUNCTION begin_rebuild(why text, who text) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  DECLARE
    fresh integer;
    place text;
    model text;
    app text := current_database() || '_app';
  BEGIN
    LOCK TABLE rebuild IN EXCLUSIVE MODE;
    SELECT epoch INTO fresh FROM rebuild WHERE finished_at IS NULL;
    IF FOUND THEN RETURN fresh; END IF;
    SELECT max(epoch) + 1 INTO fresh FROM epoch;
    place := 'epoch_' || fresh;
    EXECUTE format('CREATE SCHEMA %I', place);
    FOREACH model IN ARRAY ${tables} LOOP
      EXECUTE format('CREATE TABLE %I.%I (LIKE public.%I INCLUDING ALL)', place, model, model);
    END LOOP;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', place, app);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', place, app);
    INSERT INTO rebuild (epoch, actor, reason) VALUES (fresh, who, why);
    RETURN fresh;
  END $$;
`;

const finish = `
  CREATE FUNCTION finish_rebuild(which integer, stood text, stands text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  DECLARE
    place text := 'epoch_' || which;
    model text;
  BEGIN
    INSERT INTO epoch (epoch, started_at, actor, reason)
      SELECT epoch, clock_timestamp(), actor, reason FROM rebuild WHERE epoch = which;
    UPDATE rebuild SET finished_at = clock_timestamp(), before = stood, after = stands WHERE epoch = which;
    FOREACH model IN ARRAY ${tables} LOOP
      EXECUTE format('DROP TABLE public.%I', model);
      EXECUTE format('ALTER TABLE %I.%I SET SCHEMA public', place, model);
    END LOOP;
    EXECUTE format('DROP SCHEMA %I', place);
  END $$;
`;
