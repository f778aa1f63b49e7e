import { Problem } from "../errors.ts";
import type { Site } from "../settings/site.ts";
import { raking, type Raking } from "../stats/raking.ts";
import { latestPerPerson, type AnswerRow, type Answers } from "./answer-rows.ts";
import { counted, type Where } from "./book.ts";
import type { Figure } from "./figure.ts";
import { dimensions, type Dimension } from "./slice.ts";

export interface WeightedAnswers {
  readonly answers: Answers;
  /** Design effect and what is left of the margins, for each wave that was weighted. */
  readonly figures: readonly Figure[];
}

/**
 * Answers weighted to the population that site.yaml names, wave by wave.
 *
 * For      shares and means of waves in which some groups answered more often than others.
 * Formula  raking over the margins of `content/site.yaml`, on the persons of a wave; own weights of
 *          the file are kept as base weights.
 * Takes    answers of customers; a wave of fewer persons than `thinBelow` is left as it is, and so is
 *          one that weighting would cost more than half of what it tells.
 * Gives    the same answers with the weights of their person and wave.
 * Throws   Problem of site.yaml: an unknown margin, a target nobody has, a level without target.
 * Source   Deming & Stephan (1940); Kish (1965) for the design effect.
 */
export function populationWeights(
  answers: Answers,
  margins: Site["margins"],
  thinBelow: number,
): WeightedAnswers {
  if (margins === undefined || answers.rows.length === 0) return { answers, figures: [] };
  const names = Object.keys(margins).map(requireDimension);
  const figures: Figure[] = [];
  const weightOf = new Map<string, number>();
  for (const [wave, own] of Map.groupBy(answers.rows, (row) => row.wave)) {
    const persons = latestPerPerson(own, []);
    if (persons.length < thinBelow) continue;
    const raked = rakedPersons(persons, names, margins);
    figures.push(...weightFigures(raked, { period: wave }));
    if (!raked.advised) continue;
    for (const [at, row] of persons.entries()) weightOf.set(keyOf(row), raked.weights[at] ?? 1);
  }
  const rows = answers.rows.map((row) => ({
    ...row,
    weight: weightOf.get(keyOf(row)) ?? row.weight,
  }));
  return { answers: { ...answers, rows }, figures };
}

function keyOf({ wave, person }: AnswerRow): string {
  return `${wave} ${person}`;
}

function requireDimension(name: string): Dimension {
  const known = dimensions.find((dimension) => dimension === name);
  if (known !== undefined) return known;
  throw new Problem("margin-unknown", "content/site.yaml (margins)", {
    margin: name,
    known: dimensions.join(", "),
  });
}

function rakedPersons(
  persons: readonly AnswerRow[],
  names: readonly Dimension[],
  margins: NonNullable<Site["margins"]>,
): Raking {
  try {
    return raking(
      names.map((name) => ({
        name,
        levels: persons.map((row) => row[name] || null),
        targets: margins[name] ?? {},
      })),
      { baseWeights: persons.map(({ weight }) => weight) },
    );
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const where = `content/site.yaml (margins, ${persons[0]?.wave ?? ""})`;
    throw new Problem(error.code, where, error.values);
  }
}

function weightFigures({ deff, marginError, n }: Raking, where: Where): readonly Figure[] {
  return [
    counted("data.design-effect", deff, n, where),
    counted("data.margin-error", marginError, n, where),
  ];
}
