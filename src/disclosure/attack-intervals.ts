import { attackInterval } from "./cell-network.ts";
import { tableNetwork, type CountTable } from "./count-table.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Attack intervals: the least and the most that each cell of a table can be for somebody who knows
 * every number that is not hidden, all margins among them. Exact, by maximum flow.
 */
export function attackIntervals(
  table: CountTable,
  hidden: readonly (readonly boolean[])[],
): readonly (readonly Interval[])[] {
  const { network, edges } = tableNetwork(table);
  for (const [i, row] of hidden.entries()) {
    for (const [j, isHidden] of row.entries()) {
      if (isHidden) network.hidden[edges.cells[i]![j]!] = 1;
    }
  }
  return edges.cells.map((row) => row.map((edge) => attackInterval(network, edge)));
}
