/** Arithmetic of the figures written out a second time, for tests; no code of the project. */

export interface Worked {
  readonly value: number;
  readonly n: number;
  readonly low: number | null;
  readonly high: number | null;
}

const z = 1.959963984540054;

/** Wilson (1927): (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n). */
export function wilson(hits: number, n: number): Worked | null {
  if (n === 0) return null;
  const p = hits / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { value: p, n, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** Share of those for whom it is true; null answers are not in the base. */
export function shareOf(answers: readonly (boolean | null)[]): Worked | null {
  const told = answers.filter((answer) => answer !== null);
  return wilson(told.filter(Boolean).length, told.length);
}

/** NPS in points with the adjusted Wald interval: three more persons, 3/4 for and 3/4 against. */
export function netPromoter(scores: readonly number[]): Worked | null {
  const n = scores.length;
  if (n === 0) return null;
  const plus = scores.filter((score) => score >= 9).length;
  const minus = scores.filter((score) => score <= 6).length;
  const p = (plus + 0.75) / (n + 3);
  const d = (minus + 0.75) / (n + 3);
  const half = z * Math.sqrt((p + d - (p - d) ** 2) / (n + 3));
  return {
    value: (100 * (plus - minus)) / n,
    n,
    low: Math.max(-100, 100 * (p - d - half)),
    high: Math.min(100, 100 * (p - d + half)),
  };
}

/** Mean ± t·s/√n; t is checked by `coverageOfT`, not looked up. */
export function meanOf(values: readonly number[]): Worked & { readonly standardError: number } {
  const n = values.length;
  const value = values.reduce((sum, each) => sum + each, 0) / n;
  const squares = values.reduce((sum, each) => sum + (each - value) ** 2, 0);
  return { value, n, low: null, high: null, standardError: Math.sqrt(squares / (n - 1) / n) };
}

/** P(|T| ≤ t) with so many degrees of freedom, by Simpson's rule on the density. */
export function coverageOfT(t: number, degrees: number): number {
  const steps = 4000;
  const width = t / steps;
  const density = (x: number) => (1 + (x * x) / degrees) ** (-(degrees + 1) / 2);
  // The constant of the density is 1/∫; the whole integral by the substitution x = tan(θ)·√degrees.
  const whole = integralOfCosine(degrees - 1) * Math.sqrt(degrees);
  let sum = density(0) + density(t);
  for (let step = 1; step < steps; step += 1) sum += density(step * width) * (step % 2 ? 4 : 2);
  return (2 * sum * width) / 3 / whole;
}

/** ∫ cosᵏθ from −π/2 to π/2: π for k = 0, 2 for k = 1, then (k − 1)/k of the one two before. */
function integralOfCosine(k: number): number {
  let value = k % 2 === 0 ? Math.PI : 2;
  for (let at = k % 2 === 0 ? 2 : 3; at <= k; at += 2) value *= (at - 1) / at;
  return value;
}

/** Sum of the ⌈n/5⌉ largest over the sum of all, negatives as 0. */
export function topFifth(values: readonly number[]): number {
  const falling = values.map((value) => Math.max(0, value)).toSorted((a, b) => b - a);
  const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0);
  return sum(falling.slice(0, Math.ceil(falling.length / 5))) / sum(falling);
}

/** 2Σ i·x₍ᵢ₎/(nΣx) − (n + 1)/n, ascending, negatives as 0, uncorrected. */
export function giniOf(values: readonly number[]): number {
  const rising = values.map((value) => Math.max(0, value)).toSorted((a, b) => a - b);
  const n = rising.length;
  let weighted = 0;
  let sum = 0;
  for (const [at, value] of rising.entries()) {
    weighted += (at + 1) * value;
    sum += value;
  }
  return (2 * weighted) / (n * sum) - (n + 1) / n;
}
