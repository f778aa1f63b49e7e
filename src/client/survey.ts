/** The form, one step at a time. Without this script the same form works whole. */
import type { AnswerFault } from "../survey/answers.ts";
import type { SurveyPageData } from "../survey/form.ts";
import { metaFields, TRAP_FIELD } from "../survey/form-fields.ts";
import {
  nextStep,
  previousStep,
  stepKey,
  stepPlace,
  visibleSteps,
  type Step,
} from "../survey/steps.ts";
import { dropDraft, keepDraft, readDraft } from "./draft.ts";
import { openOutbox, type Outbox, type Sealed } from "./outbox.ts";
import { startSender, type Outcome, type Sender } from "./sender.ts";
import { showReceived, showWaiting } from "./survey-done.ts";
import { clearFields, fillIn, filledIn, keepExclusive, shownAnswers } from "./survey-form.ts";
import { surveyNotice } from "./survey-notice.ts";
import { surveyView, type SurveyView } from "./survey-view.ts";

const main = document.querySelector<HTMLElement>("#survey");
const source = document.querySelector("#survey-data");
if (main !== null && source !== null) {
  startSurvey(main, JSON.parse(source.textContent ?? "") as SurveyPageData);
}

interface Walk {
  readonly data: SurveyPageData;
  readonly view: SurveyView;
  readonly main: HTMLElement;
  id: string;
  startedAt: string;
  step: Step;
  sealed: Sealed | null;
}

function startSurvey(page: HTMLElement, data: SurveyPageData): void {
  const view = surveyView(page, data);
  const draft = readDraft(data.survey.id);
  fillIn(view.form, data.survey, draft?.answers ?? {});
  fillFromLink(view.form, data);
  const { answers } = filledIn(view.form, data.survey);
  const steps = visibleSteps(data.survey, answers);
  const step = steps.find((each) => stepKey(each) === draft?.step) ?? steps[0];
  if (step === undefined) return;
  const walk: Walk = {
    data,
    view,
    main: page,
    id: draft?.id || new FormData(view.form).get(metaFields.id)?.toString() || newId(),
    startedAt: draft?.startedAt ?? new Date().toISOString(),
    step,
    sealed: null,
  };
  const notice = surveyNotice(page, data.words);
  if (draft !== null && stepKey(step) !== stepKey(steps[0] as Step)) {
    notice.resumed(() => startOver(walk));
  }
  listen(walk, notice.unkept);
  history.replaceState({ step: stepKey(step), depth: 0 }, "");
  showStep(walk, false);
  void openSender(walk);
}

/** A UUID of version 4; `randomUUID` is missing where the page is not served over https. */
function newId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/u, "$1-$2-4$3-8$4-");
}

/** Hidden fields and the language links take what stands in the address. */
function fillFromLink(form: HTMLFormElement, { survey }: SurveyPageData): void {
  const link = new URLSearchParams(location.search);
  for (const { id, type } of survey.questions) {
    const value = link.get(id);
    const field = form.elements.namedItem(id);
    if (type === "hidden" && value !== null && field instanceof HTMLInputElement) {
      field.value = value.slice(0, 100);
    }
  }
  for (const other of document.querySelectorAll<HTMLAnchorElement>("header a[hreflang]")) {
    other.search = location.search;
  }
}

function listen(walk: Walk, unkept: () => void): void {
  const { form, back, skip } = walk.view;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keepNow = () => {
    clearTimeout(timer);
    if (walk.sealed === null) keep(walk, unkept);
  };
  form.addEventListener("change", (event) => {
    keepExclusive(event.target);
    keepNow();
  });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keepNow, 300);
  });
  addEventListener("pagehide", keepNow);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keepNow();
    forward(walk);
  });
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    clearFields(walk.view.section(walk.step));
    keepNow();
    forward(walk);
  });
  back.addEventListener("click", (event) => {
    event.preventDefault();
    goBack(walk);
  });
  addEventListener("popstate", (event) => showHistory(walk, event.state));
}

function keep(walk: Walk, unkept: () => void): void {
  const { data, view, id, startedAt, step } = walk;
  const { answers } = filledIn(view.form, data.survey);
  const { version } = data.survey;
  const isKept = keepDraft(data.survey.id, {
    id,
    version,
    answers,
    step: stepKey(step),
    startedAt,
  });
  view.kept(isKept);
  if (!isKept) unkept();
}

