import { type Arc, minCostFlow } from './flow';

export interface Purse {
  agreement: string;
  countsAs: 'FUND' | 'CITY';
  /** Minor units of EUR that may still be given out, all projects together. */
  free: bigint;
}

/** Agreements that share one limit: the line of the financing plan that names their donor. */
export interface Source {
  name: string;
  /** Most these agreements together may still give the project; minor units. */
  room: bigint;
  agreements: string[];
}

/** An agreement that may give to a project, under whatever lines of its plan. */
export interface Candidate {
  agreement: string;
  /** Most it may still give the project, all lines together; minor units. */
  room: bigint;
  /** The lower, the sooner it is used. */
  preference: number;
}

export interface Demand {
  project: string;
  /** Attributed and not yet allocated; minor units. */
  missing: bigint;
  /** Most the Fund may still bear under its ceiling; null when the instrument has none. */
  fundRoom: bigint | null;
  agreements: Candidate[];
  sources: Source[];
  /** Money of the city itself: outside the Fund's ceiling. */
  citySources: Source[];
}

export interface Share {
  agreement: string;
  /** Line of the financing plan under which the money is given. */
  source: string;
  amount: bigint;
}

interface Edge {
  arc: number;
  project: string;
  source: string;
  agreement: string;
}

/** Numbers the nodes of the network and keeps its arcs. */
class Network {
  readonly arcs: Arc[] = [];
  nodes = 2;

  node(): number {
    return this.nodes++;
  }

  link(from: number, to: number, capacity: bigint, cost = 0): number {
    return this.arcs.push({ from, to, capacity: capacity > 0n ? capacity : 0n, cost }) - 1;
  }
}

const [start, end] = [0, 1];

/**
 * Splits what projects miss over agreements: as much as the limits allow, then by preference. A split that covers
 * everything is found whenever one exists, because all projects are solved together. Order of the input decides ties.
 */
export function split(demands: readonly Demand[], purses: readonly Purse[]): Map<string, Share[]> {
  const network = new Network();
  const purseNodes = new Map(
    purses.map(({ agreement, free }) => {
      const node = network.node();
      network.link(node, end, free);
      return [agreement, node] as const;
    }),
  );
  const edges = demands.flatMap((demand) => connect(network, demand, purseNodes));
  const flows = minCostFlow(network.nodes, network.arcs, start, end);
  const shares = new Map<string, Share[]>(demands.map(({ project }) => [project, []]));
  for (const { arc, project, source, agreement } of edges) {
    const amount = flows[arc] ?? 0n;
    if (amount > 0n) shares.get(project)?.push({ agreement, source, amount });
  }
  return shares;
}

function connect(network: Network, demand: Demand, purses: ReadonlyMap<string, number>): Edge[] {
  const project = network.node();
  network.link(start, project, demand.missing);
  const fund = network.node();
  network.link(project, fund, demand.fundRoom ?? demand.missing);
  const candidates = new Map(
    demand.agreements.flatMap(({ agreement, room, preference }) => {
      const purse = purses.get(agreement);
      if (purse === undefined) return [];
      const node = network.node();
      network.link(node, purse, room, preference);
      return [[agreement, node] as const];
    }),
  );
  const under = (parent: number) => (source: Source) => connectSource(network, demand, parent, source, candidates);
  return [...demand.sources.flatMap(under(fund)), ...demand.citySources.flatMap(under(project))];
}

function connectSource(
  network: Network,
  { project, missing }: Demand,
  parent: number,
  source: Source,
  candidates: ReadonlyMap<string, number>,
): Edge[] {
  const node = network.node();
  network.link(parent, node, source.room);
  return source.agreements.flatMap((agreement) => {
    const candidate = candidates.get(agreement);
    if (candidate === undefined) return [];
    return [{ arc: network.link(node, candidate, missing), project, source: source.name, agreement }];
  });
}
