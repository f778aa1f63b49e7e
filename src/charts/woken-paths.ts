/** Concentration and waiting curves for Chart.js: scatter with lines, linear on both axes. */
import type { ChartConfiguration, ChartDataset } from "chart.js";
import type { LorenzChart, NumberStyle, StepsChart } from "./chart.ts";
import { rangeText, tickText, valueText } from "./number-text.ts";
import { axisOptions, quietOptions, type Theme, type WokenPanel } from "./woken-options.ts";

type PathData = ChartDataset<"scatter">;
type At = { readonly x: number; readonly y: number };

const percent = ({ x, y }: At) => ({ x: x * 100, y: y * 100 });

export function wokenLorenz(chart: LorenzChart, theme: Theme): WokenPanel {
  const style: NumberStyle = { ...chart.style, unit: "percent" };
  const comma = style.locale.startsWith("zh") ? "，" : ", ";
  const share = (value: number) => valueText(value, { low: null, high: null }, style);
  const { ends, mark, points } = chart;
  const readings = points.map(({ x, y }) => `${ends.x} ${share(x)}${comma}${ends.y} ${share(y)}`);
  const datasets: PathData[] = [
    path(points.map(percent), { borderColor: theme.data, borderWidth: 2 }),
    {
      data: [percent(mark)],
      pointRadius: 5,
      pointHoverRadius: 6,
      pointBackgroundColor: theme.data,
      pointBorderColor: theme.data,
    },
    path(
      [
        { x: 0, y: 0 },
        { x: 100, y: 100 },
      ],
      {
        borderColor: theme.context,
        borderWidth: 1.25,
        borderDash: [5, 4],
      },
    ),
  ];
  return pathPanel(datasets, { theme, readings, style, x: { max: 100, tick: (v) => `${v}%` } });
}

export function wokenSteps(chart: StepsChart, theme: Theme): WokenPanel {
  const style: NumberStyle = { ...chart.style, unit: "percent" };
  const { points, promise, ticks } = chart;
  const chinese = style.locale.startsWith("zh");
  const readings = points.map(({ x, y, low, high }) => {
    const range = rangeText({ low, high }, style);
    const value = valueText(y, { low, high }, style);
    return chinese ? `${x}：${value}（${range}）` : `${x}: ${value} (${range})`;
  });
  const steps = { stepped: "before" as const };
  const edge = { ...steps, borderWidth: 0, backgroundColor: theme.band };
  const datasets: PathData[] = [
    path(edgeOf(points, "y"), { ...steps, borderColor: theme.data, borderWidth: 2 }),
    path(
      [
        { x: promise.x, y: 0 },
        { x: promise.x, y: 100 },
      ],
      {
        borderColor: theme.ink,
        borderWidth: 1.5,
        borderDash: [4, 3],
      },
    ),
    path(edgeOf(points, "low"), { ...edge, fill: "+1" }),
    path(edgeOf(points, "high"), edge),
  ];
  const words = new Map(ticks.map(({ x, text }) => [x, text]));
  const x = {
    max: Math.max(...points.map((point) => point.x), promise.x),
    at: ticks.map((tick) => tick.x),
    tick: (value: number) => words.get(value) ?? "",
  };
  return pathPanel(datasets, { theme, readings, style, x });
}

function edgeOf(points: StepsChart["points"], key: "y" | "low" | "high"): At[] {
  return points.map((point) => ({ x: point.x, y: point[key] * 100 }));
}

function path(data: At[], look: Partial<PathData>): PathData {
  return {
    data,
    showLine: true,
    fill: false,
    pointRadius: 0,
    pointHoverRadius: 4,
    ...look,
  } as PathData;
}

function pathPanel(
  datasets: PathData[],
  look: {
    readonly theme: Theme;
    readonly readings: readonly string[];
    readonly style: NumberStyle;
    readonly x: {
      readonly max: number;
      readonly at?: readonly number[];
      readonly tick: (value: number) => string;
    };
  },
): WokenPanel {
  const { theme, readings, style, x } = look;
  const across = axisOptions(theme, { grid: false });
  const up = axisOptions(theme, { grid: true });
  const at = x.at;
  const config: ChartConfiguration<"scatter"> = {
    type: "scatter",
    data: { datasets },
    options: {
      ...(quietOptions(theme, readings, 0) as NonNullable<
        ChartConfiguration<"scatter">["options"]
      >),
      interaction: { mode: "nearest", axis: "x", intersect: false },
      scales: {
        x: {
          ...across,
          type: "linear",
          min: 0,
          max: x.max,
          ...(at === undefined
            ? {}
            : {
                afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
                  scale.ticks = at.map((value) => ({ value }));
                },
              }),
          ticks: { ...across.ticks, callback: (value) => x.tick(Number(value)) },
        },
        y: {
          ...up,
          min: 0,
          max: 100,
          ticks: { ...up.ticks, stepSize: 50, callback: (value) => tickText(Number(value), style) },
        },
      },
    },
  };
  return { name: null, config: config as ChartConfiguration, readings, walks: 0, series: [] };
}
