/** NOTIFY channels: which topics got messages, and whose members or partitions changed. */
export const MESSAGES = 'event_log_messages';
export const MEMBERS = 'event_log_members';

/** Seconds for which a member that no longer answers keeps its partitions. */
export const leaseSeconds = 6;

/**
 * Run by every process that opens the log, under a lock; changes nothing the second time.
 *
 * The row of a partition is locked from the taking of offsets until the commit, so offsets appear without gaps and in
 * order: a reader that moves a cursor over them skips nothing.
 */
export const schema = `
SELECT pg_advisory_xact_lock(7226634);
CREATE TABLE IF NOT EXISTS event_log_partition (
  topic text NOT NULL,
  partition int NOT NULL,
  next_offset bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (topic, partition)
) WITH (fillfactor = 50);
CREATE TABLE IF NOT EXISTS event_log_message (
  topic text NOT NULL,
  partition int NOT NULL,
  log_offset bigint NOT NULL,
  key text NOT NULL,
  value text NOT NULL,
  written_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (topic, partition, log_offset)
);
CREATE INDEX IF NOT EXISTS event_log_message_written ON event_log_message USING brin (written_at);
CREATE TABLE IF NOT EXISTS event_log_group (
  group_name text NOT NULL,
  topic text NOT NULL,
  partition int NOT NULL,
  next_offset bigint NOT NULL DEFAULT 0,
  owner uuid,
  leased_until timestamptz,
  PRIMARY KEY (group_name, topic, partition)
) WITH (fillfactor = 50);
CREATE TABLE IF NOT EXISTS event_log_member (
  group_name text NOT NULL,
  member uuid NOT NULL,
  alive_until timestamptz NOT NULL,
  PRIMARY KEY (group_name, member)
) WITH (fillfactor = 50);

CREATE OR REPLACE FUNCTION event_log_append(topics text[], partitions int[], keys text[], contents text[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM event_log_partition p
    JOIN (SELECT DISTINCT * FROM unnest(topics, partitions) AS given(topic, partition)) g USING (topic, partition)
    ORDER BY p.topic, p.partition FOR UPDATE OF p;
  INSERT INTO event_log_message (topic, partition, log_offset, key, value)
    SELECT topic, partition, p.next_offset + row_number() OVER (PARTITION BY topic, partition ORDER BY place) - 1, g.key, g.value
    FROM unnest(topics, partitions, keys, contents) WITH ORDINALITY AS g(topic, partition, key, value, place)
    JOIN event_log_partition p USING (topic, partition);
  UPDATE event_log_partition p SET next_offset = p.next_offset + g.added
    FROM (SELECT topic, partition, count(*) AS added FROM unnest(topics, partitions) AS given(topic, partition) GROUP BY 1, 2) g
    WHERE p.topic = g.topic AND p.partition = g.partition;
  PERFORM pg_notify('${MESSAGES}', (SELECT string_agg(DISTINCT topic, ',') FROM unnest(topics) AS topic));
END $$;

CREATE OR REPLACE FUNCTION event_log_lease(of_group text, of_member uuid, wanted text[], busy_topics text[], busy_partitions int[])
RETURNS TABLE (topic text, partition int, next_offset bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  deadline timestamptz := clock_timestamp() + interval '${leaseSeconds} seconds';
  joined boolean;
  share int;
  mine int;
  changed int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('event-log-group'), hashtext(of_group));
  INSERT INTO event_log_member VALUES (of_group, of_member, deadline)
    ON CONFLICT (group_name, member) DO UPDATE SET alive_until = excluded.alive_until RETURNING xmax = 0 INTO joined;
  DELETE FROM event_log_member WHERE group_name = of_group AND alive_until < clock_timestamp();
  INSERT INTO event_log_group (group_name, topic, partition)
    SELECT of_group, p.topic, p.partition FROM event_log_partition p WHERE p.topic = ANY (wanted) ON CONFLICT DO NOTHING;
  UPDATE event_log_group SET leased_until = deadline WHERE group_name = of_group AND owner = of_member;
  SELECT ceil(count(*)::numeric / (SELECT count(*) FROM event_log_member WHERE group_name = of_group)),
         count(*) FILTER (WHERE owner = of_member)
    INTO share, mine FROM event_log_group WHERE group_name = of_group AND topic = ANY (wanted);
  UPDATE event_log_group g SET owner = NULL, leased_until = NULL FROM (
      SELECT topic, partition FROM event_log_group
      WHERE group_name = of_group AND owner = of_member
        AND (topic, partition) NOT IN (SELECT * FROM unnest(busy_topics, busy_partitions))
      ORDER BY topic, partition LIMIT greatest(mine - share, 0)) surplus
    WHERE g.group_name = of_group AND g.topic = surplus.topic AND g.partition = surplus.partition;
  GET DIAGNOSTICS changed = ROW_COUNT;
  IF joined OR changed > 0 THEN PERFORM pg_notify('${MEMBERS}', of_group); END IF;
  UPDATE event_log_group g SET owner = of_member, leased_until = deadline FROM (
      SELECT topic, partition FROM event_log_group
      WHERE group_name = of_group AND topic = ANY (wanted) AND (owner IS NULL OR leased_until < clock_timestamp())
      ORDER BY topic, partition LIMIT greatest(share - mine, 0)) unowned
    WHERE g.group_name = of_group AND g.topic = unowned.topic AND g.partition = unowned.partition;
  RETURN QUERY SELECT topic, partition, next_offset FROM event_log_group WHERE group_name = of_group AND owner = of_member;
END $$;

CREATE OR REPLACE FUNCTION event_log_reposition(of_group text, topics text[], partitions int[], offsets bigint[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('event-log-group'), hashtext(of_group));
  IF EXISTS (SELECT FROM event_log_member WHERE group_name = of_group AND alive_until >= clock_timestamp()) THEN
    RAISE EXCEPTION 'The consumer group % has running members', of_group;
  END IF;
  INSERT INTO event_log_group (group_name, topic, partition, next_offset)
    SELECT of_group, * FROM unnest(topics, partitions, offsets)
    ON CONFLICT (group_name, topic, partition)
    DO UPDATE SET next_offset = excluded.next_offset, owner = NULL, leased_until = NULL;
END $$;
`;
