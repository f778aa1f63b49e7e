import { hideSmall } from "../disclosure/hide-small.ts";
import type { Figure } from "./figure.ts";

/** Shares whose parts are themselves groups of persons: a part of two persons names two persons. */
const partsOfPersons: ReadonlySet<string> = new Set([
  "loyalty.quadrant",
  "loyalty.tier",
  "lifecycle.stage",
  "value.rfm-segment",
  "feedback.type",
  "feedback.cause",
  "loyalty.said-and-did",
]);

/** All figures of a build with small groups hidden, and small parts of a whole with them. */
export function hideSmallGroups(
  figures: readonly Figure[],
  k: { readonly customer: number; readonly employee: number },
): readonly Figure[] {
  const safe = hideSmall(figures, k);
  const hidden = new Set(
    [
      ...Map.groupBy(
        safe.filter(({ id }) => partsOfPersons.has(id)),
        ({ id, period }) => `${id}@${period}`,
      ).values(),
    ].flatMap((parts) => smallParts(parts, k.customer)),
  );
  return safe.map((figure) => {
    if (!hidden.has(figure)) return figure;
    const count = personsOf(figure);
    const why = count > 0 && count < k.customer ? "small-group" : "complementary";
    return { ...figure, value: null, low: null, high: null, n: null, suppressed: why };
  });
}

/** Parts of 1 to k−1 persons, and the next smallest until the hidden ones are k persons in two parts or more. */
function smallParts(parts: readonly Figure[], k: number): readonly Figure[] {
  const known = parts.filter(({ suppressed, value }) => suppressed === null && value !== null);
  const occupied = known
    .filter((part) => personsOf(part) > 0)
    .toSorted((a, b) => personsOf(a) - personsOf(b));
  const hidden = occupied.filter((part) => personsOf(part) < k);
  if (hidden.length === 0) return [];
  const isSafe = () =>
    hidden.length >= 2 && hidden.reduce((sum, part) => sum + personsOf(part), 0) >= k;
  for (const part of occupied.slice(hidden.length)) {
    if (isSafe()) break;
    hidden.push(part);
  }
  return hidden;
}

function personsOf({ value, n }: Figure): number {
  return Math.round((value ?? 0) * (n ?? 0));
}
