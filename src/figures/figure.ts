/** A number of a build, at one permanent address. Every number that a page shows is one. */

export type By = Readonly<Record<string, string>>;

/** Why a figure has no value: hidden for privacy, too uniform a small group, or not observed. */
export type Suppressed = "small-group" | "complementary" | "dominated" | "uniform" | null;

export type Unit =
  | "share"
  | "points"
  | "score"
  | "money"
  | "count"
  | "days"
  | "hours"
  | "minutes"
  | "index"
  | "ratio";

export interface Figure {
  readonly id: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Persons (or rows, where the id says rows) the value rests on. */
  readonly n: number | null;
  readonly unit: Unit;
  readonly by: By;
  /** A wave such as 2026-Q2, or "all". */
  readonly period: string;
  /** Name of the method, a key of the words under `method`. */
  readonly method: string;
  /** Who is counted, a key of the words under `base`. */
  readonly base: string;
  /** Tables the figure is computed from. */
  readonly source: readonly string[];
  readonly suppressed: Suppressed;
}

/** `loyalty.nps`, `loyalty.nps@2026-Q2`, `loyalty.nps@2026-Q2|channel=store`. */
export function figureKey(id: string, period = "all", by: By = {}): string {
  let key = `${id}@${period}`;
  for (const name of Object.keys(by).sort()) key += `|${name}=${by[name]}`;
  return key;
}
