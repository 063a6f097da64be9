import type { Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { statedDifference } from './continuity';
import type {
  EntryDetail,
  StatementEntry,
  StatementEvent,
  StatementFormat,
  StatementHeader,
  Warning,
} from './statement';

/** Warnings of one statement that are kept: a hostile file may give any number. */
export const mostWarnings = 50;

export interface StatementPreview {
  format: StatementFormat;
  /** Name of the file it is in: an archive holds several. */
  file: string;
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

/** Entries of a file that are shown: an answer has to fit in memory, a file may hold any number. */
const shown = 20_000;

/** What is counted over a statement's entries, shown or not. */
interface Tally {
  sum: Money | null;
  entries: number;
  aside: number;
  differing: number;
}

const nothing: Readonly<Tally> = { sum: null, entries: 0, aside: 0, differing: 0 };

/** Puts a file's events together, statement by statement, for a person to look at before importing. */
export class Previews {
  readonly statements: StatementPreview[] = [];
  private header?: StatementHeader;
  private entries: EntryView[] = [];
  private aside: StatementPreview['aside'] = [];
  private warnings: Warning[] = [];
  private tally: Tally = { ...nothing };
  private room = shown;

  add(event: StatementEvent, { format, file }: { format: StatementFormat; file: string }): void {
    if (event.kind === 'statement') this.header = event.header;
    else if (event.kind === 'entry') this.booked(event.entry);
    else if (event.kind === 'aside') this.setAside(event.entry, event.status);
    else if (event.kind === 'warning') this.warn(event.warning);
    else this.finish(event.closing, event.to, event.number, { format, file });
  }

  private warn(warning: Warning): void {
    if (this.warnings.length < mostWarnings) this.warnings.push(warning);
  }

  private booked(entry: StatementEntry): void {
    const { tally } = this;
    tally.entries += 1;
    tally.sum = tally.sum?.plus(entry.amount) ?? entry.amount;
    if (detailsDiffer(entry)) tally.differing += 1;
    if (this.room-- > 0) this.entries.push(entryView(entry));
  }

  private setAside(entry: StatementEntry, status: string): void {
    this.tally.aside += 1;
    if (this.room-- > 0) this.aside.push({ ...entryView(entry), status });
  }

  private finish(
    closing: Money | null,
    to: Day | null,
    number: string | undefined,
    of: Pick<StatementPreview, 'format' | 'file'>,
  ): void {
    const { header, entries, aside, tally } = this;
    if (!header) return;
    const { account, from, opening } = header;
    const currency = header.currency || tally.sum?.currency || 'EUR';
    const difference = opening && closing && statedDifference(opening, tally.sum ?? Money.zero(currency), closing);
    this.statements.push({
      ...of,
      account,
      currency,
      number: number ?? header.number,
      from,
      to,
      opening,
      closing,
      balanced: difference && difference.isZero(),
      difference,
      entries,
      aside,
      warnings: [...this.warnings, ...warningsOf(header, closing, tally, entries.length + aside.length)],
    });
    [this.entries, this.aside, this.warnings, this.tally] = [[], [], [], { ...nothing }];
  }
}

function warningsOf(header: StatementHeader, closing: Money | null, tally: Tally, visible: number): Warning[] {
  const warnings: Warning[] = [];
  if (tally.aside > 0) warnings.push(entriesAside(tally.aside));
  if (!header.opening || !closing)
    warnings.push({ code: 'BALANCE_MISSING', message: 'Opening or closing balance is missing.' });
  if (tally.differing > 0) {
    warnings.push({
      code: 'DETAILS_DIFFER',
      message: `The details of ${tally.differing} entries don't add up to the entry.`,
      figures: { count: tally.differing },
    });
  }
  const hidden = tally.entries + tally.aside - visible;
  if (hidden > 0) {
    warnings.push({
      code: 'ENTRIES_NOT_SHOWN',
      message: `${hidden} entries are read and counted, but not shown.`,
      figures: { count: hidden },
    });
  }
  return warnings;
}

export function entriesAside(count: number): Warning {
  return {
    code: 'ENTRIES_ASIDE',
    message: `${count} ${count === 1 ? 'entry is' : 'entries are'} not booked yet and left out.`,
    figures: { count },
  };
}

function detailsDiffer({ amount, details }: StatementEntry): boolean {
  const amounts = details.map((detail) => detail.amount);
  if (amounts.length === 0 || amounts.some((part) => part?.currency !== amount.currency)) return false;
  return !Money.sum(
    amounts.filter((part) => part !== null),
    amount.currency,
  ).equals(amount);
}
