/**
 * What entries may be, many entries at a time. Each branch reads an index by something the entry says, so that the cost follows
 * the entries and never what is expected. `$1`: entries as {@link Sought}.
 */
const sought = `
  s AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($1::jsonb) AS r (entry uuid, account_id uuid, account text, currency text, minor bigint,
    original_currency text, original_minor bigint, named text[], retyped text[], phrases text[], account_of text[],
    booking_date date, value_date date))`;

/** Read of a payer's or an agreement's instalments before those still open are kept: a long history costs no more than a short one. */
const read = 300;
const kept = 20;

/** Still open near the payment: what is late first, then what is early. `x` is the instalment, `p` the entry with what it named. */
const near = (condition: string) => `
  (SELECT reference_id FROM (SELECT reference_id, due_on, amount_minor > matched_minor AS open FROM expectations x
      WHERE ${condition} AND NOT x.cancelled AND x.due_on <= p.booking_date AND x.due_on > p.booking_date - 730 ORDER BY x.due_on DESC LIMIT ${read}) x
    WHERE open ORDER BY due_on DESC LIMIT ${kept})
  UNION ALL
  (SELECT reference_id FROM (SELECT reference_id, due_on, amount_minor > matched_minor AS open FROM expectations x
      WHERE ${condition} AND NOT x.cancelled AND x.due_on > p.booking_date AND x.due_on < p.booking_date + 400 ORDER BY x.due_on LIMIT ${read}) x
    WHERE open ORDER BY due_on LIMIT ${kept})`;

const ofDonors = (named: string) => `
  SELECT p.entry, x.reference_id FROM (${named}) p CROSS JOIN LATERAL (${near('x.donor = p.name')}) x`;
const ofAgreements = (named: string) => `
  SELECT p.entry, x.reference_id FROM (${named}) p CROSS JOIN LATERAL (${near('x.agreement = p.name')}) x`;

export const instalmentsOf = `
  WITH ${sought},
  found AS (
    SELECT s.entry, x.reference_id FROM s CROSS JOIN LATERAL unnest(s.named) AS n (reference)
      JOIN expectations x ON x.payment_reference = n.reference AND x.kind = 'instalment' WHERE s.minor > 0
    UNION
    SELECT s.entry, x.reference_id FROM s CROSS JOIN LATERAL unnest(s.retyped) AS n (reference)
      JOIN expectations x ON x.payment_reference IS NOT NULL AND x.kind = 'instalment'
       AND translate(regexp_replace(x.payment_reference, '[^A-Z0-9]', '', 'g'), 'OI', '01') = n.reference WHERE s.minor > 0
    UNION
    SELECT s.entry, x.reference_id FROM s CROSS JOIN LATERAL (SELECT reference_id FROM expectations x
      WHERE x.kind = 'instalment' AND NOT x.cancelled AND x.matched_minor = 0 AND x.amount_minor = s.minor AND x.currency = s.currency LIMIT 20) x WHERE s.minor > 0
    UNION
    SELECT s.entry, x.reference_id FROM s CROSS JOIN LATERAL (SELECT reference_id FROM expectations x
      WHERE x.kind = 'instalment' AND NOT x.cancelled AND x.matched_minor = 0 AND x.amount_minor = s.original_minor AND x.currency = s.original_currency LIMIT 20) x
     WHERE s.minor > 0
    UNION ${ofDonors(`SELECT s.entry, s.booking_date, d.donor AS name FROM s JOIN known_donors d ON d.aliases && s.phrases WHERE s.minor > 0`)}
    UNION ${ofDonors(`SELECT s.entry, s.booking_date, d.name FROM s CROSS JOIN LATERAL unnest(s.account_of) AS d (name) WHERE s.minor > 0`)}
    UNION ${ofAgreements(`SELECT s.entry, s.booking_date, k.agreement AS name FROM s JOIN known_agreements k ON searchable(k.agreement) = ANY (s.phrases) WHERE s.minor > 0`)}
  )
  SELECT f.entry, x.reference_id AS id, concat_ws(' ', coalesce(d.name, x.donor), x.agreement, '#' || x.number) AS label,
         (x.amount_minor - x.matched_minor)::text AS minor, x.currency, x.payment_reference AS reference, x.due_on::text, d.aliases, x.donor AS payer,
         searchable(x.agreement) AS agreement
    FROM found f
    -- One by one: a planner that guesses many would read all that is expected.
    CROSS JOIN LATERAL (SELECT * FROM expectations x WHERE x.kind = 'instalment' AND x.reference_id = f.reference_id
      AND NOT x.cancelled AND x.amount_minor > x.matched_minor LIMIT 1) x
    LEFT JOIN known_donors d ON d.donor = x.donor
   ORDER BY f.entry, x.due_on, x.reference_id`;

