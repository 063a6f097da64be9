/**
 * Link that lists the entries of this book behind an amount, as the consolidated ledger filters them; their sum is the
 * amount.
 */
export function entriesLink(filter: Readonly<Record<string, string>>): string {
  return `/api/reporting/ledger?${new URLSearchParams({ book: 'contributions', ...filter }).toString()}`;
}
