import type { NumberStyle, TrendChart, TrendPoint } from "../charts/chart.ts";
import type { By } from "../figures/figure.ts";
import { changingFigures, type ChangingFigureId, type FigureId } from "../figures/registry.ts";
import { periodName } from "../words/numbers.ts";
import type { Block } from "./report.ts";
import { latestWave, print, printChange, type Story } from "./story.ts";
import { keyOf } from "./tables.ts";

const units = {
  share: "percent",
  points: "points",
  score: "score",
  money: "money",
  count: "count",
  days: "days",
  hours: "score",
  minutes: "score",
  index: "points",
  ratio: "score",
} as const;

export function numberStyle(story: Story, unit: keyof typeof units, digits?: number): NumberStyle {
  return {
    unit: units[unit],
    locale: story.locale,
    currency: story.site.currency,
    ...(digits === undefined ? {} : { digits }),
  };
}

export interface Trend {
  readonly block: Block & { kind: "chart" };
  readonly keys: readonly string[];
}

/** The last waves of one or two figures in stacked panels of equal span; null when no figure has two waves. */
export function trend(
  story: Story,
  ids: readonly FigureId[],
  {
    name,
    by = {},
    title = null,
    waves = 8,
  }: { name: string; by?: By; title?: string | null; waves?: number },
): Trend | null {
  const { book, words, locale } = story;
  const observed = ids
    .map((id) => ({
      id,
      own: book.waves(id, by).filter((wave) => book.get(id, wave, by).value !== null),
    }))
    .filter(({ own }) => own.length >= 2);
  // Panels share their periods, also where one ends before the other.
  const periods = [...new Set(observed.flatMap(({ own }) => own))].toSorted().slice(-waves);
  const series = observed
    .map(({ id, own }) => ({
      id,
      figures: own.filter((wave) => periods.includes(wave)).map((wave) => book.get(id, wave, by)),
    }))
    .filter(({ figures }) => figures.length >= 2);
  if (series.length === 0) return null;
  const panels = series.map(({ id, figures }): TrendChart["panels"][number] => {
    const last = figures.at(-1);
    const change =
      last && isChanging(id) ? printChange(story, id, { period: last.period, by }) : null;
    return {
      name: `${words.t(`figures.${id}.name`)}${words.t(`reports.axis-unit.${last?.unit ?? "score"}`)}`,
      points: periods.map((period): TrendPoint => {
        const each = figures.find((figure) => figure.period === period);
        return {
          label: periodName(period, locale),
          value: each?.value ?? null,
          low: each?.low ?? null,
          high: each?.high ?? null,
        };
      }),
      tone: change?.clear ? change.tone : "data",
      note:
        change === null
          ? ""
          : words.t(
              change.clear
                ? change.up
                  ? "reports.change.clear-up"
                  : "reports.change.clear-down"
                : "reports.change.unclear",
            ),
      style: numberStyle(story, last?.unit ?? "score"),
    };
  });
  const spoken = series.map(({ id, figures }) =>
    words.t("reports.trend-label", {
      name: words.t(`figures.${id}.name`),
      from: periodName(figures[0]?.period ?? "", locale),
      first: print(story, figures[0] ?? book.get(id)).text,
      to: periodName(figures.at(-1)?.period ?? "", locale),
      last: print(story, figures.at(-1) ?? book.get(id)).text,
    }),
  );
  return {
    block: {
      kind: "chart",
      chart: { kind: "trend", style: numberStyle(story, "share"), panels },
      title,
      sub: null,
      caption: trendCaption(story, panels),
      label: spoken.join(words.t("reports.sentence-gap")),
      table: {
        id: name,
        columns: [
          { key: "period", title: words.t("reports.period.head"), kind: "words" },
          { key: "what", title: words.t("reports.what"), kind: "words", phone: "aside" },
          { key: "value", title: words.t("reports.amount"), kind: "number", phone: "main" },
          { key: "range", title: words.t("reports.range"), kind: "number", phone: "aside" },
          { key: "n", title: words.t("reports.people"), kind: "number", phone: "aside" },
        ],
        rows: series.flatMap(({ id, figures }) =>
          figures.map((each) => {
            const printed = print(story, each);
            return {
              cells: {
                period: periodName(each.period, locale),
                what: words.t(`figures.${id}.name`),
                value: printed.text,
                range: printed.range,
                n: printed.n,
              },
              raw: {
                period: each.period,
                what: id,
                value: each.value,
                low: each.low,
                high: each.high,
                n: each.n,
              },
              state: printed.state,
            };
          }),
        ),
      },
    },
    keys: series.flatMap(({ id, figures }) => [
      ...figures.map(keyOf),
      ...(isChanging(id) && latestWave(story, id, by) !== null
        ? [keyOf(book.get(`${id}.change`, latestWave(story, id, by) ?? "", by))]
        : []),
    ]),
  };
}

/** How to read the picture: of band and change only what is drawn. */
function trendCaption({ words }: Story, panels: TrendChart["panels"]): string {
  const hasBand = panels.some(({ points }) => points.some(({ low }) => low !== null));
  const hasChange = panels.some(({ note }) => note !== "");
  return words.t("reports.trend-caption", {
    band: hasBand ? "drawn" : "none",
    change: hasChange ? "told" : "none",
  });
}

function isChanging(id: FigureId): id is ChangingFigureId {
  return (changingFigures as readonly string[]).includes(id);
}
