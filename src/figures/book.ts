import type { Estimate } from "../stats/estimate.ts";
import { figureKey, type By, type Figure, type Suppressed } from "./figure.ts";
import { kindOf, type FigureId } from "./registry.ts";

export interface Where {
  readonly by?: By;
  readonly period?: string;
  readonly suppressed?: Suppressed;
  /** Overrides the registry where the method depends on the data. */
  readonly method?: string;
}

/** A figure from an estimate; unit, method, base and source come from the registry. */
export function figure(id: FigureId, estimate: Estimate, where: Where = {}): Figure {
  const { unit, method, base, source } = kindOf(id);
  return {
    id,
    value: rounded(estimate.value),
    low: rounded(estimate.low),
    high: rounded(estimate.high),
    n: estimate.n,
    unit,
    by: where.by ?? {},
    period: where.period ?? "all",
    method: where.method ?? method,
    base,
    source: sourceOf(source, where.by),
    suppressed: where.suppressed ?? null,
  };
}

/** Who is in a segment, or of a type, stands in the register of customers. */
export function sourceOf(source: readonly string[], by: By = {}): readonly string[] {
  const isDivided = "segment" in by || "type" in by;
  return isDivided && !source.includes("customers") ? [...source, "customers"] : source;
}

/** A counted number: it has no interval because nothing is estimated. */
export function counted(id: FigureId, value: number | null, n: number, where: Where = {}): Figure {
  return figure(id, { value, low: null, high: null, n }, where);
}

/** Twelve significant digits: what is published is equal on every machine. */
export function rounded(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(12));
}

/** All figures of a build, found by address. */
export interface Book {
  readonly figures: readonly Figure[];
  /** The figure, or one without value when the build has none at this address. */
  readonly get: (id: FigureId | `${FigureId}.change`, period?: string, by?: By) => Figure;
  readonly has: (id: FigureId | `${FigureId}.change`, period?: string, by?: By) => boolean;
  /** Figures of an id and period whose `by` has exactly the given names. */
  readonly list: (
    id: FigureId,
    period: string,
    names: readonly string[],
    within?: By,
  ) => readonly Figure[];
  /** True for a change that the family's step-down test calls clear; takes its key. */
  readonly isClear: (key: string) => boolean;
  /** Waves in which this figure of the whole stands, ascending. */
  readonly waves: (id: FigureId, by?: By) => readonly string[];
}

export function openBook(figures: readonly Figure[], clear: ReadonlySet<string> = new Set()): Book {
  const byKey = new Map(figures.map((each) => [figureKey(each.id, each.period, each.by), each]));
  const byId = Map.groupBy(figures, ({ id }) => id);
  const waves = Map.groupBy(
    figures.filter(({ period }) => period !== "all"),
    ({ id, by }) => figureKey(id, "", by),
  );
  return {
    figures,
    get: (id, period = "all", by = {}) =>
      byKey.get(figureKey(id, period, by)) ?? absent(id, period, by),
    has: (id, period = "all", by = {}) => byKey.has(figureKey(id, period, by)),
    list: (id, period, names, within = {}) =>
      (byId.get(id) ?? []).filter(
        (each) =>
          each.period === period &&
          sameNames(each.by, [...names, ...Object.keys(within)]) &&
          Object.entries(within).every(([name, level]) => each.by[name] === level),
      ),
    isClear: (key) => clear.has(key),
    waves: (id, by = {}) =>
      (waves.get(figureKey(id, "", by)) ?? []).map(({ period }) => period).toSorted(),
  };
}

function sameNames(by: By, names: readonly string[]): boolean {
  const own = Object.keys(by);
  return own.length === names.length && names.every((name) => name in by);
}

function absent(id: string, period: string, by: By): Figure {
  return {
    id,
    value: null,
    low: null,
    high: null,
    n: null,
    unit: "share",
    by,
    period,
    method: "",
    base: "",
    source: [],
    suppressed: null,
  };
}
