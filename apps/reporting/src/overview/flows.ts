import type { Money } from '@abonde/money';
import { type LedgerFilter, linkTo, NONE } from '../ledger/ledger-filter';

/** Money that went from one node to another over the period, always positive. */
export interface FlowEdge { from: string; to: string; value: Money; entries: string }

/** Sum of one flow of an instrument's pool; money in is positive. */
export interface PoolFlow { instrument: string | null; flow: string; donor: string | null; project: string | null; case: string | null; value: Money }

interface Bounds { from: string; to: string }
type Direction = 'in' | 'out';
interface Lane { direction: Direction; node: string; filter: LedgerFilter }

const OWN = 'own:AIMF-GENERAL';
const OWN_ACCOUNT = { book: 'contributions', account: ['fund:envelope:AIMF-GENERAL'] } as const;
/** Allocations as contributions posts them; what goes back to own resources doesn't pass through a pool. */
const ALLOCATED = { book: 'contributions', layer: 'FUND', flow: ['allocated', 'own-released'], except: ['fund:transfer:*'] } as const;

/** What own resources give to an instrument's projects, less what comes back to them: read on their own account. */
export const OWN_FLOWS: LedgerFilter = { ...OWN_ACCOUNT, flow: ['own-reserved', 'own-released'] };
export const ALLOCATED_FLOWS: LedgerFilter = ALLOCATED;
/** Flows of a pool that the two above tell better; inside a pool, a reservation is nothing but own resources' part. */
export const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['reserved', 'allocated']);

/**
 * Turns the flows of the pools into edges source → instrument → use. What is left over is the change of the pool itself
 * (`unallocated:…`, or `carried:…` where more was used than came in), so that what goes in comes out, to the cent.
 * A lane whose money went the other way on balance is turned round, with its node marked `returned:`.
 */
export function edgesOf(flows: readonly PoolFlow[], { from, to }: Bounds): FlowEdge[] {
  const lanes = new Map<string, { lane: Lane; instrument: string; value: Money }>();
  for (const flow of flows) {
    const instrument = flow.instrument ?? NONE;
    const lane = laneOf(flow, instrument);
    const key = `${lane.direction} ${lane.node} ${instrument}`;
    const known = lanes.get(key);
    lanes.set(key, { lane, instrument, value: known ? known.value.plus(flow.value) : flow.value });
  }
  const edges = [...lanes.values()].flatMap(({ lane, instrument, value }) => {
    const filter = { ...lane.filter, instrument, from, to };
    return edge(lane, `instrument:${instrument}`, value, filter);
  });
  return edges.sort((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to));
}

/** What the pools gained on balance, one sum an instrument: the lanes `unallocated` and `carried`. */
export function remainderOf(instrument: string | null, change: Money, bounds: Bounds): FlowEdge[] {
  const name = instrument ?? NONE;
  const filter: LedgerFilter = { pool: true, instrument: name, ...bounds };
  const hub = `instrument:${name}`;
  if (change.isZero()) return [];
  return change.isPositive()
    ? [{ from: hub, to: `unallocated:${name}`, value: change, entries: linkTo({ ...filter, side: 'credit' }) }]
    : [{ from: `carried:${name}`, to: hub, value: change.negated(), entries: linkTo(filter) }];
}

function edge(lane: Lane, hub: string, value: Money, filter: LedgerFilter): FlowEdge[] {
  if (value.isZero()) return [];
  const natural = value.isPositive() ? 'in' : 'out';
  const node = natural === lane.direction ? lane.node : `returned:${lane.node}`;
  const ends = natural === 'in' ? { from: node, to: hub } : { from: hub, to: node };
  // Own resources are read on their own account, where money that leaves for an instrument is a debit.
  const creditIsIn = lane.node !== OWN;
  const side = (natural === 'in') === creditIsIn ? { side: 'credit' as const } : {};
  return [{ ...ends, value: value.abs(), entries: linkTo({ ...filter, ...side }) }];
}

function laneOf({ flow, donor, project, ...keys }: PoolFlow, instrument: string): Lane {
  const pool = (direction: Direction, node: string, flows: string[], rest: LedgerFilter = {}): Lane => ({
    direction, node, filter: { pool: true, flow: flows, ...rest },
  });
  switch (flow) {
    case 'received':
    case 'applied':
      return pool('in', `donor:${donor ?? NONE}`, ['received', 'applied'], { donor: donor ?? NONE });
    case 'own':
      return { direction: 'in', node: OWN, filter: OWN_FLOWS };
    case 'opening':
      return pool('in', 'opening', ['opening']);
    case 'interest':
      return pool('in', 'interest', ['interest']);
    case 'allocated':
      return { direction: 'out', node: `project:${project ?? NONE}`, filter: { ...ALLOCATED, project: [project ?? NONE] } };
    case 'aid':
      return pool('out', `case:${keys.case ?? NONE}`, ['aid'], { case: keys.case ?? NONE });
    case 'fee':
      return pool('out', `fees:${instrument}`, ['fee']);
    case 'refunded':
      return pool('out', `refunds:${instrument}`, ['refunded']);
    case 'charges':
    case 'exchange':
      return pool('out', `charges:${instrument}`, ['charges', 'exchange']);
    default:
      return pool('out', `${flow}:${instrument}`, [flow]);
  }
}
