import type { Day } from '@abonde/calendar';
import type { Money } from '@abonde/money';
import { printable } from './printable';

/** What banks and payers write to recognise a movement; a bank's `NOTPROVIDED` counts as absent. */
export interface References {
  /** Number of the entry inside its statement: it may change from one file to the next. */
  entry: string | null;
  accountServicer: string | null;
  endToEndId: string | null;
  instructionId: string | null;
  transactionId: string | null;
  uetr: string | null;
  mandateId: string | null;
  messageId: string | null;
  paymentInformationId: string | null;
  /** Structured creditor reference (ISO 11649), without spaces. */
  structured: string | null;
}

/** The amount as the payer gave it, where the bank says that it differs from what it booked. */
export interface Original {
  amount: Money;
  /** As the bank writes it, in the direction it writes it. */
  rate: string | null;
}

export interface EntryDetail {
  /** Signed; null where a batch doesn't say. */
  amount: Money | null;
  counterparty: string | null;
  counterpartyAccount: string | null;
  ultimateParty: string | null;
  references: References;
  remittance: string;
  /** Positive: deducted by the banks. */
  charges: Money | null;
  original: Original | null;
  returnReason: string | null;
}

export interface StatementEntry extends Omit<EntryDetail, 'amount'> {
  /** Signed: what the account gained. */
  amount: Money;
  bookingDate: Day;
  valueDate: Day;
  /** The entry undoes an earlier one; its sign already says in which direction. */
  reversal: boolean;
  transactionCode: string | null;
  information: string | null;
  /** Transactions of a batch; empty when the entry has one at most, whose content is then the entry's own. */
  details: EntryDetail[];
}

export interface StatementHeader {
  /** IBAN or other identifier, as normalised by {@link normaliseIdentifier}. */
  account: string;
  /** Other ways the same account may be registered: a bank's own number beside the IBAN that it gives. */
  aliases?: readonly string[];
  currency: string;
  /** Bank's own identifier of the statement. */
  reference: string;
  number: string;
  /** First and last day covered, both included; null where the file doesn't say. */
  from: Day | null;
  to: Day | null;
  /** Whether `from` is the bank's statement of the period rather than the date of a balance. */
  periodStated: boolean;
  opening: Money | null;
  closing: Money | null;
}

/** A statement file read from top to bottom. */
export type StatementEvent =
  | { kind: 'statement'; header: StatementHeader }
  | { kind: 'entry'; entry: StatementEntry }
  | { kind: 'aside'; status: string; entry: StatementEntry }
  | { kind: 'warning'; warning: Warning }
  /** `number` where the format gives it at the end only. */
  | { kind: 'end'; closing: Money | null; to: Day | null; number?: string };

export type StatementFormat = 'camt.052' | 'camt.053' | 'camt.054' | 'MT940' | 'CFONB 120' | 'CSV';

/** Something of a statement that a person should look at although it is read. */
export interface Warning {
  code:
    | 'ENTRIES_ASIDE'
    | 'BALANCE_MISSING'
    | 'DETAILS_DIFFER'
    | 'SEQUENCE_GAP'
    | 'ENTRIES_NOT_SHOWN'
    | 'DATE_CLAMPED'
    | 'UNKNOWN_RECORD'
    | 'CURRENCY_ASSUMED';
  message: string;
  /** What the sentence is about: a count, a day, a tag. */
  figures?: Readonly<Record<string, string | number>>;
}

/** Reads one format from chunks of text; what was read so far is taken in batches. */
export interface TextReader {
  readonly format: StatementFormat | undefined;
  /** @throws {StatementRefused} */
  write(chunk: string): void;
  /** Events since the last call, in the order of the file. */
  take(): StatementEvent[];
  /** @throws {StatementRefused} when the file stops early or holds no statement */
  end(): void;
}

/** An account of the association, as far as reading a file needs it. */
export interface KnownAccount {
  code: string;
  identifier: string;
  currency: string;
}

export function normaliseIdentifier(identifier: string): string {
  return identifier.replace(/[\s-]/g, '').toUpperCase();
}

/** A file that isn't a statement this service reads, or whose content contradicts itself. */
export class StatementRefused extends Error {
  readonly status = 422;
  constructor(
    readonly code:
      | 'UNSUPPORTED_FORMAT'
      | 'MALFORMED_STATEMENT'
      | 'UNKNOWN_ACCOUNT'
      | 'STATEMENT_DOES_NOT_BALANCE'
      | 'STATEMENT_GAP'
      | 'CSV_MAPPING_MISSING'
      | 'CSV_COLUMNS_CHANGED'
      | 'CSV_BALANCE_MISSING'
      | 'CSV_ACCOUNT_MISSING'
      | 'ARCHIVE_TOO_LARGE',
    readonly title: string,
    detail: string,
    readonly figures: Readonly<Record<string, unknown>> = {},
  ) {
    super(printable(detail));
    this.name = 'StatementRefused';
  }
}

export function unsupported(detail: string): StatementRefused {
  return new StatementRefused('UNSUPPORTED_FORMAT', 'Unsupported statement format', detail);
}

/** `where` is a path of elements or a place in the file. */
export function malformed(detail: string, where: string): StatementRefused {
  return new StatementRefused('MALFORMED_STATEMENT', 'Malformed statement', `${detail} (${where})`, {
    where: printable(where),
  });
}
