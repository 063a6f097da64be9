import { useNavigate, useSearch } from '@tanstack/react-router';

export const instruments = ['COOPERATION', 'GOVERNANCE', 'EMERGENCY'] as const;
export type Instrument = (typeof instruments)[number];

/** What the address holds on every page. */
export interface Filters {
  /** A year, or `tout` for all since the first movement. */
  periode?: string;
  instrument?: Instrument;
  /** Link of the entries shown in the drawer. */
  ecritures?: string;
}

export const ALL_YEARS = 'tout';
const FIRST_DAY = '2000-01-01';

export function readFilters(search: Record<string, unknown>): Filters {
  const { periode, instrument, ecritures } = search;
  return {
    ...((periode === ALL_YEARS || /^\d{4}$/.test(String(periode))) && { periode: String(periode) }),
    ...(instruments.includes(instrument as Instrument) && { instrument: instrument as Instrument }),
    // Only the platform's own ledger can be opened: the address may come from anybody.
    ...(typeof ecritures === 'string' && ecritures.startsWith('/api/reporting/ledger?') && { ecritures }),
  };
}

export function useFilters(): [Filters, (change: Partial<Filters>) => void] {
  const search = useSearch({ strict: false }) as Filters;
  const navigate = useNavigate();
  const change = (next: Partial<Filters>) =>
    void navigate({ to: '.', search: (before: Filters) => ({ ...before, ...next }), replace: false, resetScroll: false });
  return [search, change];
}

/** First and last day of the period, as the API takes them: a year that isn't over ends with the business day. */
export function bounds(periode: string | undefined, businessDay: string): { from: string; to: string } {
  if (!periode || periode === ALL_YEARS) return { from: FIRST_DAY, to: businessDay };
  const end = `${periode}-12-31`;
  return { from: `${periode}-01-01`, to: end < businessDay ? end : businessDay };
}
