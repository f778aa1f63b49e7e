import { pearson, spearman } from "../stats/correlation.ts";
import { noEstimate, type Estimate } from "../stats/estimate.ts";
import { isObserved, type Observations } from "../stats/observed.ts";
import { ols } from "../stats/ols.ts";
import { partialCorrelation } from "../stats/partial-correlation.ts";

/** Fewer units than this: a table only, no correlation. */
export const leastUnits = 10;

export interface UnitLink {
  /** Units with both values. */
  readonly units: number;
  readonly pearson: Estimate;
  readonly spearman: Estimate;
  /** Pearson's r with the size of the units held still. */
  readonly sizeHeld: Estimate;
}

/**
 * Link of units (单位层面的相关): do units that score high on one thing score high on another?
 *
 * For      stores or teams along the service-profit chain; an association of units, not of persons.
 * Formula  Pearson's r and Spearman's rank correlation with Fisher's interval; r with size held still.
 * Takes    one value a unit in each column; a unit with a gap in either counts nowhere.
 * Gives    nulls below 10 units: then the values belong in a table.
 * Source   Fisher (1921) Metron 1:3; Heskett et al. (1994) HBR 72:2; Robinson (1950) ASR 15:351.
 *
 * @example unitLink([1, 2, 3], [2, 4, 7], [5, 6, 9]).units // => 3
 */
export function unitLink(xs: Observations, ys: Observations, sizes: Observations): UnitLink {
  let units = 0;
  for (let i = 0; i < xs.length; i += 1) {
    if (isObserved(xs[i]) && isObserved(ys[i])) units += 1;
  }
  if (units < leastUnits) {
    const none = { ...noEstimate, n: units };
    return { units, pearson: none, spearman: none, sizeHeld: none };
  }
  const { value, low, high, n } = partialCorrelation(xs, ys, [sizes]);
  return {
    units,
    pearson: pearson(xs, ys),
    spearman: spearman(xs, ys),
    sizeHeld: { value, low, high, n },
  };
}

export interface UnitPeriod {
  readonly unit: string;
  readonly period: string;
  /** Now, and what it is held against one period later. */
  readonly now: number;
  readonly next: number;
}

/**
 * Lagged slope of units (滞后一期的斜率): what goes with one unit more, one period later.
 *
 * For      stores over waves: does the mood of the team now go with satisfaction next quarter?
 * Formula  both columns less the mean of their period, so that stores are compared within a period;
 *          least squares with standard errors clustered by unit.
 * Takes    one row a unit and period; periods with a single unit say nothing.
 * Gives    in units of the outcome for one unit of the predictor; n counts rows; nulls below 10 units.
 * Source   Cameron & Miller (2015) J. Human Resources 50:317; Wooldridge (2010), 10.
 *
 * @example laggedSlope([]).value // => null
 */
export function laggedSlope(rows: readonly UnitPeriod[]): Estimate {
  const periods = [...Map.groupBy(rows, ({ period }) => period).values()].filter(
    ({ length }) => length > 1,
  );
  const centred = periods.flatMap((own) => {
    const meanOf = (key: "now" | "next") =>
      own.reduce((sum, row) => sum + row[key], 0) / own.length;
    const [now, next] = [meanOf("now"), meanOf("next")];
    return own.map((row) => ({ unit: row.unit, now: row.now - now, next: row.next - next }));
  });
  const none = { ...noEstimate, n: centred.length };
  if (new Set(centred.map(({ unit }) => unit)).size < leastUnits) return none;
  const fit = ols(
    centred.map(({ next }) => next),
    { now: centred.map(({ now }) => now) },
    { standardErrors: "clustered", clusters: centred.map(({ unit }) => unit) },
  );
  const slope = fit?.coefficients[1];
  return fit === null || slope === undefined
    ? none
    : { value: slope.value, low: slope.low, high: slope.high, n: fit.n };
}
