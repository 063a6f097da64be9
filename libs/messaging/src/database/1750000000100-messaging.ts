import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Messaging1750000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox_sequence (
        topic text NOT NULL,
        key text NOT NULL,
        sequence bigint NOT NULL,
        PRIMARY KEY (topic, key)
      ) WITH (fillfactor = 70);
      CREATE TABLE outbox (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id uuid NOT NULL,
        topic text NOT NULL,
        key text NOT NULL,
        sequence bigint NOT NULL,
        event jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        sent_at timestamptz,
        UNIQUE (topic, key, sequence)
      ) WITH (autovacuum_vacuum_scale_factor = 0.02);
      CREATE INDEX outbox_unsent ON outbox (position) WHERE sent_at IS NULL;

      CREATE TABLE inbox (
        consumer text NOT NULL,
        event_id uuid NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consumer, event_id)
      );

      CREATE TABLE blocked_key (
        consumer text NOT NULL,
        topic text NOT NULL,
        key text NOT NULL,
        waiting_for text,
        dead_letter uuid,
        attempts int NOT NULL DEFAULT 1,
        next_attempt_at timestamptz NOT NULL DEFAULT now(),
        since timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consumer, topic, key),
        CHECK ((waiting_for IS NULL) <> (dead_letter IS NULL))
      );
      CREATE INDEX blocked_key_waiting ON blocked_key (consumer, waiting_for) WHERE waiting_for IS NOT NULL;
      CREATE INDEX blocked_key_due ON blocked_key (consumer, next_attempt_at) WHERE waiting_for IS NOT NULL;

      CREATE TABLE held_message (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        consumer text NOT NULL,
        topic text NOT NULL,
        partition int NOT NULL,
        log_offset bigint NOT NULL,
        key text NOT NULL,
        value text NOT NULL,
        held_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX held_message_of_key ON held_message (consumer, topic, key, position);

      CREATE TABLE dead_letter (
        id uuid PRIMARY KEY,
        consumer text NOT NULL,
        topic text NOT NULL,
        partition int NOT NULL,
        log_offset bigint NOT NULL,
        key text NOT NULL,
        event_id uuid,
        event_type text,
        code text NOT NULL,
        reason text NOT NULL,
        message text NOT NULL,
        attempts int NOT NULL DEFAULT 1,
        died_at timestamptz NOT NULL DEFAULT now(),
        replayed_at timestamptz,
        replayed_by text,
        UNIQUE (consumer, topic, partition, log_offset)
      );
      CREATE INDEX dead_letter_open ON dead_letter (consumer, died_at) WHERE replayed_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dead_letter, held_message, blocked_key, inbox, outbox, outbox_sequence');
  }
}
