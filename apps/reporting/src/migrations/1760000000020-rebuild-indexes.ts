import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A rebuild writes into tables with their keys alone; what only readers need is indexed once everything is there, which
 * costs a fraction of keeping a dozen indexes up to date row by row.
 */
export class RebuildIndexes1760000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER FUNCTION begin_rebuild RENAME TO begin_indexed_rebuild');
    await runner.query(begin);
    await runner.query(index);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION begin_rebuild, index_rebuild;
      ALTER FUNCTION begin_indexed_rebuild RENAME TO begin_rebuild`);
  }
}

/** Indexes of readers; those of `book_head` and of what is unique are needed while the log is read. */
const forReaders = `
  SELECT index.indexrelid, relation.relname AS model, pg_get_indexdef(index.indexrelid) AS definition
    FROM pg_index AS index JOIN pg_class AS relation ON relation.oid = index.indrelid
   WHERE relation.relname IN ('stream_event', 'entry') AND NOT index.indisunique AND relation.relnamespace = `;

const begin = `
  CREATE FUNCTION begin_rebuild(why text, who text) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  DECLARE
    under_way boolean := EXISTS (SELECT FROM rebuild WHERE finished_at IS NULL);
    fresh integer := begin_indexed_rebuild(why, who);
    extra regclass;
  BEGIN
    IF under_way THEN RETURN fresh; END IF;
    FOR extra IN SELECT indexrelid FROM (${forReaders} format('epoch_%s', fresh)::regnamespace) AS unneeded LOOP
      EXECUTE format('DROP INDEX %s', extra);
    END LOOP;
    RETURN fresh;
  END $$;
`;

const index = `
  CREATE FUNCTION index_rebuild(which integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  DECLARE
    place text := 'epoch_' || which;
    statement text;
  BEGIN
    PERFORM FROM rebuild WHERE epoch = which AND finished_at IS NULL FOR UPDATE;
    IF NOT FOUND OR EXISTS (${forReaders} place::regnamespace) THEN RETURN; END IF;
    FOR statement IN
      SELECT regexp_replace(definition, 'INDEX \\S+ ON public\\.', format('INDEX ON %I.', place))
        FROM (${forReaders} 'public'::regnamespace) AS standing
    LOOP
      EXECUTE statement;
    END LOOP;
  END $$;
`;
