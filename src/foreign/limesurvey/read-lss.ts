/** The .lss file of LimeSurvey 3 to 6: tables of its database as XML, texts beside them or in `_l10ns`. */
import { readXml, type XmlFault } from "../read-xml.ts";
import type { LimeGroup, LimePart, LimeQuestion, LimeSurvey, LimeTexts } from "./lime-survey.ts";

interface Row {
  readonly line: number;
  readonly cell: (field: string) => string;
}
type Tables = ReadonlyMap<string, readonly Row[]>;

/** Tables whose rows change who is asked. */
const listed = ["quota", "assessments", "conditions"];

/**
 * Reads the tables of an .lss file.
 *
 * Gives    a fault with line and column where it is no XML; null where it has no questions.
 */
export function readLss(xml: string): LimeSurvey | XmlFault | null {
  const tables = tablesOf(xml);
  if ("reason" in tables) return tables;
  const rows = (name: string) => tables.get(name) ?? [];
  if (rows("questions").length === 0) return null;
  const [settings] = rows("surveys");
  const language = settings?.cell("language") ?? "";
  const texts = (field: string) =>
    textsOf(rows("surveys_languagesettings"), { language: "surveyls_language", text: field });
  return {
    language: language || (rows("questions")[0]?.cell("language") ?? ""),
    title: texts("surveyls_title"),
    intro: texts("surveyls_welcometext"),
    thanks: texts("surveyls_endtext"),
    groups: groupsOf(tables),
    settings: listed.filter((name) => rows(name).length > 0),
  };
}

function tablesOf(xml: string): Tables | XmlFault {
  const tables = new Map<string, Row[]>();
  const path: string[] = [];
  let cells = new Map<string, string>();
  let line = 0;
  const fault = readXml(xml, {
    open: (name, _, place) => {
      path.push(name);
      if (path.length === 4 && path[2] === "rows" && name === "row") {
        cells = new Map();
        line = place.line;
      }
    },
    text: (text) => {
      const name = path[4];
      if (path.length !== 5 || path[3] !== "row" || name === undefined) return;
      cells.set(name, (cells.get(name) ?? "") + text);
    },
    close: () => {
      const table = path[1];
      if (path.length === 4 && path[2] === "rows" && path[3] === "row" && table !== undefined) {
        const own = cells;
        const row: Row = { line, cell: (field) => (own.get(field) ?? "").trim() };
        const rows = tables.get(table) ?? [];
        rows.push(row);
        tables.set(table, rows);
      }
      path.pop();
    },
  });
  return fault ?? tables;
}

function textsOf(
  rows: readonly Row[],
  { language, text }: { readonly language: string; readonly text: string },
): LimeTexts {
  const texts = new Map<string, string>();
  for (const row of rows) {
    if (row.cell(text) !== "") texts.set(row.cell(language), row.cell(text));
  }
  return texts;
}

function grouped(rows: readonly Row[], field: string): ReadonlyMap<string, readonly Row[]> {
  return Map.groupBy(rows, (row) => row.cell(field));
}

/** Rows of the table itself (one a language before version 4) and those of its texts (since then). */
function withTexts(tables: Tables, table: string, texts: string, key: string) {
  const own = grouped(tables.get(table) ?? [], key);
  const apart = grouped(tables.get(texts) ?? [], key);
  const text = (id: string, field: string) =>
    textsOf([...(own.get(id) ?? []), ...(apart.get(id) ?? [])], {
      language: "language",
      text: field,
    });
  return { ids: [...own.keys()], first: (id: string) => own.get(id)?.[0], text };
}

function inOrder<T extends { readonly order: number }>(list: readonly T[]): readonly T[] {
  return list.toSorted((one, other) => one.order - other.order);
}

function groupsOf(tables: Tables): readonly LimeGroup[] {
  const groups = withTexts(tables, "groups", "group_l10ns", "gid");
  const questions = Map.groupBy(questionsOf(tables), ({ gid }) => gid);
  const known = groups.ids.map((gid) => {
    const row = groups.first(gid);
    return {
      gid,
      order: Number(row?.cell("group_order")) || 0,
      place: `:${row?.line ?? 1}`,
      name: groups.text(gid, "group_name"),
      description: groups.text(gid, "description"),
      relevance: row?.cell("grelevance") ?? "",
      questions: inOrder(questions.get(gid) ?? []),
    };
  });
  return inOrder(known);
}

function questionsOf(tables: Tables): readonly (LimeQuestion & { gid: string; order: number })[] {
  const questions = withTexts(tables, "questions", "question_l10ns", "qid");
  const attributes = grouped(tables.get("question_attributes") ?? [], "qid");
  const parts = partsOf(tables);
  const answers = answersOf(tables);
  return questions.ids.flatMap((qid) => {
    const row = questions.first(qid);
    if (row === undefined || !/^0?$/u.test(row.cell("parent_qid"))) return [];
    return [
      {
        gid: row.cell("gid"),
        order: Number(row.cell("question_order")) || 0,
        place: `:${row.line}`,
        code: row.cell("title"),
        type: row.cell("type"),
        text: questions.text(qid, "question"),
        help: questions.text(qid, "help"),
        relevance: row.cell("relevance"),
        isMandatory: row.cell("mandatory") === "Y",
        hasOther: row.cell("other") === "Y",
        attributes: new Map([
          ...(row.cell("preg") === "" ? [] : [["preg", row.cell("preg")] as const]),
          ...(attributes.get(qid) ?? []).map(
            (each) => [each.cell("attribute"), each.cell("value")] as const,
          ),
        ]),
        parts: parts.get(qid) ?? [],
        answers: answers.get(qid) ?? [],
        oldName: `${row.cell("sid")}X${row.cell("gid")}X${qid}`,
      },
    ];
  });
}

type Ordered = LimePart & { readonly parent: string; readonly order: number };

function byParent(list: readonly Ordered[]): ReadonlyMap<string, readonly LimePart[]> {
  return Map.groupBy(inOrder(list), ({ parent }) => parent);
}

/** Subquestions stand in a table of their own, with their texts where questions have theirs. */
function partsOf(tables: Tables): ReadonlyMap<string, readonly LimePart[]> {
  const parts = withTexts(tables, "subquestions", "question_l10ns", "qid");
  return byParent(
    parts.ids.flatMap((qid) => {
      const row = parts.first(qid);
      if (row === undefined) return [];
      return [
        {
          parent: row.cell("parent_qid"),
          code: row.cell("title"),
          text: parts.text(qid, "question"),
          scale: Number(row.cell("scale_id")) || 0,
          order: Number(row.cell("question_order")) || 0,
        },
      ];
    }),
  );
}

/** Before version 4 an answer has no id: question, scale and code name it. */
function answersOf(tables: Tables): ReadonlyMap<string, readonly LimePart[]> {
  const texts = grouped(tables.get("answer_l10ns") ?? [], "aid");
  const rows = Map.groupBy(tables.get("answers") ?? [], (row) =>
    ["qid", "scale_id", "code"].map((field) => row.cell(field)).join("\0"),
  );
  return byParent(
    [...rows.values()].flatMap((same) => {
      const [row] = same;
      if (row === undefined) return [];
      const apart = row.cell("aid") === "" ? [] : (texts.get(row.cell("aid")) ?? []);
      return [
        {
          parent: row.cell("qid"),
          code: row.cell("code"),
          text: textsOf([...same, ...apart], { language: "language", text: "answer" }),
          scale: Number(row.cell("scale_id")) || 0,
          order: Number(row.cell("sortorder")) || 0,
        },
      ];
    }),
  );
}
