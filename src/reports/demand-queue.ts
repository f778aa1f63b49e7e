import type { Figure } from "../figures/figure.ts";
import { decimal } from "../words/numbers.ts";
import { slotName } from "./demand-capacity.ts";
import { groupSections } from "./group-strips.ts";
import { levelName } from "./level-name.ts";
import type { Block, Part } from "./report.ts";
import { print, type Story } from "./story.ts";
import { figureTable, keyOf, labelled, told } from "./tables.ts";
import { numberStyle } from "./trend.ts";

/** How long guests wait gladly, when they leave, what fullness does, and how many hands it takes. */
export function queueSections(story: Story): readonly Part[] {
  return [
    ...waitSection(story),
    ...walkSection(story),
    ...groupSections(story, "demand.walk-away", { period: "all", name: "walk-away" }),
    ...useSection(story),
    ...staffSection(story),
  ];
}

interface CurveWords {
  readonly table: string;
  readonly name: string;
  readonly caption: string;
  readonly unit: "share" | "score" | "minutes";
  readonly label: (figure: Figure) => string;
}

function curve(
  story: Story,
  figures: readonly Figure[],
  { table, name, caption, unit, label }: CurveWords,
): Block & { kind: "chart" } {
  const rows = figures.map((figure) => ({ label: label(figure), figure }));
  return {
    kind: "chart",
    chart: {
      kind: "curve",
      style: numberStyle(story, unit, unit === "share" ? undefined : unit === "score" ? 0 : 1),
      name,
      points: figures.map((each) => ({
        label: label(each),
        value: each.value,
        low: each.low,
        high: each.high,
      })),
    },
    title: name,
    sub: null,
    caption,
    label: labelled(story, rows),
    table: figureTable(story, table, rows),
  };
}

function byStart(attribute: string) {
  const start = ({ by }: Figure) => Number.parseFloat(by[attribute] ?? "");
  return (a: Figure, b: Figure) => start(a) - start(b);
}

/** The whole range of one lies beyond that of the other. */
function areApart(a: Figure, b: Figure): boolean {
  return (a.high ?? Infinity) < (b.low ?? -Infinity) || (b.high ?? Infinity) < (a.low ?? -Infinity);
}

function waitSection(story: Story): readonly Part[] {
  const { book, words, locale, rules } = story;
  const points = book
    .list("demand.wait-score", "all", ["minutes"])
    .filter(told)
    .toSorted(byStart("minutes"));
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 3) return [];
  const t = (key: string, values = {}) => words.t(`reports.demand.queue.${key}`, values);
  const label = ({ by }: Figure) => {
    const [from = "", to = ""] = (by["minutes"] ?? "").split("-");
    return to === "" ? t("from", { band: from }) : t("minutes", { band: `${from}–${to}` });
  };
  const limit = book.get("demand.wait-limit");
  const falls = areApart(first, last) && (last.value ?? 0) < (first.value ?? 0);
  const key = told(limit) ? "limit" : falls ? "falls" : "unclear";
  return [
    {
      section: {
        id: "queue",
        head: t(`head.${key}`, {
          value: decimal(limit.value ?? 0, 0, locale),
          line: rules.demand.satisfied,
          from: label(first),
          to: label(last),
          first: print(story, first).text,
          last: print(story, last).text,
        }),
        sub: t("sub"),
        blocks: [
          curve(story, points, {
            table: "demand-wait",
            name: t("name"),
            caption: t("caption"),
            unit: "score",
            label,
          }),
        ],
        pair: "queue",
      },
      keys: [...points, limit].map(keyOf),
    },
  ];
}

function walkSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const share = book.get("demand.walk-away");
  const points = book
    .list("demand.left-by", "all", ["minutes"])
    .filter(told)
    .toSorted(byStart("minutes"));
  const last = points.at(-1);
  if (!told(share) || last === undefined || points.length < 3) return [];
  const t = (key: string, values = {}) => words.t(`reports.demand.walk.${key}`, values);
  return [
    {
      section: {
        id: "walk",
        head: t("head", {
          value: print(story, share).text,
          minutes: last.by["minutes"] ?? "",
          gone: print(story, last).text,
        }),
        sub: t("sub"),
        blocks: [
          curve(story, points, {
            table: "demand-walk",
            name: t("name"),
            caption: t("caption"),
            unit: "share",
            label: ({ by }) => t("minutes", { minutes: by["minutes"] ?? "" }),
          }),
        ],
        pair: "queue",
      },
      keys: [share, ...points].map(keyOf),
    },
  ];
}

function useSection(story: Story): readonly Part[] {
  const { book, words, locale } = story;
  const list = (id: "demand.use-wait" | "demand.use-score") =>
    book.list(id, "all", ["use"]).filter(told).toSorted(byStart("use"));
  const [waits, scores] = [list("demand.use-wait"), list("demand.use-score")];
  if (waits.length < 3 && scores.length < 3) return [];
  const t = (key: string, values = {}) => words.t(`reports.demand.use.${key}`, values);
  const label = ({ by }: Figure) => {
    const [from = "", to = ""] = (by["use"] ?? "").split("-");
    return to === "" ? t("from", { from }) : t("band", { from, to });
  };
  const [waitKnee, scoreKnee] = [book.get("demand.wait-knee"), book.get("demand.use-knee")];
  const [low, high] = [waits[0], waits.at(-1)];
  const rises =
    low !== undefined &&
    high !== undefined &&
    areApart(low, high) &&
    (high.value ?? 0) > (low.value ?? 0);
  const named = told(waitKnee) ? waitKnee : scoreKnee;
  const key = told(waitKnee)
    ? "knee"
    : told(scoreKnee)
      ? "score-knee"
      : rises
        ? "rises"
        : "unclear";
  const minutes = (figure: Figure | undefined) => decimal(figure?.value ?? 0, 1, locale);
  const blocks = [
    ...(waits.length < 3
      ? []
      : [
          curve(story, waits, {
            table: "demand-use-wait",
            name: t("wait"),
            caption: t("caption"),
            unit: "minutes",
            label,
          }),
        ]),
    ...(scores.length < 3
      ? []
      : [
          curve(story, scores, {
            table: "demand-use-score",
            name: t("score"),
            caption: t("caption"),
            unit: "score",
            label,
          }),
        ]),
  ];
  return [
    {
      section: {
        id: "use",
        head: t(`head.${key}`, {
          value: print(story, named).text,
          low: minutes(low),
          high: minutes(high),
        }),
        sub: null,
        blocks: [{ kind: "charts", items: blocks }],
      },
      keys: [...waits, ...scores, waitKnee, scoreKnee].map(keyOf),
    },
  ];
}

function staffSection(story: Story): readonly Part[] {
  const { book, words, locale, rules } = story;
  const servers = book.list("demand.servers", "all", ["location", "weekday", "hour"]).find(told);
  if (servers === undefined) return [];
  const wait = book.get("demand.peak-wait", "all", servers.by);
  if (!told(wait)) return [];
  const t = (key: string, values = {}) => words.t(`reports.demand.staff.${key}`, values);
  return [
    {
      section: {
        id: "staff",
        head: t("head", { n: print(story, servers).text }),
        sub: t("sub"),
        blocks: [
          {
            kind: "list",
            items: [
              {
                state: "firm",
                text: t("text", {
                  place: levelName(story, servers.by["location"] ?? ""),
                  slot: slotName(story, servers.by),
                  n: print(story, servers).text,
                  share: decimal(100 * rules.demand.serviceLevel, 0, locale),
                  within: rules.demand.within,
                  wait: print(story, wait).text,
                }),
                sub: "",
              },
            ],
          },
        ],
      },
      keys: [servers, wait].map(keyOf),
    },
  ];
}
