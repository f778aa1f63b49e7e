/** Golden cases of relative importance: LMG by R's relaimpo, Johnson's weights by R's rwa. */
import { relativeImportance, type ImportanceMethod } from "../../src/stats/relative-importance.ts";
import { numbersOf, tableOf, type GoldenCase, type GoldenRunners } from "../support/golden-case.ts";

function importance(
  { input }: GoldenCase,
  [outcome, ...predictors]: readonly string[],
  method: ImportanceMethod,
): { readonly r2: number; readonly shares: Readonly<Record<string, number>> } {
  const rows = tableOf(input);
  const columns = predictors.map((name) => numbersOf(rows, name));
  const { r2, shares } = relativeImportance(numbersOf(rows, outcome!), columns, { method })!;
  return { r2, shares: Object.fromEntries(predictors.map((name, i) => [name, shares[i]!])) };
}

/** Fertility ~ Agriculture + … as the case writes it. */
function lmg(golden: GoldenCase): object {
  const [outcome, predictors] = golden.operation.split(" OLS ")[1]!.split(" ~ ");
  const { r2, shares } = importance(golden, [outcome!, ...predictors!.split("+")], "lmg");
  return { R2: r2, lmg: shares };
}

function johnson(golden: GoldenCase, outcome: string): object {
  const names = Object.keys(golden.expected["raw"] as object);
  const { r2, shares } = importance(golden, [outcome, ...names], "johnson");
  return { R2: r2, raw: shares };
}

export const runners: GoldenRunners = {
  lmg_swiss: lmg,
  lmg_mobi: lmg,
  johnson_rw_attitude: (golden) => johnson(golden, "rating"),
  johnson_rw_mtcars: (golden) => johnson(golden, "mpg"),
};
