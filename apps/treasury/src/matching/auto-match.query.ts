const open = `
  SELECT e.id, e.account_id, a.code AS account, a.currency, e.amount_minor, e.search_references, e.value_date
    FROM bank_entries e JOIN bank_accounts a ON a.id = e.account_id
   WHERE e.match_id IS NULL AND ($1::uuid IS NULL OR e.account_id = $1)`;

/**
 * Credits that name one called instalment and are exactly what it still expects, when no other unmatched credit names it.
 */
const exactInstalments = `
  WITH entry AS MATERIALIZED (${open} AND e.amount_minor > 0),
  named AS (
    SELECT DISTINCT e.id AS entry, e.amount_minor, e.currency, x.reference_id
      FROM entry e CROSS JOIN LATERAL unnest(e.search_references) AS r (reference)
      JOIN expectations x ON x.kind = 'instalment' AND NOT x.cancelled AND x.payment_reference = r.reference
  ),
  counted AS (
    SELECT n.*, count(*) OVER (PARTITION BY entry) AS targets, count(*) OVER (PARTITION BY reference_id) AS entries FROM named n
  )
  SELECT c.entry, 'instalment' AS kind, c.reference_id AS target, c.amount_minor::text AS minor, c.currency,
         jsonb_build_object('as', 'instalment', 'dimensions',
           jsonb_strip_nulls(jsonb_build_object('agreement', x.agreement, 'donor', x.donor, 'instrument', k.instrument))) AS found
    FROM counted c JOIN expectations x ON x.kind = 'instalment' AND x.reference_id = c.reference_id
    LEFT JOIN known_agreements k ON k.agreement = x.agreement
   WHERE c.targets = 1 AND c.entries = 1 AND x.currency = c.currency AND x.amount_minor - x.matched_minor = c.amount_minor`;

/**
 * Debits that name emitted orders of the account, one by one or by their batch, and are exactly their sum, when no other
 * unmatched debit names any of them.
 */
const exactOrders = `
  WITH entry AS MATERIALIZED (${open} AND e.amount_minor < 0),
  emitted AS (
    SELECT o.*, f.account_id FROM payment_orders o JOIN payment_files f ON f.id = o.file_id WHERE o.state = 'EMITTED'
  ),
  reference AS (
    SELECT e.id AS entry, e.account_id, r.reference FROM entry e CROSS JOIN LATERAL unnest(e.search_references) AS r (reference)
  ),
  one_by_one AS (
    SELECT r.entry, o.id AS ordered FROM reference r JOIN emitted o ON o.account_id = r.account_id AND o.end_to_end_id = r.reference
    UNION SELECT r.entry, o.id FROM reference r JOIN emitted o ON o.account_id = r.account_id AND upper(o.uetr::text) = r.reference
  ),
  named AS (
    SELECT entry, ordered FROM one_by_one
    UNION SELECT r.entry, o.id FROM reference r JOIN emitted o ON o.account_id = r.account_id AND o.block = r.reference
           WHERE NOT EXISTS (SELECT FROM one_by_one b WHERE b.entry = r.entry)
  ),
  counted AS (SELECT n.*, count(*) OVER (PARTITION BY ordered) AS entries FROM named n),
  summed AS (
    SELECT c.entry FROM counted c JOIN emitted o ON o.id = c.ordered JOIN entry e ON e.id = c.entry
     GROUP BY c.entry, e.amount_minor, e.currency
    HAVING sum(o.amount_minor) = -e.amount_minor AND max(c.entries) = 1 AND bool_and(o.currency = e.currency)
  )
  SELECT n.entry, 'payment-order' AS kind, o.id AS target, o.amount_minor::text AS minor, o.currency,
         jsonb_build_object('as', 'payment-order', 'paymentRequest', o.payment_request, 'orderKind', o.kind, 'reason', NULL, 'dimensions',
           jsonb_strip_nulls(jsonb_build_object('instrument', o.instrument, 'project', o.project, 'tranche', o.tranche,
             'agreement', o.agreement, 'case', o.aid_case))) AS found
    FROM named n JOIN summed s ON s.entry = n.entry JOIN payment_orders o ON o.id = n.ordered`;

/** Credits that are exactly the interest expected of the only placement of their account, at its due date. */
const exactInterest = `
  WITH entry AS MATERIALIZED (${open} AND e.amount_minor > 0),
  alone AS (SELECT account, min(placement) AS placement FROM known_placements GROUP BY account HAVING count(*) = 1),
  named AS (
    SELECT e.id AS entry, e.amount_minor, e.currency, x.reference_id, x.placement
      FROM entry e JOIN alone p ON p.account = e.account
      JOIN expectations x ON x.kind = 'interest' AND x.placement = p.placement AND x.matched_minor = 0 AND x.currency = e.currency
       AND x.amount_minor = e.amount_minor AND abs(x.due_on - e.value_date) <= 15
  ),
  counted AS (
    SELECT n.*, count(*) OVER (PARTITION BY entry) AS targets, count(*) OVER (PARTITION BY reference_id) AS entries FROM named n
  )
  SELECT entry, 'interest' AS kind, placement AS target, amount_minor::text AS minor, currency, NULL::jsonb AS found
    FROM counted WHERE targets = 1 AND entries = 1`;

/** Entries with what they exactly are. One that could be two different things is left to a person. */
export const exactPairs = `
  SELECT entry, kind, target, minor, currency, found
    FROM (SELECT p.*, min(kind) OVER same AS first_kind, max(kind) OVER same AS last_kind
            FROM (SELECT * FROM (${exactInstalments}) AS i
                  UNION ALL SELECT entry, kind, target::text, minor, currency, found FROM (${exactOrders}) AS o
                  UNION ALL SELECT * FROM (${exactInterest}) AS c) AS p
          WINDOW same AS (PARTITION BY entry)) AS p
   WHERE first_kind = last_kind ORDER BY entry, target`;

/** Debits that name an order which is paid already. */
export const secondDebits = `
  WITH entry AS MATERIALIZED (${open} AND e.amount_minor < 0)
  SELECT DISTINCT e.id FROM entry e CROSS JOIN LATERAL unnest(e.search_references) AS r (reference)
    JOIN payment_orders o ON o.end_to_end_id = r.reference AND o.state IN ('SETTLED', 'RETURNED') ORDER BY e.id LIMIT 100`;
