/** Reads the files of the sample company with nothing of ours: what the tests then reckon is reckoned twice. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import Papa from "papaparse";

export type Row = Readonly<Record<string, string>>;

export const projectRoot = join(import.meta.dirname, "../..");
export const dataFolder = join(projectRoot, "data");

export function rowsOf(folder: string, encoding = "utf-8"): readonly Row[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => fileRows(join(folder, name), encoding));
}

export function fileRows(path: string, encoding = "utf-8"): readonly Row[] {
  const bytes = path.endsWith(".gz") ? gunzipSync(readFileSync(path)) : readFileSync(path);
  const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  return Papa.parse<Row>(text.trimEnd(), { header: true }).data;
}

export const cell = (row: Row, column: string): string => {
  const value = row[column];
  if (value === undefined) throw new Error(`no column ${column}`);
  return value;
};

export const dayOf = (time: string): number => Date.parse(time.slice(0, 10)) / 86_400_000;

export const waveOf = (day: number): string => {
  const date = new Date(day * 86_400_000);
  return `${date.getUTCFullYear()}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
};

export const asOf = dayOf("2026-06-30");

export interface Company {
  readonly lines: readonly Row[];
  /** Purchase days by customer, ascending: days with positive lines. */
  readonly purchaseDays: ReadonlyMap<string, readonly number[]>;
  /** Unsuspected answers. */
  readonly answers: readonly Row[];
  readonly suspects: readonly Row[];
  readonly known: ReadonlySet<string>;
  readonly segments: ReadonlyMap<string, string>;
  readonly gaps: readonly number[];
}

export function readCompany(folder: string = dataFolder): Company {
  const lines = rowsOf(join(folder, "transactions"));
  const days = new Map<string, Set<number>>();
  for (const line of lines) {
    if (Number(cell(line, "amount")) <= 0) continue;
    const of = days.get(cell(line, "customer_id")) ?? new Set();
    days.set(cell(line, "customer_id"), of.add(dayOf(cell(line, "ordered_at"))));
  }
  const purchaseDays = new Map(
    [...days].map(([id, of]) => [id, [...of].toSorted((a, b) => a - b)]),
  );
  const answers = rowsOf(join(folder, "responses/after-visit"));
  const customers = rowsOf(join(folder, "customers"));
  return {
    lines,
    purchaseDays,
    answers: answers.filter((row) => cell(row, "suspect") === ""),
    suspects: answers.filter((row) => cell(row, "suspect") !== ""),
    known: new Set(customers.map((row) => cell(row, "customer_id"))),
    segments: new Map(customers.map((row) => [cell(row, "customer_id"), cell(row, "segment")])),
    gaps: [...purchaseDays.values()]
      .flatMap((of) => of.slice(1).map((day, at) => day - (of[at] ?? 0)))
      .toSorted((a, b) => a - b),
  };
}

/** Answers by the quarter of the day they were given on. */
export function byWave(answers: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  return Map.groupBy(answers, (row) => waveOf(dayOf(cell(row, "answered_at"))));
}

export const share = <T>(rows: readonly T[], fits: (row: T) => boolean): number =>
  rows.filter(fits).length / rows.length;

export const score = (row: Row, column: string): number => Number(cell(row, column));

/** Whether the person bought on a later day, at most `windowDays` after the answer. */
export function cameBack(company: Company, row: Row, windowDays: number): boolean {
  const answered = dayOf(cell(row, "answered_at"));
  const days = company.purchaseDays.get(cell(row, "customer_id")) ?? [];
  return days.some((day) => day > answered && day <= answered + windowDays);
}

export const fullMarks = (company: Company, rows: readonly Row[]): readonly Row[] =>
  rows.filter(
    (row) => score(row, "satisfaction") === 5 && company.known.has(cell(row, "customer_id")),
  );

/** Second purchase within 90 days of the first, by the wave in which the 90 days end. */
export function repeats90(company: Company): ReadonlyMap<string, readonly boolean[]> {
  const seen = new Map<string, boolean[]>();
  for (const [first, second] of company.purchaseDays.values()) {
    if (first === undefined || first + 90 > asOf) continue;
    const wave = waveOf(first + 90);
    const of = seen.get(wave) ?? [];
    of.push(second !== undefined && second <= first + 90);
    seen.set(wave, of);
  }
  return seen;
}
