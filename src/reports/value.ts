import type { Figure } from "../figures/figure.ts";
import { count, decimal, periodName } from "../words/numbers.ts";
import type { Finding } from "./finding.ts";
import { nextSteps, ownerStep, reportStep } from "./next-steps.ts";
import { numberBlock } from "./number-block.ts";
import type { GridModel, Part, Report } from "./report.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import { numbersSection } from "./satisfaction.ts";
import { clauses, print, type Story } from "./story.ts";
import { figureTable, keyOf } from "./tables.ts";
import { numberStyle } from "./trend.ts";

/** Customer value (顾客价值): how concentrated it is, where it sits, and what a customer is worth. */
export function valueReport(story: Story): Report {
  const { book, words } = story;
  const top = book.get("value.pareto-top20");
  if (top.value === null) return absentReport(story, "value", "transactions");
  const lorenz = lorenzHero(story, top);
  const ids = [
    "value.pareto-top20",
    "value.gini",
    "value.clv",
    "value.revenue-at-risk",
    "value.mean-revenue",
  ] as const;
  const known = ids.filter((id) =>
    book.figures.some((each) => each.id === id && each.value !== null),
  );
  const sections: Part[] = [
    numbersSection(
      story,
      known
        .slice(0, 4)
        .map((id) =>
          numberBlock(story, id, id === "value.revenue-at-risk" ? {} : { period: "all" }),
        ),
    ),
    ...[rfmSection(story), segmentSection(story), clvSection(story), revenueSection(story)].filter(
      (each) => each !== null,
    ),
    ...nextSection(story),
  ];
  return finishReport(story, {
    id: "value",
    kicker: [words.t("reports.period.all")],
    finding: valueFinding(story),
    lead: words.rich("reports.value.lead", {
      top: print(story, top).text,
      range: print(story, top).range,
      for80: print(story, book.get("value.customers-for-80")).text,
      mean: print(story, book.get("value.mean-revenue")).text,
      n: print(story, top).n,
    }),
    hero: lorenz.hero,
    parts: sections,
    figures: [...lorenz.keys, keyOf(book.get("value.customers-for-80"))],
    methods: [...known, "value.rfm-revenue"],
    caveats: ["caveat.period", "caveat.model"],
  });
}

export function valueFinding(story: Story): Finding {
  const { book, words } = story;
  const top = book.get("value.pareto-top20");
  const key = (top.high ?? 1) < 0.8 ? "less" : (top.low ?? 0) > 0.8 ? "more" : "equal";
  return {
    clauses: clauses(words.t(`reports.value.finding.${key}`, { value: print(story, top).text })),
    tone: "data",
    kind: "level",
    figures: [keyOf(top)],
  };
}

