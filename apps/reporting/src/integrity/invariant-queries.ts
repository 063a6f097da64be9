/**
 * What breaks each rule, at most a hundred of each: `what` names it in words, `filter` lists its entries. Amounts are
 * cents, debit positive. Balances are followed in the order of the seals, so that a floor broken once and mended
 * since is still named.
 */
const SOME = 100;

const cents = (path: string) => `(${path})::numeric * 100`;
const list = (values: readonly string[]) => `(${values.map((value) => `'${value}'`).join(', ')})`;

const FLOORED = list([
  'fund:envelope',
  'fund:reserved',
  'fund:due-to-donor',
  'fund:unapplied',
  'fund:allocation',
  'fund:tranche',
  'fund:to-justify',
]);
/** Own resources may be overdrawn: they bear the charges that nobody else bears. */
const OVERDRAFT = 'fund:envelope:AIMF-GENERAL';
const AID = list(['fund:emergency', 'fund:aid', 'fund:donations']);

/** The first transaction after which an account was below zero. */
const below = (accounts: string) => `
  SELECT DISTINCT ON (book, account) book || ' ' || account || ' ' || number AS what,
         jsonb_build_object('transaction', transaction) AS filter
    FROM (SELECT book, account, number, transaction, sum(sum(eur)) OVER (PARTITION BY book, account ORDER BY number) AS debit
            FROM entry WHERE ${accounts} GROUP BY book, account, number, transaction) AS followed
   WHERE debit > 0 ORDER BY book, account, number`;

/** Allocations that count as the Fund's share, by project. */
const FUND_SHARE = `
  SELECT e.project, -sum(e.eur) AS allocated
    FROM entry AS e
    LEFT JOIN register AS terms ON terms.kind = 'agreement' AND terms.facet = 'terms' AND terms.code = e.agreement
   WHERE e.book = 'disbursements' AND e.family = 'fund:allocation' AND e.flow = 'allocated'
     AND coalesce(terms.data ->> 'countsAs', 'FUND') = 'FUND'
   GROUP BY e.project`;

/** An agreement's money in the two books that hold it. */
const HELD = `((book = 'contributions' AND family IN ('fund:envelope', 'fund:reserved', 'fund:shortfall'))
            OR (book = 'disbursements' AND family IN ('fund:allocation', 'fund:tranche')))`;
/** Moves that leave it the agreement's: from its envelope to a project and to a tranche, and back. */
const INSIDE = list(['reserved', 'own-reserved', 'allocated', 'own-released', 'approved']);

const AGREEMENTS = `
  WITH crossing AS (
    SELECT transfer FROM entry
     WHERE transfer IS NOT NULL AND ((book = 'contributions' AND account = 'fund:transfer:disbursements')
                                  OR (book = 'disbursements' AND account = 'fund:transfer:contributions'))
     GROUP BY transfer HAVING count(DISTINCT book) = 1
  ), terms AS (
    SELECT agreement,
           coalesce(-sum(eur) FILTER (WHERE flow NOT IN ${INSIDE} AND flow <> 'paid'), 0) AS came,
           -sum(eur) AS held,
           coalesce(sum(eur) FILTER (WHERE flow = 'paid'), 0) AS paid,
           coalesce(sum(eur) FILTER (WHERE flow IN ${INSIDE} AND transfer IN (SELECT transfer FROM crossing)), 0) AS "inFlight"
      FROM entry WHERE layer = 'FUND' AND agreement IS NOT NULL AND ${HELD} GROUP BY agreement
  )
  SELECT agreement || ' ' || to_char((came - held - paid - "inFlight") / 100, 'FM999999999999990.00') AS what,
         jsonb_build_object('agreement', agreement, 'layer', 'FUND') AS filter
    FROM terms WHERE came <> held + paid + "inFlight"`;

const PROJECTS = `
  SELECT named.code AS what, jsonb_build_object('project', jsonb_build_array(named.code)) AS filter
    FROM (SELECT code, data FROM register WHERE kind = 'project' AND facet = 'subsidy') AS named
    LEFT JOIN (SELECT project,
                 -coalesce(sum(eur) FILTER (WHERE flow = 'attributed' AND family = 'commitment'), 0) AS attributed,
                 -- What a city gave back is no longer paid: it may have gone to another project since.
                 coalesce(sum(-eur) FILTER (WHERE flow IN ('paid', 'recovered') AND account = 'fund:money'), 0) AS paid,
                 coalesce(sum(-eur) FILTER (WHERE flow = 'allocated' AND family = 'fund:allocation'), 0) AS allocated,
                 -- Claimed back from the city: a reduced subsidy's money that it still has.
                 coalesce(sum(eur) FILTER (WHERE family = 'recoverable'), 0) AS claimed
            FROM entry WHERE book = 'disbursements' GROUP BY project) AS sums ON sums.project = named.code
    LEFT JOIN (${FUND_SHARE}) AS share ON share.project = named.code
   WHERE coalesce(sums.paid, 0) > coalesce(sums.allocated, 0)
      OR coalesce(share.allocated, 0) > coalesce(sums.attributed, 0) + coalesce(sums.claimed, 0)
      OR coalesce(sums.attributed, 0) > ${cents(`named.data -> 'engagedTotal' ->> 'amount'`)}
      -- A programme may be engaged without a plan of sources.
      OR (named.data -> 'engagedTotal' ->> 'amount')::numeric > nullif((named.data -> 'planTotal' ->> 'amount')::numeric, 0)`;

