/** Importance over performance: each thing a dot on the cross of its two intervals. */
import { scaleLinear } from "d3-scale";
import { roundStep, type Axis } from "./axis.ts";
import type { NumberStyle, ScatterChart } from "./chart.ts";
import { printed, tickText } from "./number-text.ts";
import { path, picture, text, WIDTH } from "./svg.ts";
import { textWidth } from "./text-width.ts";

const TOP = 26;
const BOTTOM = 232;
const RIGHT = WIDTH - 8;
const LINE = 17;

type Mark = ScatterChart["marks"][number];
type Scale = (value: number) => number;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Axes that hold every cross and both means, on about five round ticks. */
export function scatterAxes({ marks, means, style, across }: ScatterChart): {
  readonly x: Axis;
  readonly y: Axis;
} {
  return {
    x: axisOf([means.x, ...marks.flatMap(({ xLow, xHigh }) => [xLow, xHigh])], across.style),
    y: axisOf([means.y, ...marks.flatMap(({ yLow, yHigh }) => [yLow, yHigh])], style),
  };
}

function axisOf(values: readonly number[], style: NumberStyle): Axis {
  const seen = values.map((value) => printed(value, style));
  const [min, max] = [Math.min(...seen), Math.max(...seen)];
  const step = roundStep((max - min) / 4);
  const start = Math.floor(min / step + 1e-9);
  const end = Math.max(Math.ceil(max / step - 1e-9), start + 1);
  const ticks = Array.from({ length: end - start + 1 }, (_, at) =>
    Number(((start + at) * step).toPrecision(12)),
  );
  return { min: ticks[0] ?? 0, max: ticks.at(-1) ?? 1, ticks };
}

export function drawScatter(chart: ScatterChart, label: string): string {
  const { style, across, marks } = chart;
  const axes = scatterAxes(chart);
  const left = Math.max(...axes.y.ticks.map((tick) => textWidth(tickText(tick, style)))) + 6;
  const toX = scaleLinear([axes.x.min, axes.x.max], [left, RIGHT]);
  const toY = scaleLinear([axes.y.min, axes.y.max], [BOTTOM, TOP]);
  const x: Scale = (value) => toX(printed(value, across.style));
  const y: Scale = (value) => toY(printed(value, style));
  const grid = axes.y.ticks.map((tick) => `M${left.toFixed(1)} ${toY(tick).toFixed(1)}H${RIGHT}`);
  return picture(
    BOTTOM + 26 + LINE,
    label,
    [
      text(0, 15, chart.up, { classes: "ink" }),
      path("grid-line", grid.join("")),
      ...axes.y.ticks.map((tick) =>
        text(left - 5, toY(tick) + 4.5, tickText(tick, style), { at: "end" }),
      ),
      ...ticksAcross(axes.x, { toX, style: across.style }),
      text(RIGHT, BOTTOM + 20 + LINE, across.name, { at: "end", classes: "ink" }),
      path(
        "line s-context w1 dash",
        `M${x(chart.means.x).toFixed(1)} ${TOP}V${BOTTOM}M${left.toFixed(1)} ${y(chart.means.y).toFixed(1)}H${RIGHT}`,
      ),
      ...drawMarks(marks, { x, y }),
      ...labels(chart, { x, y, left }),
    ].join(""),
  );
}

function ticksAcross(
  axis: Axis,
  { toX, style }: { readonly toX: Scale; readonly style: NumberStyle },
): readonly string[] {
  return axis.ticks.map((tick) => {
    const words = tickText(tick, style);
    const half = textWidth(words) / 2;
    return text(Math.min(toX(tick), WIDTH - half), BOTTOM + 20, words, { at: "mid" });
  });
}

/** All crosses below all dots, a path a tone. */
function drawMarks(
  marks: readonly Mark[],
  { x, y }: { readonly x: Scale; readonly y: Scale },
): readonly string[] {
  const tones = [...new Set(marks.map(({ tone }) => tone))].toSorted();
  const of = (tone: string) => marks.filter((mark) => mark.tone === tone);
  const cross = (mark: Mark) =>
    `M${x(mark.xLow).toFixed(1)} ${y(mark.y).toFixed(1)}H${x(mark.xHigh).toFixed(1)}` +
    `M${x(mark.x).toFixed(1)} ${y(mark.yLow).toFixed(1)}V${y(mark.yHigh).toFixed(1)}`;
  const dot = (mark: Mark) => `M${x(mark.x).toFixed(1)} ${y(mark.y).toFixed(1)}h.01`;
  return [
    ...tones.map((tone) => path(`cross s-${tone}-band`, of(tone).map(cross).join(""))),
    ...tones.map((tone) => path(`dots wide s-${tone}`, of(tone).map(dot).join(""))),
  ];
}

/** The corner first, then the problems, then the rest; a name without room stands in the table only. */
function labels(
  { marks, corner }: ScatterChart,
  { x, y, left }: { readonly x: Scale; readonly y: Scale; readonly left: number },
): readonly string[] {
  const dots = marks.map((mark) => around(x(mark.x), y(mark.y), 5));
  const head = textBox(left + 4, TOP + 14, corner);
  const taken: Box[] = [head];
  const drawn = [text(left + 4, TOP + 14, corner, { classes: "t-bad halo" })];
  const order = marks.toSorted((a, b) => Number(b.tone === "bad") - Number(a.tone === "bad"));
  for (const mark of order) {
    const own = dots[marks.indexOf(mark)];
    const places = placesOf(mark.label, { x: x(mark.x), y: y(mark.y) });
    const free = places.find(
      ({ box }) =>
        box.left >= left &&
        box.right <= WIDTH &&
        box.top >= TOP - 8 &&
        box.bottom <= BOTTOM &&
        ![...taken, ...dots.filter((dot) => dot !== own)].some((other) => touches(box, other)),
    );
    if (free === undefined) continue;
    taken.push(free.box);
    const classes = mark.tone === "bad" ? "strong t-bad halo" : "ink halo";
    drawn.push(text(free.box.left, free.at, mark.label, { classes }));
  }
  return drawn;
}

function placesOf(
  label: string,
  { x, y }: { readonly x: number; readonly y: number },
): readonly { readonly box: Box; readonly at: number }[] {
  const width = textWidth(label) * 1.06;
  return [
    { left: x + 9, at: y - 5 },
    { left: x + 9, at: y + 16 },
    { left: x - 9 - width, at: y - 5 },
    { left: x - 9 - width, at: y + 16 },
    { left: x - width / 2, at: y - 10 },
    { left: x - width / 2, at: y + 21 },
  ].map(({ left, at }) => ({ box: { ...textBox(left, at, label), right: left + width }, at }));
}

function textBox(left: number, at: number, words: string): Box {
  return { left, right: left + textWidth(words) * 1.06, top: at - 13, bottom: at + 4 };
}

function around(x: number, y: number, reach: number): Box {
  return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
}

function touches(a: Box, b: Box): boolean {
  return a.left < b.right + 2 && b.left < a.right + 2 && a.top < b.bottom && b.top < a.bottom;
}
