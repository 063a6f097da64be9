import { createHash } from 'node:crypto';
import { Money, MoneyError } from '@abonde/money';
import type { ChartOfAccounts } from '../chart';
import { LedgerError, SystemAccountRefused, ZeroPosting } from '../ledger-error';
import type { NewPosting, NewTransaction, Posting, Transaction } from '../transaction';
import type { EntryBody, EntryDto, EntryPostingDto } from './journal-entries.dto';

export const manualKind = 'journal-entry';

/** What one person prepared and another will approve. */
export interface PreparedEntry {
  id: string;
  effectiveDate: string;
  entry: EntryBody;
  reverses: string | null;
  preparedBy: string;
  preparedAt: string;
  approvedBy: string | null;
}

export class SamePerson extends LedgerError {
  constructor() {
    super('SAME_PERSON', 403, 'Another person must approve', 'Whoever prepared an entry does not approve it.');
  }
}

export class AlreadyApproved extends LedgerError {
  constructor(entry: string) {
    super('ALREADY_APPROVED', 409, 'Already approved', `${entry} was already approved and posted.`, { entry });
  }
}

export interface EntryOrigin {
  id?: string;
  actor: string;
  /** Business day on which it takes effect. */
  day: string;
  metadata: Record<string, unknown>;
}

/**
 * The transaction of a manual entry. A stated date is the accounting date too: an entry is refused in a locked period.
 * @throws {LedgerError} with the `line` at fault
 */
export function manualTransaction(
  chart: ChartOfAccounts,
  body: EntryBody,
  { day, ...origin }: EntryOrigin,
): NewTransaction {
  const { reason, reference, effectiveDate } = body;
  const postings = body.postings.map((posting, at) => onLine(at + 1, () => newPosting(chart, posting)));
  return {
    ...origin,
    kind: manualKind,
    reason,
    reference: reference ?? undefined,
    valueDate: day,
    ...(effectiveDate !== undefined && { accountingDate: day }),
    postings,
  };
}

/** Lines count from 1. */
function onLine(line: number, read: () => NewPosting): NewPosting {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof LedgerError || error instanceof MoneyError)) throw error;
    throw new LedgerError(error.code, error.status, error.title, `Line ${line}: ${error.message}`, {
      ...error.figures,
      line,
    });
  }
}

function newPosting(
  chart: ChartOfAccounts,
  { account, amount, currency, eur, dimensions, original }: EntryBody['postings'][number],
): NewPosting {
  chart.entryOf(account);
  if (chart.isSystem(account)) throw new SystemAccountRefused(account);
  const moved = Money.of({ amount, currency });
  if (moved.isZero() && (eur === undefined || Money.eur(eur).isZero())) throw new ZeroPosting(account);
  return {
    account,
    dimensions,
    amount: moved,
    ...(eur !== undefined && { eur: Money.eur(eur) }),
    ...(original && {
      original: {
        rate: original.rate,
        rateSource: original.rateSource,
        rateDate: original.rateDate,
        amount: Money.of(original),
      },
    }),
  };
}

/** Accounts of a body that must be open, or at least about something the book knows, for the entry to be taken. */
export function wildcardAccounts(chart: ChartOfAccounts, { postings }: EntryBody): { own: string[]; others: string[] } {
  const families = postings
    .filter(({ account }) => chart.entryOf(account).account !== account)
    .map(({ account }) => account);
  const own = families.filter((account) => chart.entryOf(account).currency === 'OWN');
  return { own, others: families.filter((account) => !own.includes(account)) };
}

/**
 * The id of what someone asks under an idempotency key: asked again, it is the same id, so it is posted once without any other
 * record of the key. A uuid of version 8, made of a hash.
 */
export function idOf(actor: string, key: string, index = 0): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([actor, key, index]))
    .digest('hex');
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 3) | 8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}

export function ofPrepared({
  id,
  effectiveDate,
  entry,
  reverses,
  preparedBy,
  preparedAt,
  approvedBy,
}: PreparedEntry): EntryDto {
  const { reason, reference = null, postings } = entry;
  return {
    id,
    status: 'PREPARED',
    valueDate: effectiveDate,
    accountingDate: null,
    reason,
    reference,
    reverses,
    preparedBy,
    approvedBy,
    at: preparedAt,
    postings,
  };
}

export function ofPosted(transaction: Transaction): EntryDto {
  const { id, valueDate, accountingDate, reason, reference, reverses, actor, metadata, postedAt, postings } =
    transaction;
  const approvedBy = typeof metadata.approvedBy === 'string' ? metadata.approvedBy : null;
  return {
    id,
    status: 'POSTED',
    valueDate,
    accountingDate,
    reason,
    reference,
    reverses,
    preparedBy: actor,
    approvedBy,
    at: postedAt,
    postings: postings.map(postingDto),
  };
}

export function postingDto({ account, amount, eur, dimensions, original }: Posting): EntryPostingDto {
  return {
    account,
    ...amount.toJSON(),
    eur: eur.amount,
    dimensions: { ...dimensions },
    ...(original && { original: { ...original, ...original.amount.toJSON() } }),
  };
}
