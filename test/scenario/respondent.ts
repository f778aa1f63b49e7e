/** A respondent in a test: answers, goes on, goes back, sends. No screen, no browser. */
import { expect } from "vitest";
import { answerAt, withAnswer, type Answers, type AnswerValue } from "../../src/survey/answers.ts";
import { checkAnswers } from "../../src/survey/check-answers.ts";
import { flattenAnswers } from "../../src/survey/columns.ts";
import type { SurveyDefinition } from "../../src/survey/definition.ts";
import { readAnswers } from "../../src/survey/read-answers.ts";
import { surveyFor } from "../../src/survey/design.ts";
import { nextStep, previousStep, stepKey, stepPlace, type Step } from "../../src/survey/steps.ts";

export interface Respondent {
  /** Answers the step in sight. */
  readonly answer: (value: AnswerValue | null) => void;
  readonly next: () => void;
  readonly back: () => void;
  readonly expectStep: (key: string | null) => void;
  readonly expectPlace: (question: number, of: number) => void;
  readonly expectFaults: (...faults: readonly string[]) => void;
  readonly expectAnswer: (question: string, value: AnswerValue | null) => void;
  readonly expectCells: (cells: Readonly<Record<string, string>>) => void;
}

/** `given` is what stands in the answers before the first: the blocks of this respondent. */
export function respondent(whole: SurveyDefinition, given: Answers = {}): Respondent {
  const survey = surveyFor(whole, given);
  let answers = given;
  let step: Step | null = nextStep(survey, answers, null);
  const here = (): Step => {
    if (step === null) throw new Error("the survey is over");
    return step;
  };
  return {
    answer: (value) => {
      answers = withAnswer(answers, { question: here().question.id, part: here().part }, value);
      expect(readAnswers(whole, answers).faults).toEqual([]);
    },
    next: () => {
      step = nextStep(survey, answers, here());
    },
    back: () => {
      step = previousStep(survey, answers, here());
    },
    expectStep: (key) => expect(step === null ? null : stepKey(step)).toBe(key),
    expectPlace: (question, of) =>
      expect(stepPlace(survey, answers, here())).toMatchObject({ question, of }),
    expectFaults: (...faults) =>
      expect(
        checkAnswers(whole, answers).map(({ question, code }) => `${question} ${code}`),
      ).toEqual(faults),
    expectAnswer: (question, value) => expect(answerAt(answers, question, null)).toEqual(value),
    expectCells: (cells) => expect(flattenAnswers(whole, answers)).toMatchObject(cells),
  };
}
