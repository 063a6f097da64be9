import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A match is undone once each service that booked a part of it has taken its own back, or it stays and says why. */
export class UndoneByOthers1760300000101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE match_targets
      ADD COLUMN undo_transfer uuid,
      ADD COLUMN taken_back boolean NOT NULL DEFAULT false`);
    await runner.query(`UPDATE match_targets t SET undo_transfer = m.undo_transfer FROM matches m
      WHERE m.id = t.match_id AND m.state = 'UNDO_REQUESTED' AND t.live AND t.transfer IS NOT NULL`);
    await runner.query(`ALTER TABLE matches
      DROP COLUMN undo_transfer,
      ADD COLUMN undone_by_name text,
      ADD COLUMN undo_refusal jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE matches
      DROP COLUMN undone_by_name,
      DROP COLUMN undo_refusal,
      ADD COLUMN undo_transfer uuid`);
    await runner.query(`UPDATE matches m SET undo_transfer = t.undo_transfer FROM match_targets t
      WHERE t.match_id = m.id AND m.state = 'UNDO_REQUESTED' AND t.live AND t.undo_transfer IS NOT NULL`);
    await runner.query('ALTER TABLE match_targets DROP COLUMN undo_transfer, DROP COLUMN taken_back');
  }
}
