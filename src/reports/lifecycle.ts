import type { Figure } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import { count, decimal } from "../words/numbers.ts";
import type { Finding } from "./finding.ts";
import { numberBlock } from "./number-block.ts";
import type { GridModel, Part, Report } from "./report.ts";
import { byStage, lifecycleSections } from "./lifecycle-sections.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import { numbersSection } from "./satisfaction.ts";
import { clauses, print, type Story } from "./story.ts";
import { figureTable, keyOf } from "./tables.ts";
import { numberStyle } from "./trend.ts";
import { tintOf } from "./value.ts";

/** Lifecycle (客户生命周期): stages, cohorts month by month, and whom to watch and to care for. */
export function lifecycleReport(story: Story): Report {
  const { book, words } = story;
  const repeat = book.get("loyalty.repeat-rate");
  if (repeat.value === null) return absentReport(story, "lifecycle", "transactions");
  const stages = stageSection(story);
  const cohorts = cohortSection(story);
  const watch = watchSection(story);
  const ids = [
    "loyalty.repeat-rate",
    "loyalty.repeat-rate-90d",
    "lifecycle.watch",
    "lifecycle.care",
  ] as const;
  const sections = [
    numbersSection(
      story,
      ids.map((id) =>
        numberBlock(story, id, id === "loyalty.repeat-rate-90d" ? {} : { period: "all" }),
      ),
    ),
    ...[watch, cohorts].filter((each) => each !== null),
    ...lifecycleSections(story),
  ];
  return finishReport(story, {
    id: "lifecycle",
    kicker: [words.t("reports.period.all")],
    finding: lifecycleFinding(story),
    lead: words.rich("reports.lifecycle.lead", {
      repeat: print(story, repeat).text,
      range: print(story, repeat).range,
      n: print(story, repeat).n,
      watch: print(story, book.get("lifecycle.watch")).text,
      care: print(story, book.get("lifecycle.care")).text,
      watch_from: story.rules.purchases.watch,
      care_from: story.rules.purchases.care,
    }),
    hero: stages?.hero ?? null,
    parts: sections,
    figures: stages?.keys ?? [],
    methods: [...ids, "lifecycle.retention", ...toldIds(story)],
    caveats: ["caveat.unfinished", "caveat.silent", "caveat.referral-named"],
  });
}

/** Figures of the sections whose base and method are explained at the end. */
function toldIds({ book }: Story): readonly FigureId[] {
  const ids = [
    "lifecycle.stage-value",
    "lifecycle.stage-days",
    "lifecycle.flow",
    "lifecycle.next-purchase",
    "lifecycle.overdue-contacted",
    "lifecycle.referred-share",
    "lifecycle.k-factor",
    "lifecycle.per-invite",
    "lifecycle.chain-depth",
    "lifecycle.first-order",
    "lifecycle.qualified",
    "lifecycle.cost-per-new",
  ] as const;
  return ids.filter((id) => book.figures.some((each) => each.id === id));
}

export function lifecycleFinding(story: Story): Finding {
  const { book, words } = story;
  const repeat = book.get("loyalty.repeat-rate");
  return {
    clauses: clauses(
      words.t("reports.lifecycle.finding", {
        value: print(story, repeat).text,
        once: decimal((1 - (repeat.value ?? 0)) * 100, 0, story.locale),
      }),
    ),
    tone: "data",
    kind: "level",
    figures: [keyOf(repeat)],
  };
}

function stageSection(story: Story): { hero: Report["hero"]; keys: readonly string[] } | null {
  const { book, words, locale } = story;
  const stages = book
    .list("lifecycle.stage", "all", ["stage"])
    .filter(({ value }) => value !== null)
    .toSorted(byStage("stage"));
  if (stages.length === 0) return null;
  const name = (each: Figure) => words.t(`reports.stage.${each.by["stage"]}`);
  return {
    hero: {
      kind: "chart",
      chart: {
        kind: "bars",
        style: numberStyle(story, "share"),
        bars: stages.map((each) => ({
          label: name(each),
          value: each.value,
          text: print(story, each).text,
          tone: each.by["stage"] === "sleeping" ? "bad" : "data",
          note: words.t("reports.base.customers", {
            n: count(Math.round((each.value ?? 0) * (each.n ?? 0)), locale),
          }),
        })),
      },
      title: words.t("reports.lifecycle.stages-title"),
      sub: null,
      caption: words.t("reports.lifecycle.stages-caption"),
      label: stages
        .map((each) =>
          words.t("reports.labelled", { label: name(each), value: print(story, each).text }),
        )
        .join(words.t("reports.list-gap")),
      table: figureTable(
        story,
        "lifecycle-stages",
        stages.map((each) => ({ label: name(each), figure: each })),
      ),
    },
    keys: stages.map(keyOf),
  };
}

