import { cellNetwork, type CellNetwork } from "./cell-network.ts";
import { complementaryCells } from "./complementary-cells.ts";
import {
  figureCells,
  figureTables,
  type FigureTable,
  type PublishedFigure,
} from "./figure-lines.ts";

export interface LeastPersons {
  readonly customer: number;
  readonly employee: number;
}

/** Below so many persons a share of nobody or of everybody is given as a range. */
const uniformBelow = 30;

/** Counts of what was read are no groups of persons. */
const aboutRows = "data.";

/** Figures of employees, the constructs that they are asked about among them. */
const aboutEmployees = /^(?:employee\.|[a-z0-9]+\.employee-)/u;

/** What disclosure control must know of some ids. */
export interface IdTraits {
  /** Shares of money, whose 0 and 1 say nothing of anybody. */
  readonly sharesOfMoney: ReadonlySet<string>;
  /** Curves that begin with everybody at 0, by definition. */
  readonly beginWithAll: ReadonlySet<string>;
}

const noTraits: IdTraits = { sharesOfMoney: new Set(), beginWithAll: new Set() };

/**
 * All figures of a build, safe to publish together. Hidden are: figures of fewer than k persons
 * (of nobody, none); those that come marked as suppressed, as sums of money that one person
 * dominates; waves that all waves exceed by fewer than k; and as few others as needed that no
 * hidden figure can be worked out from the whole, the other levels of its attribute, its other
 * waves and "all" to within k persons. A change is hidden with either of its two waves. A share of
 * 0 or 1 of fewer than 30 persons becomes the range "at most 10%" or "at least 90%".
 *
 * Takes figures with their n, in any order; a figure without n is about no persons and stays.
 * Gives them in the same order; what is hidden has no value, low, high or n.
 */
export function hideSmall<F extends PublishedFigure>(
  figures: readonly F[],
  k: LeastPersons,
  traits: IdTraits = noTraits,
): readonly F[] {
  const reasons = figures.map(({ suppressed }) => suppressed);
  const byId = new Map<string, number[]>();
  for (const [place, { id }] of figures.entries()) {
    const places = byId.get(id);
    if (places === undefined) byId.set(id, [place]);
    else places.push(place);
  }
  for (const [id, places] of byId) {
    if (isChange(id)) continue;
    hideInTables(figures, places, { k: leastOf(figures[places[0]!]!, k), reasons });
  }
  for (const [id, places] of byId) {
    if (isChange(id))
      hideChanges(figures, places, { k, reasons, base: byId.get(id.slice(0, -7)) ?? [] });
  }
  return figures.map((figure, place) => published(figure, reasons[place]!, traits));
}

type Reasons = PublishedFigure["suppressed"][];

function isChange(id: string): boolean {
  return id.endsWith(".change");
}

function leastOf({ id, source }: PublishedFigure, { customer, employee }: LeastPersons): number {
  const ofEmployees = source.length > 0 && source.every((table) => table.startsWith("employee"));
  return aboutEmployees.test(id) || ofEmployees ? employee : customer;
}

function isOfPersons({ id, n, unit }: PublishedFigure): boolean {
  return n !== null && !(id.startsWith(aboutRows) && unit === "count");
}

function isSmall({ n }: PublishedFigure, k: number): boolean {
  return n !== null && n > 0 && n < k;
}

function hideInTables(
  figures: readonly PublishedFigure[],
  places: readonly number[],
  { k, reasons }: { readonly k: number; readonly reasons: Reasons },
): void {
  const counted = places.filter((place) => isOfPersons(figures[place]!));
  const own = counted.map((place) => figures[place]!);
  const n = Float64Array.from(own, (figure) => figure.n!);
  const found = own.map(
    (figure, i) => reasons[counted[i]!] ?? (isSmall(figure, k) ? "small-group" : null),
  );
  const tables = figureTables(own);
  for (const table of tables) hideAlmostAll(table, { n, found, k });
  protect(tables, { n, found, k });
  for (const [i, place] of counted.entries()) reasons[place] = found[i]!;
}

