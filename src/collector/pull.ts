/**
 * Moves collected answers to where intake finds them. A pull writes new files and never touches
 * an old one: what it will write is decided and noted first, the file appears whole under its
 * final name, and only then is it noted as done. Killed anywhere, the next pull ends what was
 * begun; nothing is left out and nothing stands twice.
 */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { Answers } from "../survey/answers.ts";
import { flattenAnswers, linkColumns } from "../survey/columns.ts";
import type { SurveyDefinition } from "../survey/definition.ts";
import { recordedQuestions } from "../survey/recorded.ts";
import { versionOf } from "../survey/version-changes.ts";
import { csvText } from "../tables/csv-cell.ts";
import { caseColumns, caseOf } from "./open-cases.ts";
import { openAnswersFile } from "./sqlite-schema.ts";
import { isArrival } from "./store.ts";

export interface PullOptions {
  readonly data: string;
  /** For the company's own eyes: contact details go to `worklists/` below it. */
  readonly out: string;
  readonly file: string;
  readonly surveys: readonly SurveyDefinition[];
  readonly today: string;
  /** The site's own, for the clock of cases; UTC when not named. */
  readonly timeZone?: string;
  /** Called at each point where a pull may be killed; tests kill it there. */
  readonly at?: (point: "planned" | "written" | "moved" | "done") => void;
}

export interface Pulled {
  readonly survey: string;
  readonly kind: PullKind | "cases";
  readonly file: string;
  readonly rows: number;
}

type PullKind = "answers" | "contacts";

interface Plan {
  readonly file: string;
  readonly survey: string;
  readonly kind: PullKind;
  readonly first: number;
  readonly last: number;
}

/** Files written, in the order they were; empty when there was nothing new. */
export function pullAnswers(options: PullOptions): readonly Pulled[] {
  if (!existsSync(options.file)) return [];
  const database = openAnswersFile(options.file);
  try {
    for (const kind of ["answers", "contacts"] as const) planNew(database, kind, options);
    options.at?.("planned");
    return openPlans(database).flatMap((plan) => carryOut(database, plan, options));
  } finally {
    database.close();
  }
}

/** Notes, in one transaction, which rows go into which new file. */
function planNew(database: DatabaseSync, kind: PullKind, { today }: PullOptions): void {
  database.exec("BEGIN IMMEDIATE");
  const last = Number(
    database.prepare("SELECT max(last_seq) AS n FROM pulls WHERE kind = ?").get(kind)?.n ?? 0,
  );
  const fresh = database
    .prepare(
      `SELECT survey, min(seq) AS first, max(seq) AS last FROM ${kind} WHERE seq > ? GROUP BY survey ORDER BY survey`,
    )
    .all(last);
  const note = database.prepare(
    "INSERT INTO pulls (file, survey, kind, first_seq, last_seq, done) VALUES (?, ?, ?, ?, ?, 0)",
  );
  for (const { survey, first, last: end } of fresh) {
    const name = `collected-${today}-${randomBytes(4).toString("hex")}`;
    note.run(name, String(survey), kind, Number(first), Number(end));
  }
  database.exec("COMMIT");
}

function openPlans(database: DatabaseSync): readonly Plan[] {
  return database
    .prepare("SELECT file, survey, kind, first_seq, last_seq FROM pulls WHERE done = 0")
    .all()
    .map((row) => ({
      file: String(row.file),
      survey: String(row.survey),
      kind: row.kind as PullKind,
      first: Number(row.first_seq),
      last: Number(row.last_seq),
    }));
}

function carryOut(database: DatabaseSync, plan: Plan, options: PullOptions): readonly Pulled[] {
  const { survey, kind, file } = plan;
  const isAnswers = kind === "answers";
  const folder = isAnswers
    ? join(options.data, "responses", survey)
    : join(options.out, "worklists", "collected");
  const name = isAnswers ? `${file}.ndjson` : `contacts-${survey}-${file}.csv`;
  const { text, rows } = isAnswers
    ? answerText(database, plan, options)
    : contactText(database, plan);
  mkdirSync(folder, { recursive: true });
  const beside = join(folder, `.${name}.part`);
  writeFileSync(beside, text, { flush: true, ...(isAnswers ? {} : { mode: 0o600 }) });
  options.at?.("written");
  renameSync(beside, join(folder, name));
  options.at?.("moved");
  const opened = isAnswers ? openCases(database, plan, options) : [];
  database.prepare("UPDATE pulls SET done = 1 WHERE file = ?").run(file);
  options.at?.("done");
  return [{ survey, kind, file: join(folder, name), rows }, ...opened];
}

