/** What stands after the last question: received, or kept and not sent yet. Never one for the other. */
import { dayName } from "../words/numbers.ts";
import { localisedText, type Words } from "../words/words.ts";
import type { SurveyDefinition } from "./definition.ts";
import { markup, type Html } from "./html.ts";
import type { SurveyState } from "./survey-state.ts";

const TICK = markup`<svg viewBox="0 0 16 16" aria-hidden="true"><path class="line" d="M3 8.5l3.2 3.2L13 5" /></svg>`;
const WAIT = markup`<svg viewBox="0 0 16 16" aria-hidden="true"><path
fill="none"
stroke="currentColor"
stroke-width="1.8"
stroke-linejoin="round"
d="M8 2.2L14.6 13.6H1.4Z"/><path stroke="currentColor" stroke-width="1.8" d="M8 6.4v3.4M8 11v1.4" /></svg>`;

export interface Received {
  readonly receipt: string;
  /** As printed; null where it is not known any more. */
  readonly time: string | null;
}

/**
 * What stands inside `<main>` of the thank-you page.
 *
 * Takes    receipt and time once a collector said 201 or 200; null on the page as built.
 */
export function receivedPanel(
  survey: SurveyDefinition,
  words: Words,
  received: Received | null,
): string {
  return receivedHtml(survey, words, received).html;
}

/** Both ends of the form, hidden until the script knows which is true; so is what stands in its place. */
export function donePanels(survey: SurveyDefinition, words: Words): Html {
  const { opens, closes, quota } = survey;
  const states = { early: opens, closed: closes, full: quota };
  return markup`<template id="received">${receivedHtml(survey, words, { receipt: "", time: "" })}</template><template id="waiting">${waitingHtml(survey, words)}</template>${(
    ["early", "closed", "full"] as const
  ).map(
    (state) =>
      states[state] !== undefined &&
      markup`<template id="${state}">${standingHtml(survey, words, state)}</template>`,
  )}`;
}

/** What stands inside `<main>` where a survey takes no answers. */
export function standingPanel(
  survey: SurveyDefinition,
  words: Words,
  state: Exclude<SurveyState, "open">,
): string {
  return standingHtml(survey, words, state).html;
}

/** One sentence on it, for above a form. */
export function standingText(
  { opens = "", closes = "" }: SurveyDefinition,
  words: Words,
  state: Exclude<SurveyState, "open">,
): string {
  const day = { early: opens, closed: closes, full: "" }[state];
  return words.t(`survey.standing.${state}.text`, { day: day && dayName(day, words.locale) });
}

function standingHtml(
  survey: SurveyDefinition,
  words: Words,
  state: Exclude<SurveyState, "open">,
): Html {
  return markup`<div class="done"><div class="receipt waiting"><h1 tabindex="-1">${words.t(`survey.standing.${state}.title`)}</h1></div><p class="thanks">${standingText(survey, words, state)}</p></div>`;
}

function receivedHtml(survey: SurveyDefinition, words: Words, received: Received | null): Html {
  const t = (key: string) => words.t(`survey.${key}`);
  const line = (key: string, value: string) =>
    markup`<dt>${t(`received.${key}`)}</dt><dd data-fill="${key}">${value}</dd>`;
  const thanks =
    survey.thanks === undefined ? t("thanks.fallback") : localisedText(survey.thanks, words.locale);
  return markup`<div class="done"><div class="receipt"><h1 tabindex="-1">${TICK}${t("received.title")}</h1>
${
  received !== null &&
  markup`<dl>${line("receipt", received.receipt)}${received.time !== null && line("time", received.time)}</dl>`
}
</div><p class="thanks">${thanks}</p><h2>${t("received.next")}</h2><ul><li>${t("received.counts")}</li><li>${t("received.small")}</li>${
    // The page of thanks lies three folders below the locale.
    survey.results !== undefined &&
    markup`<li><a href="../../../${survey.results}">${t("received.results")}</a></li>`
  }</ul></div>`;
}

function waitingHtml({ closes }: SurveyDefinition, words: Words): Html {
  const t = (key: string) => words.t(`survey.${key}`);
  return markup`<div class="done"><div class="receipt waiting"><h1 tabindex="-1">
${WAIT}<span data-state="kept">${t("waiting.title")}</span><span data-state="unkept">${t("waiting.title-unkept")}</span><span data-state="refused">${t("refused.title")}</span></h1><dl><dt>${t("received.receipt")}</dt><dd data-fill="receipt"></dd><dt>${t("waiting.state")}</dt><dd><span data-why="network">${t("waiting.network")}</span><span data-why="busy">${t("waiting.busy")}</span><span data-why="differs">${t("refused.differs")}</span><span data-why="unreadable">${t("refused.unreadable")}</span>${closes !== undefined && markup`<span data-why="closed">${t("refused.closed")}</span>`}</dd></dl></div><div data-state="kept unkept"><h2>${t("waiting.again")}</h2><p data-state="kept">${t("waiting.kept")}</p><p data-state="unkept">${t("waiting.unkept")}</p><div class="actions"><button type="button" id="retry">${t("waiting.retry")}</button></div></div><h2>${t("waiting.worried")}</h2><p><a href="#save" id="save">${t("waiting.save")}</a>${t("waiting.save-after")}</p><div class="copy" hidden><label for="copy">${t("waiting.copy")}</label><textarea id="copy" rows="8" readonly></textarea></div></div>`;
}
