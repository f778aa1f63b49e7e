import { Problem } from "../errors.ts";

/** One margin of a list of cells. */
export interface CellMargin {
  /** Of each cell, the number of its level, from 0. */
  readonly levelOf: ArrayLike<number>;
  /** What the cells of each level shall sum to. */
  readonly targets: ArrayLike<number>;
}

export interface FittingOptions {
  /** Largest distance of a margin from its target, as a share of the total, at which it stops. */
  readonly tolerance?: number | undefined;
  readonly maxIterations?: number | undefined;
}

export interface FittedCells {
  readonly cells: Float64Array;
  /** Largest distance left between a sum and its target over all margins, as a share of the total. */
  readonly marginError: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Fitted cells (边际拟合): cells scaled until they sum to all margins.
 *
 * For      raking and tables of any number of sides; people use raking or
 *          iterativeProportionalFitting.
 * Formula  margin after margin, cell ← cell·target / sum of its level, until
 *          max |sum − target| / total < tolerance on all margins together.
 * Takes    seed: cells from 0 on; margins with one level a cell, their targets of the same total.
 * Gives    new cells and how far they are off; `converged` looks at margins, not at steps.
 * Source   Deming & Stephan (1940) Ann. Math. Stat. 11:427.
 *
 * @example fittedCells([1, 1], [{ levelOf: [0, 1], targets: [3, 1] }]).cells[0] // => 3
 */
export function fittedCells(
  seed: ArrayLike<number>,
  margins: readonly CellMargin[],
  { tolerance = 1e-8, maxIterations = 5000 }: FittingOptions = {},
): FittedCells {
  const cells = Float64Array.from(seed);
  const sums = margins.map(({ targets }) => new Float64Array(targets.length));
  let iterations = 0;
  let marginError = largestError(cells, margins, sums);
  while (marginError >= tolerance && iterations < maxIterations) {
    for (const [m, margin] of margins.entries()) scale(cells, margin, sums[m]!);
    iterations += 1;
    marginError = largestError(cells, margins, sums);
  }
  return { cells, marginError, iterations, converged: marginError < tolerance };
}

function largestError(
  cells: Float64Array,
  margins: readonly CellMargin[],
  sums: readonly Float64Array[],
): number {
  let most = 0;
  for (const [m, { levelOf, targets }] of margins.entries()) {
    const total = sumLevels(cells, levelOf, sums[m]!);
    let wanted = 0;
    for (let g = 0; g < targets.length; g += 1) wanted += targets[g]!;
    for (let g = 0; g < targets.length; g += 1) {
      most = Math.max(most, Math.abs(sums[m]![g]! - targets[g]!) / (wanted || total || 1));
    }
  }
  return most;
}

function sumLevels(cells: Float64Array, levelOf: ArrayLike<number>, sums: Float64Array): number {
  sums.fill(0);
  let total = 0;
  for (let i = 0; i < cells.length; i += 1) {
    sums[levelOf[i]!] = sums[levelOf[i]!]! + cells[i]!;
    total += cells[i]!;
  }
  return total;
}

function scale(cells: Float64Array, { levelOf, targets }: CellMargin, sums: Float64Array): void {
  sumLevels(cells, levelOf, sums);
  for (let i = 0; i < cells.length; i += 1) {
    const level = levelOf[i]!;
    if (sums[level]! > 0) cells[i] = (cells[i]! * targets[level]!) / sums[level]!;
  }
}

/** What the rows and the columns of a table shall sum to. */
export interface TableMargins {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

export interface FittedTable {
  readonly cells: readonly (readonly number[])[];
  readonly marginError: number;
  readonly iterations: number;
  /** What the column targets were multiplied with, so that both sides have the total of the rows. */
  readonly columnsRescaled: number;
}

/**
 * Iterative proportional fitting (迭代比例拟合): a two-way table made to fit its margins.
 *
 * For      joining a table of a sample with the known totals of a population.
 * Formula  rows and columns in turn, cell ← cell·target / sum; column targets are rescaled to the
 *          total of the row targets.
 * Takes    seed: counts from 0 on, one list a row; target sums of rows and columns.
 * Gives    a table with those margins that keeps the odds ratios of the seed; cells of 0 stay 0.
 * Throws   margin-target-empty when a row or column of zeros is to sum to more;
 *          margin-target-unusable for a target below 0 or a total of 0;
 *          margins-not-met when zeros make the margins contradict each other.
 * Source   Deming & Stephan (1940) Ann. Math. Stat. 11:427; R mipfp::Ipfp.
 *
 * @example iterativeProportionalFitting([[1, 1], [1, 1]], { rows: [3, 1], columns: [2, 2] }).cells // => [[1.5, 1.5], [0.5, 0.5]]
 */
export function iterativeProportionalFitting(
  seed: readonly (readonly number[])[],
  { rows, columns }: TableMargins,
  options: FittingOptions = {},
): FittedTable {
  const width = columns.length;
  const ratio = requiredTotal("rows", rows) / requiredTotal("columns", columns);
  const flat = seed.flat();
  const sides = [
    { name: "rows", levelOf: flat.map((_, i) => Math.floor(i / width)), targets: rows },
    {
      name: "columns",
      levelOf: flat.map((_, i) => i % width),
      targets: columns.map((target) => target * ratio),
    },
  ];
  for (const side of sides) requireReachable(side.name, flat, side);
  const { cells, marginError, iterations } = requiredFit(fittedCells(flat, sides, options));
  return {
    cells: seed.map((_, i) => [...cells.subarray(i * width, (i + 1) * width)]),
    marginError,
    iterations,
    columnsRescaled: ratio,
  };
}

/** The fit when it is one; two sets of margins that contradict never are. */
export function requiredFit(fit: FittedCells): FittedCells {
  if (fit.converged) return fit;
  const { iterations, marginError } = fit;
  throw new Problem("margins-not-met", "margins", { iterations, error: marginError });
}

function requiredTotal(margin: string, targets: readonly number[]): number {
  const total = targets.reduce((sum, target) => sum + target, 0);
  const bad = targets.findIndex((target) => !(target >= 0 && target < Infinity));
  if (bad >= 0 || !(total > 0)) {
    throw new Problem("margin-target-unusable", margin, {
      margin,
      level: bad + 1,
      target: String(bad < 0 ? total : targets[bad]),
    });
  }
  return total;
}

function requireReachable(margin: string, cells: readonly number[], side: CellMargin): void {
  const sums = new Float64Array(side.targets.length);
  sumLevels(Float64Array.from(cells), side.levelOf, sums);
  const empty = sums.findIndex((sum, level) => sum === 0 && side.targets[level]! > 0);
  if (empty < 0) return;
  const target = side.targets[empty]!;
  throw new Problem("margin-target-empty", margin, { margin, level: empty + 1, target });
}
