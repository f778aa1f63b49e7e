import { hypergeometric2F1 } from "../stats/hypergeometric-2f1.ts";

export interface ParetoNbdParameters {
  readonly r: number;
  readonly alpha: number;
  readonly s: number;
  readonly beta: number;
}

/**
 * P(alive) under Pareto/NBD (Pareto/NBD仍活跃概率): the chance that a customer has not stopped, in a
 * model in which one may stop at any time, also before the second purchase.
 *
 * For      one-time buyers, of whom BG/NBD cannot speak; with parameters given, not fitted here.
 * Formula  1 / (1 + s/(r+s+x)·((α+T)^(r+x)·(β+T)^s·A₀)), A₀ = F(t_x) − F(T),
 *          F(t) = ₂F₁(r+s+x, c; r+s+x+1; |α−β|/(m+t)) / (m+t)^(r+s+x), with m = max(α, β) and
 *          c = s + 1 when α ≥ β, else r + x.
 * Takes    the parameters and one customer's x, t_x, T in their unit.
 * Gives    0 to 1.
 * Source   Schmittlein, Morrison & Colombo (1987); Fader & Hardie (2005) note 009.
 *
 * @example paretoNbdProbabilityAlive({ r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 }, { x: 26, tx: 30.86, T: 31 }) // => 0.9979
 */
export function paretoNbdProbabilityAlive(
  { r, alpha, s, beta }: ParetoNbdParameters,
  { x, tx, T }: { readonly x: number; readonly tx: number; readonly T: number },
): number {
  const sum = r + s + x;
  const larger = Math.max(alpha, beta);
  const c = alpha >= beta ? s + 1 : r + x;
  const scale = (r + x) * Math.log(alpha + T) + s * Math.log(beta + T);
  const part = (t: number): number =>
    hypergeometric2F1(sum, c, sum + 1, Math.abs(alpha - beta) / (larger + t)) *
    Math.exp(scale - sum * Math.log(larger + t));
  return 1 / (1 + (s / sum) * (part(tx) - part(T)));
}
