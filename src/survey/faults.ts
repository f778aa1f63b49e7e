/** What is wrong with a questionnaire, found before anybody is asked. */
import { blockFaults } from "./block-faults.ts";
import { answerColumns, linkColumns, responseColumns } from "./columns.ts";
import type { Localised, Question, SurveyDefinition } from "./definition.ts";
import { designQuestions } from "./design.ts";
import { otherName } from "./recorded.ts";
import { scaleOf } from "./scale.ts";
import { showFaults } from "./show-faults.ts";
import { wayFaults } from "./way-faults.ts";

export interface SurveyFault {
  /** A code of `problems.yaml`. */
  readonly code: string;
  /** Keys from the top of the file: ["questions", 3, "show"]. */
  readonly path: readonly (string | number)[];
  readonly values: Readonly<Record<string, string | number>>;
}

type Path = readonly (string | number)[];
type Values = SurveyFault["values"];

const needsScale = ["rating", "matrix", "pair"];
const needsOptions = ["single", "multiple", "ranking"];
/** Which keys a type reads, beside those that all read. */
const ownKeys: Readonly<Record<string, readonly string[]>> = {
  scale: ["rating", "nps", "effort", "matrix", "pair", "number"],
  options: needsOptions,
  items: ["matrix"],
  expected: ["pair"],
  perceived: ["pair"],
  ask: ["pair"],
  maxLength: ["text"],
  order: [...needsOptions, "matrix"],
  values: ["hidden"],
};

/**
 * Everything in a survey that would fail at the respondent or at the report.
 *
 * For      `npm run check`; the settings reader turns each path into line and column.
 * Takes    a survey that passed `surveySchema`, the locales of the site, and those of surveys:
 *          where one text is in one of these, all are.
 * Gives    faults in the order of the file; none when the survey can be published.
 */
export function surveyFaults(
  survey: SurveyDefinition,
  locales: readonly string[],
  offered: readonly string[] = [],
): readonly SurveyFault[] {
  const conditions = survey.questions.flatMap((question, index) =>
    showFaults(survey, question, index),
  );
  return [
    ...textFaults(survey, [], locales),
    ...textFaults(
      survey,
      [],
      offered.filter((each) => !locales.includes(each) && speaks(survey, each)),
    ),
    ...survey.questions.flatMap((question, index) => [
      ...idFaults(survey, question, index),
      ...shapeFaults(question, index),
      ...conditions.filter(({ path }) => path[1] === index),
    ]),
    ...standingFaults(survey),
    ...wayFaults(survey, conditions.length === 0),
    ...blockFaults(survey),
    ...columnFaults(survey),
  ];
}

/** A text that lacks a listed locale, wherever in the file it stands. */
function textFaults(value: unknown, path: Path, locales: readonly string[]): SurveyFault[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) {
    return value.flatMap((inner, index) => textFaults(inner, [...path, index], locales));
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, key];
    if (key === "rule") return [];
    if (!isText(key, path)) return textFaults(inner, here, locales);
    return locales
      .filter((locale) => !(inner as Localised)[locale]?.trim())
      .map((locale) => fault("translation-missing", here, { locale, text: here.join(".") }));
  });
}

/** Whether any of its texts is in this language. */
function speaks(value: unknown, locale: string): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, inner]) => key === locale || speaks(inner, locale));
}

function isText(key: string, path: Path): boolean {
  const parent = path.at(-1);
  if (parent === "labels") return true;
  if (parent === "ask") return key === "expected" || key === "perceived";
  if (key === "na") return parent !== "scale";
  return ["title", "intro", "thanks", "hint", "short", "missing"].includes(key);
}

/** Days the wrong way round, and a quota of what no link says. */
function standingFaults({ opens, closes, quota, questions }: SurveyDefinition): SurveyFault[] {
  const faults: SurveyFault[] = [];
  if (opens !== undefined && closes !== undefined && closes < opens) {
    faults.push(fault("survey-never-open", ["closes"], { opens, closes }));
  }
  const { of } = quota ?? {};
  const isHidden = questions.some(({ id, type }) => id === of && type === "hidden");
  if (of !== undefined && !isHidden) {
    faults.push(fault("quota-question-unknown", ["quota", "of"], { question: of }));
  }
  return faults;
}

