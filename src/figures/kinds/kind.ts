import type { Unit } from "../figure.ts";

/** Reports that figures are at home in. */
export const homes = [
  "satisfaction",
  "experience",
  "divergences",
  "loyalty",
  "trust",
  "modes",
  "chain",
  "team",
  "demand",
  "value",
  "invest",
  "elements",
  "feedback",
  "steps",
  "lifecycle",
  "equity",
  "journey",
  "claims",
  "co-creation",
  "data",
] as const;

export type Home = (typeof homes)[number];

export interface FigureTraits {
  /** Shares whose parts are themselves groups of persons: a part of two persons names two persons. */
  readonly parts?: true;
  /** A share of money, whose 0 and 1 say nothing of anybody. */
  readonly shareOf?: "money";
  /** A curve that begins with everybody at 0, by definition. */
  readonly beginsWithAll?: true;
  /** What `n` counts where it is not persons: nobody stands behind it, so nothing is hidden. */
  readonly of?: "things";
}

export interface FigureKind extends FigureTraits {
  readonly unit: Unit;
  /** Key of the words under `method`. */
  readonly method: string;
  /** Who is counted: key of the words under `base`. */
  readonly base: string;
  /** Tables that it is computed from. */
  readonly source: readonly string[];
  readonly home: Home;
}

export const answers = ["responses"] as const;
export const orders = ["transactions"] as const;
export const both = ["responses", "transactions"] as const;

/** A function that makes the kinds of one report. */
export function kindsOf(home: Home) {
  return (
    unit: Unit,
    [method, base]: readonly [method: string, base: string],
    source: readonly string[],
    traits: FigureTraits = {},
  ): FigureKind => ({ home, unit, method, base, source, ...traits });
}
