/** Importance over performance for Chart.js: dots first, so that they lie on their crosses. */
import type { ChartConfiguration, ChartDataset } from "chart.js";
import type { Axis } from "./axis.ts";
import type { NumberStyle, ScatterChart } from "./chart.ts";
import { scatterAxes } from "./draw-scatter.ts";
import { printed, rangeText, tickText, valueText } from "./number-text.ts";
import { axisOptions, quietOptions, type Theme, type WokenPanel } from "./woken-options.ts";

type Points = ChartDataset<"scatter">;
type Mark = ScatterChart["marks"][number];

export function wokenScatter(chart: ScatterChart, theme: Theme): WokenPanel {
  const { style, across, marks } = chart;
  const axes = scatterAxes(chart);
  const readings = marks.map((mark) => reading(mark, chart));
  const colours = marks.map(({ tone }) => (tone === "bad" ? theme.bad : theme.data));
  const at = (x: number, y: number) => ({ x: printed(x, across.style), y: printed(y, style) });
  const datasets: Points[] = [
    {
      data: marks.map(({ x, y }) => at(x, y)),
      pointRadius: 5,
      pointHoverRadius: 6,
      pointBackgroundColor: colours,
      pointBorderColor: colours,
    },
    ...marks.flatMap((mark): Points[] => {
      const colour = mark.tone === "bad" ? theme.badBand : theme.band;
      return [
        stroke([at(mark.xLow, mark.y), at(mark.xHigh, mark.y)], { colour, width: 4 }),
        stroke([at(mark.x, mark.yLow), at(mark.x, mark.yHigh)], { colour, width: 4 }),
      ];
    }),
    ...meanLines(chart, { axes, theme }),
  ];
  const config: ChartConfiguration<"scatter"> = {
    type: "scatter",
    data: { datasets },
    options: {
      ...(quietOptions(theme, readings, 0) as NonNullable<
        ChartConfiguration<"scatter">["options"]
      >),
      interaction: { mode: "nearest", axis: "xy", intersect: false },
      scales: {
        x: scale(theme, { axis: axes.x, style: across.style, name: across.name, grid: false }),
        y: scale(theme, { axis: axes.y, style, name: chart.up, grid: true }),
      } as NonNullable<ChartConfiguration<"scatter">["options"]>["scales"] & object,
    },
  };
  return { name: null, config: config as ChartConfiguration, readings, walks: 0, series: [] };
}

function meanLines(
  { means, style, across }: ScatterChart,
  { axes, theme }: { readonly axes: { readonly x: Axis; readonly y: Axis }; readonly theme: Theme },
): readonly Points[] {
  const x = printed(means.x, across.style);
  const y = printed(means.y, style);
  const look = { colour: theme.context, width: 1.25, dash: [5, 4] };
  return [
    stroke(
      [
        { x, y: axes.y.min },
        { x, y: axes.y.max },
      ],
      look,
    ),
    stroke(
      [
        { x: axes.x.min, y },
        { x: axes.x.max, y },
      ],
      look,
    ),
  ];
}

function stroke(
  data: { x: number; y: number }[],
  {
    colour,
    width,
    dash = [],
  }: { readonly colour: string; readonly width: number; readonly dash?: number[] },
): Points {
  return {
    data,
    showLine: true,
    fill: false,
    pointRadius: 0,
    pointHoverRadius: 0,
    borderColor: colour,
    borderWidth: width,
    borderDash: dash,
  };
}

function scale(
  theme: Theme,
  own: {
    readonly axis: Axis;
    readonly style: NumberStyle;
    readonly name: string;
    readonly grid: boolean;
  },
): object {
  const { axis, style, name, grid } = own;
  const options = axisOptions(theme, { grid });
  return {
    ...options,
    type: "linear",
    min: axis.min,
    max: axis.max,
    title: { display: true, text: name, color: theme.ink, font: { family: theme.font, size: 13 } },
    ticks: {
      ...options.ticks,
      stepSize: (axis.ticks[1] ?? 1) - (axis.ticks[0] ?? 0),
      callback: (value: number | string) => tickText(Number(value), style),
    },
  };
}

function reading(mark: Mark, { style, up, across }: ScatterChart): string {
  const chinese = style.locale.startsWith("zh");
  const [open, close, comma, colon] = chinese ? ["（", "）", "，", "："] : [" (", ")", ", ", ": "];
  const told = (
    name: string,
    value: number,
    range: { low: number; high: number },
    of: NumberStyle,
  ) => `${name} ${valueText(value, range, of)}${open}${rangeText(range, of)}${close}`;
  const y = told(up, mark.y, { low: mark.yLow, high: mark.yHigh }, style);
  const x = told(across.name, mark.x, { low: mark.xLow, high: mark.xHigh }, across.style);
  return `${mark.label}${colon}${y}${comma}${x}`;
}
