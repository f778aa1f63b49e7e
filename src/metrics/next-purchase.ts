import type { Estimate } from "../stats/estimate.ts";
import { proportion } from "../stats/proportion.ts";

/**
 * Next purchase (再次购买率): of those who reached so many purchases, the share that bought again.
 *
 * For      from which purchase on a customer is worth watching and caring for.
 * Formula  persons with n + 1 purchases or more / persons with n or more, up to today.
 * Takes    purchases a person, and n from 1 to `upTo`; below 1 and NaN count nowhere. Who reached
 *          n a short while ago counts as not yet come again, so the share is a lower bound.
 * Gives    one share for each n, with Wilson's interval; nobody left gives nulls.
 * Source   articles/004 (购买3次以上关注，5次以上关怀).
 *
 * @example nextPurchase(Float64Array.of(1, 2, 3, 3), 2).map(({ value }) => value) // => [0.75, 2 / 3]
 */
export function nextPurchase(purchases: Float64Array, upTo: number): readonly Estimate[] {
  const reached = new Float64Array(upTo + 2);
  for (const own of purchases) {
    for (let n = 1; n <= Math.min(own, upTo + 1); n += 1) reached[n]! += 1;
  }
  return Array.from({ length: upTo }, (_, at) =>
    proportion(reached[at + 2] ?? 0, reached[at + 1] ?? 0),
  );
}
