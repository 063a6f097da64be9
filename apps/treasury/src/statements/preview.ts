import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { statedDifference } from './continuity';
import type { EntryDetail, StatementEntry, StatementEvent, StatementHeader } from './statement';

export interface Warning {
  code: 'ENTRIES_ASIDE' | 'BALANCE_MISSING' | 'DETAILS_DIFFER' | 'SEQUENCE_GAP';
  message: string;
}

export interface StatementPreview {
  account: string;
  currency: string;
  number: string;
  from: Day | null;
  to: Day | null;
  opening: Money | null;
  closing: Money | null;
  /** Null where the format carries no balances. */
  balanced: boolean | null;
  difference: Money | null;
  entries: EntryView[];
  /** Entries that the bank hasn't booked: shown, never posted. */
  aside: (EntryView & { status: string })[];
  warnings: Warning[];
}

/** Money of an entry is flat: `amount` and `currency` side by side. */
export interface DetailView extends Omit<EntryDetail, 'amount' | 'original'> {
  amount: string | null;
  currency: string | null;
  original: { amount: string; currency: string; rate: string | null } | null;
}

export interface EntryView extends DetailView {
  amount: string;
  currency: string;
  bookingDate: Day;
  valueDate: Day;
  reversal: boolean;
  transactionCode: string | null;
  information: string | null;
  details: DetailView[];
}

export function entryView(entry: StatementEntry): EntryView {
  const { details, bookingDate, valueDate, reversal, transactionCode, information, amount } = entry;
  return {
    bookingDate,
    valueDate,
    reversal,
    transactionCode,
    information,
    ...detailView(entry),
    amount: amount.amount,
    currency: amount.currency,
    details: details.map(detailView),
  };
}

function detailView(detail: EntryDetail): DetailView {
  return {
    amount: detail.amount?.amount ?? null,
    currency: detail.amount?.currency ?? null,
    counterparty: detail.counterparty,
    counterpartyAccount: detail.counterpartyAccount,
    ultimateParty: detail.ultimateParty,
    references: detail.references,
    remittance: detail.remittance,
    charges: detail.charges,
    original: detail.original && { ...detail.original.amount.toJSON(), rate: detail.original.rate },
    returnReason: detail.returnReason,
  };
}

/** Puts a file's events together, statement by statement, for a person to look at before importing. */
export class Previews {
  readonly statements: StatementPreview[] = [];
  private header?: StatementHeader;
  private entries: StatementEntry[] = [];
  private aside: StatementPreview['aside'] = [];

  add(event: StatementEvent): void {
    if (event.kind === 'statement') this.header = event.header;
    else if (event.kind === 'entry') this.entries.push(event.entry);
    else if (event.kind === 'aside') this.aside.push({ ...entryView(event.entry), status: event.status });
    else this.finish(event.closing, event.to);
  }

  private finish(closing: Money | null, to: Day | null): void {
    const { header, entries, aside } = this;
    if (!header) return;
    const { account, number, from, opening } = header;
    const currency = header.currency || entries[0]?.amount.currency || 'EUR';
    const sum = Money.sum(
      entries.map(({ amount }) => amount),
      currency,
    );
    const difference = opening && closing && statedDifference(opening, sum, closing);
    this.statements.push({
      account,
      currency,
      number,
      from,
      to,
      opening,
      closing,
      balanced: difference && difference.isZero(),
      difference,
      entries: entries.map(entryView),
      aside,
      warnings: warningsOf(header, closing, entries, aside.length),
    });
    [this.entries, this.aside] = [[], []];
  }
}

function warningsOf(
  header: StatementHeader,
  closing: Money | null,
  entries: StatementEntry[],
  aside: number,
): Warning[] {
  const warnings: Warning[] = [];
  if (aside > 0)
    warnings.push({ code: 'ENTRIES_ASIDE', message: `${aside} entries are not booked yet and are left out.` });
  if (!header.opening || !closing)
    warnings.push({ code: 'BALANCE_MISSING', message: 'Opening or closing balance is missing.' });
  const differing = entries.filter(detailsDiffer).length;
  if (differing > 0) {
    warnings.push({
      code: 'DETAILS_DIFFER',
      message: `The details of ${differing} entries don't add up to the entry.`,
    });
  }
  return warnings;
}

function detailsDiffer({ amount, details }: StatementEntry): boolean {
  const amounts = details.map((detail) => detail.amount);
  if (amounts.length === 0 || amounts.some((part) => part?.currency !== amount.currency)) return false;
  return !Money.sum(
    amounts.filter((part) => part !== null),
    amount.currency,
  ).equals(amount);
}