function lorenzHero(story: Story, top: Figure): { hero: Report["hero"]; keys: readonly string[] } {
  const { book, words } = story;
  const points = book
    .list("value.lorenz", "all", ["share"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => Number(a.by["share"]) - Number(b.by["share"]));
  const printed = print(story, top);
  return {
    hero: {
      kind: "chart",
      chart: {
        kind: "lorenz",
        style: numberStyle(story, "share"),
        points: [
          { x: 0, y: 0 },
          ...points.map((each) => ({ x: Number(each.by["share"]) / 100, y: each.value ?? 0 })),
        ],
        mark: {
          x: 0.2,
          y: top.value ?? 0,
          text: printed.text,
          range: words.t("reports.range-of", { range: printed.range }),
        },
        ends: { x: words.t("reports.value.lorenz-x"), y: words.t("reports.value.lorenz-y") },
      },
      title: words.t("reports.value.lorenz-title"),
      sub: null,
      caption: words.t("reports.value.lorenz-caption"),
      label: words.t("reports.value.lorenz-label", { value: printed.text, range: printed.range }),
      table: figureTable(
        story,
        "value-lorenz",
        points.map((each) => ({
          label: words.t("reports.value.lorenz-row", { share: each.by["share"] ?? "" }),
          figure: each,
        })),
      ),
    },
    keys: [keyOf(top), ...points.map(keyOf)],
  };
}

/** Recency by frequency, five by five; the cell holds its share of the revenue. */
function rfmSection(story: Story): Part | null {
  const { book, words } = story;
  const cells = book.list("value.rfm-revenue", "all", ["recency", "frequency"]);
  if (cells.length === 0) return null;
  const at = (recency: number, frequency: number) =>
    cells.find(
      ({ by }) => by["recency"] === String(recency) && by["frequency"] === String(frequency),
    );
  const most = Math.max(...cells.map(({ value }) => value ?? 0));
  const best = [at(5, 5), at(5, 4), at(4, 5), at(4, 4)].filter(
    (each) => each !== undefined && each.value !== null,
  ) as Figure[];
  const share = best.reduce((sum, { value }) => sum + (value ?? 0), 0);
  const scores = [1, 2, 3, 4, 5];
  const grid: GridModel = {
    id: "value-rfm",
    corner: words.t("reports.value.rfm-corner"),
    columns: scores.map((score) => words.t(`reports.value.recency.${score}`)),
    rows: scores.toReversed().map((frequency) => ({
      label: words.t(`reports.value.frequency.${frequency}`),
      cells: scores.map((recency) => gridCell(story, at(recency, frequency), most)),
    })),
  };
  return {
    section: {
      id: "rfm",
      head: words.t("reports.value.rfm-head", { share: decimal(share * 100, 0, story.locale) }),
      sub: words.t("reports.value.rfm-sub"),
      blocks: [
        {
          kind: "grid",
          grid,
          caption: words.t("reports.value.rfm-caption"),
          table: figureTable(
            story,
            "value-rfm",
            cells.map((each) => ({
              label: `R${each.by["recency"]} F${each.by["frequency"]}`,
              figure: each,
            })),
          ),
        },
      ],
    },
    keys: cells.map(keyOf),
  };
}

function gridCell(
  story: Story,
  cell: Figure | undefined,
  most: number,
): GridModel["rows"][number]["cells"][number] {
  if (cell === undefined)
    return {
      text: "·",
      raw: null,
      tint: 0,
      state: "not-applicable",
      label: story.words.t("reports.state.nobody"),
    };
  if (cell.value === null)
    return {
      text: "▨",
      raw: null,
      tint: 0,
      state: "hidden",
      label: story.words.t("reports.state.hidden"),
    };
  return { text: print(story, cell).text, raw: cell.value, tint: tintOf(cell.value, most) };
}

export function tintOf(value: number, most: number): 1 | 2 | 3 | 4 | 5 {
  const step = most === 0 ? 1 : Math.min(5, Math.max(1, Math.ceil(Math.sqrt(value / most) * 5)));
  return step as 1 | 2 | 3 | 4 | 5;
}

/** Who was worth most and stays away: to be won back before they count as lost. */
function nextSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const by = { rfm: "cannot-lose" };
  const people = book.get("value.rfm-segment", "all", by);
  const revenue = book.get("value.rfm-segment-revenue", "all", by);
  if (people.value === null || people.value === 0 || people.n === null || revenue.value === null)
    return [];
  const values = {
    name: words.t("reports.rfm.cannot-lose"),
    lost: words.t("reports.rfm.lost"),
    n: count(Math.round(people.value * people.n), story.locale),
    revenue: print(story, revenue).text,
  };
  return nextSteps(
    story,
    [
      ownerStep(story, ["win-back"], words.t("reports.value.next.look", values)),
      reportStep(story, words.t("reports.value.next.threshold", values)),
    ],
    [keyOf(people), keyOf(revenue)],
  );
}

