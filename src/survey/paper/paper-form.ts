/** A survey on paper: A4, black on white, with in words what a screen decides by itself. */
import { localisedText, type Words } from "../../words/words.ts";
import type { Question, SurveyDefinition } from "../definition.ts";
import { hasDesign } from "../design.ts";
import { escapeHtml, markup, type Html } from "../html.ts";
import { pipesIn } from "../piping.ts";
import { referenceOf } from "../references.ts";
import { paperField } from "./fields.ts";
import { paperPlaces } from "./places.ts";
import { jumpLines, onlyIf, placeName, type PaperView } from "./routes.ts";

export interface PaperOptions {
  /** The company, as it calls itself to respondents. */
  readonly company: string;
  /** The style sheet, set into the page. */
  readonly css: string;
}

/**
 * The whole document.
 *
 * Takes    a survey with its rules read (`readRules`), and the words of one language.
 * Gives    one HTML file that needs nothing else and runs nothing. Everything is asked: rotating
 *          blocks all stand there, to be ticked by whoever hands the form out. Small grey codes
 *          are those of the file of answers.
 */
export function paperForm(
  survey: SurveyDefinition,
  words: Words,
  { company, css }: PaperOptions,
): string {
  const places = paperPlaces(survey);
  const view: PaperView = { survey, words, places };
  const title = localisedText(survey.title, words.locale);
  const running = words.t("paper.running", { title, survey: survey.id, version: survey.version });
  return `<!doctype html>
${
  markup`<html lang="${words.locale}">
<head>
<meta charset="utf-8" />
<title>${words.t("survey.page-title", { title, site: company })}</title>
<style>${{ html: pageCss(running, words) + css }}</style>
</head>
<body>
<header><p class="company">${company}</p><h1>${title}</h1>${survey.intro !== undefined && markup`<p>${localisedText(survey.intro, words.locale)}</p>`}
<p class="how">${words.t("paper.how")} ${{ html: key(words) }}</p></header>
${staffBox(view)}
<main>${places.form.map((question, index) => [
    blockHead(question, places.form[index - 1], view),
    printed(question, view),
  ])}</main>
<p class="thanks">${survey.thanks === undefined ? words.t("survey.thanks.fallback") : localisedText(survey.thanks, words.locale)}</p>
${places.slip.length > 0 && slip(view)}
</body>
</html>`.html
}
`;
}

/** Page numbers and what form it is, on every sheet. */
function pageCss(running: string, words: Words): string {
  const page = words.t("paper.page", { page: "\u0001", pages: "\u0002" });
  const counted = cssText(page)
    .replace("\u0001", '" counter(page) "')
    .replace("\u0002", '" counter(pages) "');
  return `@page{@bottom-left{content:${cssText(running)}}@bottom-right{content:${counted}}}\n`;
}

/** A string of CSS that can end neither itself nor the element it stands in. */
function cssText(text: string): string {
  const safe = text.replaceAll(
    /["\\<>\n\r\f]/gu,
    (sign) => `\\${sign.codePointAt(0)?.toString(16)} `,
  );
  return `"${safe}"`;
}

function key(words: Words): string {
  return words
    .t("paper.key", { one: "\u0001", any: "\u0002" })
    .split(/([\u0001\u0002])/u)
    .map((piece) =>
      piece === "\u0001"
        ? '<i class="one"></i>'
        : piece === "\u0002"
          ? '<i class="any"></i>'
          : escapeHtml(piece),
    )
    .join("");
}

/** What the link and chance say on a screen, to be written by whoever hands the form out. */
function staffBox({ words, places: { staff, rotated }, survey }: PaperView): Html {
  const cell = (text: string) => markup`<span>${text}<span class="line"></span></span>`;
  return markup`<section class="staff"><h2>${words.t("paper.staff")}</h2><p>${cell(words.t("paper.form-number"))}${cell(words.t("paper.day"))}${staff.map(({ id }) => cell(id))}</p>${rotated.map(
    ({ take, blocks }) =>
      markup`<p class="blocks">${words.t("paper.tick-blocks", { take, of: blocks.length })} ${blocks.map(
        ({ letter, id }) =>
          markup`<span><i class="any"></i><b>${letter}</b><small class="code">${id}</small></span>`,
      )}</p>`,
  )}${hasDesign(survey) && rotated.length === 0 && markup`<p>${words.t("paper.fixed-order")}</p>`}</section>`;
}

/** Before the first question of a rotating block, and after the last. */
function blockHead(
  question: Question,
  before: Question | undefined,
  view: PaperView,
): Html | false {
  const { words, places } = view;
  const [letter, last] = [
    places.block(question),
    before === undefined ? null : places.block(before),
  ];
  if (letter === last) return false;
  return letter === null
    ? markup`<h2 class="block">${words.t("paper.everybody")}</h2>`
    : markup`<h2 class="block">${words.t("paper.block", { letter })}</h2>`;
}

function printed(question: Question, view: PaperView): Html {
  const { words, places } = view;
  const number = places.number(question);
  const only = onlyIf(question, view);
  const jumps = jumpLines(question, view);
  const optional = question.required !== true && number !== null;
  const isLong = (question.items?.length ?? question.options?.length ?? 0) > 12;
  const codes = question.items === undefined && question.type !== "pair" && number !== null;
  return markup`<section class="question ${isLong ? "long" : ""} ${number === null ? "note" : ""}">${only !== null && markup`<p class="only">${only}</p>`}<h3>${number !== null && markup`<b class="number">${number}</b>`}<span>${titleOf(question, view)}${optional && markup`<span class="optional">${words.t("survey.optional")}</span>`}${codes && markup`<small class="code">${question.id}</small>`}</span></h3>${question.hint !== undefined && markup`<p class="hint">${pipedText(localisedText(question.hint, words.locale), view)}</p>`}${howTo(question, words)}${paperField(question, view)}${jumps.map((jump) => markup`<p class="jump">${jump}</p>`)}</section>\n`;
}

/** The items of a matrix stand in its rows: where its title has room for one, it says "…". */
function titleOf(question: Question, view: PaperView): string {
  const title = localisedText(question.title, view.words.locale);
  return pipedText(title.replace("{item}", "…"), view);
}

/** A screen repeats an earlier answer; paper says where it stands. */
function pipedText(text: string, view: PaperView): string {
  return pipesIn(text)
    .map((piece) => {
      if (typeof piece === "string") return piece;
      const reference = referenceOf(view.survey, piece.name);
      return reference === null
        ? (piece.otherwise ?? "")
        : view.words.t("paper.piped", { name: placeName(reference, view) });
    })
    .join("");
}

function howTo({ type }: Question, words: Words): Html | false {
  const isRows = type === "matrix" || type === "pair";
  return isRows && markup`<p class="how">${words.t("paper.rows")}</p>`;
}

/** A sheet to be kept apart from the answers. */
function slip(view: PaperView): Html {
  const { words, places } = view;
  return markup`<section class="slip"><h2>${words.t("paper.slip")}</h2><p>${words.t("paper.slip-why")}</p><p class="staff-line">${words.t("paper.form-number")}<span class="line"></span></p>${places.slip.map((question) => printed(question, view))}</section>`;
}
