import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Dead letters that were explained instead of put back, who did what with them, and groups sent back in the log. */
export class Replays1750000000110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dead_letter
        ADD discarded_at timestamptz,
        ADD discarded_by text,
        ADD explanation text,
        ADD open boolean GENERATED ALWAYS AS (replayed_at IS NULL AND discarded_at IS NULL) STORED,
        ADD CHECK (replayed_at IS NULL OR discarded_at IS NULL),
        ADD CHECK ((discarded_at IS NULL) = (explanation IS NULL));
      DROP INDEX dead_letter_open;
      CREATE INDEX dead_letter_open ON dead_letter (consumer, died_at) WHERE open;

      CREATE TABLE dead_letter_act (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        dead_letter uuid NOT NULL REFERENCES dead_letter ON DELETE CASCADE,
        act text NOT NULL CHECK (act IN ('PUT_BACK', 'FAILED_AGAIN', 'DISCARDED')),
        actor text NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        reason text
      );
      CREATE INDEX dead_letter_act_of ON dead_letter_act (dead_letter, id);

      CREATE TABLE replay (
        id uuid PRIMARY KEY,
        consumer text NOT NULL,
        positions jsonb NOT NULL,
        reason text NOT NULL,
        requested_by text NOT NULL,
        requested_at timestamptz NOT NULL DEFAULT now(),
        moved_at timestamptz
      );
      CREATE UNIQUE INDEX replay_open ON replay (consumer) WHERE moved_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE replay, dead_letter_act;
      ALTER TABLE dead_letter DROP open, DROP discarded_at, DROP discarded_by, DROP explanation;
      CREATE INDEX dead_letter_open ON dead_letter (consumer, died_at) WHERE replayed_at IS NULL;
    `);
  }
}
