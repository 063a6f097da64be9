/**
 * Unmatched entries of which confirmed automatic rules say one thing, and which name nothing that is expected, nor wait for a
 * person. `$1`: account or null; `$2`: last entry read or null.
 */
export const ruledEntries = `
  WITH spoken AS (
    SELECT e.id AS entry, r.kind, r.target_id, min(r.place) AS place FROM bank_entries e JOIN bank_accounts a ON a.id = e.account_id
      JOIN match_rules r ON r.enabled AND r.mode = 'AUTOMATIC' AND r.confirmed_by IS NOT NULL AND r.kind <> 'internal-transfer'
       AND (r.account IS NULL OR r.account = a.code) AND (r.direction = 'DEBIT') = (e.amount_minor < 0)
       AND position(' ' || r.phrase || ' ' IN ' ' || e.search_text || ' ') > 0
     WHERE e.match_id IS NULL AND ($1::uuid IS NULL OR e.account_id = $1) AND ($2::uuid IS NULL OR e.id > $2)
     GROUP BY e.id, r.kind, r.target_id
  ),
  single AS (SELECT entry, min(kind) AS kind, min(target_id) AS target_id, min(place) AS place FROM spoken GROUP BY entry HAVING count(*) = 1)
  SELECT s.entry, s.kind, s.target_id AS target, (SELECT r.id FROM match_rules r WHERE r.place = s.place AND r.kind = s.kind AND r.target_id = s.target_id LIMIT 1) AS rule
    FROM single s JOIN bank_entries e ON e.id = s.entry
   WHERE NOT EXISTS (SELECT FROM entry_holds h WHERE h.entry_id = s.entry)
     AND NOT EXISTS (SELECT FROM unnest(e.search_references) AS n (reference) JOIN expectations x ON x.payment_reference = n.reference AND NOT x.cancelled)
     AND NOT EXISTS (SELECT FROM unnest(e.search_references) AS n (reference) JOIN payment_orders o ON o.end_to_end_id = n.reference OR o.block = n.reference)
   ORDER BY s.entry LIMIT 1000`;

/** Whether any rule could speak: most installations have few. */
export const anyAutomaticRule = `SELECT FROM match_rules WHERE enabled AND mode = 'AUTOMATIC' AND confirmed_by IS NOT NULL LIMIT 1`;
