/** The first drawing of a chart model: inline SVG, complete without any script. */
import type { ChartModel } from "./chart.ts";
import { drawBars } from "./draw-bars.ts";
import { drawChain } from "./draw-chain.ts";
import { drawCapacity } from "./draw-capacity.ts";
import { drawCurve } from "./draw-curve.ts";
import { drawForecast } from "./draw-forecast.ts";
import { drawLorenz } from "./draw-lorenz.ts";
import { drawPeople } from "./draw-people.ts";
import { drawScatter } from "./draw-scatter.ts";
import { drawStacked } from "./draw-stacked.ts";
import { drawSteps } from "./draw-steps.ts";
import { drawTrend } from "./draw-trend.ts";

/** `label` is the picture in a sentence, for those who hear it. */
export function drawChart(chart: ChartModel, label: string): string {
  switch (chart.kind) {
    case "capacity":
      return drawCapacity(chart, label);
    case "forecast":
      return drawForecast(chart, label);
    case "trend":
      return drawTrend(chart, label);
    case "stacked":
      return drawStacked(chart, label);
    case "curve":
      return drawCurve(chart, label);
    case "lorenz":
      return drawLorenz(chart, label);
    case "bars":
      return drawBars(chart, label);
    case "people":
      return drawPeople(chart, label);
    case "steps":
      return drawSteps(chart, label);
    case "chain":
      return drawChain(chart, label);
    case "scatter":
      return drawScatter(chart, label);
  }
}
