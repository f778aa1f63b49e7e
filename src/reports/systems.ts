import { figureKey } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import { localisedText } from "../words/words.ts";
import type { Report, Section, TableRow } from "./report.ts";
import { finishReport, wordsOnly } from "./report-frame.ts";
import { clauses, print, type Story } from "./story.ts";
import type { SystemStatus } from "./system-status.ts";

/** Systems (系统一览): every system of the articles, where it stands and what it comes to here. */
export function systemsReport(
  story: Story,
  systems: readonly SystemStatus[],
  reports: readonly Report[],
): Report {
  const { words } = story;
  const computed = systems.filter(({ status }) => status === "computed").length;
  const values = { computed, all: systems.length, missing: systems.length - computed };
  const pages = [...Map.groupBy(systems, ({ page }) => page)];
  return finishReport(story, {
    id: "systems",
    inMenu: false,
    kicker: [],
    finding: {
      clauses: clauses(
        words.t(`reports.systems.finding.${values.missing === 0 ? "all" : "some"}`, values),
      ),
      tone: "data",
      kind: "level",
      figures: [],
    },
    lead: words.rich("reports.systems.lead", values),
    hero: null,
    parts: [
      articleSection(story),
      ...pages.map(([page, own]) =>
        pageSection(
          story,
          own,
          reports.find(({ id }) => id === page),
        ),
      ),
    ].map(wordsOnly),
    figures: systems.flatMap((system) => keyOfSystem(story, system) ?? []),
    methods: [],
    caveats: [],
  });
}

/** The articles by the numbers under which they are quoted. */
function articleSection({ words }: Story): Section {
  return {
    id: "articles",
    head: words.t("reports.systems.articles"),
    sub: null,
    blocks: [
      {
        kind: "prose",
        paragraphs: ["000", "001", "002", "003", "004"].map((article) =>
          words.rich("reports.systems.article-row", {
            article,
            title: words.t(`reports.systems.article.${article}`),
          }),
        ),
      },
    ],
  };
}

function pageSection(
  story: Story,
  systems: readonly SystemStatus[],
  report: Report | undefined,
): Section {
  const { words } = story;
  const page = systems[0]?.page ?? "";
  return {
    id: `page-${page}`,
    head: report?.name ?? page,
    sub: null,
    blocks: [
      {
        kind: "table",
        table: {
          id: `systems-${page}`,
          columns: [
            { key: "id", title: words.t("reports.systems.number"), kind: "number", phone: "none" },
            { key: "name", title: words.t("reports.systems.system"), kind: "words", phone: "main" },
            {
              key: "quote",
              title: words.t("reports.systems.quote"),
              kind: "words",
              phone: "aside",
            },
            { key: "here", title: words.t("reports.systems.here"), kind: "words", phone: "aside" },
            { key: "figures", title: words.t("reports.how.ids"), kind: "words", phone: "none" },
          ],
          rows: systems.map((system) => systemRow(story, system, report)),
        },
      },
    ],
  };
}

function systemRow(story: Story, system: SystemStatus, report: Report | undefined): TableRow {
  const { words, locale } = story;
  const name = localisedText(system.names, locale);
  const needs = system.needs
    .map((table) => words.t(`reports.table.${table}`))
    .join(words.t("reports.list-gap"));
  const cells = {
    id: String(system.id),
    name,
    quote: words.t("reports.systems.quoted", {
      quote: system.quote,
      articles: system.articles.join(words.t("reports.list-gap")),
    }),
    here:
      system.status === "computed"
        ? hereText(story, system, report)
        : needs === ""
          ? words.t("reports.systems.too-little")
          : words.t("reports.needs", { table: needs }),
    figures: system.figures.join(words.t("reports.list-gap")),
  };
  return {
    cells,
    raw: cells,
    href: `${story.href(`reports/${system.page}/`)}${anchorOf(system, report)}`,
    ...(system.status === "computed" ? {} : { state: "missing" as const }),
  };
}

/**
 * Where on its page most figures of the system stand, the first such place where several do:
 * a section, or the top of the page, where its picture prints what no section does.
 */
function anchorOf({ figures }: SystemStatus, report: Report | undefined): string {
  const counts = new Map<string, number>();
  const atTop = report === undefined || report.hero === null ? [] : report.figures;
  const above = new Set(atTop.map((key) => key.split("@")[0]));
  for (const figure of figures) {
    for (const place of report?.places[figure] ?? (above.has(figure) ? [""] : [])) {
      if (place !== "next") counts.set(place, (counts.get(place) ?? 0) + 1);
    }
  }
  const [best] = [...counts].toSorted(([, a], [, b]) => b - a);
  return best === undefined || best[0] === "" ? "" : `#${best[0]}`;
}

/** The first figure of a system at the whole; where it has levels only, what its place on the page found. */
function hereText(story: Story, system: SystemStatus, report: Report | undefined): string {
  const { words, book } = story;
  const id = system.figures[0] as FigureId;
  const figure = book.get(id);
  if (figure.value === null) return headOf(system, report) ?? words.t(`figures.${id}.name`);
  const { text, range, state } = print(story, figure);
  const firm = range === "" ? text : `${text}${words.t("reports.range-in", { range })}`;
  return words.t("reports.labelled", {
    label: words.t(`figures.${id}.name`),
    value:
      state === "thin"
        ? `${words.t("reports.state.thin")}${words.t("reports.range-in", { range })}`
        : firm,
  });
}

function headOf(system: SystemStatus, report: Report | undefined): string | null {
  const anchor = anchorOf(system, report).slice(1);
  if (anchor === "numbers") return null;
  const head = report?.sections.find(({ id }) => id === anchor)?.head ?? report?.finding;
  if (head === undefined || head === "") return null;
  return typeof head === "string" ? head : head.clauses.join("");
}

function keyOfSystem(story: Story, { status, figures: [id] }: SystemStatus): string | null {
  if (status !== "computed" || id === undefined) return null;
  return story.book.get(id as FigureId).value === null ? null : figureKey(id);
}
