/** SurveyJS JSON: pages and panels of elements, texts by language, conditions as `visibleIf`. */
import { readCondition, type Dialect } from "../expression.ts";
import {
  brief,
  lossList,
  type ForeignQuestion,
  type ForeignSurvey,
  type LossList,
  type Named,
  type ShownIf,
} from "../foreign-survey.ts";
import { list, record, textsOf, wordOf, type Json } from "./json.ts";
import { surveyJsQuestions } from "./surveyjs-question.ts";

/** Panels in panels beyond this hold nothing that a person would see. */
const DEEPEST = 20;

const dialect: Dialect = {
  nameOf: (token) => /^\{(?<name>.*)\}$/u.exec(token)?.groups?.["name"]?.trim() ?? null,
};
/** `{name}`, not the `{0}` of messages. */
const PIPE = /\{(?<name>[^{}\d][^{}]*)\}/gu;

/** What changes the course of a whole survey; the rest of its settings is looks. */
const listedOfSurvey = [
  "triggers",
  "calculatedValues",
  "completedHtmlOnCondition",
  "navigateToUrl",
  "navigateToUrlOnCondition",
  "maxTimeToFinish",
  "timeLimit",
  "questionsOrder",
  "firstPageIsStarted",
  "firstPageIsStartPage",
  "validators",
];

interface Walk {
  readonly losses: LossList;
  readonly questions: ForeignQuestion[];
  readonly names: Map<string, Named>;
}

/**
 * Reads a survey.
 *
 * Takes    what `JSON.parse` gave, and the language of texts that name none (else the
 *          survey's `locale`, else English, as there).
 * Gives    null when it is no SurveyJS survey: an object with pages or elements.
 */
export function readSurveyJs(json: unknown, language = ""): ForeignSurvey | null {
  const survey = record(json);
  const elements = list(survey["elements"] ?? survey["questions"]);
  const pages = list(survey["pages"]);
  if (pages.length === 0 && elements.length === 0) return null;
  const walk: Walk = { losses: lossList(), questions: [], names: new Map() };
  for (const key of listedOfSurvey) {
    if (survey[key] !== undefined) {
      walk.losses.add("survey-setting-left-out", `$.${key}`, { setting: key });
    }
  }
  pages.forEach((page, index) => {
    walkPanel(walk, record(page), { place: `$.pages[${index}]`, shown: [], depth: 0 });
  });
  walkElements(walk, elements, { place: "$.elements", shown: [], depth: 0 });
  return {
    title: textsOf(survey["title"]) ?? new Map(),
    intro: textsOf(survey["description"]),
    thanks: textsOf(survey["completedHtml"]),
    language: language || wordOf(survey["locale"]) || "en",
    questions: walk.questions,
    names: walk.names,
    pipe: PIPE,
    losses: walk.losses.all,
  };
}

interface At {
  readonly place: string;
  readonly shown: readonly ShownIf[];
  readonly depth: number;
}

/** A page or a panel: what it says stands before its questions, what hides it hides them. */
function walkPanel(walk: Walk, panel: Json, at: At): void {
  const { place } = at;
  const name = wordOf(panel["name"]) || place;
  if (panel["visible"] === false) {
    walk.losses.add("hidden-left-out", place, { name });
    return;
  }
  if (at.depth > DEEPEST) {
    walk.losses.add("deep-left-out", place, { name });
    return;
  }
  const shown = [...at.shown, ...shownIf(panel, place)];
  const title = textsOf(panel["title"]);
  const description = textsOf(panel["description"]);
  if (description !== undefined) {
    walk.questions.push({
      place,
      name: `${name}-note`,
      type: "note",
      title: title ?? description,
      hint: title === undefined ? undefined : description,
      shown,
    });
  } else if (title !== undefined) {
    walk.losses.add("heading-left-out", place, { text: brief([...title.values()][0] ?? "") });
  }
  listSettings(walk.losses, panel, place, name);
  const elements = list(panel["elements"] ?? panel["questions"]);
  walkElements(walk, elements, { place: `${place}.elements`, shown, depth: at.depth + 1 });
}

function walkElements(walk: Walk, elements: readonly unknown[], at: At): void {
  elements.forEach((each, index) => {
    const element = record(each);
    const place = `${at.place}[${index}]`;
    if (element["type"] === "panel") walkPanel(walk, element, { ...at, place });
    else walkQuestion(walk, element, { ...at, place });
  });
}

function walkQuestion(walk: Walk, element: Json, { place, shown }: At): void {
  const name = wordOf(element["name"]) || place;
  if (element["visible"] === false) {
    walk.losses.add("hidden-left-out", place, { name });
    return;
  }
  const all = [...shown, ...shownIf(element, place)];
  const made = surveyJsQuestions(element, { place, name, shown: all, losses: walk.losses });
  for (const { question, names } of made) {
    walk.questions.push(question);
    // A name that comes twice means the first, in the source too.
    for (const [key, named] of names) if (!walk.names.has(key)) walk.names.set(key, named);
  }
  if (made.length > 0) listSettings(walk.losses, element, place, name);
}

/** What would change who is asked or what is taken, and is not carried. */
const listed = [
  "validators",
  "enableIf",
  "requiredIf",
  "resetValueIf",
  "setValueIf",
  "setValueExpression",
  "defaultValue",
  "defaultValueExpression",
  "correctAnswer",
  "choicesVisibleIf",
  "choicesEnableIf",
  "rowsVisibleIf",
  "columnsVisibleIf",
  "minSelectedChoices",
  "maxSelectedChoices",
  "hasSelectAll",
  "showSelectAllItem",
  "readOnly",
  "bindings",
] as const;

function listSettings(losses: LossList, element: Json, place: string, name: string): void {
  for (const setting of listed) {
    const value = element[setting];
    if (value === undefined || value === false || (Array.isArray(value) && value.length === 0))
      continue;
    losses.add("setting-left-out", `${place}.${setting}`, { name, setting });
  }
}

function shownIf(element: Json, place: string): readonly ShownIf[] {
  const text = wordOf(element["visibleIf"]).trim();
  if (text === "") return [];
  return [{ place: `${place}.visibleIf`, text, condition: readCondition(text, dialect) }];
}
