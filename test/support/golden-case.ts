/** A case with a value that does not come from our own code, and the data it is about. */
import { existsSync, readFileSync } from "node:fs";
import Papa from "papaparse";

export interface GoldenCase {
  readonly name: string;
  readonly area: string;
  readonly input: string;
  readonly operation: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly tolerance: Tolerance;
}

/** One number for all keys, or one a key. */
type Limits = number | Readonly<Record<string, number>>;

export interface Tolerance {
  readonly abs?: Limits;
  readonly rel?: Limits;
}

export type GoldenRunner = (golden: GoldenCase) => object | Promise<object>;
export type GoldenRunners = Readonly<Record<string, GoldenRunner>>;

const dataFolder = "../shared/data";

/** All open cases; null when the shared folder is not beside the project. */
export function goldenCases(): readonly GoldenCase[] | null {
  const path = `${dataFolder}/cases_open.json`;
  if (!existsSync(path)) return null;
  return JSON.parse(readFileSync(path, "utf8")) as readonly GoldenCase[];
}

export type Row = Readonly<Record<string, string>>;

/** A CSV file of the shared data: one record a row, by the names of its header. */
export function tableOf(path: string): readonly Row[] {
  const text = readFileSync(`${dataFolder}/${path}`, "utf8").replace(/^\uFEFF/u, "");
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
}

/** A column as numbers, an empty cell or NA as null. */
export function numbersOf(rows: readonly Row[], name: string): readonly (number | null)[] {
  return rows.map((row) => {
    const cell = row[name]?.trim() ?? "";
    return cell === "" || cell === "NA" ? null : Number(cell);
  });
}

/** Every difference between what was got and what the case expects, one line each. */
export function goldenDifferences(golden: GoldenCase, got: unknown): readonly string[] {
  return differences(golden.expected, got, { path: "", key: "", tolerance: golden.tolerance });
}

interface Place {
  readonly path: string;
  readonly key: string;
  readonly tolerance: Tolerance;
}

function differences(wanted: unknown, got: unknown, place: Place): readonly string[] {
  if (typeof wanted === "number") return numberDifference(wanted, got, place);
  if (typeof wanted !== "object" || wanted === null) {
    return wanted === got ? [] : [`${place.path}: expected ${String(wanted)}, got ${String(got)}`];
  }
  if (typeof got !== "object" || got === null) return [`${place.path}: got ${String(got)}`];
  const missing = Array.isArray(wanted) && wanted.length !== (got as readonly unknown[]).length;
  if (missing) return [`${place.path}: expected ${wanted.length} entries`];
  return Object.entries(wanted).flatMap(([key, value]) =>
    differences(value, (got as Readonly<Record<string, unknown>>)[key], {
      path: `${place.path}.${key}`,
      key: Array.isArray(wanted) ? place.key : key,
      tolerance: place.tolerance,
    }),
  );
}

function numberDifference(wanted: number, got: unknown, place: Place): readonly string[] {
  const { path, key, tolerance } = place;
  const abs = limitOf(tolerance.abs, key);
  const rel = limitOf(tolerance.rel, key);
  const off = typeof got === "number" ? Math.abs(got - wanted) : Infinity;
  const limits = [
    ...(abs === null ? [] : [abs]),
    ...(rel === null ? [] : [rel * Math.abs(wanted) + 1e-9]),
  ];
  const close = off <= Math.max(0, ...limits);
  return close ? [] : [`${path}: expected ${wanted}, got ${String(got)}`];
}

function limitOf(limits: Limits | undefined, key: string): number | null {
  if (typeof limits === "number") return limits;
  return limits?.[key] ?? null;
}
