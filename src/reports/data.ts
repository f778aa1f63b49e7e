import { problemOf, type ProblemValues } from "../errors.ts";
import type { Facts, ProblemCount } from "../warehouse/facts.ts";
import { count, dayName, decimal } from "../words/numbers.ts";
import type { ListItem, Report, Section, TableModel } from "./report.ts";
import { nameList } from "./name-list.ts";
import { finishReport, wordsOnly } from "./report-frame.ts";
import { clauses, print, type Story } from "./story.ts";
import { keyOf } from "./tables.ts";

const known = ["transactions", "customers", "responses", "cases", "costs"] as const;

/** Reports that cannot be told without a table, by table. */
const needs: Readonly<Record<string, readonly string[]>> = {
  transactions: ["loyalty", "value", "lifecycle", "equity", "invest"],
  customers: ["lifecycle", "equity", "journey"],
  responses: ["satisfaction", "loyalty", "trust", "divergences", "chain"],
  cases: ["feedback", "trust", "co-creation"],
  costs: ["equity", "invest"],
};

/** Data (数据质量): what was read, what was left out and why, what cannot be said, what is hidden. */
export function dataReport(story: Story, facts: Facts): Report {
  const { words, locale, book } = story;
  const rows = facts.files.reduce((sum, file) => sum + file.rows, 0);
  const left = facts.files.reduce((sum, file) => sum + file.rejected, 0);
  const missing = known.filter((table) => !facts.tables.has(table));
  const values = {
    share: decimal(
      rows + left === 0 ? 100 : (rows / (rows + left)) * 100,
      left === 0 ? 0 : 1,
      locale,
    ),
    missing: missing.length,
    left: count(left, locale),
    lost: left,
    rows,
    files: facts.files.length,
  };
  const key =
    rows + left === 0
      ? "empty"
      : left > 0
        ? "left-out"
        : missing.length > 0
          ? "missing"
          : "complete";
  const joined = joinSection(story);
  return finishReport(story, {
    id: "data",
    kicker:
      facts.asOf === null
        ? []
        : [words.t("reports.data.as-of", { day: dayName(facts.asOf, locale) })],
    finding: {
      clauses: clauses(words.t(`reports.data.finding.${key}`, values)),
      tone: left > 0 ? "bad" : "data",
      kind: "level",
      figures: [],
    },
    lead: words.rich("reports.data.lead", values),
    hero: null,
    parts: [
      ...(facts.files.length === 0 ? [] : [fileSection(story, facts)]),
      ...problemSections(story, facts),
      ...(joined === null ? [] : [joined]),
      ...absentSection(story, missing),
      ...hiddenSection(story),
      digestSection(story, facts),
    ].map(wordsOnly),
    figures: book.figures.filter(({ id }) => id.startsWith("data.")).map(keyOf),
    methods: [],
    caveats: [],
  });
}

function fileSection(story: Story, facts: Facts): Section {
  const { words, locale } = story;
  const table: TableModel = {
    id: "data-files",
    columns: [
      { key: "table", title: words.t("reports.data.table"), kind: "words" },
      { key: "file", title: words.t("reports.data.file"), kind: "words", phone: "aside" },
      { key: "rows", title: words.t("reports.data.rows"), kind: "number", phone: "main" },
      { key: "rejected", title: words.t("reports.data.rejected"), kind: "number", phone: "aside" },
      { key: "state", title: words.t("reports.data.state"), kind: "words", phone: "aside" },
      { key: "sha256", title: words.t("reports.data.hash"), kind: "words", phone: "none" },
    ],
    rows: facts.files.map((file) => {
      const state = file.sameAs !== null ? "same" : file.rejected > 0 ? "partly" : "all";
      return {
        cells: {
          table: words.t(`reports.table.${file.table}`),
          file: file.path,
          rows: count(file.rows, locale),
          rejected: count(file.rejected, locale),
          state: words.t(`reports.data.states.${state}`, { file: file.sameAs ?? "" }),
          sha256: file.sha256.slice(0, 12),
        },
        raw: {
          table: file.table,
          file: file.path,
          rows: file.rows,
          rejected: file.rejected,
          state,
          sha256: file.sha256,
        },
      };
    }),
  };
  return {
    id: "files",
    head: words.t("reports.data.files-head", { files: facts.files.length }),
    sub: null,
    blocks: [{ kind: "table", table }],
  };
}

