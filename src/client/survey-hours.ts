/** Only on pages of surveys with days or a quota: says that it takes no answers, instead of asking. */
import type { SurveyPageData } from "../survey/page-data.ts";
import { stateAt, type SurveyState } from "../survey/survey-state.ts";

export interface Beginning {
  readonly id: string;
  readonly data: SurveyPageData;
  /** Whoever has begun goes on though there are enough answers. */
  readonly isBegun: boolean;
  readonly isPreview: boolean;
}

const page = document.querySelector<HTMLElement>("#survey");

page?.addEventListener("begin", (event) => {
  const { data, isBegun, isPreview } = (event as CustomEvent<Beginning>).detail;
  const { hours = {} } = data;
  // Null where the collector has put a sentence there already.
  let shown: SurveyState | null = page.matches(".finished") ? null : "open";
  const show = (state: SurveyState) => {
    if (isPreview || (state === "full" && isBegun)) state = "open";
    // The form may be over by the time the collector answers.
    if (state === shown || (shown === "open" && page.matches(".finished"))) return;
    shown = state;
    page.querySelector(".done")?.remove();
    page.classList.toggle("finished", state !== "open");
    if (state !== "open") showPanel(page, state);
  };
  // Once the form has said its first words.
  queueMicrotask(() => show(stateAt(hours, new Date().toISOString())));
  // The device's clock may be wrong; only the collector knows how many have answered.
  void stateOf(page, hours.of).then(show, () => {});
});

async function stateOf(root: HTMLElement, field: string | undefined): Promise<SurveyState> {
  const form = root.querySelector<HTMLFormElement>("#form");
  const value = new FormData(form ?? undefined).get(field ?? "")?.toString() ?? "";
  const query = new URLSearchParams(field === undefined ? {} : { [field]: value });
  const reply = await fetch(`${form?.action}/state?${query}`, { credentials: "omit" });
  return ((await reply.json()) as { readonly state: SurveyState }).state;
}

function showPanel(root: HTMLElement, state: SurveyState): void {
  const template = root.querySelector<HTMLTemplateElement>(`#${state}`);
  if (template !== null) root.append(template.content.cloneNode(true));
  const heading = root.querySelector<HTMLElement>(".done h1");
  document.title = document.title.replace(/^.*(?= · )/u, heading?.textContent ?? "");
  heading?.focus();
}
