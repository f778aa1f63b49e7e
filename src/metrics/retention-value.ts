import { marginMultiple } from "./lifetime-value.ts";

export interface RetentionValueInput {
  /** Yearly margin of a customer. */
  readonly margin: number;
  /** Yearly retention, a share. */
  readonly retention: number;
  /** Yearly discount, a share. */
  readonly discount: number;
  /** Points of retention more and less. */
  readonly points?: number | undefined;
}

export interface RetentionSide {
  readonly retention: number;
  readonly value: number;
  /** Against the value as it is: −0.25 is a quarter less. */
  readonly change: number;
}

export interface RetentionValue {
  readonly value: number;
  readonly multiple: number;
  /** Null where retention would leave 0 to 1, or where the sum has no end. */
  readonly fewer: RetentionSide | null;
  readonly more: RetentionSide | null;
}

/**
 * Value of retention (留存价值): what a customer is worth at fixed retention, and five points off it.
 *
 * For      the claim that five points of retention move profit by 25 to 85 per cent, with one's own
 *          numbers.
 * Formula  m·r / (1 + i − r), and the same at r ± 0.05; change = value / value as it is − 1.
 * Takes    margin in any unit; r from 0 to 1, i from 0.
 * Gives    in the unit of the margin; null where r is outside 0 to 1 or 1 + i − r is not above 0.
 * Source   Gupta & Lehmann (2003) J. Interactive Marketing 17(1); Reichheld & Sasser (1990) HBR
 *          68(5):105.
 *
 * @example retentionValue({ margin: 100, retention: 0.8, discount: 0.1 }).more.change // => 0.275
 */
export function retentionValue({
  margin,
  retention,
  discount,
  points = 0.05,
}: RetentionValueInput): RetentionValue | null {
  const multiple = multipleAt(retention, discount);
  if (multiple === null) return null;
  const side = (at: number): RetentionSide | null => {
    const moved = multipleAt(at, discount);
    if (moved === null || multiple === 0) return null;
    return { retention: at, value: margin * moved, change: moved / multiple - 1 };
  };
  return {
    value: margin * multiple,
    multiple,
    fewer: side(retention - points),
    more: side(retention + points),
  };
}

function multipleAt(retention: number, discount: number): number | null {
  const hasEnd = retention >= 0 && retention <= 1 && 1 + discount - retention > 0;
  return hasEnd ? marginMultiple(retention, discount) : null;
}
