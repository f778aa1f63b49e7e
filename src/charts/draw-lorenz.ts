/** Cumulative share of a total from the largest; equality dashed, one point marked. */
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { LorenzChart } from "./chart.ts";
import { tickText } from "./number-text.ts";
import { BIG_PX, circle, path, picture, text, WIDTH } from "./svg.ts";
import { textWidth } from "./text-width.ts";

const TOP = 30;
const BOTTOM = 184;

export function drawLorenz(chart: LorenzChart, label: string): string {
  const percent = { ...chart.style, unit: "percent" } as const;
  const left = textWidth(tickText(100, percent)) + 6;
  const x = scaleLinear([0, 1], [left, WIDTH - 8]);
  const y = scaleLinear([0, 1], [BOTTOM, TOP]);
  const grid = [0, 0.5, 1].map((tick) => `M${left.toFixed(1)} ${y(tick)}H${WIDTH - 8}`);
  const curve = line<{ readonly x: number; readonly y: number }>()
    .digits(1)
    .x((point) => x(point.x))
    .y((point) => y(point.y));
  return picture(
    BOTTOM + 26,
    label,
    [
      text(0, 15, chart.ends.y, { classes: "ink" }),
      path("grid-line", grid.join("")),
      ...[0, 0.5, 1].map((tick) =>
        text(left - 5, y(tick) + 4.5, tickText(tick * 100, percent), { at: "end" }),
      ),
      path("line s-context w1 dash", `M${x(0).toFixed(1)} ${y(0)}L${x(1)} ${y(1)}`),
      path("line s-data", curve(chart.points) ?? ""),
      markedPoint(chart, x, y),
      text(WIDTH, BOTTOM + 20, chart.ends.x, { at: "end" }),
    ].join(""),
  );
}

function markedPoint(
  { mark, ends, style }: LorenzChart,
  x: (share: number) => number,
  y: (share: number) => number,
): string {
  const words = tickText(Math.round(mark.x * 1000) / 10, { ...style, unit: "percent" });
  const tickEnd = x(mark.x) + textWidth(words) / 2;
  const free = tickEnd + 8 < WIDTH - textWidth(ends.x);
  const width = Math.max(textWidth(mark.text, BIG_PX), textWidth(mark.range));
  const left = Math.min(x(mark.x) + 10, WIDTH - width);
  const top = Math.min(y(mark.y) + 7, BOTTOM - 26);
  return [
    path("target", `M${x(mark.x).toFixed(1)} ${BOTTOM}V${y(mark.y).toFixed(1)}`),
    circle("f-data", x(mark.x), y(mark.y), 5),
    text(left, top, mark.text, { classes: "big ink halo" }),
    text(left, top + 18, mark.range, { classes: "halo" }),
    free ? text(x(mark.x), BOTTOM + 20, words, { at: "mid" }) : "",
  ].join("");
}
