import { designEffect } from "../stats/design-effect.ts";
import type { Estimate } from "../stats/estimate.ts";
import type { Observations } from "../stats/observed.ts";
import { proportion } from "../stats/proportion.ts";
import { standardisedMeanDifference } from "../stats/standardised-mean-difference.ts";

/** All who were asked, columns of equal length. */
export interface AskedPersons {
  readonly responded: readonly boolean[];
  /** Cell of each person, for instance the RFM segment; null: not known, a cell of its own. */
  readonly cells: readonly (string | null)[];
  /** What is known of all: purchases, revenue, days since the last purchase. */
  readonly covariates?: Readonly<Record<string, Observations>> | undefined;
}

export interface ResponseCell {
  /** Null: not known. */
  readonly cell: string | null;
  readonly asked: number;
  readonly responseRate: Estimate;
  /** Weight of each respondent here, mean 1 over all respondents; null where nobody answered. */
  readonly weight: number | null;
}

export interface CovariateBias {
  readonly name: string;
  /** Respondents less the others, in standard deviations. */
  readonly difference: number | null;
  /** Beyond 0.1 of either sign. */
  readonly isFlagged: boolean;
}

export interface ResponseBias {
  readonly responseRate: Estimate;
  /** Most asked first. */
  readonly cells: readonly ResponseCell[];
  readonly covariates: readonly CovariateBias[];
  /** One a person in the order given: inverse of the cell's response rate, mean 1; 0 without answer. */
  readonly weights: Float64Array;
  /** Share of the asked whose cell nobody answered for; no weight can stand for them. */
  readonly uncoveredShare: number;
  readonly deff: number | null;
}

const flagged = 0.1;

/**
 * Response bias (应答偏差): who answers, who does not, and weights that put the mix right.
 *
 * For      saying how far respondents resemble all customers, and showing results with and without
 *          weights.
 * Formula  response rate = answered / asked with Wilson's interval; standardised mean difference
 *          (x̄_r − x̄_o)/√((s_r² + s_o²)/2), flagged beyond 0.1; weight of a respondent asked/answered
 *          of the cell, brought to mean 1.
 * Takes    one row a person asked; persons without a cell form one.
 * Gives    rates, differences and one weight a person; nulls for nobody.
 * Source   Groves (2006) Public Opin. Q. 70:646; Little (1986) Int. Stat. Rev. 54:139; Austin (2009).
 *
 * @example [...responseBias({ responded: [true, true, false, true], cells: ["a", "b", "b", "b"] }).weights] // => [0.75, 1.125, 0, 1.125]
 */
export function responseBias(
  { responded, cells, covariates = {} }: AskedPersons,
  confidence = 0.95,
): ResponseBias {
  const asked = responded.length;
  const answered = responded.filter(Boolean).length;
  const groups = Map.groupBy(responded.keys(), (i) => cells[i] ?? null);
  const tallies = [...groups].map(([cell, rows]) => ({
    cell,
    rows,
    yes: rows.filter((i) => responded[i]).length,
  }));
  const covered = tallies.reduce((sum, { rows, yes }) => sum + (yes > 0 ? rows.length : 0), 0);
  const scale = covered === 0 ? 1 : answered / covered;
  const weights = new Float64Array(asked);
  for (const { rows, yes } of tallies) {
    for (const i of rows) if (responded[i]) weights[i] = (rows.length / yes) * scale;
  }
  return {
    responseRate: proportion(answered, asked, confidence),
    cells: tallies
      .map(({ cell, rows, yes }) => ({
        cell,
        asked: rows.length,
        responseRate: proportion(yes, rows.length, confidence),
        weight: yes === 0 ? null : (rows.length / yes) * scale,
      }))
      .toSorted((a, b) => b.asked - a.asked || ((a.cell ?? "") < (b.cell ?? "") ? -1 : 1)),
    covariates: Object.entries(covariates).map(([name, column]) => biasOf(name, column, responded)),
    weights,
    uncoveredShare: asked === 0 ? 0 : 1 - covered / asked,
    deff: answered === 0 ? null : designEffect(weights.filter((_, i) => responded[i])),
  };
}

function biasOf(name: string, column: Observations, responded: readonly boolean[]): CovariateBias {
  const side = (answered: boolean): (number | null)[] =>
    responded.flatMap((each, i) => (each === answered ? [column[i] ?? null] : []));
  const difference = standardisedMeanDifference(side(true), side(false));
  return { name, difference, isFlagged: difference !== null && Math.abs(difference) > flagged };
}
