import type { Change } from '../changes-table';
import { type BudgetRow, linesOf, writtenLines } from '../editor/budget-rows';
import { unitsPerEuro } from '../editor/local-amount';
import { planOf, type WrittenPlan, writtenPlan } from '../editor/plan-rows';
import type { ProjectView } from '../projects-api';

/** What an agreement with a city says of the parts that an amendment may change. */
export interface Terms {
  scope: string;
  from: string;
  to: string;
  /** Decimal string in euros. */
  attributed: string;
  plan: WrittenPlan;
  lines: readonly BudgetRow[];
}

export function agreedTerms(project: ProjectView): Terms {
  const { narrative = {}, period, attributed, financingPlan, budgetLines } = project;
  const { objectives } = narrative as Record<string, unknown>;
  return {
    scope: typeof objectives === 'string' ? objectives : '',
    ...{ from: period?.from ?? '', to: period?.to ?? '', attributed: attributed.amount },
    ...{ plan: writtenPlan(financingPlan), lines: writtenLines(budgetLines) },
  };
}

/** Currency in which the lines of the budget are said beside their euros; empty where they are in euros only. */
export function localCurrencyOf({ localCurrency = '', exchangeRate }: ProjectView): string {
  return unitsPerEuro(localCurrency, exchangeRate) === undefined ? '' : localCurrency;
}

/** Field by field, what the amendment changes: paths and values as the service writes those of an amendment. */
export function changesOf(now: Terms, next: Terms, currency: string): Change[] {
  const [before, after] = [said(now, currency), said(next, currency)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((field) => ({ field, before: before.get(field) ?? null, after: after.get(field) ?? null }))
    .filter((change) => change.before !== change.after);
}

/** The body of the request: only the parts that differ. */
export function amendmentOf(reason: string, now: Terms, next: Terms, currency: string) {
  const changed = new Set(changesOf(now, next, currency).map(({ field }) => field.split('.')[0]));
  return {
    reason: reason.trim(),
    ...(changed.has('scope') && { scope: next.scope.trim() }),
    ...(changed.has('period') && { period: { from: next.from, to: next.to } }),
    ...(changed.has('attributed') && { attributed: { amount: next.attributed, currency: 'EUR' } }),
    ...(changed.has('financingPlan') && { financingPlan: planOf(next.plan) }),
    ...(changed.has('budgetLines') && { budgetLines: linesOf(next.lines, currency) }),
  };
}

/** Paths of what an amended part leaves unsaid: a source without a name, a line without an amount. */
export function blanksOf({ scope, from, to, attributed, plan, lines }: Terms, changes: readonly Change[]): string[] {
  const amended = new Set(changes.map(({ field }) => field.split('.')[0]));
  const values: [string, string][] = [
    ['scope', scope],
    ['period.from', from],
    ['period.to', to],
    ['attributed', attributed],
    ['financingPlan.total', plan.total],
    ...plan.sources.flatMap(({ name, amount }, at): [string, string][] => [
      [`financingPlan.sources.${at}.name`, name],
      [`financingPlan.sources.${at}.amount`, amount],
    ]),
    ...lines.flatMap(({ label, amount }, at): [string, string][] => [
      [`budgetLines.${at}.label`, label],
      [`budgetLines.${at}.amount`, amount],
    ]),
  ];
  return values.flatMap(([path, value]) => (value.trim() === '' && amended.has(path.split('.')[0]) ? [path] : []));
}

function said({ scope, from, to, attributed, plan, lines }: Terms, currency: string): Map<string, string> {
  const values = new Map<string, string>();
  const say = (path: string, value: string | undefined) => value && values.set(path, value);
  const euros = (amount: string) => amount && `${amount} EUR`;
  say('scope', scope.trim());
  say('period.from', from);
  say('period.to', to);
  say('attributed', euros(attributed));
  say('financingPlan.total', euros(plan.total));
  for (const [path, { kind, amount, inKind }] of named('financingPlan.sources', plan.sources, ({ name }) => name)) {
    say(`${path}.kind`, kind);
    say(`${path}.amount`, euros(amount));
    say(`${path}.inKind`, String(inKind));
  }
  for (const [path, { amount, local }] of named('budgetLines', lines, ({ label }) => label)) {
    say(`${path}.amount`, euros(amount));
    say(`${path}.local`, currency && local && `${local} ${currency}`);
  }
  return values;
}

/** Rows by what names them, so that one that moves is not one that changed. */
function named<Row>(path: string, rows: readonly Row[], nameOf: (row: Row) => string): [string, Row][] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const name = nameOf(row).trim() || '…';
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return [`${path}.${times === 1 ? name : `${name} (${times})`}`, row];
  });
}
