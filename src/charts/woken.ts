/** The second drawing of a chart model: what Chart.js needs to draw it for a reader who touches it. */
import type { ChartModel } from "./chart.ts";
import { wokenBars, wokenStacked } from "./woken-bars.ts";
import { wokenCapacity, wokenForecast } from "./woken-demand.ts";
import { wokenCurve, wokenTrend } from "./woken-lines.ts";
import type { Theme, WokenPanel } from "./woken-options.ts";
import { wokenLorenz, wokenSteps } from "./woken-paths.ts";
import { wokenScatter } from "./woken-scatter.ts";

export type { Theme, WokenPanel } from "./woken-options.ts";

/** Empty for a hundred people and for a chain: all that they have to say is written on them. */
export function wokenPanels(chart: ChartModel, theme: Theme): readonly WokenPanel[] {
  switch (chart.kind) {
    case "capacity":
      return [wokenCapacity(chart, theme)];
    case "forecast":
      return [wokenForecast(chart, theme)];
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
    case "scatter":
      return [wokenScatter(chart, theme)];
    case "people":
    case "chain":
      return [];
  }
}
