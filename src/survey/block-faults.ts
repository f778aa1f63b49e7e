/** What is wrong with the blocks of a survey, and whether anybody is asked too much. */
import type { BlockGroup, Question, SurveyDefinition } from "./definition.ts";
import type { SurveyFault } from "./faults.ts";
import { possibleAnswers } from "./possible-answers.ts";
import { readRules } from "./rules.ts";
import { partsOf, visibleQuestions } from "./steps.ts";

/**
 * Faults of `blocks`, `maxQuestions` and `maxScreens`.
 *
 * Takes    a survey whose conditions may still be wrong.
 * Gives    faults in the order of the file; the limits are checked once the blocks are right.
 */
export function blockFaults(survey: SurveyDefinition): readonly SurveyFault[] {
  const { blocks = [] } = survey;
  const faults = [
    ...blocks.flatMap((group, index) => groupFaults(survey, group, index)),
    ...survey.questions.flatMap((question, index) => placeFaults(survey, question, index)),
  ];
  return faults.length > 0 ? faults : limitFaults(survey);
}

/** The longest way through a survey: over all answers and all choices of blocks. */
export function longestWay(
  survey: SurveyDefinition,
  weight: (question: Question) => number,
): number {
  return waysThrough(survey).reduce(
    (most, questions) => Math.max(most, heaviest(survey, questions, weight)),
    0,
  );
}

/** What is asked on each way through a survey; everything at once where the ways are too many. */
export function waysThrough(survey: SurveyDefinition): readonly (readonly Question[])[] {
  const read = readRules(survey);
  return (
    possibleAnswers(read)?.map((answers) => visibleQuestions(read, answers)) ?? [
      read.questions.filter(({ type }) => type !== "hidden"),
    ]
  );
}

/** What everybody is asked, and of each group the blocks that ask most. */
function heaviest(
  { blocks = [] }: SurveyDefinition,
  questions: readonly Question[],
  weight: (question: Question) => number,
): number {
  const sum = (asked: readonly Question[]) => asked.reduce((all, each) => all + weight(each), 0);
  const core = sum(questions.filter(({ block }) => block === undefined));
  return blocks.reduce((all, { of, rotate = of.length }) => {
    const sizes = of.map((block) => sum(questions.filter((question) => question.block === block)));
    const largest = sizes.toSorted((one, other) => other - one).slice(0, rotate);
    return all + largest.reduce((total, size) => total + size, 0);
  }, core);
}

function groupFaults(
  { blocks = [], questions }: SurveyDefinition,
  { of, rotate }: BlockGroup,
  group: number,
): SurveyFault[] {
  const faults: SurveyFault[] = [];
  if (rotate !== undefined && rotate > of.length) {
    const path = ["blocks", group, "rotate"];
    faults.push({ code: "rotate-many", path, values: { rotate, blocks: of.length } });
  }
  const before = blocks.slice(0, group).flatMap((other) => other.of);
  of.forEach((block, index) => {
    const path = ["blocks", group, "of", index];
    if (before.includes(block) || of.indexOf(block) < index) {
      faults.push({ code: "block-repeated", path, values: { block } });
    } else if (!questions.some((question) => question.block === block)) {
      faults.push({ code: "block-empty", path, values: { block } });
    }
  });
  return faults;
}

function placeFaults(
  { blocks = [], questions }: SurveyDefinition,
  { id, block }: Question,
  index: number,
): SurveyFault[] {
  if (block === undefined) return [];
  const path = ["questions", index, "block"];
  const group = blocks.find(({ of }) => of.includes(block));
  if (group === undefined) {
    const known = blocks.flatMap(({ of }) => of).join(", ");
    return [{ code: "block-unknown", path, values: { question: id, block, known } }];
  }
  const together = group.order === "random" ? group.of : [block];
  const belongs = (question: Question | undefined) => together.includes(question?.block ?? "");
  const first = questions.findIndex(belongs);
  const isTogether = questions.slice(first, index).every(belongs);
  return isTogether ? [] : [{ code: "block-apart", path, values: { question: id, block } }];
}

function limitFaults(survey: SurveyDefinition): SurveyFault[] {
  const { maxQuestions, maxScreens } = survey;
  const isAsked = ({ type }: Question) => type !== "note";
  const questions = longestWay(survey, (question) => (isAsked(question) ? 1 : 0));
  const screens = longestWay(survey, (question) =>
    isAsked(question) ? partsOf(question).length : 0,
  );
  const faults: SurveyFault[] = [];
  if (maxQuestions !== undefined && questions > maxQuestions) {
    const values = { most: questions, max: maxQuestions };
    faults.push({ code: "questions-many", path: ["maxQuestions"], values });
  }
  if (maxScreens !== undefined && screens > maxScreens) {
    const values = { most: screens, max: maxScreens };
    faults.push({ code: "screens-many", path: ["maxScreens"], values });
  }
  return faults;
}
