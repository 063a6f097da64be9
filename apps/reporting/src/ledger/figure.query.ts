import { type Condition, conditionOf, type LedgerFilter } from './ledger-filter';
import { monthsOf, periodsOf } from './periods';

/** Limits what is read to what someone may see; `everything` limits nothing. */
export type Visibility = Condition | 'everything';

/** Expression that groups by accounting month. */
export const MONTH = `to_char(e.accounting_date, 'YYYY-MM')`;

/** The conditions of a filter and of a reader on `entry e`. */
export function visibleCondition(filter: LedgerFilter, visible: Visibility): Condition {
  const condition = conditionOf(filter);
  if (visible === 'everything') return condition;
  const shifted = visible.sql.replace(/\$(\d+)/g, (_, place: string) => `$${Number(place) + condition.params.length}`);
  return { sql: `${condition.sql} AND ${shifted}`, params: [...condition.params, ...visible.params] };
}

/**
 * Rows of `eur_debit`, `eur_credit` and `entries` whose sums are the filter's (some below zero: what had moved before), with
 * further columns of `e`. Running sums where they can tell, and the entries they don't cover yet; the entries alone where a
 * filter asks for a transaction, for what becomes of interest, or for what was known then.
 */
export function sumsOf(filter: LedgerFilter, visible: Visibility, columns: readonly string[] = []): Condition {
  const selected = columns.map((column) => `${column}, `).join('');
  const fromEntries = (entries: string, condition: string) =>
    `SELECT ${selected}greatest(e.eur, 0) AS eur_debit, greatest(-e.eur::numeric, 0) AS eur_credit, 1 AS entries FROM ${entries} WHERE ${condition}`;
  const { from, to, basis, ...rest } = filter;
  if (filter.transfer ?? filter.transaction ?? filter.disposition ?? filter.knownAt) {
    const { sql, params } = visibleCondition(filter, visible);
    return { sql: fromEntries('entry AS e', sql), params };
  }
  const lines = visibleCondition(rest, visible);
  const dates = conditionOf({ from, to, basis }, lines.params.length + 1);
  const params = [...lines.params, ...dates.params];
  const next = (value: unknown) => `$${params.push(value)}`;
  const sums = selected.includes(MONTH) ? monthsOf(from, to) : periodsOf(from, to);
  const periods = (basis === 'value' ? [false, true] : [false]).flatMap((byValue) =>
    sums.map((period) => ({ ...period, byValue })),
  );
  const stretches = [
    `${next(periods.map(({ byValue }) => byValue))}::boolean[]`,
    `${next(periods.map(({ sign }) => sign))}::integer[]`,
    `${next(periods.map(({ grain }) => grain))}::text[]`,
    `${next(periods.map(({ first }) => first))}::date[]`,
    `${next(periods.map(({ last }) => last))}::date[]`,
    `${next(periods.map(({ carried }) => carried))}::boolean[]`,
  ];
  return {
    params,
    sql: `
      SELECT ${selected.replaceAll(MONTH, `to_char(s.period, 'YYYY-MM')`)}s.debit AS eur_debit, s.credit AS eur_credit, s.entries
        FROM running_line AS e
        JOIN running_head AS h ON h.book = e.book AND h.source = pg_relation_filenode('entry')
        CROSS JOIN unnest(${stretches.join(', ')}) AS p (by_value, sign, grain, "first", "last", carried)
        CROSS JOIN LATERAL (${MOVED}) AS s
       WHERE ${lines.sql}
       UNION ALL
      ${fromEntries(uncovered, `${lines.sql} AND ${dates.sql}`)}`,
  };
}

/** The upper bound tells the planner that few entries are left. */
const uncovered = `
  unnest(ARRAY['contributions', 'treasury', 'disbursements', 'emergency-fund']) AS b (book)
  LEFT JOIN running_head AS h ON h.book = b.book AND h.source = pg_relation_filenode('entry')
  CROSS JOIN LATERAL (SELECT e.* FROM entry AS e
                       WHERE e.book = b.book AND e.number > coalesce(h.number, 0) AND e.number < 9223372036854775807 OFFSET 0) AS e`;

const OF_LINE = `FROM running_sum AS s WHERE s.key = e.key AND s.by_value = p.by_value AND s.grain = p.grain`;
const WITHIN = `${OF_LINE} AND s.period >= p."first" AND s.period <= p."last"`;
const BEFORE = `${OF_LINE} AND s.period < p."first"`;
const latest = (sums: string) => `(SELECT s ${sums} ORDER BY s.period DESC LIMIT 1)`;

/** Sums of line `e` in the periods `p`; what is carried stands in the latest of them, or else of those before. */
const MOVED = `
  SELECT s.period, p.sign * s.debit AS debit, p.sign * s.credit AS credit, p.sign * s.entries AS entries ${WITHIN} AND NOT p.carried
   UNION ALL
  SELECT (c.s).period, p.sign * ((c.s).debit + (c.s).carried_debit), p.sign * ((c.s).credit + (c.s).carried_credit),
         p.sign * ((c.s).entries + (c.s).carried_entries)
    FROM (SELECT coalesce(${latest(WITHIN)}, ${latest(BEFORE)}) AS s WHERE p.carried OFFSET 0) AS c
   WHERE (c.s).period IS NOT NULL`;
