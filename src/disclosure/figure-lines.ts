import { cellNetwork, type CellNetwork } from "./cell-network.ts";

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
export function figureTables(
  figures: readonly PublishedFigure[],
  places: readonly number[],
): readonly FigureTable[] {
  const wholes = new Map<string, Map<string, number>>();
  const tables = new Map<
    string,
    { dimension: string; whole: string; levels: Map<string, Map<string, number>> }
  >();
  for (const place of places) {
    const { by, period } = figures[place]!;
    const names = Object.keys(by).toSorted();
    rowAt(wholes, keyOf(by, names)).set(period, place);
    for (const dimension of names) {
      const whole = keyOf(
        by,
        names.filter((name) => name !== dimension),
      );
      const key = `${dimension}|${whole}`;
      if (!tables.has(key)) tables.set(key, { dimension, whole, levels: new Map() });
      rowAt(tables.get(key)!.levels, by[dimension]!).set(period, place);
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

function keyOf(by: Readonly<Record<string, string>>, names: readonly string[]): string {
  return names.map((name) => `${name}=${by[name]}`).join("|");
}

function rowAt(rows: Map<string, Map<string, number>>, key: string): Map<string, number> {
  const row = rows.get(key) ?? new Map<string, number>();
  rows.set(key, row);
  return row;
}

export interface FigureNetwork {
  readonly network: CellNetwork;
  /** The figure of each edge, -1 for a population that no figure publishes but the others leave. */
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
 * as if somebody knew of them: that hides rather more. A margin without parts, and parts that do not
 * sum to a whole which they need not divide, make no line.
 */
export function figureNetwork(
  table: FigureTable,
  n: Float64Array,
  hidden: Uint8Array,
): FigureNetwork {
  const waves = wavesOf(table);
  const columns = [...waves, "all"];
  const line = (row: PeriodRow): Line => {
    const places = columns.map((period) => row.get(period) ?? -1);
    return { places, n: places.map((place) => (place === -1 ? NaN : n[place]!)) };
  };
  const whole = withOtherWaves(line(table.whole));
  const levels = [...table.levels.values()].map((row) => withOtherWaves(line(row)));
  const rest = restOf(whole, levels);
  const rows = [...levels, rest];
  const isLine = whole.n.map(
    (total, j) =>
      !Number.isNaN(total) &&
      levels.some((row) => !Number.isNaN(row.n[j]!)) &&
      (table.divides || sumAt(levels, j) === total),
  );
  const builder = cellBuilder(hidden);
  const columnNode = (j: number): number => (isLine[j] ? 1 + j : 0);
  const last = columns.length;
  const rowNode = (row: Line, i: number): number => (isRow(row) ? last + 2 + i : 0);
  for (const [i, row] of rows.entries()) {
    const node = rowNode(row, i);
    for (let j = 0; j <= last; j += 1) {
      if (j === last - 1) builder.add(row, j, [columnNode(j), node]);
      else builder.add(row, j, [node, columnNode(j)]);
    }
  }
  const wholeNode = rowNode(whole, rows.length);
  for (let j = 0; j <= last; j += 1) {
    if (j === last - 1) builder.add(whole, j, [wholeNode, columnNode(j)]);
    else builder.add(whole, j, [columnNode(j), wholeNode]);
  }
  return { network: cellNetwork(builder.cells, last + 3 + rows.length), figure: builder.figure };
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

/** Persons of the whole who stand at no level, by column; NaN when there are none. */
function restOf(whole: Line, levels: readonly Line[]): Line {
  const n = whole.n.map((total, j) => {
    if (!levels.some((row) => !Number.isNaN(row.n[j]!))) return NaN;
    const left = total - sumAt(levels, j);
    return left > 0 ? left : NaN;
  });
  return { places: whole.n.map(() => -1), n };
}

function sumAt(levels: readonly Line[], j: number): number {
  let sum = 0;
  for (const { n } of levels) if (!Number.isNaN(n[j]!)) sum += n[j]!;
  return sum;
}

/** True when "all" and at least one wave are there. */
function isRow({ n }: Line): boolean {
  return (
    !Number.isNaN(n.at(-2)!) && n.some((count, j) => j !== n.length - 2 && !Number.isNaN(count))
  );
}

function cellBuilder(hidden: Uint8Array) {
  const cells: { tail: number; head: number; n: number; hidden: boolean }[] = [];
  const figure: number[] = [];
  const add = ({ places, n }: Line, j: number, [tail, head]: readonly [number, number]): void => {
    const count = n[j]!;
    if (Number.isNaN(count)) return;
    const place = places[j]!;
    cells.push({ tail, head, n: count, hidden: place === -1 || hidden[place] === 1 });
    figure.push(place);
  };
  return { cells, figure, add };
}
