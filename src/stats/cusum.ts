export interface CusumOptions {
  /** Events expected a period while all is as usual; one number, or one a period. */
  readonly expected: number | readonly number[];
  /** How many times the usual rate shall be found soon, above 1. */
  readonly shift?: number | undefined;
  /** Reference value k a period; left out, the one that finds the shift soonest. */
  readonly reference?: number | undefined;
  /** Threshold h: larger means fewer false alarms and later true ones. */
  readonly threshold?: number | undefined;
  /** After a signal the sum starts again at 0. */
  readonly restart?: boolean | undefined;
}

export interface CusumPoint {
  readonly count: number;
  readonly expected: number;
  readonly reference: number;
  /** How far counts have run above the reference. */
  readonly sum: number;
  readonly signal: boolean;
}

export interface Cusum {
  readonly points: readonly CusumPoint[];
  /** Number of the first period that signals, from 0; null when none does. */
  readonly firstSignal: number | null;
  /** The period after which the run that signalled began: where to look for the cause. */
  readonly changeAfter: number | null;
}

/**
 * Poisson CUSUM (泊松累积和控制图): a rise of counts too small to show in any one period.
 *
 * For      emerging issues among complaints, watched week by week.
 * Formula  S_t = max(0, S_{t−1} + x_t − k), signal when S_t ≥ h;
 *          k = (μ1 − μ0)/(ln μ1 − ln μ0) for usual μ0 and shifted μ1 = shift·μ0.
 * Takes    one count a period in order of time; expected above 0; default shift 2, h 5.
 * Gives    one point a period, the first signal, and where its run began.
 * Source   Page (1954) Biometrika 41:100; Lucas (1985) Technometrics 27:129.
 *
 * @example poissonCusum([2, 9, 9], { expected: 2, reference: 3, threshold: 10 }).firstSignal // => 2
 */
export function poissonCusum(
  counts: ArrayLike<number>,
  { expected, shift = 2, reference, threshold = 5, restart = false }: CusumOptions,
): Cusum {
  const points: CusumPoint[] = [];
  let sum = 0;
  for (let t = 0; t < counts.length; t += 1) {
    const usual = typeof expected === "number" ? expected : expected[t]!;
    const k = reference ?? cusumReference(usual, usual * shift);
    const before = restart && points.at(-1)?.signal === true ? 0 : sum;
    sum = Math.max(0, before + counts[t]! - k);
    points.push({
      ...{ count: counts[t]!, expected: usual, reference: k },
      ...{ sum, signal: sum >= threshold },
    });
  }
  const first = points.findIndex(({ signal }) => signal);
  if (first < 0) return { points, firstSignal: null, changeAfter: null };
  const zero = points.slice(0, first).findLastIndex((point) => point.sum === 0);
  return { points, firstSignal: first, changeAfter: zero };
}

/**
 * CUSUM reference value (累积和参考值): the rate halfway between usual and shifted.
 *
 * For      poissonCusum.
 * Formula  k = (μ1 − μ0)/(ln μ1 − ln μ0).
 * Takes    two rates above 0.
 * Gives    a rate between them; the rate itself when they are equal.
 * Source   Lucas (1985) Technometrics 27:129.
 *
 * @example cusumReference(4, 7) // => 5.3608
 */
export function cusumReference(usual: number, shifted: number): number {
  return usual === shifted ? usual : (shifted - usual) / Math.log(shifted / usual);
}
