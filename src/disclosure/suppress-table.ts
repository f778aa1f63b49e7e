import { attackInterval } from "./cell-network.ts";
import { complementaryCells } from "./complementary-cells.ts";
import { mapMargined, tableNetwork, type CountTable, type Margined } from "./count-table.ts";
import type { Interval } from "./attack-intervals.ts";

export type HiddenReason = "small-group" | "complementary" | null;

export interface SuppressedTable {
  /** Why each cell is hidden, by row, then by column; null when it is shown. */
  readonly reasons: readonly (readonly HiddenReason[])[];
  /** The same of cells and margins. */
  readonly all: Margined<HiddenReason>;
  /** What somebody who knows the rest must think possible, of cells and margins. */
  readonly intervals: Margined<Interval>;
}

/**
 * A table of persons made safe to publish with its margins: cells and margins from 1 to k − 1 are
 * hidden, and as few others as needed that none of them can be worked out to within k persons.
 * Margins are hidden last, being the largest. A cell of nobody is shown.
 */
export function suppressTable(table: CountTable, k: number): SuppressedTable {
  const { network, edges } = tableNetwork(table);
  const unsafe = [...network.n.keys()].filter(
    (edge) => network.n[edge]! > 0 && network.n[edge]! < k,
  );
  for (const edge of unsafe) network.hidden[edge] = 1;
  complementaryCells(network, unsafe, k);
  const small = new Set(unsafe);
  const all = mapMargined(edges, (edge): HiddenReason =>
    small.has(edge) ? "small-group" : network.hidden[edge] === 1 ? "complementary" : null,
  );
  return {
    reasons: all.cells,
    all,
    intervals: mapMargined(edges, (edge) => attackInterval(network, edge)),
  };
}