/** Checks this step; then the next one, or everything. */
function forward(walk: Walk): void {
  const { data, view, step } = walk;
  const { answers, faults } = filledIn(view.form, data.survey);
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
    void seal(walk);
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
  const depth = (history.state as { depth?: number } | null)?.depth ?? 0;
  history.pushState({ step: stepKey(step), depth: depth + 1 }, "");
  showStep(walk, true);
}

/** The phone's own back button and ours are one. */
function goBack(walk: Walk): void {
  if (((history.state as { depth?: number } | null)?.depth ?? 0) > 0) {
    history.back();
    return;
  }
  const { answers } = filledIn(walk.view.form, walk.data.survey);
  const before = previousStep(walk.data.survey, answers, walk.step);
  if (before === null) return;
  walk.step = before;
  history.replaceState({ step: stepKey(before), depth: 0 }, "");
  showStep(walk, true);
}

function showHistory(walk: Walk, state: unknown): void {
  if (walk.sealed !== null) return;
  const key = (state as { step?: string } | null)?.step;
  const { answers } = filledIn(walk.view.form, walk.data.survey);
  const found = visibleSteps(walk.data.survey, answers).find((step) => stepKey(step) === key);
  if (found === undefined) return;
  walk.step = found;
  showStep(walk, true);
}

function showStep(walk: Walk, takesFocus: boolean): void {
  const { data, view, step } = walk;
  const { answers } = filledIn(view.form, data.survey);
  const next = nextStep(data.survey, answers, step);
  view.show(step, {
    place: stepPlace(data.survey, answers, step),
    isFirst: previousStep(data.survey, answers, step) === null,
    next: next === null ? "send" : next.question.id === step.question.id ? "next-item" : "next",
    takesFocus,
  });
}

function startOver(walk: Walk): void {
  dropDraft(walk.data.survey.id);
  walk.view.form.reset();
  location.reload();
}

/** From here on the answers do not change; they leave the outbox when they are received. */
async function seal(walk: Walk): Promise<void> {
  if (walk.sealed !== null) return;
  const { data, view } = walk;
  const { answers } = filledIn(view.form, data.survey);
  const trap = new FormData(view.form).get(TRAP_FIELD);
  const token = new URLSearchParams(location.search).get("t");
  const body = JSON.stringify({
    id: walk.id,
    survey_version: data.survey.version,
    lang: data.locale,
    answers: shownAnswers(data.survey, answers),
    started_at: walk.startedAt,
    ...(token === null ? {} : { token }),
    ...(trap === "" || trap === null ? {} : { [TRAP_FIELD]: trap }),
  });
  walk.sealed = {
    id: walk.id,
    survey: data.survey.id,
    url: view.form.action,
    body,
    sealedAt: new Date().toISOString(),
  };
  view.busy();
  const { outbox, sender } = await openSender(walk);
  await outbox.put(walk.sealed);
  if (outbox.keeps) dropDraft(data.survey.id);
  if (!outbox.keeps) addEventListener("beforeunload", (event) => event.preventDefault());
  await sender.send();
}

interface Sending {
  readonly outbox: Outbox;
  readonly sender: Sender;
}

let opened: Promise<Sending> | null = null;

/** Opens the outbox once and sends what an earlier visit left in it. */
function openSender(walk: Walk): Promise<Sending> {
  opened ??= openOutbox().then(async (outbox) => {
    const sender = startSender(outbox, (sealed, outcome) =>
      told(walk, outbox, { sealed, outcome }),
    );
    await sender.send();
    return { outbox, sender };
  });
  return opened;
}

function told(
  walk: Walk,
  outbox: Outbox,
  { sealed, outcome }: { readonly sealed: Sealed; readonly outcome: Outcome },
): void {
  if (sealed.id !== walk.sealed?.id) return;
  const view = { main: walk.main, locale: walk.data.locale };
  if (outcome.kind === "received") {
    dropDraft(walk.data.survey.id);
    showReceived(view, sealed);
    history.replaceState(null, "", walk.data.thanks);
    return;
  }
  const state = outcome.kind === "refused" ? "refused" : outbox.keeps ? "kept" : "unkept";
  const retry = () => void openSender(walk).then(({ sender }) => sender.send());
  showWaiting(view, sealed, { state, why: outcome.why }, retry);
}
