/** What came, solid; what is to come, dashed in a band that widens; the last value with its range. */
import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { fromZero, type Axis } from "./axis.ts";
import type { ForecastChart } from "./chart.ts";
import { printed, rangeText, tickText, valueText } from "./number-text.ts";
import { BIG_PX, circle, path, picture, text, WIDTH } from "./svg.ts";
import { textWidth } from "./text-width.ts";

const TOP = 30;
const BOTTOM = 190;
const LINE_HEIGHT = 17;

interface Step {
  readonly at: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export function forecastAxis({ past, ahead, style }: ForecastChart): Axis {
  const values = [
    ...past.map(({ value }) => value),
    ...ahead.flatMap(({ value, low, high }) => [value, low, high]),
  ].map((value) => printed(value, style));
  return fromZero({ min: Math.min(0, ...values), max: Math.max(0, ...values) });
}

/** The forecast from the last known value on, where it has no width yet. */
export function forecastSteps({ past, ahead }: ForecastChart): readonly Step[] {
  const last = past.at(-1);
  const steps = ahead.map(({ value, low, high }, step) => ({
    at: past.length + step,
    value,
    low,
    high,
  }));
  if (last === undefined) return steps;
  const start = { at: past.length - 1, value: last.value, low: last.value, high: last.value };
  return [start, ...steps];
}

export function drawForecast(chart: ForecastChart, label: string): string {
  const { past, ahead, style, name } = chart;
  const axis = forecastAxis(chart);
  const steps = forecastSteps(chart);
  const end = ahead.at(-1);
  const ending = end === undefined ? "" : valueText(end.value, end, style);
  const range = end === undefined ? "" : rangeText(end, style);
  const left = Math.max(...axis.ticks.map((tick) => textWidth(tickText(tick, style)))) + 6;
  const right = WIDTH - Math.max(textWidth(ending, BIG_PX), textWidth(range)) - 14;
  const x = scaleLinear([0, Math.max(1, past.length + ahead.length - 1)], [left + 4, right]);
  const toY = scaleLinear([axis.min, axis.max], [BOTTOM, TOP]);
  const y = (value: number) => toY(printed(value, style));
  const grid = axis.ticks.map(
    (tick) => `M${left.toFixed(1)} ${toY(tick).toFixed(1)}H${right.toFixed(1)}`,
  );
  const band = area<Step>()
    .digits(1)
    .x(({ at }) => x(at))
    .y0(({ low }) => y(low))
    .y1(({ high }) => y(high));
  const track = line<{ readonly at: number; readonly value: number }>()
    .digits(1)
    .x(({ at }) => x(at))
    .y(({ value }) => y(value));
  const known = past.map(({ value }, at) => ({ at, value }));
  return picture(
    BOTTOM + 26,
    label,
    [
      text(0, 14, name, { classes: "ink" }),
      path("grid-line", grid.join("")),
      ...axis.ticks.map((tick) =>
        text(left - 5, toY(tick) + 4.5, tickText(tick, style), { at: "end" }),
      ),
      path("f-band", band(steps as Step[]) ?? ""),
      path("line s-data", track(known) ?? ""),
      path("line s-data dash", track(steps as Step[]) ?? ""),
      ...(end === undefined
        ? []
        : endOfForecast({ ending, range, x: x(past.length + ahead.length - 1), y: y(end.value) })),
      ...ends(chart, { left, right }),
    ].join(""),
  );
}

function endOfForecast({
  ending,
  range,
  x,
  y,
}: {
  readonly ending: string;
  readonly range: string;
  readonly x: number;
  readonly y: number;
}): readonly string[] {
  const at = Math.min(Math.max(y + 7, TOP + 8), BOTTOM - LINE_HEIGHT);
  return [
    circle("f-data", x, y, 4),
    text(x + 10, at, ending, { classes: "big ink" }),
    text(x + 10, at + LINE_HEIGHT, range),
  ];
}

function ends(
  { past, ahead }: ForecastChart,
  { left, right }: { readonly left: number; readonly right: number },
): readonly string[] {
  const [first, last] = [past[0]?.label ?? "", ahead.at(-1)?.label ?? ""];
  const end = Math.min(WIDTH, right + textWidth(last) / 2);
  const fits = textWidth(first) + textWidth(last) + 12 <= end - left;
  return [
    ...(fits ? [text(left, BOTTOM + 20, first)] : []),
    text(end, BOTTOM + 20, last, { at: "end" }),
  ];
}
