import { minorOf } from '../../money/format';
import { type Column, type Flow, type GraphNode, instrumentOf, keyOf } from './flow-graph';

/** Room of a label: large enough to be pointed at. */
const ROW = 24;
const HUB_ROW = 42;
const SECTION_GAP = 14;
/** Height in pixels of the fullest column, were there no labels. */
const FULLEST = 400;
const THINNEST = 1.5;

/** Pixels from the top of the diagram. */
export interface PlacedNode extends GraphNode {
  /** Room of the node with its label. */
  top: number;
  room: number;
  /** Its bar, inside the room. */
  barTop: number;
  barHeight: number;
}

/** Ribbon of a flow: where its upper edge leaves and arrives, and its thickness. */
export interface Ribbon {
  key: string;
  flow: Flow;
  instrument: string | null;
  fromColumn: Column;
  toColumn: Column;
  fromTop: number;
  toTop: number;
  thickness: number;
}

export interface Layout {
  height: number;
  nodes: PlacedNode[];
  ribbons: Ribbon[];
}

/** Three columns on one scale; each node has room for its label, so that no two labels touch. Only the drawing is made of floats. */
export function layOut(graph: readonly GraphNode[]): Layout {
  const column = (index: Column) => graph.filter((node) => node.column === index);
  const totals = ([0, 1, 2] as const).map((index) => column(index).reduce((sum, { total }) => sum + total, 0n));
  const fullest = totals.reduce((max, total) => (total > max ? total : max), 1n);
  const pixels = (minor: bigint) => (Number(minor) / Number(fullest)) * FULLEST;
  const heights = ([0, 1, 2] as const).map((index) => heightOf(column(index), pixels));
  const height = Math.ceil(Math.max(...heights));
  const [left, right] = [stack(column(0), pixels, height), stack(column(2), pixels, height)];
  const hubs = placeHubs(column(1), pixels, height, [...left, ...right]);
  const nodes = [...left, ...hubs, ...right];
  return { height, nodes, ribbons: ribbonsOf(nodes, pixels) };
}

type Scale = (minor: bigint) => number;

function roomOf({ total, column }: GraphNode, pixels: Scale): number {
  return Math.max(column === 1 ? HUB_ROW : ROW, pixels(total) + 8);
}

function heightOf(nodes: readonly GraphNode[], pixels: Scale): number {
  return nodes.reduce((sum, node, index) => sum + roomOf(node, pixels) + gapBefore(nodes, index), 0);
}

function gapBefore(nodes: readonly GraphNode[], index: number): number {
  return index > 0 && nodes[index]?.instrument !== nodes[index - 1]?.instrument ? SECTION_GAP : 0;
}

function place(node: GraphNode, top: number, room: number, pixels: Scale): PlacedNode {
  const barHeight = Math.max(2, pixels(node.total));
  return { ...node, top, room, barTop: (room - barHeight) / 2, barHeight };
}

/** One under the other over the whole height: what is left over is spread between them. */
function stack(nodes: readonly GraphNode[], pixels: Scale, height: number): PlacedNode[] {
  const spare = (height - heightOf(nodes, pixels)) / Math.max(1, nodes.length);
  let top = 0;
  return nodes.map((node, index) => {
    top += gapBefore(nodes, index);
    const room = roomOf(node, pixels) + spare;
    const placed = place(node, top, room, pixels);
    top += room;
    return placed;
  });
}

/** Each hub at the height of what it is tied to, without touching the one above or leaving the page. */
function placeHubs(
  hubs: readonly GraphNode[],
  pixels: Scale,
  height: number,
  others: readonly PlacedNode[],
): PlacedNode[] {
  const middle = (hub: GraphNode) => {
    const tied = others.filter(({ incoming, outgoing }) =>
      [...incoming, ...outgoing].some(({ from, to }) => from === hub.node.id || to === hub.node.id),
    );
    const weight = tied.reduce((sum, { barHeight }) => sum + barHeight, 0);
    return tied.reduce((sum, { top, room, barHeight }) => sum + (top + room / 2) * barHeight, 0) / (weight || 1);
  };
  const placed: PlacedNode[] = [];
  let free = 0;
  let needed = hubs.reduce((sum, hub) => sum + roomOf(hub, pixels) + SECTION_GAP, -SECTION_GAP);
  for (const hub of hubs) {
    const room = roomOf(hub, pixels);
    const top = Math.max(free, Math.min(middle(hub) - room / 2, height - needed));
    placed.push(place(hub, top, room, pixels));
    free = top + room + SECTION_GAP;
    needed -= room + SECTION_GAP;
  }
  return placed;
}

/** Ribbons leave and arrive in the order of their other ends, so that they cross as little as can be. */
function ribbonsOf(nodes: readonly PlacedNode[], pixels: Scale): Ribbon[] {
  const places = new Map(nodes.map((placed) => [placed.node.id, placed]));
  const [leaving, arriving] = [new Map<string, number>(), new Map<string, number>()];
  const take = (used: Map<string, number>, placed: PlacedNode, thickness: number) => {
    const offset = used.get(placed.node.id) ?? placed.top + placed.barTop;
    used.set(placed.node.id, offset + thickness);
    return offset;
  };
  const flows = nodes.flatMap(({ outgoing }) => outgoing);
  const tops = new Map<Flow, Partial<Pick<Ribbon, 'fromTop' | 'toTop'>>>(flows.map((flow) => [flow, {}]));
  const at = (id: string) => places.get(id)?.top ?? 0;
  const width = ({ value }: Flow) => pixels(minorOf(value.amount));
  for (const flow of [...flows].sort((a, b) => at(a.to) - at(b.to))) {
    const source = places.get(flow.from);
    if (source) Object.assign(tops.get(flow) ?? {}, { fromTop: take(leaving, source, width(flow)) });
  }
  for (const flow of [...flows].sort((a, b) => at(a.from) - at(b.from))) {
    const target = places.get(flow.to);
    if (target) Object.assign(tops.get(flow) ?? {}, { toTop: take(arriving, target, width(flow)) });
  }
  return flows.map((flow) => ({
    key: keyOf(flow),
    flow,
    instrument: instrumentOf(flow),
    fromColumn: places.get(flow.from)?.column ?? 0,
    toColumn: places.get(flow.to)?.column ?? 2,
    fromTop: tops.get(flow)?.fromTop ?? 0,
    toTop: tops.get(flow)?.toTop ?? 0,
    thickness: Math.max(THINNEST, width(flow)),
  }));
}
