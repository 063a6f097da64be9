import type { Statements } from './post.query';

const sums = `
  SELECT account, by_value, day, sum(debit) OVER earlier, sum(credit) OVER earlier, sum(eur_debit) OVER earlier, sum(eur_credit) OVER earlier
    FROM ledger.snapshot_moves(s.level, s.number) WINDOW earlier AS (PARTITION BY account, by_value ORDER BY day)`;
const kept = `
  SELECT account, by_value, day, debit, credit, eur_debit, eur_credit FROM ledger.snapshot_sums
   WHERE level = s.level AND number = s.number`;

/** What is wrong with the first snapshot, from the journal upwards, that is not the sum of what it covers; null when none is. */
export async function falseSnapshot(db: Statements): Promise<string | null> {
  const [bad]: { level: number; number: string }[] = await db.query(
    `SELECT s.level, s.number FROM ledger.snapshots s
      WHERE EXISTS ((${sums} EXCEPT ALL ${kept}) UNION ALL (${kept} EXCEPT ALL ${sums})) ORDER BY s.level, s.number LIMIT 1`,
  );
  return bad ? `the sums of snapshot ${bad.number} of level ${bad.level} are not those of the journal` : null;
}
