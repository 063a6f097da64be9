import type { EntityManager } from 'typeorm';

/** Keeps by which account a payer was recognised: its next payment is proposed with that as a reason. */
export async function rememberPayers(tx: EntityManager, match: string): Promise<void> {
  await tx.query(
    `INSERT INTO payer_accounts (identifier, donor)
     SELECT DISTINCT e.content->>'counterpartyAccount', coalesce(x.donor, k.donor, d.donor) FROM match_targets t JOIN bank_entries e ON e.id = t.entry_id
       LEFT JOIN expectations x ON t.kind = 'instalment' AND x.kind = 'instalment' AND x.reference_id = t.target_id
       LEFT JOIN known_agreements k ON t.kind = 'donation' AND k.agreement = t.target_id
       LEFT JOIN known_donors d ON t.kind = 'unapplied' AND d.donor = t.target_id
      WHERE t.match_id = $1 AND e.amount_minor > 0 AND e.content->>'counterpartyAccount' <> '' AND coalesce(x.donor, k.donor, d.donor) IS NOT NULL
     ON CONFLICT DO NOTHING`,
    [match],
  );
}
