/**
 * Everything an entry may be matched with, by words and amount. `$1` words that the label holds, each of them; `$2` amount in minor
 * units or null; `$3` kinds or null; `$4` the entry's account id, `$5` its currency, `$6` whether it is a credit, `$7` the entry,
 * `$8` how many, `$9` least and `$10` most amount or null.
 */
export const targetSearch = `
  WITH everything AS (
    SELECT 'instalment' AS kind, x.reference_id AS id, concat_ws(' ', coalesce(d.name, x.donor), x.agreement, '#' || x.number) AS label,
           concat_ws(' ', d.name, x.donor, x.agreement, x.number, x.payment_reference, array_to_string(d.aliases, ' ')) AS words,
           x.amount_minor - x.matched_minor AS minor, x.currency, x.due_on, x.payment_reference AS reference
      FROM expectations x LEFT JOIN known_donors d ON d.donor = x.donor
     WHERE $6 AND x.kind = 'instalment' AND NOT x.cancelled AND x.amount_minor > x.matched_minor
    UNION ALL
    SELECT 'recovery', x.reference_id, coalesce(x.project, x.case_code), coalesce(x.project, x.case_code), x.amount_minor - x.matched_minor, x.currency, x.due_on, NULL
      FROM expectations x WHERE $6 AND x.kind = 'recovery' AND NOT x.cancelled AND x.amount_minor > x.matched_minor
    UNION ALL
    SELECT 'donation', k.agreement, concat_ws(' ', k.donor_name, k.agreement), concat_ws(' ', k.donor_name, k.donor, k.agreement, k.appeal_case),
           NULL, k.currency, NULL, NULL FROM known_agreements k WHERE $6 AND k.appeal_case IS NOT NULL
    UNION ALL
    SELECT 'unapplied', d.donor, d.name, concat_ws(' ', d.donor, d.name, array_to_string(d.aliases, ' ')), NULL, $5, NULL, NULL FROM known_donors d WHERE $6
    UNION ALL
    SELECT 'unapplied', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN INCONNU', NULL, $5, NULL, NULL WHERE $6
    UNION ALL
    SELECT CASE WHEN $6 THEN 'refund' ELSE 'payment-order' END, o.id::text, concat_ws(' ', o.beneficiary, coalesce(o.tranche, o.aid_case, o.agreement, o.project)),
           concat_ws(' ', o.beneficiary, o.tranche, o.aid_case, o.agreement, o.project, o.end_to_end_id), o.amount_minor, o.currency, o.due_on, o.end_to_end_id
      FROM payment_orders o LEFT JOIN payment_files f ON f.id = o.file_id
     WHERE o.state = CASE WHEN $6 THEN 'SETTLED' ELSE 'EMITTED' END AND ($6 OR f.account_id = $4)
    UNION ALL
    SELECT 'refund', m.id::text, coalesce(e.content->>'counterparty', m.account) || ' ' || e.booking_date,
           concat_ws(' ', e.content->>'counterparty', m.account, e.search_text), e.amount_minor, $5, e.booking_date, NULL
      FROM bank_entries e JOIN matches m ON m.id = e.match_id AND m.state IN ('SENT', 'CONFIRMED', 'UNAPPLIED')
     WHERE NOT $6 AND e.account_id = $4 AND e.amount_minor > 0
       AND EXISTS (SELECT FROM match_targets t WHERE t.match_id = m.id AND t.live AND t.kind IN ('instalment', 'donation', 'unapplied'))
    UNION ALL
    SELECT 'interest', p.placement, p.placement, concat_ws(' ', p.placement, p.account, 'INTERET INTEREST'), NULL, p.currency, NULL, NULL
      FROM known_placements p JOIN bank_accounts a ON a.code = p.account WHERE a.id = $4
    UNION ALL
    SELECT 'internal-transfer', e.id::text, a.code || ' ' || e.booking_date, concat_ws(' ', a.code, a.name, e.search_text), abs(e.amount_minor), a.currency, e.booking_date, NULL
      FROM bank_entries e JOIN bank_accounts a ON a.id = e.account_id
     WHERE e.match_id IS NULL AND e.account_id <> $4 AND e.id <> $7 AND (e.amount_minor < 0) = $6
    UNION ALL
    SELECT 'internal-transfer', a.code, a.name, concat_ws(' ', a.code, a.name), NULL, a.currency, NULL, NULL
      FROM bank_accounts a WHERE a.id <> $4 AND a.currency = $5 AND $5 = 'EUR'
    UNION ALL
    SELECT 'classification', c.id, c.id, c.words, NULL, $5, NULL, NULL
      FROM (VALUES ('CHARGE', 'CHARGE FRAIS BANCAIRES COMMISSION'), ('EXCHANGE', 'EXCHANGE CHANGE DIFFERENCE'), ('OTHER', 'OTHER AUTRE')) AS c (id, words)
  )
  SELECT kind, id, label, minor::text, currency, due_on::text AS "dueOn", reference FROM everything
   WHERE ($3::text[] IS NULL OR kind = ANY ($3)) AND ($2::bigint IS NULL OR minor = $2)
     AND ($9::bigint IS NULL OR minor >= $9) AND ($10::bigint IS NULL OR minor <= $10)
     AND NOT EXISTS (SELECT FROM unnest($1::text[]) AS w (word) WHERE position(w.word IN searchable(words)) = 0)
   ORDER BY (minor IS NULL), abs(minor - $11::bigint), due_on, kind, id LIMIT $8`;
