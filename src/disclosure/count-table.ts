import { cellNetwork, type CellNetwork } from "./cell-network.ts";

/** Persons by two attributes, or by one (then with a single row or column). */
export interface CountTable {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** By row, then by column. */
  readonly counts: readonly (readonly number[])[];
}

/** Something of each cell and of each margin. */
export interface Margined<T> {
  readonly cells: readonly (readonly T[])[];
  readonly rowTotals: readonly T[];
  readonly columnTotals: readonly T[];
  readonly total: T;
}

export function mapMargined<T, U>(table: Margined<T>, change: (value: T) => U): Margined<U> {
  return {
    cells: table.cells.map((row) => row.map(change)),
    rowTotals: table.rowTotals.map(change),
    columnTotals: table.columnTotals.map(change),
    total: change(table.total),
  };
}

/** The counts with their margins. */
export function margined({ counts, columns }: CountTable): Margined<number> {
  const rowTotals = counts.map(sum);
  return {
    cells: counts,
    rowTotals,
    columnTotals: columns.map((_, j) => sum(counts.map((row) => row[j]!))),
    total: sum(rowTotals),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}

export interface TableNetwork {
  readonly network: CellNetwork;
  /** Which edge of the network each cell and each margin is. */
  readonly edges: Margined<number>;
}

/** The network of a table, nothing hidden yet. */
export function tableNetwork(table: CountTable): TableNetwork {
  return table.rows.length === 1 || table.columns.length === 1
    ? lineNetwork(table)
    : crossNetwork(table);
}

/** One line: its cells from the ground to node 1, its total back. The other margin repeats cells. */
function lineNetwork({ rows, columns, counts }: CountTable): TableNetwork {
  const values = counts.flat();
  const whole = values.length;
  const cells = values.map((n) => ({ tail: 0, head: 1, n, hidden: false }));
  cells.push({ tail: 1, head: 0, n: sum(values), hidden: false });
  const own = values.map((_, edge) => edge);
  const upright = columns.length === 1;
  return {
    network: cellNetwork(cells, 2),
    edges: {
      cells: upright ? own.map((edge) => [edge]) : [own],
      rowTotals: upright ? own : rows.map(() => whole),
      columnTotals: upright ? [whole] : own,
      total: whole,
    },
  };
}

function crossNetwork(table: CountTable): TableNetwork {
  const { rows, columns, counts } = table;
  const { rowTotals, columnTotals, total } = margined(table);
  const rowNode = (i: number): number => 1 + i;
  const columnNode = (j: number): number => 1 + rows.length + j;
  const acrossRows = columnNode(columns.length);
  const acrossColumns = acrossRows + 1;
  const edge = (tail: number, head: number, n: number) => ({ tail, head, n, hidden: false });
  const cells = [
    ...counts.flatMap((row, i) => row.map((n, j) => edge(rowNode(i), columnNode(j), n))),
    ...rowTotals.map((n, i) => edge(acrossColumns, rowNode(i), n)),
    ...columnTotals.map((n, j) => edge(columnNode(j), acrossRows, n)),
    edge(acrossRows, acrossColumns, total),
  ];
  const start = rows.length * columns.length;
  return {
    network: cellNetwork(cells, acrossColumns + 1),
    edges: {
      cells: rows.map((_, i) => columns.map((__, j) => i * columns.length + j)),
      rowTotals: rows.map((_, i) => start + i),
      columnTotals: columns.map((_, j) => start + rows.length + j),
      total: cells.length - 1,
    },
  };
}
