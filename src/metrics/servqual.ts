import type { Estimate } from "../stats/estimate.ts";
import { mean } from "../stats/mean.ts";
import { isObserved, type Observations } from "../stats/observed.ts";

export interface ServqualItem {
  readonly item: string;
  readonly dimension: string;
  /** One row a person, both on the same scale. */
  readonly expected: Observations;
  readonly perceived: Observations;
}

export interface ServqualOptions {
  /** Points given to each dimension, of any total; left out, all alike. */
  readonly weights?: Readonly<Record<string, number>> | undefined;
  readonly confidence?: number | undefined;
}

export interface ServqualGap {
  readonly name: string;
  /** Perceived less expected. */
  readonly gap: Estimate;
}

export interface Servqual {
  readonly items: readonly ServqualGap[];
  /** In order of first item; with the part of the weight that each has. */
  readonly dimensions: readonly (ServqualGap & { readonly weight: number })[];
  /** Mean over persons of their weighted gap, of persons with all weighted dimensions. */
  readonly weighted: Estimate;
  /** The same with all dimensions alike. */
  readonly unweighted: Estimate;
}

const leastAnswered = 0.5;

/**
 * SERVQUAL gaps (服务质量差距): perceived less expected, by item, by dimension and weighted.
 *
 * For      which dimension of service falls short of what was expected, where it matters.
 * Formula  gap of a person and item = perceived − expected; of a dimension, the mean over at least
 *          half of its items; weighted = Σ weight·gap / Σ weight over a person's dimensions; means
 *          over persons ± t·s/√n.
 * Takes    items with both answers, columns of equal length; an item with a gap in either answer
 *          counts nowhere for that person.
 * Gives    in points of the scale; nulls for nobody; a dimension without weight counts 0.
 * Source   Parasuraman, Zeithaml & Berry (1988) J. Retailing 64:12; (1991) 67:420.
 *
 * @example servqual([{ item: "a", dimension: "d", expected: [5, 4], perceived: [3, 4] }]).weighted.value // => -1
 */
export function servqual(
  items: readonly ServqualItem[],
  { weights, confidence = 0.95 }: ServqualOptions = {},
): Servqual {
  const gaps = items.map(({ expected, perceived }) => gapsOf(expected, perceived));
  const names = [...new Set(items.map(({ dimension }) => dimension))];
  const columns = names.map((name) =>
    dimensionGaps(gaps.filter((_, i) => items[i]!.dimension === name)),
  );
  const points = names.map((name) => (weights === undefined ? 1 : (weights[name] ?? 0)));
  const total = points.reduce((sum, weight) => sum + weight, 0);
  return {
    items: items.map(({ item }, i) => ({ name: item, gap: mean(gaps[i]!, confidence) })),
    dimensions: names.map((name, d) => ({
      name,
      gap: mean(columns[d]!, confidence),
      weight: total > 0 ? points[d]! / total : 0,
    })),
    weighted: mean(personMeans(columns, points), confidence),
    unweighted: mean(
      personMeans(
        columns,
        points.map(() => 1),
      ),
      confidence,
    ),
  };
}

function gapsOf(expected: Observations, perceived: Observations): readonly (number | null)[] {
  return Array.from(expected, (want, i) => {
    const got = perceived[i];
    return isObserved(want) && isObserved(got) ? got - want : null;
  });
}

function dimensionGaps(items: readonly (readonly (number | null)[])[]): readonly (number | null)[] {
  return (items[0] ?? []).map((_, person) => {
    const known = items.map((item) => item[person]!).filter((gap) => gap !== null);
    if (known.length < leastAnswered * items.length || known.length === 0) return null;
    return known.reduce((sum, gap) => sum + gap, 0) / known.length;
  });
}

/** A person who lacks a dimension with weight has no total. */
function personMeans(
  columns: readonly (readonly (number | null)[])[],
  weights: readonly number[],
): readonly (number | null)[] {
  return (columns[0] ?? []).map((_, person) => {
    let [sum, total] = [0, 0];
    for (const [d, column] of columns.entries()) {
      if (weights[d] === 0) continue;
      const gap = column[person] ?? null;
      if (gap === null) return null;
      sum += weights[d]! * gap;
      total += weights[d]!;
    }
    return total > 0 ? sum / total : null;
  });
}
