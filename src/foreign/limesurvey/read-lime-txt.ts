/**
 * The tab separated survey structure of LimeSurvey: a row a setting (S, SL), group (G), question
 * (Q), subquestion (SQ) and answer (A); all of it once in each language, the main one first.
 */
import type { Sheet, SheetRow } from "../sheet.ts";
import type { LimeGroup, LimePart, LimeQuestion, LimeSurvey } from "./lime-survey.ts";

const columns = new Set([
  "id",
  "related_id",
  "class",
  "type/scale",
  "name",
  "relevance",
  "text",
  "help",
  "language",
  "validation",
  "mandatory",
  "encrypted",
  "other",
  "default",
  "same_default",
]);

type Growing<T> = { -readonly [K in keyof T]: T[K] };
type Texts = Map<string, string>;

interface Question extends Growing<Omit<LimeQuestion, "text" | "help" | "parts" | "answers">> {
  readonly text: Texts;
  readonly help: Texts;
  readonly parts: Part[];
  readonly answers: Part[];
  /** Parts and answers by what they are, scale and code. */
  readonly known: Map<string, Part>;
}
interface Part extends Growing<Omit<LimePart, "text">> {
  readonly text: Texts;
}
interface Group extends Growing<Omit<LimeGroup, "name" | "description" | "questions">> {
  readonly name: Texts;
  readonly description: Texts;
  readonly questions: Question[];
}

interface Reading {
  readonly groups: Group[];
  readonly questions: Map<string, Question>;
  readonly settings: Map<string, string>;
  readonly texts: Map<string, Texts>;
  readonly listed: Set<string>;
  /** The group and the question that rows belong to, by language. */
  readonly at: Map<string, { group: number; question: Question | null }>;
}

/** Null where there is no column "class", or no question. */
export function readLimeTxt(sheet: Sheet): LimeSurvey | null {
  if (!sheet.head.some((name) => name.toLowerCase() === "class")) return null;
  const reading: Reading = {
    groups: [],
    questions: new Map(),
    settings: new Map(),
    texts: new Map(),
    listed: new Set(),
    at: new Map(),
  };
  const attributes = sheet.head.filter((name) => name !== "" && !columns.has(name.toLowerCase()));
  for (const row of sheet.rows) readRow(reading, row, attributes);
  if (reading.questions.size === 0) return null;
  const text = (name: string) => reading.texts.get(name) ?? new Map<string, string>();
  return {
    language: reading.settings.get("language") ?? [...reading.at.keys()][0] ?? "",
    title: text("surveyls_title"),
    intro: text("surveyls_welcometext"),
    thanks: text("surveyls_endtext"),
    groups: reading.groups,
    settings: [...reading.listed],
  };
}

function readRow(reading: Reading, row: SheetRow, attributes: readonly string[]): void {
  const { settings, texts, listed } = reading;
  const [name, text, language] = [row.cell("name"), row.cell("text"), row.cell("language")];
  switch (row.cell("class")) {
    case "S":
      settings.set(name, text);
      break;
    case "SL":
      texts.set(name, (texts.get(name) ?? new Map<string, string>()).set(language, text));
      break;
    case "G":
      readGroup(reading, row);
      break;
    case "Q":
      readQuestion(reading, row, attributes);
      break;
    case "SQ":
      readPart(reading, row, "parts");
      break;
    case "A":
      readPart(reading, row, "answers");
      break;
    case "QTA":
      listed.add("quota");
      break;
    case "AS":
      listed.add("assessments");
      break;
  }
}

/** Names of groups are texts: the third group of one language is the third of each. */
function readGroup({ groups, at }: Reading, row: SheetRow): void {
  const language = row.cell("language");
  const group = (at.get(language)?.group ?? -1) + 1;
  at.set(language, { group, question: null });
  const known = groups[group] ?? {
    place: `:${row.line}`,
    name: new Map(),
    description: new Map(),
    relevance: row.cell("relevance"),
    questions: [],
  };
  groups[group] = known;
  put(known.name, language, row.cell("name"));
  put(known.description, language, row.cell("text"));
}

function readQuestion(reading: Reading, row: SheetRow, attributes: readonly string[]): void {
  const { groups, questions, at } = reading;
  const [language, code] = [row.cell("language"), row.cell("name")];
  const place = at.get(language) ?? { group: 0, question: null };
  let question = questions.get(code);
  if (question === undefined) {
    question = questionOf(row, attributes);
    questions.set(code, question);
    groups[place.group]?.questions.push(question);
    if (groups[place.group] === undefined) groups.push(groupOf(question));
  }
  at.set(language, { ...place, question });
  put(question.text, language, row.cell("text"));
  put(question.help, language, row.cell("help"));
}

function groupOf(question: Question): Group {
  const { place } = question;
  return { place, name: new Map(), description: new Map(), relevance: "", questions: [question] };
}

function questionOf(row: SheetRow, attributes: readonly string[]): Question {
  const given = attributes.flatMap((name) => {
    const value = row.cell(name);
    return value === "" ? [] : [[name, value] as const];
  });
  const preg = row.cell("validation");
  return {
    place: `:${row.line}`,
    code: row.cell("name"),
    type: row.cell("type/scale"),
    text: new Map(),
    help: new Map(),
    relevance: row.cell("relevance"),
    isMandatory: row.cell("mandatory") === "Y",
    hasOther: row.cell("other") === "Y",
    attributes: new Map([...(preg === "" ? [] : [["preg", preg] as const]), ...given]),
    parts: [],
    answers: [],
    known: new Map(),
  };
}

function readPart({ at }: Reading, row: SheetRow, list: "parts" | "answers"): void {
  const language = row.cell("language");
  const question = at.get(language)?.question;
  if (question == null) return;
  const [code, scale] = [row.cell("name"), Number(row.cell("type/scale")) || 0];
  const key = `${list}\0${scale}\0${code}`;
  let part = question.known.get(key);
  if (part === undefined) {
    part = { code, scale, text: new Map() };
    question.known.set(key, part);
    question[list].push(part);
  }
  put(part.text, language, row.cell("text"));
}

function put(texts: Texts, language: string, text: string): void {
  if (text !== "") texts.set(language, text);
}
