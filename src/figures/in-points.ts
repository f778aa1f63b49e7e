import type { Estimate } from "../stats/estimate.ts";

/** A difference of shares in percentage points. */
export function inPoints({ value, low, high, n }: Estimate): Estimate {
  const times = (end: number | null) => (end === null ? null : 100 * end);
  return { value: times(value), low: times(low), high: times(high), n };
}
