import type { Figure } from "../figures/figure.ts";
import { decimal, periodName } from "../words/numbers.ts";
import { ordersRange, signedShare, type Picture } from "./demand-parts.ts";
import { levelName } from "./level-name.ts";
import type { Part, TableRow } from "./report.ts";
import { print, type Story } from "./story.ts";
import { stripSection, tableOf } from "./strip-section.ts";
import { figureTable, keyOf, labelled, told } from "./tables.ts";
import { numberStyle } from "./trend.ts";

const drawnMonths = 24;

/** Orders of the months that are over, and of the three to come. */
export function historySection(
  story: Story,
): { readonly part: Part; readonly picture: Picture } | null {
  const { book, words, locale } = story;
  const past = byMonth(book.list("demand.orders", "all", ["month"])).slice(-drawnMonths);
  const ahead = byMonth(book.list("demand.forecast", "all", ["month"]));
  const [next, end] = [ahead[0], ahead.at(-1)];
  const [growth, miss] = [book.get("demand.growth"), book.get("demand.forecast-miss")];
  if (past.length < 3 || next === undefined || end === undefined || miss.value === null)
    return null;
  const month = (each: Figure) => periodName(each.by["month"] ?? "", locale);
  const values = {
    month: month(end),
    value: print(story, end).text,
    range: ordersRange(story, end),
    n: miss.n ?? 0,
    miss: print(story, miss).text,
  };
  const rows = [...past, ...ahead].map((figure) => ({ label: month(figure), figure }));
  const block: Picture["block"] = {
    kind: "chart",
    chart: {
      kind: "forecast",
      style: numberStyle(story, "count"),
      name: words.t("reports.demand.history.chart"),
      past: past.map((each) => ({ label: month(each), value: each.value ?? 0 })),
      ahead: ahead.map((each) => ({
        label: month(each),
        value: each.value ?? 0,
        low: each.low ?? each.value ?? 0,
        high: each.high ?? each.value ?? 0,
      })),
    },
    title: null,
    sub: null,
    caption: words.t("reports.demand.history.caption"),
    label: words.t("reports.demand.history.label", values),
    table: figureTable(story, "demand-history", rows),
  };
  const keys = [...rows.map(({ figure }) => keyOf(figure)), keyOf(growth), keyOf(miss)];
  const way = growth.value === null ? "level" : growth.value < 0 ? "fell" : "grew";
  const head = words.t(`reports.demand.history.head.${way}`, {
    value: `${decimal(Math.abs(100 * (growth.value ?? 0)), 0, locale)}%`,
    n: past.length,
  });
  const gap = words.t("reports.sentence-gap");
  const model = next.method === "seasonal-naive" ? "naive" : "used";
  const sub = `${words.t("reports.demand.history.model", values)}${gap}${words.t(`reports.demand.history.${model}`)}`;
  return {
    part: { section: { id: "history", head, sub, blocks: [block] }, keys },
    picture: { block, keys },
  };
}

function byMonth(figures: readonly Figure[]): readonly Figure[] {
  return figures
    .filter(told)
    .toSorted((a, b) => ((a.by["month"] ?? "") < (b.by["month"] ?? "") ? -1 : 1));
}

/** A row a group: how much it orders, how it grew, what comes, and how far such forecasts were off. */
export function segmentSection(story: Story): readonly Part[] {
  const { book, words, locale } = story;
  const misses = book
    .list("demand.forecast-miss", "all", ["segment"])
    .filter(told)
    .toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const best = misses[0];
  if (best === undefined || misses.length < 2) return [];
  const t = (key: string) => words.t(`reports.demand.segments.${key}`);
  const name = ({ by }: Figure) => levelName(story, by["segment"] ?? "");
  const next = ({ by }: Figure) =>
    byMonth(book.list("demand.forecast", "all", ["month"], by))[0] ?? null;
  const months = misses.map((each) => next(each)?.by["month"] ?? "");
  const beside = ({ by }: Figure) =>
    [book.get("demand.segment-share", "all", by), book.get("demand.growth", "all", by)] as const;
  const rows = misses.flatMap((miss): TableRow[] => {
    const [share, growth] = beside(miss);
    const coming = next(miss);
    if (coming === null) return [];
    return [
      {
        cells: {
          name: name(miss),
          share: print(story, share).text,
          growth: signedShare(story, growth),
          next: print(story, coming).text,
          range: ordersRange(story, coming),
          miss: print(story, miss).text,
          method: t(`model.${coming.method}`),
        },
        raw: {
          name: miss.by["segment"] ?? "",
          share: share.value,
          growth: growth.value,
          next: coming.value,
          range: "",
          low: coming.low,
          high: coming.high,
          miss: miss.value,
          method: coming.method,
        },
      },
    ];
  });
  const gains = tableOf(
    story,
    "demand-gains",
    misses.map((miss) => ({
      label: words.t("reports.demand.segments.gain", { name: name(miss) }),
      figure: book.get("demand.forecast-gain", "all", miss.by),
    })),
  );
  return [
    {
      section: {
        id: "segments",
        head: words.t("reports.demand.segments.head", {
          name: name(best),
          miss: print(story, best).text,
        }),
        sub: t("sub"),
        blocks: [
          {
            kind: "table",
            table: {
              id: "demand-segments",
              columns: [
                { key: "name", title: t("name"), kind: "words" },
                { key: "share", title: t("share"), kind: "number", phone: "aside" },
                { key: "growth", title: t("growth"), kind: "number", phone: "aside" },
                {
                  key: "next",
                  title: periodName(months[0] ?? "", locale),
                  kind: "number",
                  phone: "main",
                },
                { key: "range", title: t("range"), kind: "number", phone: "aside" },
                { key: "miss", title: t("miss"), kind: "number", phone: "aside" },
                { key: "method", title: t("method"), kind: "words", phone: "aside" },
              ],
              rows,
            },
          },
          ...gains.map(({ block }) => block),
        ],
      },
      keys: [
        ...misses.flatMap((miss) => {
          const coming = next(miss);
          return [miss, ...beside(miss), ...(coming === null ? [] : [coming])].map(keyOf);
        }),
        ...gains.flatMap(({ keys }) => keys),
      ],
    },
  ];
}

