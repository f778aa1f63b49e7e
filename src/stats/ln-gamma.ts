const lanczos: readonly number[] = [
  0.99999999999999709182, 57.156235665862923517, -59.597960355475491248, 14.136097974741747174,
  -0.49191381609762019978, 0.33994649984811888699e-4, 0.46523628927048575665e-4,
  -0.98374475304879564677e-4, 0.15808870322491248884e-3, -0.21026444172410488319e-3,
  0.2174396181152126432e-3, -0.16431810653676389022e-3, 0.84418223983852743293e-4,
  -0.2619083840158140867e-4, 0.36899182659531622704e-5,
];
const halfLogTwoPi = 0.91893853320467274178;

/**
 * Log gamma (对数伽马函数): ln Γ(x).
 *
 * For      the distributions and likelihoods below.
 * Formula  Lanczos sum with g = 607/128 and 15 terms, relative error about 1e-15.
 * Takes    x above 0.
 * Gives    a number; Infinity at 0, NaN below.
 * Source   Lanczos (1964) SIAM J. Numer. Anal. 1:86; coefficients by Godfrey (2001).
 *
 * @example lnGamma(5) // => 3.1780538303
 */
export function lnGamma(x: number): number {
  if (x <= 0) return x === 0 ? Infinity : NaN;
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  let sum = lanczos[0]!;
  for (let i = 1; i < lanczos.length; i += 1) sum += lanczos[i]! / (x - 1 + i);
  const t = x + 607 / 128 - 0.5;
  return (x - 0.5) * Math.log(t) - t + halfLogTwoPi + Math.log(sum);
}

/**
 * Log beta (对数贝塔函数): ln B(a, b).
 *
 * For      the beta distribution and the BG/NBD likelihood.
 * Formula  ln Γ(a) + ln Γ(b) − ln Γ(a + b).
 * Takes    a and b above 0.
 * Gives    a number.
 * Source   definition.
 *
 * @example lnBeta(2, 3) // => -2.4849066498
 */
export function lnBeta(a: number, b: number): number {
  return lnGamma(a) + lnGamma(b) - lnGamma(a + b);
}
