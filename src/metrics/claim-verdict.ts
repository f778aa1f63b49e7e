import type { Estimate } from "../stats/estimate.ts";

export type Verdict = "agrees" | "differs" | "too-little";

export interface Claim {
  /** In the unit of the estimate. */
  readonly value: number;
  readonly says: "about" | "at-least" | "at-most";
}

export interface VerdictOptions {
  /** Fewer observations than this judge nothing. */
  readonly thinBelow?: number;
  /** A number without an interval agrees within this share of the claim. */
  readonly tolerance?: number;
}

/**
 * Verdict on a claim (书上说／你的数据): whether the own number can be told from a published one.
 *
 * For      numbers that a text gives without a source, beside the company's own.
 * Formula  about: agrees where low ≤ claim ≤ high; at least: where high ≥ claim; at most: where
 *          low ≤ claim. Counted numbers stand for both ends, give or take a tenth of the claim.
 * Takes    an estimate and a claim in one unit.
 * Gives    agrees means "cannot be told apart", no proof; too-little below `thinBelow` or without value.
 * Source   articles/000 to 004 (the claims); Schuirmann (1987) on why agreement is no proof.
 *
 * @example claimVerdict({ value: 0.33, low: 0.31, high: 0.35, n: 900 }, { value: 0.2, says: "about" }) // => "differs"
 */
export function claimVerdict(
  { value, low, high, n }: Estimate,
  claim: Claim,
  { thinBelow = 30, tolerance = 0.1 }: VerdictOptions = {},
): Verdict {
  if (value === null || n < thinBelow) return "too-little";
  const slack = low === null || high === null ? Math.abs(claim.value) * tolerance : 0;
  const least = (low ?? value) - slack;
  const most = (high ?? value) + slack;
  const isHighEnough = claim.value <= most;
  const isLowEnough = claim.value >= least;
  const agrees = {
    about: isHighEnough && isLowEnough,
    "at-least": isHighEnough,
    "at-most": isLowEnough,
  }[claim.says];
  return agrees ? "agrees" : "differs";
}
