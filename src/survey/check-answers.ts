import { answerFaults } from "./answer-faults.ts";
import type { AnswerFault, Answers, AnswerValue } from "./answers.ts";
import type { Question, SurveyDefinition } from "./definition.ts";
import { cellOf, givenBlocks, surveyFor } from "./design.ts";
import { recordedQuestions } from "./recorded.ts";
import { isNotApplicable, scaleOf } from "./scale.ts";
import { writtenFault, type Found } from "./written-faults.ts";

/**
 * What stands in the way of taking these answers.
 *
 * For      the collector before it stores; the form asks `answerFaults` the same.
 * Takes    answers in the types of their questions (`readAnswers`).
 * Gives    one fault a question or part at most, in the order of the survey. Only a question
 *          that is shown can be left unanswered; one that is hidden is checked all the same.
 *          Where nobody knows which blocks were asked, no question of a block is demanded.
 */
export function checkAnswers(survey: SurveyDefinition, answers: Answers): readonly AnswerFault[] {
  const own = surveyFor(survey, answers);
  const knowsBlocks = givenBlocks(survey, cellOf(answers, "blocks")).length > 0;
  const isDemanded = ({ required, block }: Question) =>
    required === true && (block === undefined || knowsBlocks);
  const asked = own.questions.map((each) => ({ ...each, required: isDemanded(each) }));
  const faults = answerFaults({ ...own, questions: asked }, answers, valueFault);
  const known = new Set(asked.map(({ id }) => id));
  // What was answered though it was not asked, and what is kept beside the questions.
  const rest = recordedQuestions(survey)
    .filter(({ id }) => !known.has(id))
    .map((question) => ({ ...question, required: false }));
  return [...faults, ...answerFaults({ ...own, questions: rest }, answers, valueFault)];
}

function valueFault(question: Question, value: AnswerValue): Found | null {
  switch (question.type) {
    case "rating":
    case "nps":
    case "effort":
    case "matrix":
    case "pair":
      return offScale(question, value);
    case "single":
      return optionFault(question, [String(value)]);
    case "multiple":
    case "ranking":
      return optionFault(question, value as readonly string[]);
    case "consent":
      return value === "yes" || value === "no" ? null : { code: "option-unknown", values: {} };
    default:
      return writtenFault(question, value);
  }
}

function offScale(question: Question, value: AnswerValue): Found | null {
  const scale = scaleOf(question);
  if (scale === null || typeof value !== "number") return { code: "kind-unknown", values: {} };
  const { min, max } = scale;
  const fits = Number.isInteger(value) && value >= min && value <= max;
  return fits || isNotApplicable(scale, value) ? null : { code: "off-scale", values: { min, max } };
}

function optionFault(question: Question, chosen: readonly string[]): Found | null {
  const options = question.options ?? [];
  const known = chosen.map((id) => options.find((option) => option.id === id));
  if (known.includes(undefined)) return { code: "option-unknown", values: {} };
  if (new Set(chosen).size < chosen.length) return { code: "rank-twice", values: {} };
  const alone = known.find((option) => option?.exclusive === true);
  if (alone === undefined || chosen.length === 1) return null;
  return { code: "exclusive-with-others", values: { option: alone.id } };
}
