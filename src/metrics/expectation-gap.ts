import type { Estimate } from "../stats/estimate.ts";
import { mean } from "../stats/mean.ts";
import { isObserved } from "../stats/observed.ts";
import { pairedT } from "../stats/paired-t.ts";
import { proportion } from "../stats/proportion.ts";

export interface ExpectedAndPerceived {
  readonly expected: number | null;
  readonly perceived: number | null;
}

export interface ExpectationGap {
  readonly n: number;
  /** Perceived minus expected. */
  readonly gap: Estimate;
  readonly se: number | null;
  readonly t: number | null;
  readonly p: number | null;
  /** Share of persons whose expectation was missed. */
  readonly missed: Estimate;
  /** What was perceived and what was expected, alone, of the same persons. */
  readonly perceived: Estimate;
  readonly expected: Estimate;
}

/**
 * Expectation gap (期望差距): what a person perceived less what the person had expected.
 *
 * For      whether service keeps its promise; always beside the perceived score alone, since a
 *          high expectation leaves room downwards only.
 * Formula  mean of (perceived − expected) over persons who gave both, ± t·s/√n.
 * Takes    one row a person, both answers on the same scale; a row with a gap counts nowhere.
 * Gives    in points of the scale; share missed = |perceived < expected| / n; nulls for nobody.
 * Source   Parasuraman, Zeithaml & Berry (1988) J. Retailing 64:12; Cronin & Taylor (1992).
 *
 * @example expectationGap([{ expected: 5, perceived: 3 }, { expected: 4, perceived: 4 }]).gap.value // => -1
 */
export function expectationGap(
  pairs: readonly ExpectedAndPerceived[],
  confidence = 0.95,
): ExpectationGap {
  const both = pairs.filter((pair) => isObserved(pair.expected) && isObserved(pair.perceived));
  const perceived = both.map((pair) => pair.perceived!);
  const expected = both.map((pair) => pair.expected!);
  const { n, difference, low, high, se, t, p } = pairedT(perceived, expected, confidence);
  const missed = perceived.filter((score, i) => score < expected[i]!).length;
  return {
    n,
    gap: { value: difference, low, high, n },
    se,
    t,
    p,
    missed: proportion(missed, n, confidence),
    perceived: mean(perceived, confidence),
    expected: mean(expected, confidence),
  };
}
