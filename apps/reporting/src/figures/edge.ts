import type { Money } from '@abonde/money';
import { type LedgerFilter, linkTo } from '../ledger/ledger-filter';

/** Money that went from one node to another, always positive, with the entries it is the sum of. */
export interface FlowEdge {
  from: string;
  to: string;
  value: Money;
  entries: string;
}

export interface Lane {
  /** Where the money stands: what comes in here goes out here. */
  hub: string;
  /** The other end. */
  node: string;
  direction: 'in' | 'out';
  /** Positive when money entered the hub. */
  entered: Money;
  filter: LedgerFilter;
  /** Side on which the filter's accounts show money that enters the hub; credit unless said. */
  enters?: 'debit';
}

/** The lane as an edge; one whose money went the other way on balance is turned round and its node marked `returned:`. */
export function edgeOf({ hub, node, direction, entered, filter, enters }: Lane): FlowEdge[] {
  if (entered.isZero()) return [];
  const went = entered.isPositive() ? 'in' : 'out';
  const other = went === direction ? node : `returned:${node}`;
  const ends = went === 'in' ? { from: other, to: hub } : { from: hub, to: other };
  const credit = (went === 'in') === (enters !== 'debit');
  const { side: _, ...plain } = filter;
  return [{ ...ends, value: entered.abs(), entries: linkTo(credit ? { ...plain, side: 'credit' } : plain) }];
}
