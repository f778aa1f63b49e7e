import type { Book } from "../figures/book.ts";
import type { Figure } from "../figures/figure.ts";
import { kindOf, type FigureId } from "../figures/registry.ts";
import type { Systems } from "../settings/systems.ts";

export interface SystemStatus {
  readonly id: number;
  readonly names: Readonly<Record<string, string>>;
  readonly articles: readonly string[];
  readonly quote: string;
  /** Report on which it stands. */
  readonly page: string;
  readonly status: "computed" | "needs-data";
  /** Tables that it lacks; empty where its tables are there and say too little. */
  readonly needs: readonly string[];
  readonly figures: readonly string[];
}

/**
 * What each system of the articles comes to in this build.
 *
 * Takes    the published figures, the list of systems, and the tables that the drop holds.
 * Gives    `computed` when every figure of the system has a value somewhere; else the tables
 *          that its figures need and that are not there.
 */
export function systemStatuses(
  book: Book,
  systems: Systems,
  tables: ReadonlySet<string>,
): readonly SystemStatus[] {
  const told = Map.groupBy(book.figures.filter(isTold), ({ id }) => id);
  return systems.map(({ id, name, articles, quote, page, figures, needs = [] }) => {
    const computed = figures.length > 0 && figures.every((figure) => told.has(figure));
    const sources = figures.flatMap((figure) => kindOf(figure as FigureId).source);
    const missing = [...new Set([...sources, ...needs])].filter((table) => !tables.has(table));
    return {
      id,
      names: name,
      articles,
      quote,
      page,
      status: computed ? "computed" : "needs-data",
      needs: computed ? [] : missing.toSorted(),
      figures,
    };
  });
}

/** A value, or the coarse range of a small group in which all said the same. */
function isTold({ value, low, n }: Figure): boolean {
  return (value !== null || low !== null) && n !== 0;
}
