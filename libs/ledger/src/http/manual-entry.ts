import { createHash } from 'node:crypto';
import { Money, MoneyError } from '@abonde/money';
import type { ChartOfAccounts } from '../chart';
import { LedgerError, SystemAccountRefused, ZeroPosting } from '../ledger-error';
import type { NewPosting, NewTransaction, Posting, Transaction } from '../transaction';
import type { EntryBody, EntryDto, EntryPostingDto, ReversingDto } from './journal-entries.dto';

export const manualKind = 'journal-entry';

/** What one person prepares, and another approves or puts aside. */
export interface PreparedEntry {
  id: string;
  effectiveDate: string;
  entry: EntryBody;
  reverses: string | null;
  preparedBy: string;
  preparedByName: string | null;
  preparedAt: string;
  approvedBy: string | null;
  approvedByName: string | null;
  declinedBy: string | null;
  declinedByName: string | null;
  declineReason: string | null;
}

/** Names of those who decided on an entry, as they were called then. */
export type Names = Pick<PreparedEntry, 'preparedByName' | 'approvedByName'>;

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

export class AlreadyDeclined extends LedgerError {
  constructor(entry: string) {
    super('ALREADY_DECLINED', 409, 'Already put aside', `${entry} was put aside before.`, { entry });
  }
}

export class NotYours extends LedgerError {
  constructor() {
    const detail = 'Only a finance controller or whoever prepared it puts an entry aside.';
    super('NOT_YOURS', 403, 'Not yours to withdraw', detail);
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

export function ofPrepared({ id, effectiveDate, entry, preparedAt, ...told }: PreparedEntry): EntryDto {
  const { reason, reference = null, postings } = entry;
  return {
    ...told,
    id,
    status: told.declinedBy === null ? 'PREPARED' : 'DECLINED',
    valueDate: effectiveDate,
    accountingDate: null,
    reason,
    reference,
    reversedBy: null,
    at: preparedAt,
    postings: told.reverses === null ? postings : postings.map(opposite),
  };
}

export function ofPosted(
  transaction: Transaction,
  names: Names | undefined,
  reversedBy: ReversingDto | null,
): EntryDto {
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
    reversedBy,
    preparedBy: actor,
    preparedByName: names?.preparedByName ?? null,
    approvedBy,
    approvedByName: names?.approvedByName ?? null,
    declinedBy: null,
    declinedByName: null,
    declineReason: null,
    at: postedAt,
    postings: postings.map(postingDto),
  };
}

/** A reversal is prepared with the lines of what it takes back. */
function opposite({ amount, eur, original, ...line }: EntryPostingDto): EntryPostingDto {
  return {
    ...line,
    amount: negated(amount),
    ...(eur !== undefined && { eur: negated(eur) }),
    ...(original && { original: { ...original, amount: negated(original.amount) } }),
  };
}

function negated(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : /[1-9]/.test(amount) ? `-${amount}` : amount;
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
