import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Entries that came before the agreement they name, to give them its donor when it comes. Unique, as all indexes that a
 * rebuild keeps while it fills its tables.
 */
export class NamelessEntries1760000000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE UNIQUE INDEX ON entry (agreement, book, number, line) WHERE donor IS NULL AND agreement IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX entry_agreement_book_number_line_idx');
  }
}
