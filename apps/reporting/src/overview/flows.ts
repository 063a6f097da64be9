import type { Money } from '@abonde/money';
import { edgeOf, type FlowEdge } from '../figures/edge';
import { type LedgerFilter, NONE } from '../ledger/ledger-filter';

/** Sum of one flow of an instrument's pool; money in is positive. */
export interface PoolFlow {
  instrument: string | null;
  flow: string;
  donor: string | null;
  project: string | null;
  case: string | null;
  value: Money;
}

interface Bounds {
  from: string;
  to: string;
}
interface Lane {
  direction: 'in' | 'out';
  node: string;
  filter: LedgerFilter;
}

const OWN = 'own:AIMF-GENERAL';
const OWN_ACCOUNT = { book: 'contributions', account: ['fund:envelope:AIMF-GENERAL'] } as const;
/** Allocations as contributions posts them; what goes back to own resources doesn't pass through a pool. */
const ALLOCATED = {
  book: 'contributions',
  layer: 'FUND',
  flow: ['allocated', 'own-released'],
  except: ['fund:transfer:*'],
} as const;

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
  const edges = [...lanes.values()].flatMap(({ lane, instrument, value }) =>
    edgeOf({
      hub: `instrument:${instrument}`,
      node: lane.node,
      direction: lane.direction,
      entered: value,
      filter: { ...lane.filter, instrument, from, to },
      // Own resources are read on their own account, where money that leaves for an instrument is a debit.
      ...(lane.node === OWN ? { enters: 'debit' as const } : {}),
    }),
  );
  return edges.sort((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to));
}

/** What a pool gained on balance over the period, or what it gave of what it held before. */
export function remainderOf(instrument: string | null, change: Money, bounds: Bounds): FlowEdge[] {
  const name = instrument ?? NONE;
  const filter: LedgerFilter = { pool: true, instrument: name, ...bounds };
  const gained = !change.isNegative();
  const [edge] = edgeOf({
    // Seen from what stays: a gain enters it.
    hub: gained ? `unallocated:${name}` : `carried:${name}`,
    node: `instrument:${name}`,
    direction: gained ? 'in' : 'out',
    entered: change,
    filter,
  });
  return edge ? [edge] : [];
}

function laneOf({ flow, donor, project, ...keys }: PoolFlow, instrument: string): Lane {
  const pool = (direction: Lane['direction'], node: string, flows: string[], rest: LedgerFilter = {}): Lane => ({
    direction,
    node,
    filter: { pool: true, flow: flows, ...rest },
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
      return {
        direction: 'out',
        node: `project:${project ?? NONE}`,
        filter: { ...ALLOCATED, project: [project ?? NONE] },
      };
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
