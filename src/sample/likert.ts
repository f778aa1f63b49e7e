/** Which of the ordered answers a latent value falls into: 1 below the first cut, and so on. */
export function likert(latent: number, cuts: readonly number[]): number {
  return 1 + cuts.filter((cut) => latent > cut).length;
}

/** Distribution function of the normal law (Abramowitz and Stegun 26.2.17, to 7.5e-8). */
export function normalShareBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - tail : tail;
}
