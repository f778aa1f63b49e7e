/** One question, or one part of one, as the fields of a form. Real inputs, words and numbers, nothing chosen beforehand. */
import { localisedText, type Words } from "../words/words.ts";
import { answerAt, type Answers, type AnswerValue } from "./answers.ts";
import type { Localised, Question, Scale } from "./definition.ts";
import { fieldName } from "./field-name.ts";
import { markup, type Html } from "./html.ts";
import { isWorded } from "./messages.ts";
import { LONGEST_OTHER, otherName } from "./recorded.ts";
import { isNotApplicable, pointsOf, scaleOf } from "./scale.ts";
import type { Step } from "./steps.ts";
import { longestText } from "./written-faults.ts";

/** A text that is no longer than this is one line. */
const LONGEST_LINE = 100;

export interface FieldView {
  readonly step: Step;
  readonly words: Words;
  readonly answers: Answers;
  /** Ids of what describes the field: its hint, its error. */
  readonly describedBy: readonly string[];
  /** Something leads to the field: its label, a summary of errors. */
  readonly hasId: boolean;
  /** The script names the field after its step. */
  readonly isBare: boolean;
}

/** Id of the first input of a step: where the error summary leads. */
export function fieldId({ question, part }: Step): string {
  return `f-${fieldName(question.id, part).replace(".", "-")}`;
}

/** Whether the step is one text field with a label, not a group with a legend. */
export function isSingleField({ type }: Question): boolean {
  return ["text", "number", "date"].includes(type);
}

export function fieldHtml(view: FieldView): Html {
  const { question } = view.step;
  switch (question.type) {
    case "rating":
    case "nps":
    case "effort":
    case "matrix":
    case "pair":
      return isWorded(question) ? wordedScale(view) : numberScale(view);
    case "single":
    case "multiple":
      return optionList(view);
    case "consent":
      return consentList(view);
    case "ranking":
      return rankingList(view);
    case "contact":
      return contactFields(view);
    case "note":
    case "hidden":
      return markup``;
    default:
      return textField(view);
  }
}

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly exclusive?: boolean;
  /** What belongs to the choice and is in sight once it is chosen. */
  readonly after?: Html | false;
}

function wordedScale(view: FieldView): Html {
  const { question } = view.step;
  const scale = scaleOf(question) as Scale;
  const choices = pointsOf(scale).map((point) => ({
    value: String(point),
    text: pointWord(view, scale, point),
  }));
  return markup`<div class="choices">${choiceInputs(view, "radio", choices)}</div>`;
}

/** The word of a point; "does not apply" may have its own word in each row of a matrix. */
export function pointWord(
  { step, words }: Pick<FieldView, "step" | "words">,
  scale: Scale,
  point: number,
): string {
  const item = step.question.items?.find(({ id }) => id === step.part);
  if (isNotApplicable(scale, point) && item?.na !== undefined) {
    return localisedText(item.na, words.locale);
  }
  const label = scale.labels?.[String(point)];
  if (label !== undefined) return localisedText(label, words.locale);
  return isNotApplicable(scale, point) ? words.t("survey.not-applicable") : String(point);
}

/** Numbers in a row (0 to 10 on a phone: two rows) with the words of both ends. */
function numberScale(view: FieldView): Html {
  const scale = scaleOf(view.step.question) as Scale;
  const points = pointsOf({ ...scale, na: [] });
  const ends = points.length > 7;
  const [low, high] = endWords(view, scale);
  const gap = view.words.locale.startsWith("zh") ? "" : " ";
  const first = markup`<span><b>${points[0] ?? ""}</b>${gap}${low}</span>`;
  const last = markup`<span>${high}${gap}<b>${points.at(-1) ?? ""}</b></span>`;
  const size = points.length === 11 ? "eleven" : ends ? "long" : "short";
  const inTwelfth = size === "eleven" && high !== "";
  return markup`${inTwelfth && markup`<p class="ends low" aria-hidden="true">${first}</p>`}
<div class="scale ${size}">
${points.map((point) =>
  pointInput(view, point, point === points[0] ? low : point === points.at(-1) ? high : ""),
)}${inTwelfth && markup`<span class="end-word" aria-hidden="true">${high}</span>`}
</div>
${(low !== "" || high !== "") && markup`<p class="ends ${inTwelfth ? "wide" : ""}" aria-hidden="true">${first}${last}</p>`}${notApplicable(view, scale)}`;
}

function pointInput(view: FieldView, point: number, word: string): Html {
  const { words } = view;
  const name = word === "" ? null : words.t("survey.end-name", { point, word });
  return markup`<label><input
type="radio"
${nameOf(view)}
value="${point}"
${
  isFirst(view, point) && idOf(view)
}${name !== null && markup` aria-label="${name}"`}${isChosen(view, String(point)) && markup` checked`}/><span>${point}</span></label>`;
}

function idOf({ step, hasId }: FieldView): Html | false {
  return hasId && markup` id="${fieldId(step)}"`;
}

function nameOf({ step: { question, part }, isBare }: FieldView): Html | false {
  return !isBare && markup` name="${fieldName(question.id, part)}"`;
}

function isFirst({ step }: FieldView, point: number): boolean {
  const scale = scaleOf(step.question) as Scale;
  return pointsOf(scale)[0] === point;
}

