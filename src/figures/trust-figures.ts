import { productIndex, type ProductIndex } from "../metrics/product-index.ts";
import type { Estimate } from "../stats/estimate.ts";
import { proportion } from "../stats/proportion.ts";
import { twoProportions, type Successes } from "../stats/two-proportions.ts";
import { latestPerPerson, type AnswerRow, type Answers } from "./answer-rows.ts";
import { figure } from "./book.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { inPoints } from "./in-points.ts";
import { inPeriod, periodsOf, score, trustConstructs } from "./said-figures.ts";
import { trustCaseFigures } from "./trust-case-figures.ts";
import { trustContactFigures } from "./trust-contact-figures.ts";

/** The formula of article 000 for a brand. */
export const brandConstructs = {
  quality: "trust.quality",
  brand: "trust.brand",
  relationship: "trust.relationship",
} as const;

const beliefs = { brand: "trust.brand-claims", advertising: "trust.advertising" } as const;

/** Trust as it is said, as failures and manners test it, and as contacts make it. */
export function trustFigures(task: FigureTask): readonly Figure[] {
  return [
    ...personGains(task.customers),
    ...brandFigures(task.customers),
    ...distrustFigures(task.customers),
    ...trustCaseFigures(task),
    ...trustContactFigures(task),
  ];
}

function personGains(answers: Answers): Figure[] {
  const found = indexOf(answers, trustConstructs, "all");
  return found === null
    ? []
    : found.factors.map(({ name, gain }) => figure("trust.gain", gain, { by: { factor: name } }));
}

function brandFigures(answers: Answers): Figure[] {
  return periodsOf(answers.rows).flatMap((period) => {
    const found = indexOf(answers, brandConstructs, period);
    if (found === null || found.index.n === 0) return [];
    const factors = found.factors.flatMap(({ name, score: mean, gain }) => [
      figure("trust.brand-factor", mean, { by: { factor: name } }),
      figure("trust.brand-gain", gain, { by: { factor: name } }),
    ]);
    return [
      figure("trust.brand-index", found.index, { period }),
      ...(period === "all" ? factors : []),
    ];
  });
}

interface NamedIndex {
  readonly index: Estimate;
  readonly factors: readonly (ProductIndex["factors"][number] & { readonly name: string })[];
}

/** Null when a factor is asked nowhere. */
function indexOf(
  { rows, scales }: Answers,
  constructs: Readonly<Record<string, string>>,
  period: string,
): NamedIndex | null {
  const names = Object.keys(constructs);
  const asked = Object.values(constructs);
  const own = asked.flatMap((construct) => scales[construct] ?? []);
  if (own.length < asked.length) return null;
  const persons = latestPerPerson(inPeriod(rows, period), asked);
  const columns = asked.map((construct) => persons.map((row) => score(row, construct)));
  const seed = `${names.join(" ")}@${period}`;
  const { index, factors } = productIndex(columns, { scales: own, seed });
  return { index, factors: factors.map((each, j) => ({ ...each, name: names[j] ?? "" })) };
}

/** Who does not believe: below the middle of the scale; beside it those who saw a promise kept. */
function distrustFigures({ rows, scales }: Answers): Figure[] {
  return Object.entries(beliefs).flatMap(([source, construct]) => {
    const scale = scales[construct];
    if (scale === undefined) return [];
    const middle = (scale.min + scale.max) / 2;
    const persons = latestPerPerson(rows, [construct]).filter(
      (row) => score(row, construct) !== null,
    );
    const distrusting = (own: readonly AnswerRow[]): Successes => ({
      successes: own.filter((row) => (score(row, construct) ?? middle) < middle).length,
      n: own.length,
    });
    const whole = distrusting(persons);
    const by = { source };
    return [
      figure("trust.distrust", proportion(whole.successes, whole.n), { by }),
      ...seenFigures(persons, source, distrusting),
    ];
  });
}

function seenFigures(
  persons: readonly AnswerRow[],
  source: string,
  distrusting: (own: readonly AnswerRow[]) => Successes,
): Figure[] {
  const saw = (word: string) =>
    distrusting(persons.filter(({ choices }) => choices["promise.seen-kept"]?.[0] === word));
  const [yes, no] = [saw("yes"), saw("no")];
  if (yes.n === 0 || no.n === 0) return [];
  const { difference, low, high } = twoProportions(yes, no);
  return [
    figure("trust.distrust-by-seen", proportion(yes.successes, yes.n), {
      by: { source, seen: "yes" },
    }),
    figure("trust.distrust-by-seen", proportion(no.successes, no.n), {
      by: { source, seen: "no" },
    }),
    figure("trust.seen-difference", inPoints({ value: difference, low, high, n: yes.n + no.n }), {
      by: { source },
    }),
  ];
}
