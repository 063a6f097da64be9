import type { CloudEvent, SealedTransaction } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { type AccountParts, accountParts } from './account';
import { type Flow, flowsOf, isPool } from './flow';

export type SealedEvent = CloudEvent<'abonde.ledger.transaction-sealed.v1'>;
type Posting = SealedTransaction['postings'][number];

/** A row of the consolidated ledger; amounts are minor units as decimal strings, debit positive. Shaped like the table. */
export interface Entry {
  book: string;
  number: number;
  line: number;
  transaction: string;
  kind: string;
  reason: string;
  reference: string | null;
  actor: string;
  accounting_date: string;
  value_date: string;
  posted_at: string;
  transfer: string | null;
  reverses: string | null;
  layer: string;
  account: string;
  family: string;
  pcg: string | null;
  amount: string;
  currency: string;
  eur: string;
  original: unknown;
  dimensions: Record<string, string>;
  instrument: string | null;
  donor: string | null;
  agreement: string | null;
  project: string | null;
  case: string | null;
  placement: string | null;
  tranche: string | null;
  flow: Flow;
  pool: boolean;
  cash: boolean;
}

const texts = [
  'book',
  'kind',
  'reason',
  'reference',
  'actor',
  'layer',
  'account',
  'family',
  'pcg',
  'currency',
] as const;
const keys = ['instrument', 'donor', 'agreement', 'project', 'case', 'placement', 'tranche', 'flow'] as const;

/** The table's columns, for inserts that take one array each. */
export const ENTRY_COLUMNS: Readonly<Record<keyof Entry, string>> = {
  ...(Object.fromEntries([...texts, ...keys].map((name) => [name, 'text'])) as Record<
    (typeof texts | typeof keys)[number],
    string
  >),
  number: 'bigint',
  line: 'smallint',
  transaction: 'uuid',
  accounting_date: 'date',
  value_date: 'date',
  posted_at: 'timestamptz',
  transfer: 'uuid',
  reverses: 'uuid',
  amount: 'bigint',
  eur: 'bigint',
  original: 'jsonb',
  dimensions: 'jsonb',
  pool: 'boolean',
  cash: 'boolean',
};

/** Money that reached or left the bank crosses treasury's clearing account in every other book. */
const CASH = 'clearing:treasury';

export function entriesOf(event: SealedEvent): Entry[] {
  const { book, number, transaction } = event.data;
  const flows = flowsOf(book, transaction, (amount) => Money.eur(amount).minor);
  const cash = transaction.postings.some((posting) => posting.account === CASH);
  const inherit = inheritance(transaction.postings);
  return transaction.postings.map((posting, line) => ({
    book,
    number,
    line,
    ...headerOf(transaction),
    layer: posting.layer,
    account: posting.account,
    pcg: posting.pcg,
    amount: Money.of(posting.amount).minor.toString(),
    currency: posting.amount.currency,
    eur: Money.of(posting.eur).minor.toString(),
    original: posting.original,
    dimensions: posting.dimensions,
    ...keysOf(accountParts(book, posting.account), posting.dimensions, inherit),
    flow: flows[line] ?? 'other',
    pool: posting.layer === 'FUND' && isPool(book, posting.account),
    cash,
  }));
}

function headerOf({ id, kind, reason, reference, actor, transfer, reverses, ...dates }: SealedTransaction) {
  return {
    transaction: id,
    kind,
    reason,
    reference,
    actor,
    transfer,
    reverses,
    accounting_date: dates.accountingDate,
    value_date: dates.valueDate,
    posted_at: dates.postedAt,
  };
}

/** The account's own name first, then the posting's dimensions, then what the whole transaction agrees on. */
function keysOf(parts: AccountParts, dimensions: Record<string, string>, inherit: (key: string) => string | null) {
  const given = (key: keyof AccountParts) => parts[key] ?? dimensions[key] ?? inherit(key);
  const agreement = given('agreement');
  const foreign = dimensions['agreement'] !== undefined && dimensions['agreement'] !== agreement;
  return {
    family: parts.family,
    instrument: dimensions['instrument'] ?? inherit('instrument'),
    agreement,
    // The donor named beside another agreement is not this account's.
    donor: parts.donor ?? (foreign ? null : (dimensions['donor'] ?? null)),
    project: given('project'),
    case: given('case'),
    placement: given('placement'),
    tranche: given('tranche'),
  };
}

/**
 * A key that all postings which name one name alike: a line without it belongs with them. Agreements and donors never
 * spread; nor do projects over lines of interest, where a line without one is money that no project has.
 */
function inheritance(postings: readonly Posting[]): (key: string) => string | null {
  const isInterest = postings.some(({ dimensions }) => dimensions['disposition'] !== undefined);
  return (key) => {
    if (key === 'agreement' || (key === 'project' && isInterest)) return null;
    const named = new Set(postings.flatMap(({ dimensions }) => dimensions[key] ?? []));
    const [only] = named;
    return named.size === 1 ? (only ?? null) : null;
  };
}
