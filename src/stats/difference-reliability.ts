export interface DifferenceReliabilityInput {
  /** Reliability (alpha) of either score. */
  readonly firstReliability: number;
  readonly secondReliability: number;
  /** Standard deviations; left out, equal. */
  readonly firstSd?: number | undefined;
  readonly secondSd?: number | undefined;
  /** Correlation of the two scores. */
  readonly correlation: number;
}

/**
 * Reliability of a difference score (差值得分信度): how much of a gap is more than error.
 *
 * For      saying beside an expectation gap how far single persons' gaps can be believed.
 * Formula  (s1²·r11 + s2²·r22 − 2·r12·s1·s2) / (s1² + s2² − 2·r12·s1·s2).
 * Takes    reliabilities and the correlation; standard deviations in one unit.
 * Gives    up to 1; below .7 the gaps of persons are mostly noise; null where the difference does
 *          not vary.
 * Source   Lord (1963); Johns (1981) Organ. Behav. Hum. Perform. 27:443; Peter, Churchill & Brown
 *          (1993) J. Consum. Res. 19:655.
 *
 * @example differenceReliability({ firstReliability: 0.8, secondReliability: 0.8, correlation: 0.5 }) // => 0.6
 */
export function differenceReliability({
  firstReliability,
  secondReliability,
  firstSd = 1,
  secondSd = 1,
  correlation,
}: DifferenceReliabilityInput): number | null {
  const shared = 2 * correlation * firstSd * secondSd;
  const whole = firstSd ** 2 + secondSd ** 2 - shared;
  if (!(whole > 1e-12 * (firstSd ** 2 + secondSd ** 2))) return null;
  return (firstSd ** 2 * firstReliability + secondSd ** 2 * secondReliability - shared) / whole;
}
