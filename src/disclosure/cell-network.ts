/**
 * Published counts as a network: every line of a table (its parts sum to its total) is a node, and
 * every count stands in at most two lines, so it is an edge between them, turned so that what
 * enters a node also leaves it. What an outsider cannot know is then exactly the circulations
 * through hidden edges: a hidden count may rise by what can flow back from its head to its tail,
 * where an edge taken forwards rises without limit and one taken backwards falls to 0 at most.
 * A count that stands in one line only ends at node 0, the ground.
 */
export interface CellNetwork {
  readonly nodes: number;
  readonly tail: Int32Array;
  readonly head: Int32Array;
  readonly n: Float64Array;
  /** 1 where the count is not published. */
  readonly hidden: Uint8Array;
  /** Edges at each node: those of node v are `edges[first[v]]` to before `edges[first[v + 1]]`. */
  readonly first: Int32Array;
  readonly edges: Int32Array;
}

export interface Cell {
  readonly tail: number;
  readonly head: number;
  readonly n: number;
  readonly hidden: boolean;
}

export function cellNetwork(cells: readonly Cell[], nodes: number): CellNetwork {
  const first = new Int32Array(nodes + 1);
  for (const { tail, head } of cells) {
    first[tail + 1]! += 1;
    first[head + 1]! += 1;
  }
  for (let v = 0; v < nodes; v += 1) first[v + 1]! += first[v]!;
  const next = first.slice();
  const edges = new Int32Array(2 * cells.length);
  for (const [edge, { tail, head }] of cells.entries()) {
    edges[next[tail]!++] = edge;
    edges[next[head]!++] = edge;
  }
  return {
    ...{ nodes, first, edges },
    tail: Int32Array.from(cells, ({ tail }) => tail),
    head: Int32Array.from(cells, ({ head }) => head),
    n: Float64Array.from(cells, ({ n }) => n),
    hidden: Uint8Array.from(cells, ({ hidden }) => (hidden ? 1 : 0)),
  };
}

/** The lowest and highest count that an outsider must think possible for a cell. */
export function attackInterval(
  network: CellNetwork,
  cell: number,
): { readonly low: number; readonly high: number } {
  const n = network.n[cell]!;
  if (network.hidden[cell] === 0) return { low: n, high: n };
  return {
    low: n - room(network, cell, { way: "down", limit: n }),
    high: n + room(network, cell, { way: "up", limit: Infinity }),
  };
}

/** True when an outsider must leave at least k persons of doubt about a cell. */
export function isProtected(network: CellNetwork, cell: number, k: number): boolean {
  if (network.hidden[cell] === 0) return false;
  const up = room(network, cell, { way: "up", limit: k });
  if (up >= k) return true;
  return up + room(network, cell, { way: "down", limit: Math.min(k, network.n[cell]!) }) >= k;
}

/** How far a hidden count can move one way, up to the limit: a maximum flow by shortest paths. */
function room(
  network: CellNetwork,
  cell: number,
  { way, limit }: { readonly way: "up" | "down"; readonly limit: number },
): number {
  const [from, to] =
    way === "up"
      ? [network.head[cell]!, network.tail[cell]!]
      : [network.tail[cell]!, network.head[cell]!];
  if (from === to) return limit;
  const counts = network.n.slice();
  let flow = 0;
  while (flow < limit) {
    const path = shortestPath(network, counts, { cell, from, to });
    if (path === null) break;
    let step = limit - flow;
    for (const { edge, forward } of path) if (!forward) step = Math.min(step, counts[edge]!);
    if (step === Infinity) return Infinity;
    for (const { edge, forward } of path) counts[edge]! += forward ? step : -step;
    flow += step;
  }
  return flow;
}

interface Step {
  readonly edge: number;
  readonly forward: boolean;
}

function shortestPath(
  { nodes, tail, head, hidden, first, edges }: CellNetwork,
  counts: Float64Array,
  { cell, from, to }: { readonly cell: number; readonly from: number; readonly to: number },
): readonly Step[] | null {
  const by = new Int32Array(nodes).fill(-1);
  const queue = [from];
  for (let at = 0; at < queue.length && by[to] === -1; at += 1) {
    const v = queue[at]!;
    for (let e = first[v]!; e < first[v + 1]!; e += 1) {
      const edge = edges[e]!;
      if (edge === cell || hidden[edge] === 0) continue;
      const forward = tail[edge] === v;
      const w = forward ? head[edge]! : tail[edge]!;
      if (by[w] !== -1 || w === from || (!forward && !(counts[edge]! > 0))) continue;
      by[w] = edge;
      queue.push(w);
    }
  }
  if (by[to] === -1) return null;
  const path: Step[] = [];
  for (let v = to; v !== from;) {
    const edge = by[v]!;
    const forward = head[edge] === v;
    path.push({ edge, forward });
    v = forward ? tail[edge]! : head[edge]!;
  }
  return path;
}
