import { noEstimate, type Estimate } from "../stats/estimate.ts";
import type { Observations } from "../stats/observed.ts";
import { ols } from "../stats/ols.ts";

export interface PricedSales {
  /** Price a unit. */
  readonly prices: Observations;
  /** Units sold at it. */
  readonly quantities: Observations;
  /** What else moves demand, by name, as they are: season, promotion. */
  readonly controls?: Readonly<Record<string, Observations>> | undefined;
}

export interface PriceElasticity {
  /** Per cent of quantity for one per cent of price; with HC3 interval. */
  readonly elasticity: Estimate;
  readonly p: number | null;
  readonly r2: number | null;
  /** Rows without a price or quantity above 0; a logarithm has no room for them. */
  readonly leftOut: number;
}

/**
 * Price elasticity of demand (需求价格弹性): how demand moved with price, in per cent for per cent.
 *
 * For      the price response in the history of a segment; observed prices, not an experiment.
 * Formula  slope of ln quantity on ln price, with controls; HC3 standard error, t interval.
 * Takes    one row a period or product; a gap, or a value not above 0, counts nowhere.
 * Gives    below −1 elastic, from −1 to 0 inelastic; nulls below 3 rows more than controls, or where
 *          prices did not vary.
 * Source   log-log demand, Tellis (1988) J. Mark. Res. 25:331; MacKinnon & White (1985).
 *
 * @example priceElasticity({ prices: [1, 2, 4, 8], quantities: [8, 4, 2, 1] }).elasticity.value // => -1
 */
export function priceElasticity(
  { prices, quantities, controls = {} }: PricedSales,
  confidence = 0.95,
): PriceElasticity {
  const logPrices = Array.from(prices, logOf);
  const logQuantities = Array.from(quantities, logOf);
  const used = logPrices.filter((price, i) => price !== null && logQuantities[i] !== null);
  const leftOut = prices.length - used.length;
  const fit = ols(logQuantities, { price: logPrices, ...controls }, { confidence });
  if (fit === null) return { elasticity: noEstimate, p: null, r2: null, leftOut };
  const { value, low, high, p } = fit.coefficients[1]!;
  return { elasticity: { value, low, high, n: fit.n }, p, r2: fit.r2, leftOut };
}

function logOf(value: number | null): number | null {
  return value !== null && value > 0 ? Math.log(value) : null;
}
