/** The question columns of a survey's answers, and what a cell of each may say. */
import type { Question, Scale, SurveyDefinition } from "../survey/definition.ts";
import { recordedQuestions } from "../survey/recorded.ts";
import { withEarlier } from "../survey/version-changes.ts";
import {
  choiceReader,
  quotedList,
  readFreeText,
  readNumber,
  shown,
  trimmed,
  type CellReader,
} from "../tables/cell.ts";
import { dayReader, timeReader } from "../tables/local-time.ts";

export interface AnswerField {
  readonly name: string;
  readonly kind: "number" | "text";
  /** A column that a file must have: its question is required and always shown. */
  readonly required: boolean;
  readonly read: CellReader;
}

/** One field for each column that the files of a survey may have, in any of its versions. */
export function answerFields(survey: SurveyDefinition, timeZone: string): readonly AnswerField[] {
  return recordedQuestions(withEarlier(survey)).flatMap((question) => fieldsOf(question, timeZone));
}

/** Contact details are pulled to worklists only and never stand among answers. */
export function contactColumns(survey: SurveyDefinition): readonly string[] {
  return withEarlier(survey)
    .questions.filter(({ type }) => type === "contact")
    .map(({ id }) => id);
}

function fieldsOf(question: Question, timeZone: string): AnswerField[] {
  const { id, type } = question;
  const required =
    question.required === true && question.show === undefined && question.block === undefined;
  const field = (name: string, kind: AnswerField["kind"], read: CellReader): AnswerField => ({
    name,
    kind,
    required,
    read,
  });
  switch (type) {
    case "rating":
    case "effort":
    case "number":
      return [field(id, "number", scoreReader(question.scale, type === "number"))];
    case "nps":
      return [field(id, "number", scoreReader(question.scale ?? { min: 0, max: 10 }, false))];
    case "single":
      return [field(id, "text", choiceReader((question.options ?? []).map((option) => option.id)))];
    case "multiple":
    case "ranking":
      return [field(id, "text", listReader((question.options ?? []).map((option) => option.id)))];
    case "matrix":
      return matrixFields(question, field);
    case "pair":
      return [question.expected ?? `${id}_expected`, question.perceived ?? `${id}_perceived`].map(
        (name) => field(name, "number", scoreReader(question.scale, false)),
      );
    case "date":
      return [field(id, "text", dayReader(timeReader(timeZone)))];
    case "text":
    case "consent":
    case "hidden":
      return [field(id, "text", readFreeText)];
    case "contact":
    case "note":
      return [];
  }
}

function matrixFields(
  { id, items = [], options, scale }: Question,
  field: (name: string, kind: AnswerField["kind"], read: CellReader) => AnswerField,
): AnswerField[] {
  return items.map((item) =>
    scale === undefined && options !== undefined
      ? field(`${id}_${item.id}`, "text", choiceReader(options.map((option) => option.id)))
      : field(`${id}_${item.id}`, "number", scoreReader(scale, false)),
  );
}

/** A point of the scale, or a code that means "does not apply" and reads as no answer. */
function scoreReader(scale: Scale | undefined, isFree: boolean): CellReader {
  const na = new Set(scale?.na ?? []);
  return (text) => {
    const cell = readNumber(text);
    if (typeof cell !== "string") {
      if (cell === null) return null;
      return { code: "score-unreadable", values: cell.values };
    }
    const score = Number(cell);
    if (na.has(score)) return null;
    if (scale === undefined) return cell;
    if (score < scale.min || score > scale.max || (!isFree && !Number.isInteger(score))) {
      const values = { value: shown(trimmed(text)), min: scale.min, max: scale.max };
      return { code: "answer-off-scale", values };
    }
    return cell;
  };
}

/** Options joined by `|`, each once. */
function listReader(options: readonly string[]): CellReader {
  const known = new Set(options);
  return (text) => {
    const ids = text
      .split("|")
      .map((part) => trimmed(part))
      .filter((part) => part !== "");
    if (ids.length === 0) return null;
    const stray = ids.find((id) => !known.has(id));
    if (stray !== undefined) {
      return {
        code: "option-unknown",
        values: { value: shown(stray), options: quotedList(options) },
      };
    }
    const repeated = ids.find((id, at) => ids.indexOf(id) < at);
    if (repeated !== undefined) {
      return { code: "option-repeated", values: { value: shown(repeated) } };
    }
    return ids.join("|");
  };
}
