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

/** Money that reached or left the bank crosses treasury's clearing account in every other book. */
const CASH = 'clearing:treasury';

export function entriesOf(event: SealedEvent): Entry[] {
  const { book, number, transaction } = event.data;
  const eurs = transaction.postings.map(({ eur }) => Money.of(eur).minor);
  const flows = flowsOf(book, transaction, eurs);
  const cash = transaction.postings.some((posting) => posting.account === CASH);
  const inherit = inheritance(transaction.postings);
  const header = headerOf(transaction);
  return transaction.postings.map((posting, line) => ({
    book,
    number,
    line,
    ...header,
    layer: posting.layer,
    account: posting.account,
    pcg: posting.pcg,
    amount: Money.of(posting.amount).minor.toString(),
    currency: posting.amount.currency,
    eur: String(eurs[line]),
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
  const agreed = new Map<string, string | null>();
  for (const [key, named] of postings.flatMap(({ dimensions }) => Object.entries(dimensions))) {
    agreed.set(key, agreed.has(key) && agreed.get(key) !== named ? null : named);
  }
  if (agreed.has('disposition')) agreed.delete('project');
  agreed.delete('agreement');
  return (key) => agreed.get(key) ?? null;
}
