/** Turns query results into the columns of `facts.ts`. */
import type { EngineColumn } from "../intake/engine.ts";
import { dayNumber, DAY_MS } from "../tables/local-time.ts";
import { categoryOf } from "./category.ts";
import type { Category } from "./facts.ts";

type Columns = Readonly<Record<string, EngineColumn>>;

export interface ColumnReader {
  readonly n: number;
  readonly texts: (name: string) => (string | null)[];
  /** Texts of a column that has no empty cell. */
  readonly ids: (name: string) => string[];
  readonly numbers: (name: string) => Float64Array;
  /** Days since 1970 of texts that start with YYYY-MM-DD. */
  readonly days: (name: string) => Float64Array;
  /** Local milliseconds of texts such as 2026-03-01 09:30:00. */
  readonly times: (name: string) => Float64Array;
  readonly flags: (name: string) => Uint8Array;
  /** 1 for yes, 0 for no, NaN where nothing is said. */
  readonly truths: (name: string) => Float64Array;
  readonly category: (name: string) => Category;
  /** Places in a list, -1 where nothing is said. */
  readonly places: (name: string) => Int32Array;
}

/** Reads columns of one query. */
export function columnReader(columns: Columns): ColumnReader {
  const n = Object.values(columns)[0]?.length ?? 0;
  const of = (name: string): EngineColumn => {
    const column = columns[name];
    if (column === undefined) throw new Error(`no column ${name}`);
    return column;
  };
  const texts = (name: string) => of(name).map((cell) => (cell === null ? null : String(cell)));
  const mapped = (name: string, number: (cell: EngineColumn[number]) => number) => {
    const cells = of(name);
    const values = new Float64Array(n).fill(NaN);
    for (let at = 0; at < n; at += 1) {
      const cell = cells[at] ?? null;
      if (cell !== null) values[at] = number(cell);
    }
    return values;
  };
  return {
    n,
    texts,
    ids: (name) => of(name).map(String),
    numbers: (name) => mapped(name, Number),
    days: (name) => mapped(name, (cell) => dayNumber(String(cell))),
    times: (name) => mapped(name, (cell) => timeNumber(String(cell))),
    flags: (name) => Uint8Array.from(of(name), (cell) => (isYes(cell) ? 1 : 0)),
    truths: (name) => mapped(name, (cell) => (isYes(cell) ? 1 : 0)),
    category: (name) => categoryOf(texts(name)),
    places: (name) => {
      const cells = of(name);
      const places = new Int32Array(n);
      for (let at = 0; at < n; at += 1) places[at] = Number(cells[at] ?? -1);
      return places;
    },
  };
}

function isYes(cell: EngineColumn[number]): boolean {
  return cell === 1 || cell === true || cell === "true";
}

/** Local milliseconds since 1970-01-01T00:00 of YYYY-MM-DD HH:MM:SS[.ffffff]. */
export function timeNumber(text: string): number {
  const minutes = Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16));
  return dayNumber(text) * DAY_MS + Math.round((minutes * 60 + Number(text.slice(17))) * 1000);
}
