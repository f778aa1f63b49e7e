import { answerAt, type AnswerFault, type Answers, type AnswerValue } from "./answers.ts";
import type { Question, SurveyDefinition } from "./definition.ts";
import { partsOf, visibleQuestions } from "./steps.ts";
import type { Found } from "./written-faults.ts";

/**
 * What is missing, and what `judge` finds in what is there.
 *
 * Takes    the survey as this person gets it. The form judges what is written, since nobody can
 *          choose what it does not offer; the collector judges everything.
 * Gives    one fault a question or part at most, in the order of the survey.
 */
export function answerFaults(
  survey: SurveyDefinition,
  answers: Answers,
  judge: (question: Question, value: AnswerValue) => Found | null,
): readonly AnswerFault[] {
  const visible = visibleQuestions(survey, answers);
  return survey.questions.flatMap((question) =>
    partsOf(question).flatMap((part) => {
      const value = answerAt(answers, question.id, part);
      const fault = value === null ? unanswered(question, visible) : judge(question, value);
      return fault === null
        ? []
        : [{ question: question.id, ...(part === null ? {} : { item: part }), ...fault }];
    }),
  );
}

function unanswered(question: Question, visible: readonly Question[]): Found | null {
  const isAsked = visible.includes(question) && question.type !== "note";
  return isAsked && question.required === true ? { code: "unanswered", values: {} } : null;
}
