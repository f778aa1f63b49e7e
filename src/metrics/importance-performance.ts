import type { Estimate } from "../stats/estimate.ts";

/** What is asked of a service: how much it matters and how well it is done. */
export interface RatedAttribute {
  readonly name: string;
  readonly importance: Estimate;
  readonly performance: Estimate;
}

export const importanceQuadrants = [
  "concentrate-here",
  "keep-up",
  "low-priority",
  "possible-overkill",
] as const;
export type ImportanceQuadrant = (typeof importanceQuadrants)[number];

export interface ImportanceAxes {
  readonly importance: number;
  readonly performance: number;
}

export interface PlacedAttribute extends RatedAttribute {
  /** Null when one of its values is missing. */
  readonly quadrant: ImportanceQuadrant | null;
  /** The axes that its intervals reach across: it may as well lie on the other side. */
  readonly borderline: readonly (keyof ImportanceAxes)[];
}

export interface ImportancePerformance {
  readonly axes: ImportanceAxes | null;
  /** Where the axes lie; say it beside the picture, the labels turn on it. */
  readonly axesAt: "grand-means" | "given";
  readonly attributes: readonly PlacedAttribute[];
}

/**
 * Importance–performance (重要性—表现分析): what matters and is done badly comes first.
 *
 * For      where to put effort: concentrate here, keep up, low priority, possible overkill.
 * Formula  an attribute is high where its value is at least the axis; axes at the means over the
 *          attributes, or where told (the midpoints of the scales).
 * Takes    one row an attribute; importance stated by all or derived (a share of keyDrivers) for
 *          all, never mixed. An interval that reaches across an axis makes it borderline.
 * Gives    attributes in the order given with quadrant and borderline axes; axes null for none.
 * Source   Martilla & James (1977) J. Marketing 41:77.
 *
 * @example importancePerformance([], {}).axes // => null
 */
export function importancePerformance(
  attributes: readonly RatedAttribute[],
  { axes }: { readonly axes?: ImportanceAxes | undefined } = {},
): ImportancePerformance {
  const used = axes ?? grandMeans(attributes);
  return {
    axes: used,
    axesAt: axes === undefined ? "grand-means" : "given",
    attributes: attributes.map((attribute) => placed(attribute, used)),
  };
}

function grandMeans(attributes: readonly RatedAttribute[]): ImportanceAxes | null {
  const rated = attributes.filter(
    ({ importance, performance }) => importance.value !== null && performance.value !== null,
  );
  if (rated.length === 0) return null;
  const mean = (side: keyof ImportanceAxes): number =>
    rated.reduce((sum, attribute) => sum + attribute[side].value!, 0) / rated.length;
  return { importance: mean("importance"), performance: mean("performance") };
}

function placed(attribute: RatedAttribute, axes: ImportanceAxes | null): PlacedAttribute {
  const { importance, performance } = attribute;
  if (axes === null || importance.value === null || performance.value === null) {
    return { ...attribute, quadrant: null, borderline: [] };
  }
  const matters = importance.value >= axes.importance;
  const isGood = performance.value >= axes.performance;
  const low = isGood ? "possible-overkill" : "low-priority";
  const high = isGood ? "keep-up" : "concentrate-here";
  const borderline = (["importance", "performance"] as const).filter((side) =>
    crosses(attribute[side], axes[side]),
  );
  return { ...attribute, quadrant: matters ? high : low, borderline };
}

function crosses({ low, high }: Estimate, axis: number): boolean {
  return low !== null && high !== null && low < axis && high > axis;
}
