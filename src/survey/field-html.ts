/** One question, or one part of one, as the fields of a form. Real inputs, words and numbers, nothing chosen beforehand. */
import { localisedText, type Words } from "../words/words.ts";
import { answerAt, type Answers, type AnswerValue } from "./answers.ts";
import type { Localised, Option, Question, Scale } from "./definition.ts";
import { inSeedOrder } from "./design.ts";
import { fieldName } from "./form-fields.ts";
import { markup, type Html } from "./html.ts";
import { isWorded } from "./messages.ts";
import { isNotApplicable, pointsOf, scaleOf } from "./scale.ts";
import type { Step } from "./steps.ts";

export interface FieldView {
  readonly step: Step;
  readonly words: Words;
  readonly answers: Answers;
  /** Ids of what describes the field: its hint, its error. */
  readonly describedBy: readonly string[];
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
function pointWord({ step, words }: FieldView, scale: Scale, point: number): string {
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
  const { step, words } = view;
  const name = word === "" ? null : words.t("survey.end-name", { point, word });
  return markup`<label><input
type="radio"
name="${fieldName(step.question.id, step.part)}"
value="${point}"
${
  isFirst(view, point) && markup` id="${fieldId(step)}"`
}${name !== null && markup` aria-label="${name}"`}${isChosen(view, String(point)) && markup` checked`}/><span>${point}</span></label>`;
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
  const points = pointsOf({ ...scale, na: [] });
  const word = (point: number | undefined, fallback: string): string => {
    const label: Localised | undefined = scale.labels?.[String(point)];
    if (label !== undefined) return localisedText(label, words.locale);
    return step.question.type === "nps" ? words.t(fallback) : "";
  };
  return [word(points[0], "survey.nps.low"), word(points.at(-1), "survey.nps.high")];
}

function optionList(view: FieldView): Html {
  const { question } = view.step;
  const choices = optionsOf(view).map(({ id, title, exclusive = false }) => ({
    value: id,
    text: localisedText(title, view.words.locale),
    exclusive,
  }));
  const kind = question.type === "multiple" ? "checkbox" : "radio";
  return markup`<div class="choices">${choiceInputs(view, kind, choices)}</div>`;
}

/** In the order of the person that the page is made for. */
function optionsOf({ step: { question }, answers }: FieldView): readonly Option[] {
  return inSeedOrder(question, question.options ?? [], answers);
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
  const name = fieldName(view.step.question.id, view.step.part);
  return choices.map(
    ({ value, text, exclusive = false }, index) =>
      markup`<label><input
type="${kind}"
name="${name}"
value="${value}"
${
  isFirstHere && index === 0 && markup` id="${fieldId(view.step)}"`
}${exclusive && markup` data-exclusive`}${isChosen(view, value) && markup` checked`}/><span>${text}</span></label>`,
  );
}

function rankingList(view: FieldView): Html {
  const { step, words } = view;
  const options = optionsOf(view);
  const chosen = given(view);
  const places = options.map((_, index) => {
    const here = Array.isArray(chosen) ? (chosen as readonly string[])[index] : undefined;
    return markup`<label>${words.t("survey.rank.place", { place: index + 1 })}
<select name="${step.question.id}" ${index === 0 && markup` id="${fieldId(step)}"`}><option value="">${words.t("survey.rank.none")}</option>
${options.map(
  ({ id, title }) =>
    markup`<option value="${id}" ${id === here && markup` selected`}>
${localisedText(title, words.locale)}
</option>`,
)}
</select></label>`;
  });
  return markup`<div class="ranks">${places}</div>`;
}

function contactFields(view: FieldView): Html {
  const { step, words, answers } = view;
  const { id } = step.question;
  const value = answerAt(answers, id, "value");
  const agreed = answerAt(answers, id, "consent") === "yes";
  return markup`<div class="choices"><label class="line-field"><span>${words.t("survey.contact.value")}</span><input
type="text"
name="${id}.value"
id="${fieldId(step)}"
autocomplete="off"
value="${typeof value === "string" ? value : ""}" /></label><label><input type="checkbox" name="${id}.consent" value="yes" ${agreed && markup` checked`} /><span>${words.t("survey.contact.agree")}</span></label></div>`;
}

function textField(view: FieldView): Html {
  const { step, describedBy } = view;
  const { id, type } = step.question;
  const value = given(view);
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const described = describedBy.length > 0 && markup` aria-describedby="${describedBy.join(" ")}"`;
  if (type === "text") {
    return markup`<textarea name="${id}" id="${fieldId(step)}" rows="5" ${described}>
${text}</textarea>`;
  }
  const mode = type === "number" ? markup` inputmode="decimal"` : markup``;
  return markup`<input
type="text"
class="short-text"
name="${id}"
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