/** Whether a price rise brings or costs revenue: −1 is the line. */
export function priceSection(story: Story): readonly Part[] {
  const { book, words, locale } = story;
  const list = book.get("demand.elasticity");
  if (list.value === null || list.low === null || list.high === null) return [];
  const key = list.high < -1 ? "elastic" : list.low > -1 && list.high < 0 ? "inelastic" : "unclear";
  const paid = book.get("demand.paid-elasticity");
  return stripSection(story, "price", {
    head: words.t(`reports.demand.price.head.${key}`, {
      value: decimal(key === "unclear" ? list.value : Math.abs(list.value), 1, locale),
    }),
    sub: words.t("reports.demand.price.sub"),
    column: words.t("reports.demand.price.what"),
    rows: [list, paid].filter(told).map((figure) => ({
      label: words.t(`figures.${figure.id}.name`),
      figure,
    })),
  });
}

/** Trend, fixed cycle and chance in the ups and downs. */
export function cycleSection(story: Story): readonly Part[] {
  const { book, words, locale } = story;
  const parts = ["trend", "season", "remainder"] as const;
  const cycles = (["year", "week"] as const).filter((cycle) =>
    told(book.get("demand.cycle-strength", "all", { cycle })),
  );
  const first = cycles[0];
  if (first === undefined) return [];
  const share = (cycle: string, part: string) => book.get("demand.cycle", "all", { cycle, part });
  const strength = (cycle: string) => book.get("demand.cycle-strength", "all", { cycle });
  const t = (key: string, values = {}) => words.t(`reports.demand.cycle.${key}`, values);
  const isStable = (strength(first).value ?? 0) >= 0.3;
  const rows = cycles.flatMap((cycle) =>
    parts.map((part) => ({
      label: `${t(`rows.${cycle}`)} ${t(part)}`,
      figure: share(cycle, part),
    })),
  );
  return [
    {
      section: {
        id: "cycle",
        head: t(`head.${isStable ? "stable" : "weak"}`, {
          cycle: t(`cycles.${first}`),
          season: print(story, share(first, "season")).text,
          remainder: print(story, share(first, "remainder")).text,
        }),
        sub: t("sub"),
        blocks: [
          {
            kind: "chart",
            chart: {
              kind: "stacked",
              style: numberStyle(story, "share"),
              parts: [
                { name: t("trend"), tone: "good" },
                { name: t("season"), tone: "soft-good" },
                { name: t("remainder"), tone: "middle" },
              ],
              rows: cycles.map((cycle) => ({
                label: t(`rows.${cycle}`),
                shares: parts.map((part) => Math.max(0, share(cycle, part).value ?? 0)),
                end: t("strength", { value: decimal(strength(cycle).value ?? 0, 2, locale) }),
              })),
            },
            title: null,
            sub: null,
            caption: t("caption"),
            label: labelled(story, rows),
            table: figureTable(story, "demand-cycle", rows),
          },
        ],
      },
      keys: [...rows.map(({ figure }) => figure), ...cycles.map(strength)].map(keyOf),
    },
  ];
}

/** What one more guest leaves, what stays fixed, and what an order of each group leaves. */
export function costSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const margin = book.get("demand.guest-margin");
  const fixed = book.get("demand.fixed-share");
  if (margin.value === null || fixed.value === null) return [];
  const groups = book.list("demand.order-margin", "all", ["segment"]).filter(told);
  const ids = [
    "demand.guest-margin",
    "demand.guest-cost",
    "demand.fixed-share",
    "demand.order-margin",
  ] as const;
  const rows = [
    ...ids.map((id) => ({ label: words.t(`figures.${id}.name`), figure: book.get(id) })),
    ...groups.map((figure) => ({
      label: words.t("reports.demand.cost.group", {
        name: levelName(story, figure.by["segment"] ?? ""),
      }),
      figure,
    })),
  ].filter(({ figure }) => told(figure));
  return [
    {
      section: {
        id: "costs",
        head: words.t("reports.demand.cost.head", {
          value: print(story, margin).text,
          fixed: print(story, fixed).text,
        }),
        sub: words.t("reports.demand.cost.sub"),
        blocks: [{ kind: "table", table: figureTable(story, "demand-costs", rows) }],
      },
      keys: rows.map(({ figure }) => keyOf(figure)),
    },
  ];
}
