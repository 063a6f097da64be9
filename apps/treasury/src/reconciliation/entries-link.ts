import type { Day } from '@abonde/calendar';

/** The link that lists the journal entries a figure is the sum of. `account` of treasury's book; a transfer: both its sides. */
export function entriesLink(filter: { account?: string; transfer?: string; from?: Day; to?: Day }): string {
  return `/api/reporting/ledger?${new URLSearchParams({ book: 'treasury', ...filter }).toString()}`;
}
