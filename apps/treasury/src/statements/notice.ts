import type { DetailView, EntryView } from './preview';

/** What a bank tells of a movement beside its statement. */
export interface NoticeView extends EntryView {
  status: string;
}

/**
 * A booked entry with what a notification told of it: details where the statement gave none, and whatever it left blank. What
 * the statement said stays, as does what moved. Null when nothing is added.
 */
export function enriched(entry: EntryView, notice: NoticeView): EntryView | null {
  const details = entry.details.length === 0 && notice.details.length > 1 ? notice.details : entry.details;
  const alone = notice.details.length <= 1 && entry.details.length === 0;
  const filled: EntryView = {
    ...entry,
    details,
    ...(alone && filledFrom(entry, notice)),
    charges: entry.charges ?? notice.charges,
    returnReason: entry.returnReason ?? notice.returnReason,
  };
  return JSON.stringify(filled) === JSON.stringify(entry) ? null : filled;
}

function filledFrom(
  entry: EntryView,
  notice: NoticeView,
): Pick<
  DetailView,
  'counterparty' | 'counterpartyAccount' | 'ultimateParty' | 'remittance' | 'original' | 'references'
> {
  const references = Object.fromEntries(
    Object.entries(entry.references).map(([name, value]) => [
      name,
      value ?? (name === 'entry' ? null : notice.references[name as keyof EntryView['references']]),
    ]),
  ) as unknown as EntryView['references'];
  return {
    counterparty: entry.counterparty ?? notice.counterparty,
    counterpartyAccount: entry.counterpartyAccount ?? notice.counterpartyAccount,
    ultimateParty: entry.ultimateParty ?? notice.ultimateParty,
    remittance: entry.remittance || notice.remittance,
    original: entry.original ?? notice.original,
    references,
  };
}