/** Newcomers of each month and the share that bought again k months later; unfinished months stay empty. */
function cohortSection(story: Story): Part | null {
  const { book, words, locale } = story;
  const cells = book.list("lifecycle.retention", "all", ["cohort", "month"]);
  const cohorts = [...new Set(cells.map(({ by }) => by["cohort"] ?? ""))].toSorted().slice(-12);
  if (cohorts.length < 2) return null;
  const offsets = [0, 1, 2, 3, 4, 5, 6];
  const at = (cohort: string, month: number) =>
    cells.find(({ by }) => by["cohort"] === cohort && by["month"] === String(month));
  const later = cells.filter(
    ({ by, value }) =>
      Number(by["month"]) > 0 &&
      Number(by["month"]) <= 6 &&
      cohorts.includes(by["cohort"] ?? "") &&
      value !== null,
  );
  const most = Math.max(0.01, ...later.map(({ value }) => value ?? 0));
  const grid: GridModel = {
    id: "lifecycle-cohorts",
    corner: words.t("reports.lifecycle.cohort-corner"),
    columns: offsets.map((offset) => words.t("reports.lifecycle.offset", { offset })),
    rows: cohorts.map((cohort) => ({
      label: cohort,
      cells: offsets.map((offset) => {
        const cell = at(cohort, offset);
        if (cell === undefined)
          return {
            text: "",
            raw: null,
            tint: 0,
            state: "not-applicable",
            label: words.t("reports.lifecycle.unfinished"),
          };
        if (cell.value === null)
          return {
            text: "▨",
            raw: null,
            tint: 0,
            state: "hidden",
            label: words.t("reports.state.hidden"),
          };
        if (offset === 0) return { text: count(cell.n ?? 0, locale), raw: cell.n, tint: 0 };
        return {
          text: `${decimal(cell.value * 100, 0, locale)}%`,
          raw: cell.value,
          tint: tintOf(cell.value, most),
        };
      }),
    })),
  };
  const first = later.filter(({ by }) => by["month"] === "1");
  const mean =
    first.reduce((sum, { value, n }) => sum + (value ?? 0) * (n ?? 0), 0) /
    Math.max(
      1,
      first.reduce((sum, { n }) => sum + (n ?? 0), 0),
    );
  return {
    section: {
      id: "cohorts",
      head: words.t("reports.lifecycle.cohort-head", { share: decimal(mean * 100, 0, locale) }),
      sub: words.t("reports.lifecycle.cohort-sub"),
      blocks: [
        {
          kind: "grid",
          grid,
          caption: words.t("reports.lifecycle.cohort-caption"),
          table: figureTable(
            story,
            "lifecycle-cohorts",
            cells.map((each) => ({
              label: `${each.by["cohort"]} +${each.by["month"]}`,
              figure: each,
            })),
          ),
        },
      ],
    },
    keys: cells.map(keyOf),
  };
}

/** Three purchases: watch; five: care. Who is overdue stands in the staff's lists, never here. */
function watchSection(story: Story): Part | null {
  const { book, words, rules } = story;
  const overdue = book.get("lifecycle.watch-overdue");
  const careOverdue = book.get("lifecycle.care-overdue");
  const rows = [
    {
      label: words.t("reports.lifecycle.watch-row", {
        from: rules.purchases.watch,
        to: rules.purchases.care - 1,
      }),
      figure: overdue,
    },
    {
      label: words.t("reports.lifecycle.care-row", { from: rules.purchases.care }),
      figure: careOverdue,
    },
  ].filter(({ figure }) => figure.value !== null);
  if (rows.length === 0) return null;
  const isFirm = (figure: Figure) => print(story, figure).state === "firm";
  const key = isFirm(careOverdue) ? "care" : isFirm(overdue) ? "watch" : "few";
  return {
    section: {
      id: "watch",
      head: words.t(`reports.lifecycle.watch-head.${key}`, {
        share: print(story, key === "care" ? careOverdue : overdue).text,
        care: rules.purchases.care,
        watch: rules.purchases.watch,
        last: rules.purchases.care - 1,
      }),
      sub: words.t("reports.lifecycle.watch-sub", { factor: rules.overdueFactor }),
      blocks: [{ kind: "table", table: figureTable(story, "lifecycle-overdue", rows) }],
    },
    keys: rows.map(({ figure }) => keyOf(figure)),
  };
}
