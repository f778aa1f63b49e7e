/** Golden cases of weights that meet margins: ipfn's own test, and the example of R's survey::rake. */
import {
  iterativeProportionalFitting,
  type TableMargins,
} from "../../src/stats/iterative-proportional-fitting.ts";
import { raking } from "../../src/stats/raking.ts";
import { weightedMean } from "../../src/stats/mean.ts";
import { numbersOf, tableOf, type GoldenCase, type GoldenRunners } from "../support/golden-case.ts";

function table({ params }: GoldenCase): object {
  const { seed, rows, cols } = params as {
    readonly seed: readonly (readonly number[])[];
    readonly rows: TableMargins["rows"];
    readonly cols: TableMargins["columns"];
  };
  const { cells } = iterativeProportionalFitting(seed, { rows, columns: cols });
  return { cells };
}

function schools({ input }: GoldenCase): object {
  const rows = tableOf(input);
  const column = (name: string): readonly string[] => rows.map((row) => row[name]!);
  const { n, weights, total, deff, nEff } = raking(
    [
      { name: "stype", levels: column("stype"), targets: { E: 4421, H: 755, M: 1018 } },
      { name: "sch.wide", levels: column("sch.wide"), targets: { No: 1072, Yes: 5122 } },
    ],
    { baseWeights: numbersOf(rows, "pw").map(Number) },
  );
  const persons = weights.map((weight) => (weight * total) / n);
  const cells: Record<string, number> = {};
  for (const [i, row] of rows.entries()) {
    const cell = `${row["stype"]}/${row["sch.wide"]}`;
    cells[cell] = (cells[cell] ?? 0) + persons[i]!;
  }
  return {
    n,
    raked_mean: weightedMean(numbersOf(rows, "api00"), weights).value,
    kish_deff: deff,
    n_eff: nEff,
    wmin: Math.min(...persons),
    wmax: Math.max(...persons),
    cells,
  };
}

export const runners: GoldenRunners = { ipf_2d: table, rake_apiclus1: schools };
