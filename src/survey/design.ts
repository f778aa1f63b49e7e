/**
 * What chance decides about one person's questionnaire: which blocks, in which order, and the
 * order of options. All of it follows from the response id, so that the browser, the collector
 * and a reader of the file make the same choice, and the choice is recorded with the answers.
 */
import type { Answers } from "./answers.ts";
import type { Option, Question, SurveyDefinition } from "./definition.ts";

/** The two cells of an answer that say what was asked. */
export interface Design {
  /** A whole number below 2^32, as text: all random choices come from it. */
  readonly seed: string;
  /** Blocks in the order asked, joined by `|`; "" where the survey has none. */
  readonly blocks: string;
}

type Designed = Pick<SurveyDefinition, "blocks" | "questions">;

/**
 * The survey as one person gets it.
 *
 * For      whoever walks a survey with somebody's answers.
 * Takes    answers with the cells `blocks` and `seed`. Where they are missing, nobody knows
 *          what was asked: then every question counts as asked, so that no answer is lost.
 * Gives    the questions of this person's blocks, options and items, in this person's order.
 */
export function surveyFor<S extends Designed>(survey: S, answers: Answers): S {
  if (!hasDesign(survey)) return survey;
  return given(survey, {
    seed: cellOf(answers, "seed"),
    blocks: givenBlocks(survey, cellOf(answers, "blocks")).join("|"),
  });
}

/** The same for a design that this survey made. */
export function given<S extends Designed>(survey: S, { seed, blocks }: Design): S {
  const questions = askedOf(survey, blocks).map((question) =>
    question.order === undefined || seed === "" ? question : inSeedOrder(question, seed),
  );
  return { ...survey, questions };
}

/**
 * The blocks and the seed of one response.
 *
 * For      the form, the collector's plain form, the sample company.
 * Takes    a survey and a response id.
 * Gives    of each group `rotate` blocks, each set of blocks with the same chance.
 */
export function designOf({ blocks = [] }: Designed, responseId: string): Design {
  const seed = String(hash(responseId));
  const chosen = blocks.flatMap(({ of, rotate = of.length, order }, group) => {
    const drawn = shuffled(of, (block) => block, `${seed} ${group}`).slice(0, rotate);
    return order === "random" ? drawn : of.filter((block) => drawn.includes(block));
  });
  return { seed, blocks: chosen.join("|") };
}

/** The same as answers of hidden fields; none where chance decides nothing. */
export function designAnswers(survey: Designed, responseId: string): Answers {
  return hasDesign(survey) ? { ...designOf(survey, responseId) } : {};
}

/** Whether chance decides anything in this survey. */
export function hasDesign({ blocks, questions }: Designed): boolean {
  return blocks !== undefined || questions.some(({ order }) => order === "random");
}

/** Columns of a design, as fields that nobody sees; none where chance decides nothing. */
export function designQuestions(survey: Designed): readonly Question[] {
  if (!hasDesign(survey)) return [];
  return ["blocks", "seed"].map((id) => ({ id, type: "hidden", title: {} }));
}

/** The questions of the blocks that a cell names, in the order asked; all where it names none. */
export function askedIn(survey: Designed, cell: string): readonly Question[] {
  return askedOf(survey, givenBlocks(survey, cell).join("|"));
}

function askedOf({ questions, blocks = [] }: Designed, cell: string): readonly Question[] {
  if (cell === "") return questions;
  const list = cell.split("|");
  const place = (question: Question, index: number): number => {
    const { block = "" } = question;
    const group = blocks.find(({ of }) => of.includes(block));
    if (group?.order !== "random") return index;
    const first = questions.findIndex((each) => group.of.includes(each.block ?? ""));
    return first + list.indexOf(block) / list.length;
  };
  return questions
    .map((question, index) => ({ question, at: place(question, index) }))
    .filter(({ question: { block } }) => block === undefined || list.includes(block))
    .sort((one, other) => one.at - other.at)
    .map(({ question }) => question);
}

/** Blocks of this survey that a cell names; none where nobody knows. */
export function givenBlocks({ blocks = [] }: Designed, cell: string): readonly string[] {
  return cell.split("|").filter((block) => blocks.some(({ of }) => of.includes(block)));
}

/** The cell of a design among answers; "" where it is missing. */
export function cellOf(answers: Answers, cell: "blocks" | "seed"): string {
  const value = Object.hasOwn(answers, cell) ? answers[cell] : "";
  return typeof value === "string" ? value : "";
}

/** Options and items in this person's order; exclusive ones and "other" stay last. */
function inSeedOrder(question: Question, seed: string): Question {
  const ordered = <T extends Option>(parts: readonly T[]): readonly T[] => {
    const isFixed = ({ exclusive, other }: T) => exclusive === true || other === true;
    const free = parts.filter((part) => !isFixed(part));
    const drawn = shuffled(free, ({ id }) => id, `${seed} ${question.id}`);
    return [...drawn, ...parts.filter(isFixed)];
  };
  const { options, items } = question;
  return {
    ...question,
    ...(options === undefined ? {} : { options: ordered(options) }),
    ...(items === undefined ? {} : { items: ordered(items) }),
  };
}

/** Every order with the same chance: sorted by a number that the seed gives each name. */
function shuffled<T>(items: readonly T[], name: (item: T) => string, salt: string): readonly T[] {
  return items
    .map((item) => ({ item, key: hash(`${salt} ${name(item)}`) }))
    .sort((one, other) => one.key - other.key)
    .map(({ item }) => item);
}

/** FNV-1a, mixed once more so that names which differ in one sign are far apart. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (const sign of text) sum = Math.imul(sum ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return (sum ^ (sum >>> 16)) >>> 0;
}
