import type { Day } from '@abonde/calendar';

/**
 * Which entries a figure is made of. Every list matches any of its values, and so does a text with commas; every key
 * given must match.
 * One filter is both a link that a person follows and the condition that computed the figure, so they can't disagree.
 */
export interface LedgerFilter {
  book?: string;
  layer?: string;
  /** Account names; `*` at the end of one stands for anything, `!` before one takes it out again. */
  account?: readonly string[];
  flow?: readonly string[];
  kind?: readonly string[];
  instrument?: string;
  donor?: string;
  agreement?: string;
  project?: readonly string[];
  case?: string;
  placement?: string;
  tranche?: string;
  /** What becomes of interest. */
  disposition?: readonly string[];
  transfer?: string;
  /** `!` before it leaves the transaction out. */
  transaction?: string;
  /** Account names that don't count; `*` as in `account`. */
  except?: readonly string[];
  /** Only what an instrument holds and has not given yet. */
  pool?: boolean;
  /** Only transactions in which money reached or left the bank, as the other books tell them. */
  cash?: boolean;
  from?: Day;
  to?: Day;
  /** Posted no later than this instant, ISO 8601. */
  knownAt?: string;
  /** Date that `from` and `to` are about: accounting date unless `value`. */
  basis?: 'value';
  /** `credit` shows amounts on the credit side: signs are turned. */
  side?: 'credit';
}

const LISTS = ['account', 'disposition', 'except', 'flow', 'kind', 'project'] as const;
/** Text keys with the column of `entry` that each one compares. */
const TEXTS = {
  book: 'book',
  layer: 'layer',
  instrument: 'instrument',
  donor: 'donor',
  agreement: 'agreement',
  case: '"case"',
  placement: 'placement',
  tranche: 'tranche',
  transfer: 'transfer',
  transaction: 'transaction',
} as const;
type TextKey = keyof typeof TEXTS;
const UUIDS: ReadonlySet<string> = new Set(['transfer', 'transaction']);
/** Value that asks for entries without the dimension. */
export const NONE = '-';

export interface Condition {
  sql: string;
  params: unknown[];
}

/** The link that lists the filter's entries. */
export function linkTo(filter: LedgerFilter): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(filter)) {
    if (value === undefined || value === false) continue;
    query.set(key, Array.isArray(value) ? value.join(',') : String(value));
  }
  return `/api/reporting/ledger?${query.toString()}`;
}

/** Reads what `linkTo` writes. */
export function filterOf(query: Partial<Record<string, string>>): LedgerFilter {
  const lists = LISTS.flatMap((key) => (query[key] ? [[key, query[key].split(',')]] : []));
  const texts = Object.keys(TEXTS).flatMap((key) => (query[key] ? [[key, query[key]]] : []));
  const dates = (['from', 'to', 'knownAt'] as const).flatMap((key) => (query[key] ? [[key, query[key]]] : []));
  return {
    ...Object.fromEntries([...lists, ...texts, ...dates]),
    ...(query['pool'] === 'true' ? { pool: true } : {}),
    ...(query['cash'] === 'true' ? { cash: true } : {}),
    ...(query['basis'] === 'value' ? { basis: 'value' as const } : {}),
    ...(query['side'] === 'credit' ? { side: 'credit' as const } : {}),
  };
}

/** The filter as a condition on `entry e`; parameters are numbered from `first`. */
export function conditionOf(filter: LedgerFilter, first = 1): Condition {
  const params: unknown[] = [];
  const next = (value: unknown) => `$${first - 1 + params.push(value)}`;
  const parts = [
    ...(Object.keys(TEXTS) as TextKey[]).map((key) => textIs(key, filter[key], next)),
    accountIs(filter.account, next),
    filter.flow && `e.flow = any(${next(filter.flow)}::text[])`,
    filter.kind && `e.kind = any(${next(filter.kind)}::text[])`,
    filter.project && listed('project', filter.project, next),
    filter.disposition && listed(`dimensions->>'disposition'`, filter.disposition, next),
    filter.except && `not ${accountIs(filter.except, next)}`,
    filter.pool && 'e.pool',
    filter.cash && 'e.cash',
    filter.from && `e.${dateColumn(filter)} >= ${next(filter.from)}::date`,
    filter.to && `e.${dateColumn(filter)} <= ${next(filter.to)}::date`,
    filter.knownAt && `e.posted_at <= ${next(filter.knownAt)}::timestamptz`,
  ].filter((part): part is string => Boolean(part));
  return { sql: parts.length > 0 ? parts.join(' and ') : 'true', params };
}

/** +1 where amounts read on the debit side, −1 on the credit side. */
export function signOf(filter: LedgerFilter): 1 | -1 {
  return filter.side === 'credit' ? -1 : 1;
}

function dateColumn(filter: LedgerFilter): string {
  return filter.basis === 'value' ? 'value_date' : 'accounting_date';
}

function textIs(key: TextKey, value: string | undefined, next: (value: unknown) => string): string | undefined {
  if (value === undefined) return undefined;
  if (value === NONE) return `e.${TEXTS[key]} is null`;
  if (value.startsWith('!')) return `not (${textIs(key, value.slice(1), next)})`;
  const type = UUIDS.has(key) ? 'uuid' : 'text';
  if (value.includes(',')) return `e.${TEXTS[key]} = any(${next(value.split(','))}::${type}[])`;
  return `e.${TEXTS[key]} = ${next(value)}${type === 'uuid' ? '::uuid' : ''}`;
}

function listed(column: string, values: readonly string[], next: (value: unknown) => string): string {
  return values[0] === NONE ? `e.${column} is null` : `e.${column} = any(${next(values)}::text[])`;
}

function accountIs(accounts: readonly string[] | undefined, next: (value: unknown) => string): string | undefined {
  if (!accounts) return undefined;
  const named = (wanted: readonly string[]) => {
    const any = wanted.map((account) =>
      account.endsWith('*') ? `e.account like ${next(prefix(account))}` : `e.account = ${next(account)}`,
    );
    return any.length > 0 ? `(${any.join(' or ')})` : undefined;
  };
  const taken = named(accounts.filter((account) => !account.startsWith('!')));
  const left = named(accounts.flatMap((account) => (account.startsWith('!') ? [account.slice(1)] : [])));
  return `(${[taken ?? 'true', ...(left ? [`not ${left}`] : [])].join(' and ')})`;
}

function prefix(pattern: string): string {
  return `${pattern.slice(0, -1).replace(/[\\%_]/g, String.raw`\$&`)}%`;
}
