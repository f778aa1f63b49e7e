import { raking, type Raking, type RakingOptions } from "./raking.ts";

/** One way of dividing the population, with the size of each part. */
export interface Strata {
  /** The stratum of each respondent; null when it is not known. */
  readonly levels: readonly (string | null)[];
  /** Of each stratum, persons or share in the population. */
  readonly targets: Readonly<Record<string, number>>;
}

/**
 * Post-stratification weights (事后分层加权): each stratum gets the weight that it has in the population.
 *
 * For      samples whose mix is known for one variable, or for one table of cells.
 * Formula  w_i = N_g / n_g, with base weights N_g·b_i / Σ_{j∈g} b_j; scaled to mean 1. Not capped
 *          unless asked.
 * Takes    one stratum a respondent and one target a stratum, as raking.
 * Gives    as raking.
 * Throws   as raking.
 * Source   Holt & Smith (1979) JRSS A 142:33; R survey::postStratify.
 *
 * @example [...postStratification({ levels: ["a", "a", "a", "b"], targets: { a: 1, b: 1 } }).weights] // => [0.6666666667, 0.6666666667, 0.6666666667, 2]
 */
export function postStratification(strata: Strata, options: RakingOptions = {}): Raking {
  return raking([{ name: "stratum", ...strata }], { caps: null, ...options });
}
