/** Violations of each rule in `ledger-postings`, at most a hundred, as text that names them. Amounts are cents. */
const SOME = 100;

const FLOORED = `('fund:envelope', 'fund:reserved', 'fund:due-to-donor', 'fund:unapplied', 'fund:allocation', 'fund:tranche', 'fund:to-justify', 'fund:emergency', 'fund:aid', 'fund:donations')`;

/** Allocations that count as the Fund's share, by project. */
const FUND_SHARE = `
  SELECT e.project, -sum(e.eur) AS allocated
    FROM entry AS e
    LEFT JOIN register AS terms ON terms.kind = 'agreement' AND terms.facet = 'terms' AND terms.code = e.agreement
   WHERE e.book = 'disbursements' AND e.family = 'fund:allocation' AND e.flow = 'allocated'
     AND coalesce(terms.data ->> 'countsAs', 'FUND') = 'FUND'
   GROUP BY e.project`;

const cents = (path: string) => `(${path})::numeric * 100`;

export const QUERIES = {
  transaction: `
    SELECT book || ' ' || number AS violation FROM (
      SELECT book, number FROM entry GROUP BY book, number, layer HAVING sum(eur) <> 0
      UNION
      SELECT book, number FROM entry WHERE currency <> 'EUR' GROUP BY book, number, currency HAVING sum(amount) <> 0
    ) AS unbalanced ORDER BY 1 LIMIT ${SOME}`,
  cashAndFund: `
    SELECT book || ' ' || number AS violation FROM entry
     WHERE book <> 'treasury' AND account IN ('clearing:treasury', 'fund:money')
     GROUP BY book, number
    HAVING sum(eur) FILTER (WHERE account = 'fund:money') IS DISTINCT FROM sum(eur) FILTER (WHERE account = 'clearing:treasury')
     ORDER BY 1 LIMIT ${SOME}`,
  bank: `
    SELECT statement.code || ': ' || coalesce(held.amount, 0) || ' ' || (statement.data -> 'closing' ->> 'amount') AS violation
      FROM register AS statement
      LEFT JOIN (SELECT account, sum(amount) AS amount, max(currency) AS currency FROM entry WHERE book = 'treasury' AND family = 'bank' GROUP BY account) AS held
        ON held.account = 'bank:' || statement.code
     WHERE statement.kind = 'account' AND statement.facet = 'statement'
       AND regexp_replace(statement.data -> 'closing' ->> 'amount', '[.]', '')::numeric <> coalesce(held.amount, 0)
     ORDER BY 1 LIMIT ${SOME}`,
  agreements: `
    SELECT DISTINCT agreement AS violation FROM (
      SELECT agreement, transfer FROM entry
       WHERE transfer IS NOT NULL AND agreement IS NOT NULL
         AND ((book = 'contributions' AND account = 'fund:transfer:disbursements') OR (book = 'disbursements' AND account = 'fund:transfer:contributions'))
       GROUP BY agreement, transfer HAVING count(DISTINCT book) = 2 AND sum(eur) <> 0
    ) AS different ORDER BY 1 LIMIT ${SOME}`,
  floors: `
    SELECT violation FROM (
      SELECT book || ' ' || account AS violation FROM entry
       WHERE family IN ${FLOORED} AND account <> 'fund:envelope:AIMF-GENERAL' GROUP BY book, account HAVING sum(eur) > 0
      UNION ALL
      SELECT book || ' ' || account FROM entry WHERE family = 'fund:shortfall' GROUP BY book, account HAVING sum(eur) <> 0
    ) AS below ORDER BY 1 LIMIT ${SOME}`,
  emergency: `
    SELECT number::text AS violation FROM entry
     WHERE book = 'emergency-fund' AND layer = 'FUND' AND flow = 'aid'
     GROUP BY number HAVING sum(eur) FILTER (WHERE family = 'fund:aid') + sum(eur) FILTER (WHERE family <> 'fund:aid') <> 0
     ORDER BY number LIMIT ${SOME}`,
  eightyPercent: `
    SELECT share.project AS violation FROM (${FUND_SHARE}) AS share
      JOIN register AS subsidy ON subsidy.kind = 'project' AND subsidy.facet = 'subsidy' AND subsidy.code = share.project
      LEFT JOIN register AS cost ON cost.kind = 'project' AND cost.facet = 'cost' AND cost.code = share.project
     WHERE subsidy.data ->> 'instrument' = 'COOPERATION'
       AND share.allocated * 100 > 80 * ${cents(`coalesce(cost.data -> 'total', subsidy.data -> 'planTotal') ->> 'amount'`)}
     ORDER BY 1 LIMIT ${SOME}`,
  project: `
    SELECT named.code AS violation
      FROM (SELECT code, data FROM register WHERE kind = 'project' AND facet = 'subsidy') AS named
      LEFT JOIN (SELECT project,
                   -coalesce(sum(eur) FILTER (WHERE flow = 'attributed' AND family = 'commitment'), 0) AS attributed,
                   coalesce(sum(-eur) FILTER (WHERE flow = 'paid' AND account = 'fund:money'), 0) AS paid,
                   coalesce(sum(-eur) FILTER (WHERE flow = 'allocated' AND family = 'fund:allocation'), 0) AS allocated
              FROM entry WHERE book = 'disbursements' GROUP BY project) AS sums ON sums.project = named.code
      LEFT JOIN (${FUND_SHARE}) AS share ON share.project = named.code
     WHERE coalesce(sums.paid, 0) > coalesce(sums.allocated, 0)
        OR coalesce(share.allocated, 0) > coalesce(sums.attributed, 0)
        OR coalesce(sums.attributed, 0) > ${cents(`named.data -> 'engagedTotal' ->> 'amount'`)}
     ORDER BY 1 LIMIT ${SOME}`,
} as const;
