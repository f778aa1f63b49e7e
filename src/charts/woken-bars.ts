/** Bars and stacked rows for Chart.js: horizontal, from one left edge. */
import type { ChartConfiguration } from "chart.js";
import type { BarsChart, StackedChart } from "./chart.ts";
import { tickText, valueText } from "./number-text.ts";
import { wrapLines } from "./text-width.ts";
import { axisOptions, quietOptions, type Theme, type WokenPanel } from "./woken-options.ts";

const LABEL_WIDTH = 104;

export function wokenStacked(chart: StackedChart, theme: Theme): WokenPanel {
  const { parts, rows, style } = chart;
  const colon = style.locale.startsWith("zh") ? "：" : ": ";
  const comma = style.locale.startsWith("zh") ? "，" : ", ";
  const share = (value: number | null) =>
    value === null
      ? ""
      : valueText(value, { low: null, high: null }, { ...style, unit: "percent" });
  const readings = rows.map(
    (row) =>
      row.label +
      colon +
      parts.map(({ name }, index) => `${name} ${share(row.shares[index] ?? null)}`).join(comma),
  );
  const config: ChartConfiguration<"bar"> = {
    type: "bar",
    data: {
      labels: rows.map(({ label }) => [...wrapLines(label, LABEL_WIDTH)]),
      datasets: parts.map(({ name, tone }, index) => ({
        label: name,
        data: rows.map(({ shares }) => (shares[index] ?? 0) * 100),
        backgroundColor: partColour(tone, theme),
        borderColor: theme.paper,
        borderWidth: 1,
        barThickness: 26,
      })),
    },
    options: barOptions(theme, readings, { stacked: true, max: 100, tick: (value) => `${value}%` }),
  };
  return {
    name: null,
    config: config as ChartConfiguration,
    readings,
    walks: 0,
    series: parts.map(({ name }, index) => ({ name, datasets: [index] })),
  };
}

export function wokenBars(chart: BarsChart, theme: Theme): WokenPanel {
  const { bars, style } = chart;
  const factor = style.unit === "percent" ? 100 : 1;
  const colon = style.locale.startsWith("zh") ? "：" : ": ";
  const comma = style.locale.startsWith("zh") ? "，" : ", ";
  const readings = bars.map(
    ({ label, text, note }) => label + colon + text + (note === undefined ? "" : comma + note),
  );
  const config: ChartConfiguration<"bar"> = {
    type: "bar",
    data: {
      labels: bars.map(({ label }) => [...wrapLines(label, LABEL_WIDTH)]),
      datasets: [
        {
          data: bars.map(({ value }) => (value === null ? null : value * factor)),
          backgroundColor: bars.map(({ tone }) =>
            tone === "good" || tone === "bad" ? theme[tone] : theme.bar,
          ),
          barThickness: 26,
        },
      ],
    },
    options: barOptions(theme, readings, {
      stacked: false,
      max: null,
      tick: (value) => tickText(value, style),
    }),
  };
  return { name: null, config: config as ChartConfiguration, readings, walks: 0, series: [] };
}

function barOptions(
  theme: Theme,
  readings: readonly string[],
  axis: {
    readonly stacked: boolean;
    readonly max: number | null;
    readonly tick: (value: number) => string;
  },
): NonNullable<ChartConfiguration<"bar">["options"]> {
  const x = axisOptions(theme, { grid: true });
  const y = axisOptions(theme, { grid: false });
  return {
    ...(quietOptions(theme, readings, 0) as NonNullable<ChartConfiguration<"bar">["options"]>),
    indexAxis: "y",
    interaction: { mode: "index", axis: "y", intersect: false },
    scales: {
      x: {
        ...x,
        stacked: axis.stacked,
        beginAtZero: true,
        ...(axis.max === null ? {} : { max: axis.max }),
        ticks: { ...x.ticks, maxTicksLimit: 5, callback: (value) => axis.tick(Number(value)) },
      },
      y: { ...y, stacked: axis.stacked, ticks: { ...y.ticks, color: theme.ink } },
    },
  };
}

function partColour(tone: StackedChart["parts"][number]["tone"], theme: Theme): string {
  switch (tone) {
    case "bad":
      return theme.bad;
    case "soft-bad":
      return theme.badBand;
    case "middle":
      return theme.middle;
    case "soft-good":
      return theme.goodBand;
    case "good":
      return theme.good;
  }
}
