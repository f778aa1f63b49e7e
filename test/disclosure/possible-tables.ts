import { margined, type CountTable, type Margined } from "../../src/disclosure/count-table.ts";

export function tableOf(counts: readonly (readonly number[])[]): CountTable {
  return {
    rows: counts.map((_, i) => `row ${i}`),
    columns: counts[0]!.map((_, j) => `column ${j}`),
    counts,
  };
}

/** Every table of whole counts up to `most` that agrees with all that is shown. */
export function* possibleTables(
  table: CountTable,
  hidden: Margined<boolean>,
  most: number,
): Generator<readonly (readonly number[])[]> {
  const shown = margined(table);
  const width = table.columns.length;
  const cells = table.counts.flat();
  const fixed = hidden.cells.flat().map((isHidden) => !isHidden);
  const trial = cells.map((count, i) => (fixed[i] ? count : 0));
  const agrees = (counts: readonly (readonly number[])[]): boolean => {
    const sums = margined(tableOf(counts));
    return (
      sums.rowTotals.every((sum, i) => hidden.rowTotals[i] || sum === shown.rowTotals[i]) &&
      sums.columnTotals.every(
        (sum, j) => hidden.columnTotals[j] || sum === shown.columnTotals[j],
      ) &&
      (hidden.total || sums.total === shown.total)
    );
  };
  const rowAgrees = (i: number): boolean => {
    const sum = trial.slice(i * width, (i + 1) * width).reduce((all, count) => all + count, 0);
    return hidden.rowTotals[i]! || sum === shown.rowTotals[i];
  };
  function* fill(at: number): Generator<readonly (readonly number[])[]> {
    if (at === cells.length) {
      const counts = table.rows.map((_, i) => trial.slice(i * width, (i + 1) * width));
      if (agrees(counts)) yield counts;
      return;
    }
    if (at > 0 && at % width === 0 && !rowAgrees(at / width - 1)) return;
    if (fixed[at]) return yield* fill(at + 1);
    for (let count = 0; count <= most; count += 1) {
      trial[at] = count;
      yield* fill(at + 1);
    }
    trial[at] = 0;
  }
  yield* fill(0);
}
