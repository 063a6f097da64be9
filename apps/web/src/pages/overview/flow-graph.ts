import type { Schemas } from '../../api/client';
import type { Sum } from '../../money/figure';
import { minorOf } from '../../money/format';
import { instruments } from '../../shell/filters';

export type Node = Schemas['NodeDto'];

/** Money that went from one node to another; published flows don't say by which entries. */
export interface Flow extends Sum {
  from: string;
  to: string;
}

export type Column = 0 | 1 | 2;

/** A node with its flows: `total` is what goes through it, in cents. */
export interface GraphNode {
  node: Node;
  column: Column;
  /** Instrument of its largest flow. */
  instrument: string | null;
  incoming: Flow[];
  outgoing: Flow[];
  total: bigint;
}

const instrumentColors: Record<string, string> = {
  COOPERATION: 'var(--cooperation)',
  GOVERNANCE: 'var(--governance)',
  EMERGENCY: 'var(--emergency)',
};

export function colorOf(instrument: string | null | undefined): string {
  return instrumentColors[instrument ?? ''] ?? 'var(--neutral)';
}

export function keyOf({ from, to }: Flow): string {
  return `${from}>${to}`;
}

/** The instrument that a flow enters or leaves; null for money that has no agreement yet. */
export function instrumentOf({ from, to }: Flow): string | null {
  const hub = [from, to].find((id) => id.startsWith('instrument:'));
  return hub ? hub.slice('instrument:'.length) : null;
}

export function sumOf(flows: readonly Flow[]): bigint {
  return flows.reduce((sum, { value }) => sum + minorOf(value.amount), 0n);
}

export function byAmount(a: Flow, b: Flow): number {
  const [left, right] = [minorOf(a.value.amount), minorOf(b.value.amount)];
  return left === right ? a.from.localeCompare(b.from) || a.to.localeCompare(b.to) : left < right ? 1 : -1;
}

/** Sources on the left, instruments in the middle, uses on the right; by instrument, the largest first, remainders last. */
export function graphOf(flows: readonly Flow[], nodes: readonly Node[]): GraphNode[] {
  const named = new Map(nodes.map((node) => [node.id, node]));
  const ids = [...new Set(flows.flatMap(({ from, to }) => [from, to]))];
  return ids
    .map((id) => graphNode(named.get(id) ?? nameless(id), flows))
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        Number(isRemainder(a)) - Number(isRemainder(b)) ||
        (a.total < b.total ? 1 : a.total > b.total ? -1 : 0),
    );
}

/** A flow leads to a node that the platform doesn't describe: its id tells enough to draw it. */
function nameless(id: string): Node {
  const [kind = id, ...code] = id.split(':');
  return { id, kind, code: code.join(':'), label: id, country: null, instrument: null };
}

function graphNode(node: Node, flows: readonly Flow[]): GraphNode {
  const incoming = flows.filter(({ to }) => to === node.id).sort(byAmount);
  const outgoing = flows.filter(({ from }) => from === node.id).sort(byAmount);
  const [entering, leaving] = [sumOf(incoming), sumOf(outgoing)];
  const [largest] = [...incoming, ...outgoing].sort(byAmount);
  return {
    node,
    incoming,
    outgoing,
    column: node.kind === 'instrument' ? 1 : outgoing.length > 0 ? 0 : 2,
    instrument: node.kind === 'instrument' ? node.code : largest ? instrumentOf(largest) : null,
    total: entering > leaving ? entering : leaving,
  };
}

function rank({ instrument }: GraphNode): number {
  const index = instruments.findIndex((name) => name === instrument);
  return index < 0 ? instruments.length : index;
}

/** What isn't somebody's or some project's comes after what is. */
function isRemainder({ node }: GraphNode): boolean {
  return !['donors', 'donor', 'project', 'case', 'instrument'].includes(node.kind);
}
