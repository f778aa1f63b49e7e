/** Answers in a row as the points of a scale. */
import type { ForeignPart, ForeignScale, LossList } from "./foreign-survey.ts";

/** Nobody tells more of them apart. */
const MOST_POINTS = 20;

/** Named points as a scale: their own numbers where they are whole and follow each other, else 1, 2, 3; no scale where they are too many. */
export function pointsOf(
  parts: readonly ForeignPart[],
  {
    place,
    name,
    losses,
  }: { readonly place: string; readonly name: string; readonly losses: LossList },
  isWorded = true,
): ForeignScale {
  if (parts.length > MOST_POINTS) return { min: 1, max: 1 };
  const own = parts.map((part) =>
    /^-?\d{1,4}$/u.test(part.name) ? Number(part.name) : Number.NaN,
  );
  const isRow = own.every((point, index) => point === (own[0] ?? 0) + index);
  const isDown = own.every((point, index) => point === (own[0] ?? 0) - index);
  const numbers = isRow || isDown ? own : parts.map((_, index) => index + 1);
  if (!isRow && !isDown) {
    const codes = parts.map((part, index) => `${part.name}=${index + 1}`).join(", ");
    losses.add("codes-renumbered", place, { name, codes });
  }
  const at = (index: number) => numbers[index] ?? index + 1;
  return {
    min: Math.min(...numbers),
    max: Math.max(...numbers),
    ...(isDown && !isRow ? { order: "best-first" as const } : {}),
    ...(isWorded ? { labels: new Map(parts.map(({ title }, index) => [at(index), title])) } : {}),
    ...(isRow || isDown
      ? {}
      : { codes: new Map(parts.map((part, index) => [part.name, at(index)])) }),
  };
}
