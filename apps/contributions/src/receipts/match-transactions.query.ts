import type { EntityManager } from 'typeorm';

const statement = `
  SELECT m.match, t.id FROM unnest($1::text[]) AS m (match)
    JOIN ledger.transactions t ON t.metadata <> '{}' AND t.metadata @> jsonb_build_object('match', m.match)
   ORDER BY t.position`;

/** Ids of the transactions that each match made, from its receipt to what became of its money since. */
export async function transactionsOf(tx: EntityManager, matches: readonly string[]): Promise<Map<string, string[]>> {
  const rows: { match: string; id: string }[] = await tx.query(statement, [[...new Set(matches)]]);
  return new Map(matches.map((match) => [match, rows.filter((row) => row.match === match).map(({ id }) => id)]));
}
