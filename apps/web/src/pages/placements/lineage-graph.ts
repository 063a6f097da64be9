import { minorOf } from '../../money/format';
import type { LineageLine } from './api';

export const columns = ['donor', 'project', 'case'] as const;
export type Column = (typeof columns)[number];

export interface Node {
  id: string;
  column: Column;
  /** What it is asked by in the address; nothing where there is nothing more to follow. */
  code: string | undefined;
  name: string;
  /** Cents. */
  minor: bigint;
}

export interface Flow {
  from: string;
  to: string;
  minor: bigint;
}

export interface Graph {
  nodes: Node[];
  flows: Flow[];
}

interface Names {
  origin: (origin: LineageLine['origin']) => string;
  unknownDonor: string;
}

/** Donors → projects, or whatever else the money came from → aids; what enters a node leaves it. */
export function graphOf(lines: readonly LineageLine[], names: Names): Graph {
  const nodes = new Map<string, Node>();
  const flows = new Map<string, Flow>();
  for (const line of lines) {
    const minor = minorOf(line.amount.amount);
    const [donor, project, aid] = stationsOf(line, names);
    for (const station of [donor, project, aid]) {
      const known = nodes.get(station.id);
      if (known) known.minor += minor;
      else nodes.set(station.id, { ...station, minor });
    }
    for (const [from, to] of [
      [donor, project],
      [project, aid],
    ] as const) {
      const key = `${from.id}>${to.id}`;
      const known = flows.get(key);
      if (known) known.minor += minor;
      else flows.set(key, { from: from.id, to: to.id, minor });
    }
  }
  return { nodes: [...nodes.values()].sort(larger), flows: [...flows.values()].sort(larger) };
}

type Station = Omit<Node, 'minor'>;

function stationsOf(line: LineageLine, { origin, unknownDonor }: Names): [Station, Station, Station] {
  const donor: Station = {
    id: `donor:${line.donor ?? ''}`,
    column: 'donor',
    code: line.donor ?? undefined,
    name: line.donorName ?? unknownDonor,
  };
  const project: Station =
    line.project === null
      ? { id: `origin:${line.origin}`, column: 'project', code: undefined, name: origin(line.origin) }
      : {
          id: `project:${line.project}`,
          column: 'project',
          code: line.project,
          name: line.projectName ?? line.project,
        };
  return [donor, project, { id: `case:${line.case}`, column: 'case', code: line.case, name: line.caseName }];
}

function larger(a: { minor: bigint }, b: { minor: bigint }): number {
  return a.minor === b.minor ? 0 : a.minor > b.minor ? -1 : 1;
}

/** A node in its place. */
export interface Placed extends Node {
  x: number;
  y: number;
  height: number;
}

export interface PlacedFlow extends Flow {
  path: string;
  width: number;
}

export interface Picture {
  nodes: Placed[];
  flows: PlacedFlow[];
  height: number;
}

export const NODE_WIDTH = 12;
/** Room for a name and an amount. */
const LEAST_HEIGHT = 36;
const GAP = 12;
const WHOLE = 320;

/** Three columns of nodes, as high as their amounts and high enough to be named. Doubles draw; they never print. */
export function pictureOf({ nodes, flows }: Graph, width: number): Picture {
  const total = Math.max(
    1,
    Number(nodes.filter(({ column }) => column === 'case').reduce((sum, { minor }) => sum + minor, 0n)),
  );
  const placed = columns.flatMap((column, index) => {
    let y = 0;
    return nodes
      .filter((node) => node.column === column)
      .map((node): Placed => {
        const height = Math.max(LEAST_HEIGHT, (Number(node.minor) / total) * WHOLE);
        const at = { ...node, x: index * ((width - NODE_WIDTH) / 2), y, height };
        y += height + GAP;
        return at;
      });
  });
  const byId = new Map(placed.map((node) => [node.id, { node, out: 0, in: 0 }]));
  const drawn = flows.map((flow): PlacedFlow => {
    const [from, to] = [byId.get(flow.from)!, byId.get(flow.to)!];
    const share = (node: Placed) => (Number(flow.minor) / Math.max(1, Number(node.minor))) * node.height;
    const [leaves, enters] = [share(from.node), share(to.node)];
    const [y1, y2] = [from.node.y + from.out + leaves / 2, to.node.y + to.in + enters / 2];
    from.out += leaves;
    to.in += enters;
    const [x1, x2] = [from.node.x + NODE_WIDTH, to.node.x];
    const middle = (x1 + x2) / 2;
    return {
      ...flow,
      width: Math.max(1, Math.min(leaves, enters)),
      path: `M${x1},${y1}C${middle},${y1} ${middle},${y2} ${x2},${y2}`,
    };
  });
  return { nodes: placed, flows: drawn, height: Math.max(0, ...placed.map(({ y, height }) => y + height)) };
}
