/** The second drawing of a chart model: what Chart.js needs to draw it for a reader who touches it. */
import type { ChartConfiguration, ChartOptions } from "chart.js";
import type { ChartModel } from "./chart.ts";
import { wokenBars, wokenStacked } from "./woken-bars.ts";
import { wokenCurve, wokenTrend } from "./woken-lines.ts";
import { wokenLorenz, wokenSteps } from "./woken-paths.ts";

/** Colours and type of the page as the browser has them now: light, dark or forced. */
export interface Theme {
  readonly font: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly rule: string;
  readonly paper: string;
  readonly data: string;
  readonly band: string;
  readonly context: string;
  readonly good: string;
  readonly goodBand: string;
  readonly bad: string;
  readonly badBand: string;
  readonly middle: string;
  readonly bar: string;
}

/** One canvas. Panels of a model become canvases of their own: never two axes. */
export interface WokenPanel {
  readonly name: string | null;
  readonly config: ChartConfiguration;
  /** What a reader can switch off: a name and the datasets that go with it. */
  readonly series: readonly { readonly name: string; readonly datasets: readonly number[] }[];
  /** The value of each mark in words, for tooltip, keyboard and ear. */
  readonly readings: readonly string[];
  /** Dataset that the arrow keys walk along. */
  readonly walks: number;
}

/** Empty for a hundred people: a drawing of dots has nothing to ask. */
export function wokenPanels(chart: ChartModel, theme: Theme): readonly WokenPanel[] {
  switch (chart.kind) {
    case "trend":
      return wokenTrend(chart, theme);
    case "curve":
      return [wokenCurve(chart, theme)];
    case "stacked":
      return [wokenStacked(chart, theme)];
    case "bars":
      return [wokenBars(chart, theme)];
    case "lorenz":
      return [wokenLorenz(chart, theme)];
    case "steps":
      return [wokenSteps(chart, theme)];
    case "people":
      return [];
  }
}

/** What all woken charts share: nothing moves by itself, 13 px type, the page's own colours. */
export function quietOptions(
  theme: Theme,
  readings: readonly string[],
  walks: number,
): ChartOptions {
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    color: theme.ink,
    font: { family: theme.font, size: 13 },
    interaction: { mode: "index", intersect: false },
    plugins: {
      tooltip: {
        displayColors: false,
        backgroundColor: theme.ink,
        bodyColor: theme.paper,
        cornerRadius: 2,
        bodyFont: { family: theme.font, size: 13 },
        filter: ({ datasetIndex }) => datasetIndex === walks,
        callbacks: {
          title: () => "",
          label: ({ dataIndex }) => readings[dataIndex] ?? "",
        },
      },
    },
  };
}

/** Ticks and grid of an axis. */
export function axisOptions(theme: Theme, show: { readonly grid: boolean }) {
  return {
    border: { display: false },
    grid: { display: show.grid, color: theme.rule },
    ticks: { color: theme.ink3, font: { family: theme.font, size: 13 }, maxRotation: 0 },
  };
}