/** Appeals take any amount; they are recognised by their payer or their code. */
export const donationsOf = `
  WITH ${sought}
  SELECT s.entry, k.agreement AS id, concat_ws(' ', k.donor_name, k.agreement) AS label, NULL AS minor, k.currency, NULL AS reference, NULL AS due_on,
         coalesce(d.aliases, '{}') || searchable(k.agreement) AS aliases, k.donor AS payer, NULL AS agreement
    FROM s JOIN known_agreements k ON k.appeal_case IS NOT NULL LEFT JOIN known_donors d ON d.donor = k.donor
   WHERE s.minor > 0 AND (searchable(k.agreement) = ANY (s.phrases) OR d.aliases && s.phrases) ORDER BY s.entry, k.agreement`;

export const recoveriesOf = `
  WITH ${sought}
  SELECT s.entry, x.reference_id AS id, coalesce(x.project, x.case_code) AS label, (x.amount_minor - x.matched_minor)::text AS minor, x.currency, NULL AS reference,
         x.due_on::text, ARRAY[searchable(coalesce(x.project, x.case_code))] AS aliases, coalesce(x.project, x.case_code) AS payer, NULL AS agreement
    FROM s JOIN expectations x ON x.kind = 'recovery' AND x.amount_minor = s.minor AND x.currency = s.currency
   WHERE s.minor > 0 AND NOT x.cancelled AND x.matched_minor = 0 ORDER BY s.entry, x.due_on`;

/** Emitted orders that a debit names, by their batch too, or of its amount, as the bank booked it or as it was ordered; settled ones for a credit: the bank gives them back. */
export const ordersOf = `
  WITH ${sought},
  found AS (
    SELECT s.entry, o.id, o.end_to_end_id AS named FROM s CROSS JOIN LATERAL unnest(s.named) AS n (reference) JOIN payment_orders o ON o.end_to_end_id = n.reference
    UNION
    SELECT s.entry, o.id, n.reference FROM s CROSS JOIN LATERAL unnest(s.named) AS n (reference) JOIN payment_orders o ON o.block = n.reference AND o.block IS NOT NULL
    UNION
    SELECT s.entry, o.id, o.end_to_end_id FROM s CROSS JOIN LATERAL (SELECT id, end_to_end_id FROM payment_orders o
      WHERE o.state IN ('EMITTED', 'SETTLED') AND o.amount_minor = abs(s.minor) AND o.currency = s.currency LIMIT 20) o
    UNION
    SELECT s.entry, o.id, o.end_to_end_id FROM s CROSS JOIN LATERAL (SELECT id, end_to_end_id FROM payment_orders o
      WHERE o.state IN ('EMITTED', 'SETTLED') AND o.amount_minor = abs(s.original_minor) AND o.currency = s.original_currency LIMIT 20) o
  )
  SELECT DISTINCT ON (f.entry, o.id) f.entry, o.id::text, concat_ws(' ', o.beneficiary, coalesce(o.tranche, o.aid_case, o.agreement, o.project)) AS label,
         o.amount_minor::text AS minor, o.currency, f.named AS reference, o.due_on::text, ARRAY[searchable(o.beneficiary)] AS aliases,
         o.beneficiary AS payer, NULL AS agreement, o.state
    FROM found f JOIN s ON s.entry = f.entry JOIN payment_orders o ON o.id = f.id LEFT JOIN payment_files p ON p.id = o.file_id
   WHERE o.state = CASE WHEN s.minor < 0 THEN 'EMITTED' ELSE 'SETTLED' END AND (s.minor > 0 OR p.account_id = s.account_id)
   ORDER BY f.entry, o.id, (f.named = ANY (s.named)) DESC`;

