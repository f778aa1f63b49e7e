/** A step curve that falls from 1: who still waits after so long; the promise is a dashed line. */
import { scaleLinear } from "d3-scale";
import { area, curveStepAfter, line } from "d3-shape";
import type { StepsChart } from "./chart.ts";
import { tickText } from "./number-text.ts";
import { circle, path, picture, text, WIDTH } from "./svg.ts";
import { textWidth } from "./text-width.ts";

const TOP = 26;
const BOTTOM = 166;
const RIGHT = WIDTH - 12;

type Point = StepsChart["points"][number];

export function drawSteps(chart: StepsChart, label: string): string {
  const percent = { ...chart.style, unit: "percent" } as const;
  const left = textWidth(tickText(100, percent)) + 6;
  const furthest = Math.max(
    ...chart.points.map((point) => point.x),
    ...chart.ticks.map((tick) => tick.x),
    chart.promise.x,
  );
  const x = scaleLinear([0, furthest], [left, RIGHT]);
  const y = scaleLinear([0, 1], [BOTTOM, TOP]);
  const grid = [0, 0.5, 1].map((tick) => `M${left.toFixed(1)} ${y(tick)}H${RIGHT}`);
  return picture(
    BOTTOM + 26,
    label,
    [
      path("grid-line", grid.join("")),
      ...[0, 0.5, 1].map((tick) =>
        text(left - 5, y(tick) + 4.5, tickText(tick * 100, percent), { at: "end" }),
      ),
      curves(chart.points, x, y),
      promise(chart, x, y),
      ticks(chart, x),
    ].join(""),
  );
}

function curves(
  points: readonly Point[],
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  const band = area<Point>()
    .digits(1)
    .curve(curveStepAfter)
    .x((point) => x(point.x))
    .y0((point) => y(point.low))
    .y1((point) => y(point.high));
  const track = line<Point>()
    .digits(1)
    .curve(curveStepAfter)
    .x((point) => x(point.x))
    .y((point) => y(point.y));
  return path("f-band", band(points) ?? "") + path("line s-data", track(points) ?? "");
}

function promise(
  { promise: { x: at, y: share, text: words, atText } }: StepsChart,
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  const start = x(at);
  const side = (width: number, offset: number) =>
    start + offset + width <= WIDTH
      ? { x: start + offset, at: "start" as const }
      : { x: Math.max(start - offset, width), at: "end" as const };
  const head = side(textWidth(words), 6);
  const mark = side(textWidth(atText) * 1.06, 9);
  return [
    path("target", `M${start.toFixed(1)} 6V${BOTTOM}`),
    text(head.x, 15, words, { at: head.at }),
    circle("f-bad", start, y(share), 5),
    text(mark.x, Math.max(y(share) - 9, TOP + 10), atText, {
      at: mark.at,
      classes: "strong t-bad halo",
    }),
  ].join("");
}

/** Ticks that would touch their neighbour are left out. */
function ticks({ ticks: all }: StepsChart, x: (value: number) => number): string {
  let end = -Infinity;
  return all
    .map((tick) => {
      const width = textWidth(tick.text);
      const middle = Math.min(Math.max(x(tick.x), width / 2), WIDTH - width / 2);
      if (middle - width / 2 < end + 8) return "";
      end = middle + width / 2;
      return text(middle, BOTTOM + 20, tick.text, { at: "mid" });
    })
    .join("");
}
