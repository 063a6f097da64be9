import type { Schemas } from '../../api/client';
import { minorOf } from '../../money/format';

export type Flow = Schemas['FlowDto'];
export type Node = Schemas['NodeDto'];

export interface GraphNode extends Node {
  column: 0 | 1 | 2;
}

const instrumentColors: Record<string, string> = {
  COOPERATION: 'var(--cooperation)',
  GOVERNANCE: 'var(--governance)',
  EMERGENCY: 'var(--emergency)',
};

export function colorOf(instrument: string | null | undefined): string {
  return instrumentColors[instrument ?? ''] ?? 'var(--neutral)';
}

/** The instrument that a flow enters or leaves. */
export function instrumentOf({ from, to }: Flow): string | null {
  const hub = [from, to].find((id) => id.startsWith('instrument:'));
  return hub ? hub.slice('instrument:'.length) : null;
}

/** Sources on the left, instruments in the middle, uses on the right; largest flows first within an instrument. */
export function graphOf(flows: Flow[], nodes: Node[]): GraphNode[] {
  const isSource = new Set(flows.map(({ from }) => from));
  const size = (id: string) => flows.filter(({ from, to }) => from === id || to === id).reduce((sum, { value }) => sum + minorOf(value.amount), 0n);
  const order = ['COOPERATION', 'GOVERNANCE', 'EMERGENCY'];
  return nodes
    .filter(({ id }) => flows.some(({ from, to }) => from === id || to === id))
    .map((node): GraphNode => ({ ...node, column: node.kind === 'instrument' ? 1 : isSource.has(node.id) ? 0 : 2 }))
    .sort((a, b) => order.indexOf(a.instrument ?? '') - order.indexOf(b.instrument ?? '') || (size(a.id) < size(b.id) ? 1 : -1));
}
