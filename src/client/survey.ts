/** The form, one step at a time. Without this script the same form works whole. */
import { metaFields } from "../survey/meta-fields.ts";
import type { SurveyPageData } from "../survey/page-data.ts";
import { stepKey, visibleSteps } from "../survey/steps.ts";
import { dropDraft, keepDraft, readDraft } from "./draft.ts";
import { clearFields, fillIn, filledIn, keepExclusive } from "./survey-form.ts";
import { isPreview } from "./preview.ts";
import { fitFrame } from "./survey-frame.ts";
import type { Beginning } from "./survey-hours.ts";
import { surveyNotice } from "./survey-notice.ts";
import { openSender, seal } from "./survey-seal.ts";
import { surveyView } from "./survey-view.ts";
import { forward, goBack, labelStep, showHistory, showStep, type Walk } from "./survey-walk.ts";

/** Came from the same step in another language. */
const SWITCHED = "#switched";

function startSurvey(page: HTMLElement, data: SurveyPageData): void {
  const view = surveyView(page, data);
  // A page that the collector made for one person has that person's id, blocks and answers.
  const made = new FormData(view.form).get(metaFields.id)?.toString() ?? "";
  const draft = made === "" ? readDraft(data.survey.id) : null;
  const id = made || draft?.id || newId();
  fillIn(view.form, data, draft?.answers ?? {});
  fillFromLink(view.form, data);
  const detail = { id, data, isBegun: draft !== null, isPreview } satisfies Beginning;
  page.dispatchEvent(new CustomEvent("begin", { detail }));
  const { answers } = filledIn(view.form, data);
  const steps = visibleSteps(data.survey, answers);
  const step = steps.find((each) => stepKey(each) === draft?.step) ?? steps[0];
  if (step === undefined) return;
  const walk: Walk = {
    data,
    view,
    main: page,
    id,
    startedAt: draft?.startedAt ?? new Date().toISOString(),
    step,
    isSealing: false,
    sealed: null,
    isReceived: false,
    notice: surveyNotice(page, data.words),
  };
  if (draft !== null) view.kept(true);
  if (step !== steps[0] && location.hash !== SWITCHED) {
    walk.notice.resumed(() => startOver(walk));
  }
  listen(walk);
  history.replaceState({ step: stepKey(step), depth: 0 }, "");
  showStep(walk, false);
  fitFrame();
  if (isPreview) walk.notice.unkept();
  else void openSender(walk);
}

/** A UUID of version 4: `randomUUID` is missing where the page is not served over https. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/u, "$1-$2-4$3-8$4-");
}

/** Hidden fields take what stands in the address. */
function fillFromLink(form: HTMLFormElement, { survey }: SurveyPageData): void {
  const link = new URLSearchParams(location.search);
  for (const { id, type, values } of survey.questions) {
    const value = link.get(id)?.slice(0, 100) ?? "";
    const field = form.elements.namedItem(id);
    if (type !== "hidden" || value === "" || !(field instanceof HTMLInputElement)) continue;
    if (values?.includes(value) !== false) field.value = value;
  }
}

function listen(walk: Walk): void {
  const { form, back, skip } = walk.view;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keepNow = () => {
    clearTimeout(timer);
    keep(walk);
  };
  form.addEventListener("change", (event) => {
    keepExclusive(event.target);
    keepNow();
    labelStep(walk);
  });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keepNow, 300);
  });
  addEventListener("pagehide", keepNow);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    forward(walk, () => void seal(walk));
    keepNow();
  });
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    clearFields(walk.view.section(walk.step));
    form.dispatchEvent(new Event("skipped"));
    forward(walk, () => void seal(walk));
    keepNow();
  });
  back.addEventListener("click", (event) => {
    event.preventDefault();
    goBack(walk);
    keepNow();
  });
  for (const other of document.querySelectorAll<HTMLAnchorElement>("header a")) {
    other.search = location.search;
    other.hash = SWITCHED;
    other.addEventListener("click", () => keep(walk, true));
  }
  addEventListener("popstate", (event) => showHistory(walk, event.state));
}

function keep(walk: Walk, isCarried = false): void {
  if (walk.isSealing) return;
  const { data, view, id, startedAt, step } = walk;
  const { answers } = filledIn(view.form, data);
  const { version } = data.survey;
  const draft = { id, version, answers, step: stepKey(step), startedAt };
  const isKept = keepDraft(data.survey.id, draft, isCarried);
  view.kept(isKept);
  if (!isKept) walk.notice.unkept();
}

function startOver(walk: Walk): void {
  dropDraft(walk.data.survey.id);
  walk.view.form.reset();
  location.reload();
}

const main = document.querySelector<HTMLElement>("#survey");
const source = document.querySelector("#survey-data");
if (main !== null && source !== null) {
  startSurvey(main, JSON.parse(source.textContent ?? "") as SurveyPageData);
}
