/** A line with its band over the levels of a scale; the last two values are set strong. */
import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { fromZero } from "./axis.ts";
import type { CurveChart, TrendPoint } from "./chart.ts";
import { printed, tickText, valueText } from "./number-text.ts";
import { path, picture, text, WIDTH } from "./svg.ts";
import { textWidth } from "./text-width.ts";

const TOP = 20;
const BOTTOM = 164;

interface Scales {
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
}

export function drawCurve(chart: CurveChart, label: string): string {
  const seen = chart.points.flatMap(({ value, low, high }) =>
    [value, low, high].flatMap((each) => (each === null ? [] : [printed(each, chart.style)])),
  );
  const axis = fromZero({ min: Math.min(0, ...seen), max: Math.max(0, ...seen) });
  const left = Math.max(...axis.ticks.map((tick) => textWidth(tickText(tick, chart.style)))) + 6;
  const y = scaleLinear([axis.min, axis.max], [BOTTOM, TOP]);
  const x = scaleLinear([-0.5, chart.points.length - 0.5], [left, WIDTH]);
  const scales: Scales = { x, y: (value) => y(printed(value, chart.style)) };
  const grid = axis.ticks.map((tick) => `M${left.toFixed(1)} ${y(tick).toFixed(1)}H${WIDTH}`);
  const ticks = axis.ticks.map((tick) =>
    text(left - 5, y(tick) + 4.5, tickText(tick, chart.style), { at: "end" }),
  );
  return picture(
    BOTTOM + 26,
    label,
    path("grid-line", grid.join("")) +
      ticks.join("") +
      drawLine(chart.points, scales) +
      values(chart, scales) +
      levels(chart.points, scales),
  );
}

function drawLine(points: readonly TrendPoint[], { x, y }: Scales): string {
  const band = area<TrendPoint>()
    .digits(1)
    .defined(({ low, high }) => low !== null && high !== null)
    .x((_, index) => x(index))
    .y0(({ low }) => y(low as number))
    .y1(({ high }) => y(high as number));
  const track = line<TrendPoint>()
    .digits(1)
    .defined(({ value }) => value !== null)
    .x((_, index) => x(index))
    .y(({ value }) => y(value as number));
  const dots = points.flatMap(({ value }, index) =>
    value === null ? [] : [`M${x(index).toFixed(1)} ${y(value).toFixed(1)}h.01`],
  );
  return (
    path("f-band", band(points) ?? "") +
    path("line s-data", track(points) ?? "") +
    path("dots wide s-data", dots.join(""))
  );
}

/** Values stand above their bands and step aside for a line that climbs past them. */
function values({ points, style }: CurveChart, { x, y }: Scales): string {
  const step = x(1) - x(0);
  return points
    .map((point, index) => {
      if (point.value === null) return "";
      const words = valueText(point.value, point, style);
      const strong = index >= points.length - 2;
      const width = textWidth(words);
      if (!strong && width + 6 > step) return "";
      const next = points[index + 1]?.value ?? null;
      const climbs = next !== null && y(point.value) - y(next) > 14;
      const at = Math.min(x(index) - (climbs ? 12 : 0), WIDTH - width / 2);
      return text(at, y(point.high ?? point.value) - 7, words, {
        at: "mid",
        classes: strong ? "strong halo" : "halo",
      });
    })
    .join("");
}

function levels(points: readonly TrendPoint[], { x }: Scales): string {
  const step = x(1) - x(0);
  const all = points.every(({ label }) => textWidth(label) + 6 <= step);
  return points
    .map(({ label }, index) => {
      if (all) return text(x(index), BOTTOM + 20, label, { at: "mid" });
      if (index === 0) return text(Math.max(0, x(0) - step / 2), BOTTOM + 20, label);
      return index === points.length - 1 ? text(WIDTH, BOTTOM + 20, label, { at: "end" }) : "";
    })
    .join("");
}
