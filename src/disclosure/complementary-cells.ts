import { isProtected, type CellNetwork } from "./cell-network.ts";

/**
 * Complementary suppression: hides further cells, the fewest persons first, until every cell of
 * `unsafe` leaves k persons of doubt to somebody who knows all that is published. Then no sum of
 * hidden cells below k can be worked out either, since each of them would lie between 0 and it.
 *
 * A cell is protected by a ring of hidden cells through its lines; the ring with the fewest persons
 * newly hidden is the shortest path from the cell's one line back to its other, with the count as
 * length and hidden cells free. Cells of nobody are never hidden: 0 says nothing of anybody.
 *
 * Changes `network.hidden`; gives the cells that it hid. Depends on the order of cells only in ties.
 */
export function complementaryCells(
  network: CellNetwork,
  unsafe: readonly number[],
  k: number,
): readonly number[] {
  const { n, hidden } = network;
  const added: number[] = [];
  for (const cell of unsafe.toSorted((a, b) => n[b]! - n[a]! || a - b)) {
    while (!isProtected(network, cell, k)) {
      const more =
        ringCells(network, cell, k - n[cell]!) ??
        ringCells(network, cell, k) ??
        nearestCell(network, cell);
      if (more.length === 0) break;
      for (const edge of more) hidden[edge] = 1;
      added.push(...more);
    }
  }
  return added.length * unsafe.length > mostChecks ? added : needed(network, unsafe, { added, k });
}

/** Above so many checks, cells that later ones have made needless stay hidden. */
const mostChecks = 400;

/** Shows again, the largest first, what is not needed after all. */
function needed(
  network: CellNetwork,
  unsafe: readonly number[],
  { added, k }: { readonly added: readonly number[]; readonly k: number },
): readonly number[] {
  const { n, hidden } = network;
  return added
    .toSorted((a, b) => n[b]! - n[a]! || a - b)
    .filter((edge) => {
      hidden[edge] = 0;
      const safe = unsafe.every((cell) => isProtected(network, cell, k));
      if (!safe) hidden[edge] = 1;
      return !safe;
    });
}

/**
 * The visible cells of the cheapest ring through which the cell can rise by `slack`; null when
 * there is none. A cell can also fall, by itself at most, so that k less itself mostly is enough.
 */
function ringCells(network: CellNetwork, cell: number, slack: number): readonly number[] | null {
  const { nodes, tail, head, n, hidden, first, edges } = network;
  const [from, to] = [head[cell]!, tail[cell]!];
  const distance = new Float64Array(nodes).fill(Infinity);
  const by = new Int32Array(nodes).fill(-1);
  const done = new Uint8Array(nodes);
  distance[from] = 0;
  for (;;) {
    const v = nearestOpen(distance, done);
    if (v === -1 || v === to) break;
    done[v] = 1;
    for (let e = first[v]!; e < first[v + 1]!; e += 1) {
      const edge = edges[e]!;
      const forward = tail[edge] === v;
      if (edge === cell || (forward ? hidden[edge] === 0 && n[edge] === 0 : n[edge]! < slack))
        continue;
      const w = forward ? head[edge]! : tail[edge]!;
      const length = distance[v]! + (hidden[edge] === 1 ? 0 : n[edge]!);
      if (length >= distance[w]!) continue;
      distance[w] = length;
      by[w] = edge;
    }
  }
  if (by[to] === -1) return null;
  const found: number[] = [];
  for (let v = to; v !== from;) {
    const edge = by[v]!;
    if (hidden[edge] === 0) found.push(edge);
    v = head[edge] === v ? tail[edge]! : head[edge]!;
  }
  return found.length === 0 ? null : found;
}

function nearestOpen(distance: Float64Array, done: Uint8Array): number {
  let nearest = -1;
  for (let v = 0; v < distance.length; v += 1) {
    if (done[v] === 1 || distance[v] === Infinity) continue;
    if (nearest === -1 || distance[v]! < distance[nearest]!) nearest = v;
  }
  return nearest;
}

/** Without such a ring: the smallest visible cell of the nearest line that has one. */
function nearestCell(
  { nodes, tail, head, n, hidden, first, edges }: CellNetwork,
  cell: number,
): readonly number[] {
  const seen = new Uint8Array(nodes);
  let ring = [tail[cell]!, head[cell]!];
  while (ring.length > 0) {
    let smallest = -1;
    const next: number[] = [];
    for (const v of ring) seen[v] = 1;
    for (const v of ring) {
      for (let e = first[v]!; e < first[v + 1]!; e += 1) {
        const edge = edges[e]!;
        const w = tail[edge] === v ? head[edge]! : tail[edge]!;
        if (seen[w] === 0 && n[edge]! > 0) next.push(w);
        if (hidden[edge] === 1 || n[edge] === 0) continue;
        if (smallest === -1 || n[edge]! < n[smallest]!) smallest = edge;
      }
    }
    if (smallest !== -1) return [smallest];
    ring = [...new Set(next)];
  }
  return [];
}