const TRANCHES = `
  SELECT code, jsonb_build_object('tranche', code) FROM register
   WHERE kind = 'tranche' AND facet = 'state' AND jsonb_array_length(data -> 'split') > 0
     AND (data -> 'amount' ->> 'amount')::numeric
      <> (SELECT sum((part -> 'amount' ->> 'amount')::numeric) FROM jsonb_array_elements(data -> 'split') AS part)`;

/** Aid drawn from anything else than the fund's products and the donations of its own case. */
const LINEAGE = `
  SELECT 'emergency-fund ' || number, jsonb_build_object('transaction', min(transaction::text)) FROM entry
   WHERE book = 'emergency-fund' AND layer = 'FUND' AND flow = 'aid'
   GROUP BY number
  HAVING bool_or(family NOT IN ${AID}) OR count(DISTINCT "case") FILTER (WHERE family <> 'fund:emergency') > 1`;

const some = (query: string) =>
  `SELECT what, filter FROM (${query}) AS found (what, filter) ORDER BY what LIMIT ${SOME}`;

export const QUERIES = {
  transaction: some(`
    SELECT book || ' ' || number, jsonb_build_object('transaction', min(transaction::text)) FROM entry
     GROUP BY book, number, layer HAVING sum(eur) <> 0
    UNION
    SELECT book || ' ' || number, jsonb_build_object('transaction', min(transaction::text)) FROM entry
     WHERE currency <> 'EUR' GROUP BY book, number, currency HAVING sum(amount) <> 0`),
  cashAndFund: some(`
    SELECT book || ' ' || number, jsonb_build_object('transaction', min(transaction::text)) FROM entry
     WHERE book <> 'treasury' AND account IN ('clearing:treasury', 'fund:money')
     GROUP BY book, number
    HAVING sum(eur) FILTER (WHERE account = 'fund:money') IS DISTINCT FROM sum(eur) FILTER (WHERE account = 'clearing:treasury')`),
  bank: some(`
    SELECT statement.code || ': ' || coalesce(held.amount, 0) || ' ' || (statement.data -> 'closing' ->> 'amount'),
           jsonb_build_object('book', 'treasury', 'account', jsonb_build_array('bank:' || statement.code))
      FROM register AS statement
      LEFT JOIN (SELECT account, sum(amount) AS amount FROM entry WHERE book = 'treasury' AND family = 'bank' GROUP BY account) AS held
        ON held.account = 'bank:' || statement.code
     WHERE statement.kind = 'account' AND statement.facet = 'statement'
       AND regexp_replace(statement.data -> 'closing' ->> 'amount', '[.]', '')::numeric <> coalesce(held.amount, 0)`),
  agreements: some(AGREEMENTS),
  floors: some(`
    (${below(`family IN ${FLOORED} AND account <> '${OVERDRAFT}'`)})
    UNION ALL
    SELECT book || ' ' || account, jsonb_build_object('book', book, 'account', jsonb_build_array(account)) FROM entry
     WHERE family = 'fund:shortfall' GROUP BY book, account HAVING sum(eur) <> 0`),
  emergency: some(`(${below(`book = 'emergency-fund' AND family IN ${AID}`)}) UNION ALL ${LINEAGE}`),
  eightyPercent: some(`
    SELECT share.project, jsonb_build_object('project', jsonb_build_array(share.project), 'flow', jsonb_build_array('allocated'))
      FROM (${FUND_SHARE}) AS share
      JOIN register AS subsidy ON subsidy.kind = 'project' AND subsidy.facet = 'subsidy' AND subsidy.code = share.project
      LEFT JOIN register AS cost ON cost.kind = 'project' AND cost.facet = 'cost' AND cost.code = share.project
     WHERE subsidy.data ->> 'instrument' = 'COOPERATION'
       AND share.allocated * 100 > 80 * ${cents(`coalesce(cost.data -> 'total', subsidy.data -> 'planTotal') ->> 'amount'`)}`),
  project: some(`${PROJECTS} UNION ALL ${TRANCHES}`),
} as const;
