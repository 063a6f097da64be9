import { useNavigate, useSearch } from '@tanstack/react-router';

export const instruments = ['COOPERATION', 'GOVERNANCE', 'EMERGENCY'] as const;
export type Instrument = (typeof instruments)[number];

export const domains = ['ledger', 'contributions', 'treasury', 'disbursements', 'emergency-fund'] as const;
export type Domain = (typeof domains)[number];

/** What the address holds. */
export interface Filters {
  /** A year; all since the first movement where it is left out. */
  periode?: string;
  instrument?: Instrument;
  /** Part of the platform whose events are listed. */
  domaine?: Domain;
  /** Filter of the ledger whose entries are shown in the drawer, as `GET /api/reporting/ledger` takes it. */
  ecritures?: string;
  /** Node of the diagram whose flows are shown in the drawer. */
  noeud?: string;
  /** A page's own: what it filters, sorts or shows is in the address too. */
  [own: string]: string | undefined;
}

const FIRST_DAY = '2000-01-01';

export function readFilters({
  periode,
  instrument,
  domaine,
  ecritures,
  noeud,
  ...own
}: Record<string, unknown>): Filters {
  return {
    ...Object.fromEntries(Object.entries(own).filter((pair): pair is [string, string] => typeof pair[1] === 'string')),
    ...(/^\d{4}$/.test(String(periode)) && { periode: String(periode) }),
    ...(instruments.includes(instrument as Instrument) && { instrument: instrument as Instrument }),
    ...(domains.includes(domaine as Domain) && { domaine: domaine as Domain }),
    ...(typeof ecritures === 'string' && { ecritures }),
    ...(typeof noeud === 'string' && { noeud }),
  };
}

/** Plain `name=value` pairs: the address of a view is read, copied and typed by people. */
export const searchText = {
  parseSearch: (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search: Record<string, unknown>): string => {
    const pairs = Object.entries(search).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
    return pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : '';
  },
};

export function useFilters(): [Filters, (change: Partial<Filters>) => void] {
  const search = useSearch({ strict: false }) as Filters;
  const navigate = useNavigate();
  const change = (next: Partial<Filters>) =>
    void navigate({ to: '.', search: (before: Filters) => ({ ...before, ...next }), resetScroll: false });
  return [search, change];
}

/** Opens the entries that an amount is the sum of. */
export function useOpenEntries(): (link: string) => void {
  const [, change] = useFilters();
  return (link) => change({ ecritures: link.slice(link.indexOf('?') + 1) });
}

/** First and last day asked for; without a last day the platform answers up to its business day. */
export function bounds(periode: string | undefined): { from: string; to?: string } {
  return periode ? { from: `${periode}-01-01`, to: `${periode}-12-31` } : { from: FIRST_DAY };
}
