/** What the woken charts share: the colours of the page, one canvas, quiet options. */
import type { ChartConfiguration, ChartOptions } from "chart.js";

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
