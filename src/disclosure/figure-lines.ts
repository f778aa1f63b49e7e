import type { Cell } from "./cell-network.ts";

/** What disclosure control needs of a figure; `Figure` has it. */
export interface PublishedFigure {
  readonly id: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number | null;
  readonly unit: string;
  readonly by: Readonly<Record<string, string>>;
  readonly period: string;
  readonly source: readonly string[];
  readonly suppressed: "small-group" | "complementary" | "dominated" | "uniform" | null;
}

/** Where a figure of the list stands, by period. */
export type PeriodRow = ReadonlyMap<string, number>;

/** One figure id, one population, and one attribute that divides it. */
export interface FigureTable {
  readonly whole: PeriodRow;
  readonly levels: ReadonlyMap<string, PeriodRow>;
  /** True when each person has one level at most, whatever the counts say. */
  readonly divides: boolean;
}

/** Attributes of which a person has one at a time. */
const dividing: ReadonlySet<string> = new Set([
  "segment",
  "location",
  "channel",
  "team",
  "type",
  "tier",
]);

/** The tables in which figures of one id stand, given by their places in the list. */
export function figureTables(figures: readonly PublishedFigure[]): readonly FigureTable[] {
  const wholes = new Map<string, Map<string, number>>();
  const tables = new Map<string, Draft>();
  for (const [place, { by, period }] of figures.entries()) {
    const names = Object.keys(by).toSorted();
    rowAt(wholes, keyOf(by, names)).set(period, place);
    for (const dimension of names) {
      const whole = keyOf(
        by,
        names.filter((name) => name !== dimension),
      );
      const key = `${dimension}|${whole}`;
      let table = tables.get(key);
      if (table === undefined) tables.set(key, (table = { dimension, whole, levels: new Map() }));
      rowAt(table.levels, by[dimension]!).set(period, place);
    }
  }
  if (tables.size === 0) tables.set("", { dimension: "", whole: "", levels: new Map() });
  return [...tables.keys()].toSorted().map((key) => {
    const { dimension, whole, levels } = tables.get(key)!;
    const sorted = [...levels].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const divides = dividing.has(dimension);
    return { whole: wholes.get(whole) ?? new Map(), levels: new Map(sorted), divides };
  });
}

interface Draft {
  readonly dimension: string;
  readonly whole: string;
  readonly levels: Map<string, Map<string, number>>;
}

function keyOf(by: Readonly<Record<string, string>>, names: readonly string[]): string {
  return names.map((name) => `${name}=${by[name]}`).join("|");
}

function rowAt(rows: Map<string, Map<string, number>>, key: string): Map<string, number> {
  let row = rows.get(key);
  if (row === undefined) rows.set(key, (row = new Map()));
  return row;
}

/** The counts of a table as edges between its lines; nothing but what has no figure is hidden yet. */
export interface FigureCells {
  readonly cells: readonly Cell[];
  readonly nodes: number;
  /** The figure of each cell, -1 for a population that no figure publishes but the others leave. */
  readonly figure: readonly number[];
}

interface Line {
  /** Places in the list by column; -1 where there is none. */
  readonly places: readonly number[];
  /** Persons by column; NaN where there is no figure. */
  readonly n: readonly number[];
}

/**
 * A table of figures as lines of counts: levels by waves, with the whole and "all" as margins. What
 * a margin holds beyond its parts (a level without a figure, an unnamed wave) is a hidden part; it
 * can be worked out, so it must not be small either. Persons who stand in several waves are taken
 * as if somebody knew of them: that hides rather more. A margin without parts, and parts that do
 * not sum to a whole which they need not divide, make no line.
 */
export function figureCells(table: FigureTable, n: Float64Array): FigureCells {
  const columns = [...wavesOf(table), "all"];
  const all = columns.length - 1;
  const line = (row: PeriodRow): Line => {
    const places = columns.map((period) => row.get(period) ?? -1);
    return withOtherWaves({ places, n: places.map((place) => (place === -1 ? NaN : n[place]!)) });
  };
  const whole = line(table.whole);
  const levels = [...table.levels.values()].map(line);
  const parts = whole.n.map((_, j) => sumAt(levels, j));
  // False where either is NaN: there is no figure of the whole, or none of any level.
  const isLine = whole.n.map((total, j) =>
    table.divides ? total + parts[j]! >= 0 : parts[j]! === total,
  );
  const rest = whole.n.map((total, j) =>
    isLine[j] && total > parts[j]! ? total - parts[j]! : NaN,
  );
  const rows = [...levels, { places: rest.map(() => -1), n: rest }, whole];
  const cells: Cell[] = [];
  const figure: number[] = [];
  for (const [i, row] of rows.entries()) {
    const rowNode = isRow(row) ? columns.length + 2 + i : 0;
    for (const [j, count] of row.n.entries()) {
      if (Number.isNaN(count)) continue;
      const columnNode = isLine[j] ? 1 + j : 0;
      // A part goes from its row to its column; a margin the other way, the whole of all back again.
      const forward = (j === all) === (row === whole);
      const [tail, head] = forward ? [rowNode, columnNode] : [columnNode, rowNode];
      cells.push({ tail, head, n: count, hidden: row.places[j] === -1 });
      figure.push(row.places[j]!);
    }
  }
  return { cells, figure, nodes: columns.length + 2 + rows.length };
}

/** Waves in order; "all" is none. */
function wavesOf({ whole, levels }: FigureTable): readonly string[] {
  const periods = new Set(whole.keys());
  for (const row of levels.values()) for (const period of row.keys()) periods.add(period);
  periods.delete("all");
  return [...periods].toSorted();
}

/** Adds a last column: persons of "all" who stand in no wave; NaN when there are none. */
function withOtherWaves({ places, n }: Line): Line {
  const all = n.at(-1)!;
  let inWaves = 0;
  let waves = 0;
  for (const count of n.slice(0, -1)) {
    if (Number.isNaN(count)) continue;
    inWaves += count;
    waves += 1;
  }
  const other = waves > 0 && all > inWaves ? all - inWaves : NaN;
  return { places: [...places, -1], n: [...n, other] };
}

/** Sum of the levels; NaN where no level has a figure. */
function sumAt(levels: readonly Line[], j: number): number {
  let sum = NaN;
  for (const { n } of levels) {
    const count = n[j]!;
    if (!Number.isNaN(count)) sum = Number.isNaN(sum) ? count : sum + count;
  }
  return sum;
}

/** True when "all" and at least one wave are there. */
function isRow({ n }: Line): boolean {
  return (
    !Number.isNaN(n.at(-2)!) && n.some((count, j) => j !== n.length - 2 && !Number.isNaN(count))
  );
}