function notApplicable(view: FieldView, scale: Scale): Html | false {
  if ((scale.na ?? []).length === 0) return false;
  const choices = (scale.na ?? []).map((code) => ({
    value: String(code),
    text: pointWord(view, scale, code),
  }));
  return markup`<div class="choices">${choiceInputs(view, "radio", choices, false)}</div>`;
}

function endWords({ step, words }: FieldView, scale: Scale): readonly [string, string] {
  const { type } = step.question;
  const points = pointsOf({ ...scale, na: [] });
  const word = (point: number | undefined, fallback: string): string => {
    const label: Localised | undefined = scale.labels?.[String(point)];
    if (label !== undefined) return localisedText(label, words.locale);
    return type === "nps" || type === "effort" ? words.t(`survey.${type}.${fallback}`) : "";
  };
  return [word(points[0], "low"), word(points.at(-1), "high")];
}

function optionList(view: FieldView): Html {
  const { question } = view.step;
  const choices = (question.options ?? []).map(({ id, title, exclusive = false, other }) => ({
    value: id,
    text: localisedText(title, view.words.locale),
    exclusive,
    after: other === true && otherField(view),
  }));
  const kind = question.type === "multiple" ? "checkbox" : "radio";
  return markup`<div class="choices">${choiceInputs(view, kind, choices)}</div>`;
}

function consentList(view: FieldView): Html {
  const choices = ["yes", "no"].map((value) => ({
    value,
    text: view.words.t(`survey.consent.${value}`),
  }));
  return markup`<div class="choices">${choiceInputs(view, "radio", choices)}</div>`;
}

function choiceInputs(
  view: FieldView,
  kind: "radio" | "checkbox",
  choices: readonly Choice[],
  isFirstHere = true,
): readonly Html[] {
  return choices.map(
    ({ value, text, exclusive = false, after = false }, index) =>
      markup`<label><input
type="${kind}"
${nameOf(view)}
value="${value}"
${
  isFirstHere && index === 0 && idOf(view)
}${exclusive && markup` data-exclusive`}${isChosen(view, value) && markup` checked`}/><span>${text}</span></label>${after}`,
  );
}

/** One's own words beside "other". */
function otherField({ step: { question }, words, answers }: FieldView): Html {
  const name = otherName(question);
  const value = answerAt(answers, name, null);
  return markup`<input
type="text"
class="other"
name="${name}"
aria-label="${words.t("survey.other")}"
maxlength="${LONGEST_OTHER}"
autocomplete="off"
value="${typeof value === "string" ? value : ""}"/>`;
}

function rankingList(view: FieldView): Html {
  const { step, words } = view;
  const options = step.question.options ?? [];
  const chosen = given(view);
  const places = options.map((_, index) => {
    const here = Array.isArray(chosen) ? (chosen as readonly string[])[index] : undefined;
    return markup`<label>${words.t("survey.rank.place", { place: index + 1 })}
<select${nameOf(view)} ${index === 0 && idOf(view)}><option value="">${words.t("survey.rank.none")}</option>
${options.map(
  ({ id, title }) =>
    markup`<option value="${id}" ${id === here && markup` selected`}>
${localisedText(title, words.locale)}
</option>`,
)}
</select></label>`;
  });
  const word = (key: string) => words.t(`survey.rank.${key}`, { name: "{name}", place: "{place}" });
  return markup`<div
class="ranks"
data-place="${word("place")}"
data-add="${word("add")}"
data-up="${word("up")}"
data-down="${word("down")}"
data-off="${word("off")}"
data-at="${word("at")}"
data-out="${word("out")}">${places}</div>`;
}

function contactFields(view: FieldView): Html {
  const { step, words, answers } = view;
  const { id } = step.question;
  const value = answerAt(answers, id, "value");
  const agreed = answerAt(answers, id, "consent") === "yes";
  return markup`<div class="choices"><label class="line-field"><span>${words.t("survey.contact.value")}</span><input
type="text"
name="${id}.value"
${idOf(view)}
autocomplete="off"
value="${typeof value === "string" ? value : ""}" /></label><label><input type="checkbox" name="${id}.consent" value="yes" ${agreed && markup` checked`} /><span>${words.t("survey.contact.agree")}</span></label></div>`;
}

function textField(view: FieldView): Html {
  const { step, describedBy } = view;
  const { type } = step.question;
  const value = given(view);
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const described = describedBy.length > 0 && markup` aria-describedby="${describedBy.join(" ")}"`;
  if (type === "text" && longestText(step.question) > LONGEST_LINE) {
    return markup`<textarea${nameOf(view)} id="${fieldId(step)}" rows="5" ${described}>
${text}</textarea>`;
  }
  const mode = type === "number" ? markup` inputmode="decimal"` : markup``;
  return markup`<input
type="text"
class="${type === "text" ? "" : "short-text"}"
${nameOf(view)}
id="${fieldId(step)}"
autocomplete="off"
${mode}
value="${text}"
${described}/>`;
}

function given({ step, answers }: FieldView): AnswerValue | null {
  return answerAt(answers, step.question.id, step.part);
}

function isChosen(view: FieldView, value: string): boolean {
  const answer = given(view);
  if (answer === null) return false;
  if (Array.isArray(answer)) return (answer as readonly string[]).includes(value);
  return typeof answer !== "object" && String(answer) === value;
}
