/** Where a person is in the survey, and how one moves: forward, back, by the phone's own button. */
import type { AnswerFault } from "../survey/answers.ts";
import type { SurveyPageData } from "../survey/page-data.ts";
import {
  nextStep,
  previousStep,
  stepKey,
  stepPlace,
  visibleSteps,
  type Step,
} from "../survey/steps.ts";
import type { Sealed } from "./outbox.ts";
import { filledIn } from "./survey-form.ts";
import type { SurveyNotice } from "./survey-notice.ts";
import type { SurveyView } from "./survey-view.ts";

export interface Walk {
  readonly data: SurveyPageData;
  readonly view: SurveyView;
  readonly main: HTMLElement;
  readonly notice: SurveyNotice;
  readonly id: string;
  readonly startedAt: string;
  step: Step;
  /** No change is taken any more. */
  isSealing: boolean;
  /** Safe in the outbox, or on its way from there. */
  sealed: Sealed | null;
  isReceived: boolean;
}

/** Checks this step; then the next one, or everything before it is sealed. */
export function forward(walk: Walk, seal: () => void): void {
  const { data, view, step } = walk;
  const { answers, faults } = filledIn(view.form, data);
  const here = faults.filter((fault) => isAt(fault, step));
  if (here.length > 0) {
    view.showFaults(step, here);
    return;
  }
  const next = nextStep(data.survey, answers, step);
  if (next !== null) {
    goTo(walk, next);
    return;
  }
  const first = visibleSteps(data.survey, answers).find((each) =>
    faults.some((fault) => isAt(fault, each)),
  );
  if (first === undefined) {
    seal();
    return;
  }
  goTo(walk, first);
  view.showFaults(
    first,
    faults.filter((fault) => isAt(fault, first)),
  );
}

function isAt({ question, item }: AnswerFault, step: Step): boolean {
  return question === step.question.id && (item === undefined || item === step.part);
}

function goTo(walk: Walk, step: Step): void {
  walk.step = step;
  walk.notice.moved();
  const depth = (history.state as { depth?: number } | null)?.depth ?? 0;
  history.pushState({ step: stepKey(step), depth: depth + 1 }, "");
  showStep(walk, true);
}

/** The phone's own back button and ours are one. */
export function goBack(walk: Walk): void {
  if (((history.state as { depth?: number } | null)?.depth ?? 0) > 0) {
    history.back();
    return;
  }
  const { answers } = filledIn(walk.view.form, walk.data);
  const before = previousStep(walk.data.survey, answers, walk.step);
  if (before === null) return;
  walk.step = before;
  history.replaceState({ step: stepKey(before), depth: 0 }, "");
  showStep(walk, true);
}

export function showHistory(walk: Walk, state: unknown): void {
  if (walk.isSealing) return;
  const key = (state as { step?: string } | null)?.step;
  const { answers } = filledIn(walk.view.form, walk.data);
  const found = visibleSteps(walk.data.survey, answers).find((step) => stepKey(step) === key);
  if (found === undefined) return;
  walk.step = found;
  showStep(walk, true);
}

export function showStep(walk: Walk, takesFocus: boolean): void {
  walk.view.show(walk.step, takesFocus);
  labelStep(walk);
}

/** Says where the person is and what comes next, which the answer just given may change. */
export function labelStep(walk: Walk): void {
  const { data, view, step } = walk;
  const { answers } = filledIn(view.form, data);
  const next = nextStep(data.survey, answers, step);
  view.label(step, {
    place: stepPlace(data.survey, answers, step),
    isFirst: previousStep(data.survey, answers, step) === null,
    next: next === null ? "send" : next.question.id === step.question.id ? "next-item" : "next",
  });
}
