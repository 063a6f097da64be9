export interface Arc {
  from: number;
  to: number;
  capacity: bigint;
  /** Price of one unit; a plain integer. */
  cost: number;
}

interface Residual {
  to: number;
  left: bigint;
  cost: number;
}

/**
 * The largest flow from source to sink that costs least, by successive shortest paths: exact, whole units, and the same
 * for the same arcs in the same order.
 * @returns the flow on each arc, in the order given
 */
export function minCostFlow(nodes: number, arcs: readonly Arc[], source: number, sink: number): bigint[] {
  // Arc i and its way back are residuals 2i and 2i + 1.
  const residuals: Residual[] = [];
  const leaving: number[][] = Array.from({ length: nodes }, () => []);
  for (const { from, to, capacity, cost } of arcs) {
    leaving[from]?.push(residuals.push({ to, left: capacity, cost }) - 1);
    leaving[to]?.push(residuals.push({ to: from, left: 0n, cost: -cost }) - 1);
  }
  for (;;) {
    const path = shortestPath(residuals, leaving, source, sink);
    if (!path) break;
    push(residuals, path);
  }
  return arcs.map((_, index) => residuals[2 * index + 1]?.left ?? 0n);
}

/** Residuals of the cheapest way with room left (Bellman–Ford with a queue: ways back have negative costs). */
function shortestPath(
  residuals: readonly Residual[],
  leaving: readonly number[][],
  source: number,
  sink: number,
): number[] | undefined {
  const distance = new Map([[source, 0]]);
  const arrivedBy = new Map<number, number>();
  const queue = [source];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    for (const index of leaving[node] ?? []) {
      const { to, left, cost } = residuals[index] as Residual;
      const candidate = (distance.get(node) ?? 0) + cost;
      if (left === 0n || candidate >= (distance.get(to) ?? Infinity)) continue;
      distance.set(to, candidate);
      arrivedBy.set(to, index);
      if (!queue.includes(to)) queue.push(to);
    }
  }
  return distance.has(sink) ? wayBack(residuals, arrivedBy, source, sink) : undefined;
}

function wayBack(
  residuals: readonly Residual[],
  arrivedBy: ReadonlyMap<number, number>,
  source: number,
  sink: number,
): number[] {
  const path: number[] = [];
  for (let node = sink; node !== source;) {
    const index = arrivedBy.get(node) as number;
    path.push(index);
    node = (residuals[index ^ 1] as Residual).to;
  }
  return path;
}

function push(residuals: readonly Residual[], path: readonly number[]): void {
  const room = path
    .map((index) => (residuals[index] as Residual).left)
    .reduce((least, left) => (left < least ? left : least));
  for (const index of path) {
    (residuals[index] as Residual).left -= room;
    (residuals[index ^ 1] as Residual).left += room;
  }
}
