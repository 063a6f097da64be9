import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a match was undone, and the last one undone of an entry that nothing explains. */
export class UndoneMatches1760400000201 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE matches ADD COLUMN undone_at timestamptz');
    await runner.query(`UPDATE matches m SET undone_at = coalesce((SELECT max(x.posted_at) FROM match_targets t
        JOIN ledger.transactions x ON x.reverses = t.transaction_id WHERE t.match_id = m.id), m.matched_at)
      WHERE m.state = 'UNDONE'`);
    await runner.query('CREATE INDEX match_targets_of_undone_entries ON match_targets (entry_id) WHERE NOT live');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX match_targets_of_undone_entries');
    await runner.query('ALTER TABLE matches DROP COLUMN undone_at');
  }
}
