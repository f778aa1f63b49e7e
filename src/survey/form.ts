/**
 * The form as HTML, whole: every question on one page, for a browser without script.
 * The build writes it, the collector writes it again with its errors, and the script of
 * the page shows one step of it at a time.
 */
import { languageName } from "../words/language-name.ts";
import { localisedText, type Words } from "../words/words.ts";
import { answerAt, type AnswerFault, type Answers } from "./answers.ts";
import type { Question, SurveyDefinition } from "./definition.ts";
import { surveyFor } from "./design.ts";
import { fieldHtml, fieldId, isSingleField } from "./field-html.ts";
import { markup, jsonHtml, type Html } from "./html.ts";
import { faultMessage } from "./messages.ts";
import { donePanels } from "./done.ts";
import { metaFields, TRAP_FIELD } from "./meta-fields.ts";
import { pageData } from "./page-data.ts";
import { textHtml } from "./piped-text.ts";
import { questionWords } from "./question-words.ts";
import { recordedQuestions } from "./recorded.ts";
import { partsOf, stepKey, type Step } from "./steps.ts";
import { longestText } from "./written-faults.ts";

export interface Language {
  readonly locale: string;
  readonly action: string;
}

export interface FormView {
  readonly survey: SurveyDefinition;
  readonly words: Words;
  /** Where the answers go. */
  readonly action: string;
  /** Where the browser goes once they are received. */
  readonly thanks: string;
  /** Response id, when the page is made for one person. */
  readonly id?: string;
  readonly token?: string;
  /** When the form was made for this person. */
  readonly startedAt?: string;
  /** Nothing of it is kept when it is sent. */
  readonly isPreview?: boolean;
  readonly answers?: Answers;
  readonly faults?: readonly AnswerFault[];
  /**
   * Where a form for one person is made, without script. This one then is for the script alone:
   * it holds all blocks, and its fields have no names yet.
   */
  readonly plain?: string | undefined;
  /** Where a browser without script takes what is filled in, to go on in another language. */
  readonly languages?: readonly Language[];
  /** A sentence above everything: the collector is busy. */
  readonly notice?: string;
}

const WARNING = markup`<svg viewBox="0 0 16 16" aria-hidden="true"><path
fill="none"
stroke="currentColor"
stroke-width="1.8"
stroke-linejoin="round"
d="M8 2.2L14.6 13.6H1.4Z"/><path stroke="currentColor" stroke-width="1.8" d="M8 6.4v3.4M8 11v1.4" /></svg>`;

/**
 * What stands inside `<main>` of a survey's page.
 *
 * Takes    a survey, the words of the page's locale, and what is already answered or wrong.
 * Gives    HTML; with faults the error summary stands first and each question says its own.
 *          The page as built holds all blocks, one made for a person that person's.
 */
export function surveyForm(view: FormView): string {
  const { survey, words, action, faults = [], notice, plain } = view;
  const own: FormView = { ...view, survey: surveyFor(survey, view.answers ?? {}) };
  const steps = own.survey.questions
    .filter(({ type }) => type !== "hidden")
    .flatMap((question) => partsOf(question).map((part) => ({ question, part })));
  return markup`<div class="notice" role="status" id="notice">${notice !== undefined && markup`<p>${notice}</p>`}</div><p class="where" id="where" hidden><a href="#back" id="back">${words.t("survey.back")}</a><span id="count"></span></p><div id="summary">${faults.length > 0 && summary(view)}</div><div class="opening"><h1>${localisedText(survey.title, words.locale)}</h1>
${survey.intro !== undefined && markup`<p>${localisedText(survey.intro, words.locale)}</p>`}
</div>${plain !== undefined && markup`<p class="plain"><a href="${plain}">${words.t("survey.plain")}</a></p>`}<form method="post" action="${action}" novalidate id="form">
${metaInputs(view)} ${steps.map((step) => stepSection(own, step))}
<div class="actions"><button id="go">${words.t("survey.send")}</button><a class="skip" href="#skip" id="skip" hidden>${words.t("survey.skip")}</a></div>${languageButtons(view)}</form>
${donePanels(survey, words)}
<script type="application/json" id="survey-data">
${jsonHtml(pageData(survey, words, view.thanks))}
</script>`.html;
}

/** Below everything: a line that is sent with the Enter key is sent by the first button of its form. */
function languageButtons({ words, languages = [] }: FormView): Html | false {
  return (
    languages.length > 0 &&
    markup`<noscript><p>${words.t("survey.switch")}</p>${languages.map(
      ({ locale, action }) =>
        markup`<input type="submit" class="lead" value="${languageName(locale)}" lang="${locale}" formaction="${action}" />`,
    )}</noscript>`
  );
}

/** Prefix of the page's title while something is wrong, as GOV.UK does. */
export function errorTitle(title: string, words: Words): string {
  return words.t("survey.error-title", { title });
}

