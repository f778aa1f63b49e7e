/** Two ends of a scale, lowest first. */
export interface Ends {
  readonly min: number;
  readonly max: number;
}

/**
 * Rescaled score (标准化得分): where a score lies between the ends of its scale.
 *
 * For      putting answers on scales of different length beside each other.
 * Formula  (x − min) / (max − min).
 * Takes    a score on the scale.
 * Gives    0 at the lowest point, 1 at the highest.
 * Source   definition.
 *
 * @example rescaled(4, { min: 1, max: 5 }) // => 0.75
 */
export function rescaled(score: number, { min, max }: Ends): number {
  return (score - min) / (max - min);
}