interface State {
  readonly n: Float64Array;
  readonly found: Reasons;
  readonly k: number;
}

/** A wave that "all" exceeds by fewer than k persons publishes those few. */
function hideAlmostAll({ whole, levels }: FigureTable, { n, found, k }: State): void {
  for (const row of [whole, ...levels.values()]) {
    const all = row.get("all");
    if (all === undefined || found[all] !== null) continue;
    for (const [period, place] of row) {
      const others = n[all]! - n[place]!;
      if (period !== "all" && found[place] === null && others > 0 && others < k) {
        found[place] = "complementary";
      }
    }
  }
}

/** What one table hides, another must not give away: so until no table hides more. */
function protect(tables: readonly FigureTable[], { n, found, k }: State): void {
  const cells = tables.map((table) => figureCells(table, n));
  const networks: (CellNetwork | undefined)[] = [];
  const hiddenBy: string[] = found.map((reason) => (reason === null ? "nothing" : "itself"));
  for (let hides = true; hides;) {
    hides = false;
    for (const [t, { cells: own, figure, nodes }] of cells.entries()) {
      const unsafe = figure.flatMap((place, edge) => {
        if (place === -1) return own[edge]!.n < k ? [edge] : [];
        const by = hiddenBy[place]!;
        return by !== "nothing" && by !== `table ${t}` && n[place]! > 0 ? [edge] : [];
      });
      if (unsafe.length === 0) continue;
      const network = (networks[t] ??= cellNetwork(own, nodes));
      for (const [edge, place] of figure.entries()) {
        network.hidden[edge] = place === -1 || hiddenBy[place] !== "nothing" ? 1 : 0;
      }
      for (const edge of complementaryCells(network, unsafe, k)) {
        hiddenBy[figure[edge]!] = `table ${t}`;
        found[figure[edge]!] = "complementary";
        hides = tables.length > 1;
      }
    }
  }
}

function hideChanges(
  figures: readonly PublishedFigure[],
  places: readonly number[],
  {
    k,
    reasons,
    base,
  }: { readonly k: LeastPersons; readonly reasons: Reasons; readonly base: readonly number[] },
): void {
  const slice = ({ by }: PublishedFigure): string =>
    JSON.stringify(Object.entries(by).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const waves = Map.groupBy(
    base.filter((place) => figures[place]!.period !== "all"),
    (place) => slice(figures[place]!),
  );
  for (const place of places) {
    const figure = figures[place]!;
    const own = (waves.get(slice(figure)) ?? [])
      .filter((each) => figures[each]!.period <= figure.period)
      .toSorted((a, b) => (figures[a]!.period < figures[b]!.period ? 1 : -1));
    const from = own.slice(0, 2).find((each) => reasons[each] !== null);
    if (isSmall(figure, leastOf(figure, k))) reasons[place] ??= "small-group";
    else if (from !== undefined) reasons[place] ??= reasons[from]!;
  }
}

function published<F extends PublishedFigure>(
  figure: F,
  suppressed: PublishedFigure["suppressed"],
  { sharesOfMoney, beginWithAll }: IdTraits,
): F {
  if (suppressed !== null) {
    return { ...figure, value: null, low: null, high: null, n: null, suppressed };
  }
  const { id, unit, n, value, by } = figure;
  if (unit !== "share" || n === null || n >= uniformBelow || isChange(id)) return figure;
  if (sharesOfMoney.has(id) || (value !== 0 && value !== 1)) return figure;
  if (beginWithAll.has(id) && value === 1 && Object.values(by).includes("0")) return figure;
  return {
    ...figure,
    value: null,
    low: value === 0 ? 0 : 0.9,
    high: value === 0 ? 0.1 : 1,
    suppressed: "uniform",
  };
}