function problemSections(story: Story, facts: Facts): Section[] {
  const { words } = story;
  const section = (id: string, counts: readonly ProblemCount[]): Section[] =>
    counts.length === 0
      ? []
      : [
          {
            id,
            head: words.t(`reports.data.${id}-head`, { kinds: counts.length }),
            sub: null,
            blocks: [
              {
                kind: "problems",
                items: counts.slice(0, 20).map((each) => {
                  const { code, where, values: told } = problemOf(each);
                  const values = withoutCells(told);
                  return {
                    where,
                    what: words.t(`problems.${code}.what`, values),
                    todo: words.t(`problems.${code}.do`, values),
                  };
                }),
              },
            ],
          },
        ];
  return [...section("left-out", facts.leftOut), ...section("remarks", facts.remarks)];
}

/** What stands in a cell may be anybody's: the page says where, and the company's own list says what. */
function withoutCells(values: ProblemValues): ProblemValues {
  const cells = new Set(["value", "text", "opened"]);
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, cells.has(key) ? "…" : value]),
  );
}

/** Answers that stand alone: without a customer id, or with one that no other table knows. */
function joinSection(story: Story): Section | null {
  const { book, words } = story;
  const rows = book.get("data.responses.rows");
  if (rows.value === null || rows.value === 0) return null;
  const items: ListItem[] = (
    ["data.responses.anonymous", "data.responses.unjoined", "data.responses.suspect"] as const
  ).map((id) => ({
    state: "firm",
    text: words.t(`reports.data.${id.split(".").at(-1)}`, { n: print(story, book.get(id)).text }),
    sub: words.t(`reports.data.${id.split(".").at(-1)}-sub`),
  }));
  return {
    id: "joined",
    head: words.t("reports.data.joined-head", { n: print(story, rows).text }),
    sub: null,
    blocks: [{ kind: "list", items }],
  };
}

function absentSection(story: Story, missing: readonly string[]): readonly Section[] {
  const { words } = story;
  const items: ListItem[] = missing.map((table) => ({
    state: "missing",
    text: words.t("reports.data.needs", {
      table: words.t(`reports.table.${table}`),
      reports: nameList(
        words,
        (needs[table] ?? []).map((report) => words.t(`reports.${report}.name`)),
      ),
    }),
    sub: words.t("reports.data.put-it", { folder: `data/${table}` }),
  }));
  return listSection(story, "missing", items);
}

function hiddenSection(story: Story): readonly Section[] {
  const { book, words, site } = story;
  const groups = (why: string) =>
    new Set(
      book.figures
        .filter(({ suppressed }) => suppressed === why)
        .map(({ by, period }) => JSON.stringify([by, period])),
    ).size;
  const small = groups("small-group");
  const paired = groups("complementary");
  const k = { k: site.k.customer, employees: site.k.employee };
  const items = (["small", "paired"] as const)
    .map((why) => ({ why, n: why === "small" ? small : paired }))
    .filter(({ n }) => n > 0)
    .map(({ why, n }): ListItem => ({
      state: "hidden",
      text: words.t(`reports.data.${why}`, { n, ...(why === "small" ? k : {}) }),
      sub: words.t(`reports.data.${why}-sub`),
    }));
  return listSection(story, "hidden", items);
}

/** None where nothing stands in the list. */
function listSection(
  { words }: Story,
  id: "missing" | "hidden",
  items: readonly ListItem[],
): readonly Section[] {
  if (items.length === 0) return [];
  return [
    {
      id,
      head: words.t(`reports.data.${id}-head`),
      sub: null,
      pair: "said",
      blocks: [{ kind: "list", items }],
    },
  ];
}

function digestSection(story: Story, facts: Facts): Section {
  const { words } = story;
  return {
    id: "digest",
    head: words.t("reports.data.digest-head"),
    sub: null,
    blocks: [
      {
        kind: "prose",
        paragraphs: [words.rich("reports.data.digest", { digest: facts.digest.slice(0, 16) })],
      },
    ],
  };
}
