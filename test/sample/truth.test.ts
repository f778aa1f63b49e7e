import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  byWave,
  cameBack,
  cell,
  fullMarks,
  projectRoot,
  readCompany,
  repeats90,
  score,
  share,
  type Row,
} from "./read-company.ts";

interface Expectation {
  readonly value: number;
  readonly n: number;
}
type ByWave = Readonly<Record<string, Expectation>>;

const truth = JSON.parse(readFileSync(join(projectRoot, "test/sample/truth.json"), "utf8")) as {
  readonly windowDays: number;
  readonly planted: { readonly drivers: Readonly<Record<string, number>> };
  readonly expected: Readonly<
    Record<
      "csat" | "fullMarks" | "nps" | "repeat90" | "fullMarksNotReturned" | "saidYesNotReturned",
      ByWave
    >
  >;
};
const company = readCompany();
const waves = byWave(company.answers);

/** Chance may move a share by four standard errors and no more. */
const farthest = 4;

function expectShares(expected: ByWave, found: (wave: string) => readonly boolean[]): void {
  for (const [wave, { value, n }] of Object.entries(expected)) {
    const rows = found(wave);
    expect(rows.length, wave).toBe(n);
    const away = Math.abs(share(rows, (row) => row) - value) / Math.sqrt((value * (1 - value)) / n);
    expect(away, wave).toBeLessThan(farthest);
  }
}

const answersOf = (wave: string): readonly Row[] => waves.get(wave) ?? [];

describe("the files of data/ hold the truth of truth.json", () => {
  test("satisfaction in the top two points, by wave", () => {
    expectShares(truth.expected.csat, (wave) =>
      answersOf(wave).map((row) => score(row, "satisfaction") >= 4),
    );
  });

  test("full marks, by wave", () => {
    expectShares(truth.expected.fullMarks, (wave) =>
      answersOf(wave).map((row) => score(row, "satisfaction") === 5),
    );
  });

  test("net promoter score, by wave", () => {
    for (const [wave, { value, n }] of Object.entries(truth.expected.nps)) {
      const scores = answersOf(wave).map((row) => score(row, "recommend"));
      const up = share(scores, (given) => given >= 9);
      const down = share(scores, (given) => given <= 6);
      const error = 100 * Math.sqrt((up + down - (up - down) ** 2) / n);
      expect(Math.abs(100 * (up - down) - value) / error, wave).toBeLessThan(farthest);
    }
  });

  test("second purchase within 90 days, by the wave in which they end", () => {
    const seen = repeats90(company);
    expectShares(truth.expected.repeat90, (wave) => seen.get(wave) ?? []);
  });

  test("the return window is the 90th percentile of the gaps", () => {
    const gaps = company.gaps;
    expect(gaps[Math.ceil(0.9 * gaps.length) - 1]).toBe(truth.windowDays);
  });

  test("full marks that did not come back, and of them those who said they would", () => {
    const away = (wave: string, from: number) =>
      fullMarks(company, answersOf(wave))
        .filter((row) => score(row, "return") >= from)
        .map((row) => !cameBack(company, row, truth.windowDays));
    expectShares(truth.expected.fullMarksNotReturned, (wave) => away(wave, 1));
    expectShares(truth.expected.saidYesNotReturned, (wave) => away(wave, 4));
  });

  test("aspects matter in the planted order: regression of satisfaction on all five", () => {
    const names = Object.keys(truth.planted.drivers);
    const rows = company.answers.filter((row) =>
      names.every((name) => Number(cell(row, `aspects_${name}`)) > 0),
    );
    const found = leastSquares(
      rows.map((row) => names.map((name) => score(row, `aspects_${name}`))),
      rows.map((row) => score(row, "satisfaction")),
    );
    const order = (weight: (at: number) => number) =>
      names.map((_, at) => at).toSorted((a, b) => weight(b) - weight(a));
    expect(order((at) => found[at] ?? 0)).toEqual(
      order((at) => truth.planted.drivers[names[at] ?? ""] ?? 0),
    );
  });
});

/** Slopes of a linear regression with intercept, by the normal equations. */
function leastSquares(
  xs: readonly (readonly number[])[],
  ys: readonly number[],
): readonly number[] {
  const rows = xs.map((x) => [1, ...x]);
  const size = rows[0]?.length ?? 0;
  const system = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (_, j) =>
      rows.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0),
    ),
    rows.reduce((sum, row, at) => sum + (row[i] ?? 0) * (ys[at] ?? 0), 0),
  ]);
  for (let pivot = 0; pivot < size; pivot += 1) {
    for (let other = 0; other < size; other += 1) {
      if (other === pivot) continue;
      const factor = (system[other]?.[pivot] ?? 0) / (system[pivot]?.[pivot] ?? 1);
      system[other] = (system[other] ?? []).map(
        (value, at) => value - factor * (system[pivot]?.[at] ?? 0),
      );
    }
  }
  return system.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1)).slice(1);
}
