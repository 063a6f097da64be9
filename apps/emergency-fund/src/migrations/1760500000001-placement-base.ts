import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a placement bears on. Of several current accounts of a pool the first bears on its money, the others on their own. */
export class PlacementBase1760500000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE placements ADD COLUMN bears_on text NOT NULL DEFAULT 'POOL' CHECK (bears_on IN ('POOL', 'ACCOUNT', 'DEPOSIT'));
      UPDATE placements p SET bears_on = CASE
        WHEN principal IS NOT NULL THEN 'DEPOSIT'
        WHEN EXISTS (SELECT FROM placements before WHERE before.pool = p.pool AND before.principal IS NULL
                        AND (before.opened_on, before.code) < (p.opened_on, p.code)) THEN 'ACCOUNT'
        ELSE 'POOL' END;
      ALTER TABLE placements ALTER COLUMN bears_on DROP DEFAULT,
        ADD CHECK ((bears_on = 'DEPOSIT') = (principal IS NOT NULL))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE placements DROP COLUMN bears_on');
  }
}
