import type { Estimate } from "../stats/estimate.ts";
import { ols } from "../stats/ols.ts";

export interface ExpectedPerceivedSatisfied {
  /** All three from 0 to 100. */
  readonly expected: number;
  readonly perceived: number;
  readonly satisfaction: number;
}

export interface ExpectationLevers {
  /** Satisfaction that goes with delivering so many points more, at equal expectation. */
  readonly deliver: Estimate;
  /** Satisfaction that goes with so many points less expected, at equal delivery. */
  readonly promise: Estimate;
}

/**
 * Two levers of expectation (管理期望的两条路): deliver more, or promise less.
 *
 * For      whether to exceed expectations or to keep them in check.
 * Formula  satisfaction = a + b·perceived + c·expected by least squares, HC3 errors; deliver = b·step,
 *          promise = −c·step.
 * Takes    one row a person. Associated, not shown to cause.
 * Gives    points of 0 to 100 for a step of 10; nulls where rows do not vary.
 * Source   articles/001 (满足或超越顾客的期望值，控制顾客的期望值); MacKinnon & White (1985).
 *
 * @example expectationLevers([]).deliver.value // => null
 */
export function expectationLevers(
  rows: readonly ExpectedPerceivedSatisfied[],
  step = 10,
): ExpectationLevers {
  const fit = ols(
    rows.map(({ satisfaction }) => satisfaction),
    {
      perceived: rows.map(({ perceived }) => perceived),
      expected: rows.map(({ expected }) => expected),
    },
  );
  const lever = (name: string, by: number): Estimate => {
    const found = fit?.coefficients.find((each) => each.name === name);
    if (fit === null || found === undefined) {
      return { value: null, low: null, high: null, n: rows.length };
    }
    const ends = [found.low * by, found.high * by];
    return { value: found.value * by, low: Math.min(...ends), high: Math.max(...ends), n: fit.n };
  };
  return { deliver: lever("perceived", step), promise: lever("expected", -step) };
}
