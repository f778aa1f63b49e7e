import type { Estimate } from "../stats/estimate.ts";
import { proportion } from "../stats/proportion.ts";

/**
 * Repeat rate (复购率): of the persons who have bought, the share who bought again.
 *
 * For      whether customers come back at all; not for comparing cohorts of unequal age.
 * Formula  |two or more purchases| / |one or more purchases|
 * Takes    purchases: one row a customer; a purchase is a day with positive lines. 0 and NaN
 *          count nowhere.
 * Gives    a share from 0 to 1 with its interval; nulls when nobody has bought.
 * Source   articles/001 (客户保持率); the definition of product.md.
 *
 * @example repeatRate({ purchases: Float64Array.of(1, 2, 5, 0) }).value // => 0.6666666667
 */
export function repeatRate(
  { purchases }: { readonly purchases: Float64Array },
  confidence = 0.95,
): Estimate {
  let buyers = 0;
  let again = 0;
  for (let i = 0; i < purchases.length; i += 1) {
    if (purchases[i]! >= 1) buyers += 1;
    if (purchases[i]! >= 2) again += 1;
  }
  return proportion(again, buyers, confidence);
}

/**
 * Repeat rate at equal age (同龄复购率): the share who bought again within so many days.
 *
 * For      comparing segments, cohorts and waves, whose customers are not equally old.
 * Formula  |second day − first day ≤ days| / |first day + days ≤ as-of day|
 * Takes    first and second purchase day a customer, NaN where there is none. Customers not yet
 *          observed for so many days count nowhere, also when they have bought again.
 * Gives    a share from 0 to 1 with its interval; nulls when nobody is observed long enough.
 * Source   articles/001 (客户保持率); methods 16.
 *
 * @example repeatRateWithin({ firstDay: Float64Array.of(0, 0, 95), secondDay: Float64Array.of(90, 91, 96) }, { days: 90, asOfDay: 100 }).value // => 0.5
 */
export function repeatRateWithin(
  { firstDay, secondDay }: { readonly firstDay: Float64Array; readonly secondDay: Float64Array },
  {
    days,
    asOfDay,
    confidence = 0.95,
  }: { readonly days: number; readonly asOfDay: number; readonly confidence?: number },
): Estimate {
  let observed = 0;
  let again = 0;
  for (let i = 0; i < firstDay.length; i += 1) {
    if (!(firstDay[i]! + days <= asOfDay)) continue;
    observed += 1;
    if (secondDay[i]! - firstDay[i]! <= days) again += 1;
  }
  return proportion(again, observed, confidence);
}
