/** A filter of the consolidated ledger, as `GET /api/reporting/ledger` takes it; lists separated by commas, `-` for none. */
export type LedgerFilter = Partial<
  Record<
    | 'book'
    | 'account'
    | 'kind'
    | 'project'
    | 'agreement'
    | 'case'
    | 'disposition'
    | 'transaction'
    | 'from'
    | 'to'
    | 'basis'
    | 'side',
    string | undefined
  >
>;

/** Value that asks for entries without the dimension. */
const NONE = '-';

/** The link that lists the entries of a figure: their sum is the figure. Of this service's book unless another is named. */
export function entriesOf(filter: LedgerFilter): string {
  const query = new URLSearchParams({ book: 'emergency-fund' });
  for (const [key, value] of Object.entries(filter)) if (value !== undefined) query.set(key, value);
  return `/api/reporting/ledger?${query.toString()}`;
}

/** The dimensions of a line of interest, each named or asked to be absent. */
export function dimensionsFilter(line: {
  project: string | null;
  agreement: string | null;
  disposition: string;
}): LedgerFilter {
  return { project: line.project ?? NONE, agreement: line.agreement ?? NONE, disposition: line.disposition };
}
