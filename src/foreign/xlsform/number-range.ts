/** The ends that a constraint sets to a number: `. >= 0 and . <= 120`. */
import { readCondition } from "../expression.ts";
import type { Condition, ForeignScale } from "../foreign-survey.ts";

/**
 * Both ends, where a constraint says them and nothing else.
 *
 * Gives    null for any other constraint, `. > 0` too: 0.5 fits there, and 0 does not.
 */
export function numberRange(constraint: string): ForeignScale | null {
  const found = readCondition(constraint, { nameOf: () => null, own: "." });
  const parts: readonly Condition[] = found?.kind === "and" ? found.of : [];
  const ends = parts.map(endOf);
  const [first, second] = ends;
  if (ends.length !== 2 || first == null || second == null || first.end === second.end) return null;
  const [low, high] = first.end === "min" ? [first, second] : [second, first];
  return low.at < high.at ? { min: low.at, max: high.at } : null;
}

function endOf(condition: Condition): { readonly end: "min" | "max"; readonly at: number } | null {
  if (condition.kind !== "compare" || typeof condition.value !== "number") return null;
  const { operator, value } = condition;
  if (!Number.isSafeInteger(value)) return null;
  switch (operator) {
    case ">=":
      return { end: "min", at: value };
    case "<=":
      return { end: "max", at: value };
    default:
      return null;
  }
}
