import { hideSmall, type IdTraits } from "../disclosure/hide-small.ts";
import type { Figure } from "./figure.ts";
import { kindOf, type FigureId } from "./registry.ts";
import type { FigureTraits } from "./kinds/kind.ts";

/**
 * All figures of a build with small groups hidden, and small parts of a whole with them. Figures
 * whose `n` counts things (hours, standards, months) stand for nobody and stay as they are.
 */
export function hideSmallGroups(
  figures: readonly Figure[],
  k: { readonly customer: number; readonly employee: number },
): readonly Figure[] {
  const ofPersons = figures.filter(({ id }) => traitsOf(id).of !== "things");
  const isSafe = hideSmallParts(hideSmall(ofPersons, k, idTraits(ofPersons)), k.customer);
  const safe = isSafe.values();
  return figures.map((figure) =>
    traitsOf(figure.id).of === "things" ? figure : (safe.next().value ?? figure),
  );
}

function traitsOf(id: string): FigureTraits {
  return kindOf(id.replace(/\.change$/u, "") as FigureId);
}

function idTraits(figures: readonly Figure[]): IdTraits {
  const ids = [...new Set(figures.map(({ id }) => id))];
  return {
    sharesOfMoney: new Set(ids.filter((id) => traitsOf(id).shareOf === "money")),
    beginWithAll: new Set(ids.filter((id) => traitsOf(id).beginsWithAll === true)),
  };
}

function hideSmallParts(safe: readonly Figure[], k: number): readonly Figure[] {
  const hidden = new Set(
    [
      ...Map.groupBy(
        safe.filter(({ id }) => traitsOf(id).parts === true),
        ({ id, period }) => `${id}@${period}`,
      ).values(),
    ].flatMap((parts) => smallParts(parts, k)),
  );
  return safe.map((figure) => {
    if (!hidden.has(figure)) return figure;
    const count = personsOf(figure);
    const why = count > 0 && count < k ? "small-group" : "complementary";
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
