/** Capacity and forecast for Chart.js: lines over named points, fills between two of them. */
import type { ChartConfiguration, ChartDataset } from "chart.js";
import type { Axis } from "./axis.ts";
import type { CapacityChart, ForecastChart, NumberStyle } from "./chart.ts";
import { capacityAxis } from "./draw-capacity.ts";
import { forecastAxis, forecastSteps } from "./draw-forecast.ts";
import { printed, rangeText, tickText, valueText } from "./number-text.ts";
import { axisOptions, quietOptions, type Theme, type WokenPanel } from "./woken-options.ts";

type Line = ChartDataset<"line">;

export function wokenCapacity(chart: CapacityChart, theme: Theme): WokenPanel {
  const { points, style, names } = chart;
  const said = (value: number) => valueText(value, { low: null, high: null }, style);
  const chinese = style.locale.startsWith("zh");
  const [colon, comma, gap] = chinese ? ["：", "，", ""] : [": ", ", ", " "];
  const readings = points.map(({ label, demand, lost, max, best }) => {
    const parts = [
      [names.demand, demand],
      [names.lost, lost],
      [names.max, max],
      [names.best, best],
    ] as const;
    return `${label}${colon}${parts.map(([name, value]) => `${name}${gap}${said(value)}`).join(comma)}`;
  });
  const datasets: Line[] = [
    stroke(
      points.map(({ demand }) => demand),
      { colour: theme.bad, width: 0, fill: "+1", area: theme.bad },
    ),
    stroke(
      points.map(({ demand, lost }) => demand - lost),
      { colour: theme.data, width: 0, fill: "origin", area: theme.band },
    ),
    stroke(
      points.map(({ max }) => max),
      { colour: theme.ink, width: 2 },
    ),
    stroke(
      points.map(({ best }) => best),
      { colour: theme.context, width: 1.25, dash: [5, 4] },
    ),
  ];
  return panel(datasets, {
    theme,
    readings,
    style,
    axis: capacityAxis(chart),
    labels: points.map(({ label }) => label),
  });
}

export function wokenForecast(chart: ForecastChart, theme: Theme): WokenPanel {
  const { past, ahead, style } = chart;
  const chinese = style.locale.startsWith("zh");
  const size = past.length + ahead.length;
  const steps = new Map(forecastSteps(chart).map((step) => [step.at, step]));
  const of = (key: "value" | "low" | "high") =>
    Array.from({ length: size }, (_, at) => {
      const step = steps.get(at);
      return step === undefined ? null : printed(step[key], style);
    });
  const known = past.map(({ value }) => printed(value, style));
  const told = [...past.map((point) => ({ ...point, low: null, high: null })), ...ahead];
  const readings = told.map((point) => {
    const between = rangeText(point, style);
    const bracket = between === "" ? "" : chinese ? `（${between}）` : ` (${between})`;
    return `${point.label}${chinese ? "：" : ": "}${valueText(point.value, point, style)}${bracket}`;
  });
  const walked = [...known, ...ahead.map(({ value }) => printed(value, style))];
  const datasets: Line[] = [
    stroke(walked, {
      colour: theme.data,
      width: 2,
      dashFrom: past.length - 1,
    }),
    stroke(of("low"), { colour: theme.band, width: 0, fill: "+1", area: theme.band }),
    stroke(of("high"), { colour: theme.band, width: 0 }),
  ];
  return panel(datasets, {
    theme,
    readings,
    style,
    axis: forecastAxis(chart),
    labels: [...past, ...ahead].map(({ label }) => label),
  });
}

function stroke(
  data: (number | null)[],
  {
    colour,
    width,
    dash = [],
    dashFrom,
    fill = false,
    area = colour,
  }: {
    readonly colour: string;
    readonly width: number;
    readonly dash?: number[];
    /** Segments that begin here or later are dashed. */
    readonly dashFrom?: number;
    readonly fill?: "+1" | "origin" | false;
    readonly area?: string;
  },
): Line {
  return {
    data,
    borderColor: colour,
    borderWidth: width,
    borderDash: dash,
    ...(dashFrom === undefined
      ? {}
      : {
          segment: {
            borderDash: ({ p0DataIndex }) => (p0DataIndex >= dashFrom ? [5, 4] : undefined),
          },
        }),
    fill,
    backgroundColor: area,
    pointRadius: 0,
    pointHoverRadius: 5,
    pointBackgroundColor: colour,
  };
}

function panel(
  datasets: Line[],
  {
    theme,
    readings,
    style,
    axis,
    labels,
  }: {
    readonly theme: Theme;
    readonly readings: readonly string[];
    readonly style: NumberStyle;
    readonly axis: Axis;
    readonly labels: string[];
  },
): WokenPanel {
  const y = axisOptions(theme, { grid: true });
  const config: ChartConfiguration<"line"> = {
    type: "line",
    data: { labels, datasets },
    options: {
      ...(quietOptions(theme, readings, 0) as NonNullable<ChartConfiguration<"line">["options"]>),
      scales: {
        x: axisOptions(theme, { grid: false }),
        y: {
          ...y,
          min: axis.min,
          max: axis.max,
          ticks: {
            ...y.ticks,
            stepSize: (axis.ticks[1] ?? 1) - (axis.ticks[0] ?? 0),
            callback: (value) => tickText(Number(value), style),
          },
        },
      },
    },
  };
  return { name: null, config: config as ChartConfiguration, readings, walks: 0, series: [] };
}