/** Receipts that the bank takes back: known by what the return quotes of them, and by who paid. */
export const receiptsOf = `
  WITH ${sought}
  SELECT s.entry, m.id::text, coalesce(e.content->>'counterparty', s.account) || ' ' || e.booking_date AS label, e.amount_minor::text AS minor, s.currency,
         coalesce((SELECT r FROM unnest(e.search_references) AS r WHERE r = ANY (s.named) LIMIT 1), e.content->'references'->>'endToEndId') AS reference,
         NULL AS due_on, array_remove(ARRAY[nullif(searchable(e.content->>'counterparty'), '')], NULL) AS aliases, NULL AS payer, NULL AS agreement
    FROM s CROSS JOIN LATERAL (SELECT * FROM bank_entries e WHERE e.account_id = s.account_id AND e.amount_minor = -s.minor
      AND e.amount_minor > 0 AND e.match_id IS NOT NULL ORDER BY e.booking_date DESC LIMIT 20) e
    JOIN matches m ON m.id = e.match_id
   WHERE s.minor < 0 AND m.state IN ('SENT', 'CONFIRMED', 'UNAPPLIED')
     AND EXISTS (SELECT FROM match_targets t WHERE t.match_id = m.id AND t.live AND t.kind IN ('instalment', 'donation', 'unapplied'))
   ORDER BY s.entry, e.booking_date DESC`;

export const interestOf = `
  WITH ${sought}
  SELECT s.entry, p.placement AS id, p.placement AS label, x.amount_minor::text AS minor, p.currency, NULL AS reference, x.due_on::text,
         ARRAY[]::text[] AS aliases, NULL AS payer, NULL AS agreement
    FROM s JOIN known_placements p ON p.account = s.account
    LEFT JOIN LATERAL (SELECT amount_minor, due_on FROM expectations x WHERE x.kind = 'interest' AND x.placement = p.placement
      AND x.matched_minor = 0 AND abs(x.due_on - s.value_date) <= 31 ORDER BY abs(x.due_on - s.value_date) LIMIT 1) x ON true
   ORDER BY s.entry, p.placement`;

export const transfersOf = `
  WITH ${sought}
  SELECT s.entry, e.id::text, a.code || ' ' || e.booking_date AS label, abs(e.amount_minor)::text AS minor, a.currency, NULL AS reference,
         e.booking_date::text AS due_on, ARRAY[searchable(a.code)] AS aliases, NULL AS payer, NULL AS agreement
    FROM s CROSS JOIN LATERAL (SELECT * FROM bank_entries e WHERE e.match_id IS NULL AND e.account_id <> s.account_id AND e.amount_minor = -s.minor
      AND abs(e.booking_date - s.booking_date) <= 10 LIMIT 20) e
    JOIN bank_accounts a ON a.id = e.account_id AND a.currency = s.currency ORDER BY s.entry, e.id`;

/** Who an entry comes from, as its index writes it. */
const payerOf = (entry: string) =>
  `coalesce(nullif(${entry}.content->>'counterpartyAccount', ''), searchable(${entry}.content->>'counterparty'))`;

/** Other credits of the same payer, told by its account or else by its name, that nobody explained yet; the nearest in time first. */
export const siblingsOf = `
  WITH ${sought}
  SELECT s.entry, x.* FROM s JOIN bank_entries e ON e.id = s.entry CROSS JOIN LATERAL (
    SELECT o.id::text, o.booking_date::text, o.amount_minor::text AS minor,
           concat_ws(' · ', o.content->>'counterparty', nullif(coalesce(nullif(o.content->>'remittance', ''), o.content->>'information'), '')) AS label
      FROM bank_entries o
     WHERE o.account_id = e.account_id AND o.match_id IS NULL AND o.amount_minor > 0 AND o.id <> e.id AND ${payerOf('o')} = ${payerOf('e')}
       AND o.booking_date BETWEEN e.booking_date - 60 AND e.booking_date + 60
     ORDER BY abs(o.booking_date - e.booking_date), o.booking_date, o.id LIMIT 7) x
   WHERE s.minor > 0 AND ${payerOf('e')} <> ''`;
