import type { Estimate } from "./estimate.ts";
import { criticalZ } from "./normal.ts";

export interface KappaOptions {
  /** All levels in order; with "none" the order does not matter. */
  readonly levels: readonly string[];
  /** How a disagreement weighs by its distance: "none" all alike. */
  readonly weights?: "none" | "linear" | "quadratic" | undefined;
  readonly confidence?: number | undefined;
}

export interface Agreement {
  readonly kappa: Estimate;
  readonly se: number | null;
  /** Share of rows in the same level, not corrected for chance. */
  readonly sameShare: number | null;
  /** table[i][j]: level i by the first, j by the second. */
  readonly table: readonly (readonly number[])[];
}

/**
 * Cohen's kappa (科恩一致性系数): how far two assignments to levels agree beyond chance.
 *
 * For      whether two ways of putting customers into tiers say the same.
 * Formula  κ = (Po − Pe)/(1 − Pe), Po = Σ w·p_ij, Pe = Σ w·p_i.·p_.j; w = 1 on the diagonal,
 *          linear 1 − |i−j|/(k−1), quadratic 1 − (i−j)²/(k−1)²; large-sample standard error.
 * Takes    two assignments of equal length, one row a person; a row with null, or with a level that
 *          is not listed, counts nowhere.
 * Gives    up to 1, 0 as by chance; null for nobody, or where chance alone gives full agreement.
 * Source   Cohen (1968) Psychol. Bull. 70:213; Fleiss, Cohen & Everitt (1969) Psychol. Bull. 72:323;
 *          R vcd::Kappa.
 *
 * @example cohenKappa(["a", "b", "a", "b"], ["a", "b", "b", "b"], { levels: ["a", "b"] }).kappa.value // => 0.5
 */
export function cohenKappa(
  first: readonly (string | null)[],
  second: readonly (string | null)[],
  { levels, weights = "none", confidence = 0.95 }: KappaOptions,
): Agreement {
  const table = countsOf(first, second, levels);
  const n = table.flat().reduce((sum, count) => sum + count, 0);
  const same = table.reduce((sum, row, i) => sum + row[i]!, 0);
  if (n === 0) {
    return { kappa: { value: null, low: null, high: null, n }, se: null, sameShare: null, table };
  }
  const { kappa, se } = kappaOf(table, n, weights);
  const half = se === null ? null : criticalZ(confidence) * se;
  return {
    kappa: {
      value: kappa,
      low: kappa === null || half === null ? null : kappa - half,
      high: kappa === null || half === null ? null : Math.min(1, kappa + half),
      n,
    },
    se,
    sameShare: same / n,
    table,
  };
}

function countsOf(
  first: readonly (string | null)[],
  second: readonly (string | null)[],
  levels: readonly string[],
): readonly (readonly number[])[] {
  const number = new Map<string | null, number>(levels.map((level, i) => [level, i]));
  const table = levels.map(() => new Array<number>(levels.length).fill(0));
  for (const [row, level] of first.entries()) {
    const [i, j] = [number.get(level), number.get(second[row] ?? null)];
    if (i !== undefined && j !== undefined) table[i]![j]! += 1;
  }
  return table;
}

function kappaOf(
  table: readonly (readonly number[])[],
  n: number,
  weights: "none" | "linear" | "quadratic",
): { readonly kappa: number | null; readonly se: number | null } {
  const steps = Math.max(1, table.length - 1);
  const weight = (i: number, j: number): number => {
    if (weights === "none") return Number(i === j);
    return 1 - (Math.abs(i - j) / steps) ** (weights === "linear" ? 1 : 2);
  };
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0) / n);
  const columns = table.map((_, j) => table.reduce((sum, row) => sum + row[j]!, 0) / n);
  const rowMeans = rows.map((_, i) => columns.reduce((s, share, j) => s + share * weight(i, j), 0));
  const columnMeans = columns.map((_, j) =>
    rows.reduce((s, share, i) => s + share * weight(i, j), 0),
  );
  const cells = table.flatMap((row, i) => row.map((count, j) => ({ i, j, p: count / n })));
  const seen = cells.reduce((sum, { i, j, p }) => sum + weight(i, j) * p, 0);
  const chance = rows.reduce((sum, share, i) => sum + share * rowMeans[i]!, 0);
  if (!(1 - chance > 1e-15)) return { kappa: null, se: null };
  const spread = cells.reduce((sum, { i, j, p }) => {
    const part = weight(i, j) * (1 - chance) - (rowMeans[i]! + columnMeans[j]!) * (1 - seen);
    return sum + p * part * part;
  }, 0);
  const variance = (spread - (seen * chance - 2 * chance + seen) ** 2) / (n * (1 - chance) ** 4);
  return { kappa: (seen - chance) / (1 - chance), se: Math.sqrt(Math.max(0, variance)) };
}