/** The worklist of cases that these answers open; written before the plan is done, once. */
function openCases(
  database: DatabaseSync,
  plan: Plan,
  { surveys, out, timeZone = "UTC" }: PullOptions,
): readonly Pulled[] {
  const contacts = database.prepare("SELECT value FROM contacts WHERE response_id = ?");
  const cases = rowsOf(database, plan).flatMap((row) => {
    const given = contacts.all(String(row.id)).map(({ value }) => String(value));
    const one = caseOf({ surveys, row, contact: given.join(" / "), timeZone });
    return one === null ? [] : [one];
  });
  if (cases.length === 0) return [];
  const folder = join(out, "worklists", "collected");
  const file = join(folder, `cases-${plan.survey}-${plan.file}.csv`);
  const beside = join(folder, `.cases-${plan.file}.part`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(beside, csvText([caseColumns, ...cases]), { mode: 0o600, flush: true });
  renameSync(beside, file);
  return [{ survey: plan.survey, kind: "cases", file, rows: cases.length }];
}

interface Written {
  readonly text: string;
  readonly rows: number;
}

function answerText(database: DatabaseSync, plan: Plan, options: PullOptions): Written {
  const survey = options.surveys.find(({ id }) => id === plan.survey);
  const lines = rowsOf(database, plan).map((row) => {
    const answers = JSON.parse(String(row.answers)) as Answers;
    const cells = cellsOf(survey, Number(row.survey_version), answers);
    return JSON.stringify({
      response_id: row.id,
      answered_at: row.received_at,
      survey_version: String(row.survey_version),
      lang: row.lang,
      suspect: row.suspect === null || isArrival(row.suspect) ? "" : "true",
      ...(isArrival(row.suspect) ? { arrived: row.suspect } : {}),
      ...withoutBadLinks(cells),
      ...(row.customer_id === null ? {} : { customer_id: row.customer_id }),
      ...(row.wave === null ? {} : { wave: row.wave }),
    });
  });
  return { text: lines.map((line) => `${line}\n`).join(""), rows: lines.length };
}

/** Columns of the version that was answered; what no survey in `content` knows stays readable. */
function cellsOf(
  survey: SurveyDefinition | undefined,
  version: number,
  answers: Answers,
): Readonly<Record<string, string>> {
  if (survey === undefined) return bareCells(answers);
  const asked = versionOf(survey, version);
  const known = new Set(recordedQuestions(asked).map(({ id }) => id));
  const strange = Object.entries(answers).filter(([id]) => !known.has(id));
  return { ...bareCells(Object.fromEntries(strange)), ...flattenAnswers(asked, answers) };
}

function bareCells(answers: Answers): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(answers).map(([id, value]) => [
      id,
      typeof value === "object" ? JSON.stringify(value) : String(value),
    ]),
  );
}

/** Anybody can write anything into a link; a wave that is no period would stop the next build. */
function withoutBadLinks(
  cells: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const wave = cells.wave ?? "";
  const isPeriod = /^\d{4}(?:-(?:Q[1-4]|0[1-9]|1[0-2]))?$/u.test(wave);
  return wave === "" || isPeriod || !linkColumns.includes("wave") ? cells : { ...cells, wave: "" };
}

function contactText(database: DatabaseSync, plan: Plan): Written {
  const head = ["response_id", "agreed_at", "consent_version", "question", "value"];
  const version = database.prepare("SELECT consent_version FROM answers WHERE id = ?");
  const rows = rowsOf(database, plan).map((row) => {
    const cells = { ...row, ...version.get(String(row.response_id)) };
    return head.map((name) => String(cells[name] ?? ""));
  });
  return { text: csvText([head, ...rows]), rows: rows.length };
}

function rowsOf(database: DatabaseSync, { kind, survey, first, last }: Plan) {
  return database
    .prepare(`SELECT * FROM ${kind} WHERE survey = ? AND seq BETWEEN ? AND ? ORDER BY seq`)
    .all(survey, first, last);
}