function idFaults(survey: SurveyDefinition, question: Question, index: number): SurveyFault[] {
  const faults: SurveyFault[] = [];
  const path: Path = ["questions", index, "id"];
  const { id, type } = question;
  if (survey.questions.findIndex((other) => other.id === id) < index) {
    faults.push(fault("question-repeated", path, { id }));
  }
  const isLink = type === "hidden" && linkColumns.includes(id);
  const isCanonical = (responseColumns as readonly string[]).includes(id);
  const isDesign = designQuestions(survey).some((cell) => cell.id === id);
  const isEnd = id === "end" && survey.questions.some(({ goto }) => goto !== undefined);
  if ((isCanonical && !isLink) || isDesign || isEnd || id in Object.prototype) {
    faults.push(fault("question-id-reserved", path, { id }));
  }
  for (const key of ["options", "items"] as const) {
    const ids = (question[key] ?? []).map((part) => part.id);
    ids.forEach((part, at) => {
      const where: Path = ["questions", index, key, at, "id"];
      if (ids.indexOf(part) < at) {
        faults.push(fault("part-repeated", where, { id: part, question: id }));
      }
      if (part in Object.prototype) faults.push(fault("question-id-reserved", where, { id: part }));
    });
  }
  return faults;
}

function shapeFaults(question: Question, index: number): SurveyFault[] {
  const at = (key: string): Path => ["questions", index, key];
  const values = { question: question.id, type: question.type };
  const faults: SurveyFault[] = [];
  if (needsScale.includes(question.type) && question.scale === undefined) {
    faults.push(fault("scale-missing", at("type"), values));
  }
  if (needsOptions.includes(question.type) && (question.options ?? []).length < 2) {
    faults.push(fault("options-missing", at("type"), values));
  }
  if (question.type === "matrix" && (question.items ?? []).length === 0) {
    faults.push(fault("items-missing", at("type"), values));
  }
  for (const [key, types] of Object.entries(ownKeys)) {
    const isGiven = question[key as keyof Question] !== undefined;
    if (isGiven && !types.includes(question.type)) {
      faults.push(fault("question-setting-unused", at(key), { ...values, key }));
    }
  }
  return [...faults, ...otherFaults(question, index), ...scaleFaults(question, index)];
}

/** One's own words go with one option of a choice. */
function otherFaults({ id, type, options = [] }: Question, index: number): SurveyFault[] {
  const others = options.flatMap(({ other }, at) => (other === true ? [at] : []));
  const stray = type === "ranking" ? others : others.slice(1);
  return stray.map((at) =>
    fault("other-stray", ["questions", index, "options", at, "other"], { question: id, type }),
  );
}

function scaleFaults(question: Question, index: number): SurveyFault[] {
  const given = question.scale;
  if (given === undefined) return [];
  const path: Path = ["questions", index, "scale"];
  const { min, max, na = [], labels = {} } = given;
  const values = { question: question.id, min, max };
  if (min >= max) return [fault("scale-empty", path, values)];
  const faults: SurveyFault[] = [];
  if (question.type === "nps" && (min !== 0 || max !== 10)) {
    faults.push(fault("nps-scale", path, values));
  }
  const overlap = na.find((code) => code >= min && code <= max);
  if (overlap !== undefined) {
    faults.push(fault("scale-na-inside", [...path, "na"], { ...values, code: overlap }));
  }
  const { min: low, max: high } = scaleOf(question) ?? given;
  const isPoint = (point: number) =>
    Number.isInteger(point) && ((point >= low && point <= high) || na.includes(point));
  for (const key of Object.keys(labels)) {
    if (!isPoint(Number(key))) {
      faults.push(
        fault("scale-label-unknown", [...path, "labels", key], { ...values, point: key }),
      );
    }
  }
  return faults;
}

/** Two questions that would write into one column. */
function columnFaults(survey: SurveyDefinition): SurveyFault[] {
  const owners = new Map<string, Question>();
  const isWritten = (question: Question) => survey.questions.includes(question);
  return answerColumns(survey).flatMap(({ name, question }) => {
    const owner = owners.get(name) ?? question;
    owners.set(name, question);
    // One id twice is reported where the ids are.
    const isTwin = owner.id === question.id && isWritten(owner) && isWritten(question);
    const isReserved =
      name !== question.id && (responseColumns as readonly string[]).includes(name);
    if ((owner === question || isTwin) && !isReserved) return [];
    // One's own words have no place of their own in the file: their question has.
    const index = survey.questions.findIndex(
      (each) => each === question || otherName(each) === question.id,
    );
    // So have blocks and seed; a question of that name is reported where the ids are.
    if (index < 0) return [];
    const path: Path = ["questions", index, "id"];
    return isReserved
      ? [fault("question-id-reserved", path, { id: name })]
      : [fault("question-column-repeated", path, { name, other: owner.id })];
  });
}

function fault(code: string, path: Path, values: Values): SurveyFault {
  return { code, path, values };
}
