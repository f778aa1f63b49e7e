/** Trend and curve for Chart.js: the value first, so that it lies on top; then the two edges of its band. */
import type { ChartConfiguration, ChartDataset } from "chart.js";
import { fromZero } from "./axis.ts";
import type { CurveChart, NumberStyle, Tone, TrendChart, TrendPoint } from "./chart.ts";
import { trendAxes } from "./draw-trend.ts";
import { printed, rangeText, tickText, valueText } from "./number-text.ts";
import { axisOptions, quietOptions, type Theme, type WokenPanel } from "./woken-options.ts";

interface LineLook {
  readonly name: string;
  readonly style: NumberStyle;
  readonly theme: Theme;
  /** Tone of the last point. */
  readonly tone: Tone;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

export function wokenTrend(chart: TrendChart, theme: Theme): readonly WokenPanel[] {
  const axes = trendAxes(chart);
  return chart.panels.map((panel, index) => {
    const axis = axes[index] ?? { min: 0, max: 1, ticks: [0, 1] };
    const style = panel.style ?? chart.style;
    const step = (axis.ticks[1] ?? 1) - (axis.ticks[0] ?? 0);
    const look = { name: panel.name, style, theme, tone: panel.tone, step };
    return linePanel(panel.points, { ...look, min: axis.min, max: axis.max });
  });
}

export function wokenCurve(chart: CurveChart, theme: Theme): WokenPanel {
  const { name, style, points } = chart;
  const values = points
    .flatMap(({ value, low, high }) => [value, low, high])
    .filter((value) => value !== null)
    .map((value) => printed(value, style));
  const axis = fromZero({ min: Math.min(0, ...values), max: Math.max(0, ...values) });
  const step = (axis.ticks[1] ?? 1) - (axis.ticks[0] ?? 0);
  return linePanel(points, {
    name,
    style,
    theme,
    tone: "data",
    step,
    min: axis.min,
    max: axis.max,
  });
}

function linePanel(points: readonly TrendPoint[], look: LineLook): WokenPanel {
  const { theme, style, name } = look;
  const readings = points.map((point) => reading(point, style));
  const y = {
    ...axisOptions(theme, { grid: true }),
    min: look.min,
    max: look.max,
  };
  const config: ChartConfiguration<"line"> = {
    type: "line",
    data: { labels: points.map(({ label }) => label), datasets: lineDatasets(points, look) },
    options: {
      ...(quietOptions(theme, readings, 0) as NonNullable<ChartConfiguration<"line">["options"]>),
      scales: {
        x: axisOptions(theme, { grid: false }),
        y: {
          ...y,
          ticks: {
            ...y.ticks,
            stepSize: look.step,
            callback: (value) => tickText(Number(value), style),
          },
        },
      },
    },
  };
  return {
    name,
    config: config as ChartConfiguration,
    readings,
    walks: 0,
    series: [],
  };
}

function lineDatasets(points: readonly TrendPoint[], look: LineLook): ChartDataset<"line">[] {
  const { theme, style, name, tone } = look;
  const values = (pick: (point: TrendPoint) => number | null) =>
    points.map((point) => {
      const value = pick(point);
      return value === null ? null : printed(value, style);
    });
  const last = points.length - 1;
  const accent = tone === "good" || tone === "bad" ? theme[tone] : theme.data;
  const colours = points.map((_, index) => (index === last ? accent : theme.data));
  const edge = { borderWidth: 0, pointRadius: 0, pointHoverRadius: 0, backgroundColor: theme.band };
  return [
    {
      label: name,
      data: values(({ value }) => value),
      borderColor: theme.data,
      borderWidth: 2,
      // Two waves are two dots: a line would promise a course that nobody saw.
      showLine: points.filter(({ value }) => value !== null).length > 2,
      fill: false,
      pointRadius: points.map((_, index) => (index === last ? 5 : 3)),
      pointHoverRadius: 6,
      pointBackgroundColor: colours,
      pointBorderColor: colours,
    },
    { ...edge, label: "low", data: values(({ low }) => low), fill: "+1" },
    { ...edge, label: "high", data: values(({ high }) => high), fill: false },
  ];
}

function reading(point: TrendPoint, style: NumberStyle): string {
  const chinese = style.locale.startsWith("zh");
  if (point.value === null) return point.label;
  const value = valueText(point.value, point, style);
  const range = rangeText(point, style);
  const bracket = range === "" ? "" : chinese ? `（${range}）` : ` (${range})`;
  return `${point.label}${chinese ? "：" : ": "}${value}${bracket}`;
}
