/** A number with what it rests on. Null is "nothing to say", never 0. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Observations that the value rests on, unweighted. */
  readonly n: number;
  /** Observations that the weighted ones are worth (Kish), where weights were given. */
  readonly nEff?: number;
}

/** The estimate of nobody. */
export const noEstimate: Estimate = { value: null, low: null, high: null, n: 0 };
