/** The journal entries that an account's balance is the sum of, up to a day; in euros, as entries are summed. */
export function balanceEntries(account: string, to?: string): string {
  const filter = { book: 'treasury', account: `bank:${account}`, ...(to && { to }) };
  return `/api/reporting/ledger?${new URLSearchParams(filter).toString()}`;
}
