import type { Money } from '@abonde/money';
import { edgeOf, type FlowEdge } from '../figures/edge';
import { type LedgerFilter, NONE } from '../ledger/ledger-filter';

/** The nodes of a trace are groups of accounts: envelopes, projects, tranches, cities. */
export const ENVELOPES: LedgerFilter = {
  book: 'contributions',
  layer: 'FUND',
  account: ['fund:envelope:*', 'fund:reserved:*', 'fund:due-to-donor:*', 'fund:shortfall:*'],
  side: 'credit',
};
export const allocations = (rest: LedgerFilter): LedgerFilter => ({
  book: 'disbursements',
  account: ['fund:allocation:*'],
  ...rest,
  side: 'credit',
});
export const tranches = (rest: LedgerFilter): LedgerFilter => ({
  book: 'disbursements',
  account: ['fund:tranche:*'],
  ...rest,
  side: 'credit',
});
export const cities = (rest: LedgerFilter): LedgerFilter => ({
  book: 'disbursements',
  account: ['fund:to-justify:*'],
  ...rest,
  side: 'credit',
});

/** Balances of a node's accounts, as what it still has. */
export function remainders<Key extends string>(
  rows: (Record<Key, string | null> & { value: Money })[],
  kind: Key,
  left: string,
  filter: LedgerFilter,
): FlowEdge[] {
  return rows.flatMap((row) => {
    const code = row[kind] ?? NONE;
    const mine = { ...filter, [kind]: kind === 'project' ? [code] : code } as LedgerFilter;
    return edgeOf({
      hub: `${left}:${code}`,
      node: `${kind}:${code}`,
      direction: 'in',
      entered: row.value,
      filter: mine,
    });
  });
}