function segmentSection(story: Story): Part | null {
  const { book, words } = story;
  const segments = book
    .list("value.rfm-segment", "all", ["rfm"])
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  if (segments.length === 0) return null;
  const revenue = (each: Figure) => book.get("value.rfm-segment-revenue", "all", each.by);
  const richest = segments.toSorted(
    (a, b) => (revenue(b).value ?? 0) - (revenue(a).value ?? 0),
  )[0] as Figure;
  const name = (each: Figure) => words.t(`reports.rfm.${each.by["rfm"]}`);
  return {
    section: {
      id: "rfm-segments",
      head: words.t("reports.value.segments-head", {
        name: name(richest),
        people: print(story, richest).text,
        revenue: print(story, revenue(richest)).text,
      }),
      sub: null,
      blocks: [
        {
          kind: "table",
          table: {
            id: "value-rfm-segments",
            columns: [
              { key: "name", title: words.t("reports.value.segment"), kind: "words" },
              {
                key: "people",
                title: words.t("reports.value.customer-share"),
                kind: "number",
                phone: "aside",
              },
              {
                key: "revenue",
                title: words.t("reports.value.revenue-share"),
                kind: "number",
                phone: "main",
              },
              { key: "n", title: words.t("reports.people"), kind: "number", phone: "aside" },
            ],
            rows: segments.map((each) => ({
              cells: {
                name: name(each),
                people: print(story, each).text,
                revenue: print(story, revenue(each)).text,
                n:
                  each.value === null || each.n === null
                    ? ""
                    : count(Math.round(each.value * each.n), story.locale),
              },
              raw: {
                name: each.by["rfm"] ?? "",
                people: each.value,
                revenue: revenue(each).value,
                n: each.value === null || each.n === null ? null : Math.round(each.value * each.n),
              },
            })),
          },
        },
      ],
    },
    keys: segments.flatMap((each) => [keyOf(each), keyOf(revenue(each))]),
  };
}

/** Lifetime value, or why the model is not published. */
function clvSection(story: Story): Part | null {
  const { book, words } = story;
  const clv = book.get("value.clv");
  const alive = book.get("value.alive");
  const holdout = book.get("value.holdout-error");
  const reasons = story.clvReasons;
  if (clv.value === null && reasons.length === 0) return null;
  if (reasons.length > 0) {
    return {
      section: {
        id: "clv",
        head: words.t("reports.value.clv-fallback"),
        sub: null,
        blocks: [
          {
            kind: "list",
            items: reasons.map((reason) => ({
              state: "missing",
              text: words.t(`reports.value.gate.${reason}`),
              sub: words.t("reports.value.gate-sub"),
            })),
          },
        ],
      },
      keys: [keyOf(clv)],
    };
  }
  const rows = [
    { label: words.t("figures.value.clv.name"), figure: clv },
    { label: words.t("figures.value.alive.name"), figure: alive },
    {
      label: words.t("figures.value.residual-at-risk.name"),
      figure: book.get("value.residual-at-risk"),
    },
  ].filter(({ figure }) => figure.value !== null);
  return {
    section: {
      id: "clv",
      head: words.t("reports.value.clv-head", {
        value: print(story, clv).text,
        months: story.rules.clv.months,
      }),
      sub:
        holdout.value === null
          ? null
          : words.t("reports.value.clv-sub", {
              error: decimal(Math.abs(holdout.value) * 100, 0, story.locale),
              side: holdout.value > 0 ? "more" : "less",
            }),
      blocks: [{ kind: "table", table: figureTable(story, "value-clv", rows) }],
    },
    keys: [...rows.map(({ figure }) => keyOf(figure)), keyOf(holdout)],
  };
}

function revenueSection(story: Story): Part | null {
  const { book, words, locale } = story;
  const waves = book.waves("value.revenue").slice(-8);
  if (waves.length < 2) return null;
  const figures = waves.map((wave) => book.get("value.revenue", wave));
  const best = figures.reduce((a, b) => ((b.value ?? 0) > (a.value ?? 0) ? b : a));
  return {
    section: {
      id: "revenue",
      head: words.t("reports.value.revenue-head", {
        period: periodName(best.period, locale),
        value: print(story, best).text,
      }),
      sub: words.t("reports.value.revenue-sub"),
      blocks: [
        {
          kind: "chart",
          chart: {
            kind: "bars",
            style: numberStyle(story, "money"),
            bars: figures.map((each) => ({
              label: periodName(each.period, locale),
              value: each.value,
              text: print(story, each).text,
              tone: "data",
            })),
          },
          title: null,
          sub: null,
          caption: words.t("reports.value.revenue-caption"),
          label: figures
            .map((each) =>
              words.t("reports.labelled", {
                label: periodName(each.period, locale),
                value: print(story, each).text,
              }),
            )
            .join(words.t("reports.list-gap")),
          table: figureTable(
            story,
            "value-revenue",
            figures.map((each) => ({ label: periodName(each.period, locale), figure: each })),
          ),
        },
      ],
    },
    keys: figures.map(keyOf),
  };
}