function metaInputs(view: FormView): Html {
  const { survey, words, id = "", token, startedAt, isPreview, answers = {} } = view;
  const hidden = (name: string, value: string | number) =>
    markup`<input type="hidden" name="${name}" value="${value}" />`;
  const links = recordedQuestions(survey).filter(({ type }) => type === "hidden");
  return markup`${hidden(metaFields.id, id)}${hidden(metaFields.version, survey.version)}${hidden(
    metaFields.lang,
    words.locale,
  )}${token !== undefined && hidden(metaFields.token, token)}${startedAt !== undefined && hidden(metaFields.startedAt, startedAt)}${isPreview === true && hidden(metaFields.preview, "1")}${links.map(
    (question) => hidden(question.id, String(answerAt(answers, question.id, null) ?? "")),
  )}
<div class="trap" aria-hidden="true"><label>${words.t("survey.trap")}<input
type="text"
name="${TRAP_FIELD}"
tabindex="-1"
autocomplete="off"/></label></div>`;
}

function summary({ survey, words, faults = [] }: FormView): Html {
  return markup`<div class="summary" role="alert" tabindex="-1"><h2>${words.t("survey.errors.heading", { count: faults.length })}</h2><ul>
${faults.map((fault) => {
  const question = survey.questions.find(({ id }) => id === fault.question);
  const target = question === undefined ? "form" : fieldId({ question, part: fault.item ?? null });
  return markup`<li><a href="#${target}">${faultMessage(survey, fault, words)}</a></li>`;
})}
</ul></div>`;
}

function stepSection(view: FormView, step: Step): Html {
  const { survey, words, answers = {}, faults = [], plain } = view;
  const key = stepKey(step);
  const fault = faults.find(
    ({ question, item = null }) => question === step.question.id && item === step.part,
  );
  const base = fieldId(step);
  const hints = hintTexts(step, words);
  const describedBy = [
    ...(hints.length > 0 ? [`${base}-hint`] : []),
    ...(fault === undefined ? [] : [`${base}-error`]),
  ];
  const hasId = isSingleField(step.question) || faults.length > 0;
  const isBare = plain !== undefined;
  const field = fieldHtml({ step, words, answers, describedBy, hasId, isBare });
  const heading = stepHeading(step, view);
  const below = markup`${step.question.show !== undefined && condition(words)}${
    hints.length > 0 &&
    markup`<p class="hint" id="${base}-hint">${textHtml(hints.join(" "), view)}</p>`
  }${fault !== undefined && message(faultMessage(survey, fault, words), `${base}-error`)}${field}`;
  const whole = isSingleField(step.question)
    ? markup`<label for="${base}">${heading}</label>${below}`
    : group(step, { heading, below, describedBy });
  const wrong = fault === undefined ? "" : " wrong";
  return markup`<section class="step${wrong}" data-step="${key}">${whole}</section>\n`;
}

function stepHeading(step: Step, view: FormView): Html {
  const optional = isOptional(step.question) && view.words.t("survey.optional");
  return markup`<h2 class="question" tabindex="-1">${questionText(step, view)}${
    optional && markup`<span class="optional">${optional}</span>`
  }</h2>`;
}

/** Without script all questions stand there: this one says when it is meant. */
function condition(words: Words): Html {
  return markup`<p class="hint optional">${words.t("survey.sometimes")}</p>`;
}

function message(text: string, id: string): Html {
  return markup`<p class="message" id="${id}">${WARNING}<span>${text}</span></p>`;
}

function group(
  { question }: Step,
  parts: { readonly heading: Html; readonly below: Html; readonly describedBy: readonly string[] },
): Html {
  const { heading, below, describedBy } = parts;
  if (question.type === "note") return markup`${heading}${below}`;
  const described = describedBy.length > 0 && markup` aria-describedby="${describedBy.join(" ")}"`;
  return markup`<fieldset${described}><legend>${heading}</legend>${below}</fieldset>`;
}

function isOptional({ required, type }: Question): boolean {
  return required !== true && type !== "note";
}

function questionText(step: Step, view: FormView): Html {
  const { title, lead } = questionWords(step, view.words);
  const heading = clausesHtml(title, view);
  return lead === null ? heading : markup`${heading}<span class="lead">${lead}</span>`;
}

/** Chinese headings break between clauses, not inside one. */
function clausesHtml(text: string, view: FormView): Html {
  const parts = text.split(/(?<=[，；：])/u);
  return parts.length === 1
    ? textHtml(text, view)
    : markup`${parts.map((part) => markup`<span class="clause">${textHtml(part, view)}</span>`)}`;
}

function hintTexts({ question, part }: Step, words: Words): readonly string[] {
  const hints = question.hint === undefined ? [] : [localisedText(question.hint, words.locale)];
  if (question.type === "date") hints.push(words.t("survey.date-hint"));
  const { scale } = question;
  if (question.type === "number" && scale !== undefined) {
    hints.push(words.t("survey.number-hint", { min: scale.min, max: scale.max }));
  }
  if (question.type === "text") {
    hints.push(words.t("survey.length-hint", { max: longestText(question) }));
  }
  return part === null || part === partsOf(question)[0] ? hints : [];
}
