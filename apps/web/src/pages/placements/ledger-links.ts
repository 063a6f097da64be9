/** Entries of what a placement has accrued and the bank hasn't credited. */
export function accruedEntries(placement: string): string {
  const query = new URLSearchParams({ book: 'emergency-fund', account: `accrued-interest:${placement}` });
  return `/api/reporting/ledger?${query.toString()}`;
}
