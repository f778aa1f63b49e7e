/** What a question offers, as boxes and lines for a pen. A circle takes one mark, a square any number. */
import { localisedText, type Words } from "../../words/words.ts";
import { columnsOf } from "../columns.ts";
import type { Question, Scale } from "../definition.ts";
import { pointWord } from "../field-html.ts";
import { markup, type Html } from "../html.ts";
import { isWorded } from "../messages.ts";
import { questionWords } from "../question-words.ts";
import { isNotApplicable, pointsOf, scaleOf } from "../scale.ts";
import { partsOf } from "../steps.ts";
import { longestText } from "../written-faults.ts";
import { leadsTo, type PaperView } from "./routes.ts";

const ONE = markup`<i class="one"></i>`;
const ANY = markup`<i class="any"></i>`;
/** Signs that a line of an A4 page holds, by hand. */
const SIGNS_A_LINE = 60;
const MOST_LINES = 6;

export function paperField(question: Question, view: PaperView): Html {
  switch (question.type) {
    case "rating":
    case "nps":
    case "effort":
    case "matrix":
    case "pair":
      return scaleTable(question, view);
    case "single":
    case "multiple":
    case "consent":
      return optionList(question, view);
    case "ranking":
      return rankingList(question, view);
    case "number":
      return numberLine(question, view);
    case "date":
      return markup`<p class="write">${view.words.t("paper.date")}</p>`;
    case "contact":
      return contactLines(view);
    case "text":
      return lines(Math.ceil(longestText(question) / SIGNS_A_LINE));
    case "hidden":
    case "note":
      return markup``;
  }
}

/** Rows of a matrix, halves of a pair, or the one row of a scale; points in the order asked. */
function scaleTable(question: Question, view: PaperView): Html {
  const { words } = view;
  const scale = scaleOf(question) as Scale;
  const points = pointsOf(scale);
  const parts = partsOf(question);
  const isSplit = parts[0] !== null;
  const names = columnsOf(question);
  const head = points.map((point) => {
    const step = { question: withoutOwnWords(question), part: null };
    const word = isWorded(question) || isNotApplicable(scale, point);
    return markup`<th scope="col" class="${isNotApplicable(scale, point) ? "na" : ""}">${word ? pointWord({ step, words }, scale, point) : String(point)}</th>`;
  });
  const rows = parts.map((part, index) => {
    const cells = points.map((point) => {
      const word = isWorded(question) || isNotApplicable(scale, point);
      const own =
        isNotApplicable(scale, point) && question.items?.find(({ id }) => id === part)?.na;
      const arrow = isSplit ? null : arrowTo(question, point, view);
      return markup`<td class="${isNotApplicable(scale, point) ? "na" : ""}">${ONE}${word && markup`<small class="code">${point}</small>`}${own ? markup`<small>${localisedText(own, words.locale)}</small>` : false}${arrow}</td>`;
    });
    return markup`<tr>${isSplit && markup`<th scope="row">${rowWords(question, part, view)}<small class="code">${names[index] ?? ""}</small></th>`}${cells}</tr>`;
  });
  return markup`${!isWorded(question) && ends(question, scale, view)}<table class="scale ${isSplit ? "rows" : ""}"><thead><tr>${isSplit && markup`<td></td>`}${head}</tr></thead><tbody>${rows}</tbody></table>`;
}

/** A row's own "does not apply" stands in the row, that of all rows in the head. */
function withoutOwnWords(question: Question): Question {
  const { items: _items, ...rest } = question;
  return rest;
}

/** An item by itself, also where the question has room for it; a half of a pair as it is asked. */
function rowWords(question: Question, part: string | null, { words }: PaperView): string {
  const item = question.items?.find(({ id }) => id === part);
  if (item !== undefined) return localisedText(item.title, words.locale);
  const { title, lead } = questionWords({ question, part }, words);
  return lead ?? title;
}

/** What the ends of a scale of numbers mean. */
function ends(question: Question, scale: Scale, { words }: PaperView): Html | false {
  const points = pointsOf({ ...scale, na: [] });
  const { type } = question;
  const word = (point: number, end: "low" | "high") => {
    const label = scale.labels?.[String(point)];
    if (label !== undefined) return localisedText(label, words.locale);
    return type === "nps" || type === "effort" ? words.t(`survey.${type}.${end}`) : "";
  };
  const [first = 0] = points;
  const last = points.at(-1) ?? 0;
  const said = [
    [first, word(first, "low")],
    [last, word(last, "high")],
  ] as const;
  if (said.every(([, text]) => text === "")) return false;
  return markup`<p class="ends">${said.map(([point, text]) => markup`<span>${text === "" ? "" : words.t("survey.end-name", { point, word: text })}</span>`)}</p>`;
}

interface PaperOption {
  readonly id: string;
  readonly text: string;
  readonly alone?: boolean;
  readonly other?: boolean;
}

function optionsOf(question: Question, words: Words): readonly PaperOption[] {
  if (question.type === "consent") {
    return ["yes", "no"].map((id) => ({ id, text: words.t(`survey.consent.${id}`) }));
  }
  return (question.options ?? []).map(({ id, title, exclusive = false, other = false }) => ({
    id,
    text: localisedText(title, words.locale),
    alone: exclusive && question.type === "multiple",
    other,
  }));
}

function optionList(question: Question, view: PaperView): Html {
  const { words } = view;
  const box = question.type === "multiple" ? ANY : ONE;
  const options = optionsOf(question, words);
  const longest = words.locale.startsWith("zh") ? 12 : 24;
  const isShort = options.length > 3 && options.every(({ text }) => text.length <= longest);
  const items = options.map((option) => {
    const { id, text, alone = false, other = false } = option;
    return markup`<li>${box}<span>${text}<small class="code">${id}</small>${alone && markup`<small>${words.t("paper.alone")}</small>`}${other && markup`<span class="line"></span>`}${arrowTo(question, id, view)}</span></li>`;
  });
  return markup`<ul class="options ${isShort ? "two" : ""}">${items}</ul>`;
}

function arrowTo(question: Question, value: string | number, view: PaperView): Html | false {
  if (question.type === "multiple") return false;
  const to = leadsTo(question, value, view);
  if (to === null) return false;
  const text =
    to === "end" ? view.words.t("paper.arrow-end") : view.words.t("paper.arrow", { question: to });
  return markup`<b class="to">${text}</b>`;
}

function rankingList({ options = [] }: Question, { words }: PaperView): Html {
  return markup`<p class="how">${words.t("paper.ranking")}</p><ul class="options ranking">${options.map(
    ({ id, title }) =>
      markup`<li><i class="rank"></i><span>${localisedText(title, words.locale)}<small class="code">${id}</small></span></li>`,
  )}</ul>`;
}

function numberLine({ scale }: Question, { words }: PaperView): Html {
  const hint =
    scale !== undefined &&
    markup`<small>${words.t("survey.number-hint", { min: scale.min, max: scale.max })}</small>`;
  return markup`<p class="write"><span class="short line"></span>${hint}</p>`;
}

function contactLines({ words }: PaperView): Html {
  return markup`<p class="write">${words.t("survey.contact.value")}<span class="long line"></span></p><ul class="options"><li>${ANY}<span>${words.t("paper.contact-agree")}</span></li></ul>`;
}

function lines(wanted: number): Html {
  const n = Math.min(MOST_LINES, Math.max(1, wanted));
  return markup`<div class="lines">${Array.from({ length: n }, () => markup`<span></span>`)}</div>`;
}
