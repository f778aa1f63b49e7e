/** A score over waves: line on its band; the last point is coloured and labelled. */
import { scaleLinear, type ScaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { equalSpans, type Axis } from "./axis.ts";
import type { NumberStyle, Tone, TrendChart, TrendPoint } from "./chart.ts";
import { printed, tickText, valueText } from "./number-text.ts";
import { BIG_PX, circle, path, picture, text, WIDTH } from "./svg.ts";
import { textWidth, wrapLines } from "./text-width.ts";

type Panel = TrendChart["panels"][number];

const NAME_HEIGHT = 28;
/** Several panels share the height that one has alone. */
const PLOT_HEIGHT = { one: 116, several: 60 } as const;
const LINE_HEIGHT = 17;
const NOTE_WIDTH = 98;

interface Frame {
  readonly left: number;
  readonly right: number;
}

interface Placed {
  readonly panel: Panel;
  readonly style: NumberStyle;
  readonly axis: Axis;
  readonly top: number;
  readonly height: number;
  readonly noteLines: readonly string[];
}

export function drawTrend(chart: TrendChart, label: string): string {
  const panels = placePanels(chart);
  const frame = frameOf(panels);
  const bottom = (panels.at(-1)?.top ?? 0) + (panels.at(-1)?.height ?? 0);
  const body = panels.map((placed) => drawPanel(placed, frame)).join("");
  const points = panels.at(-1)?.panel.points ?? [];
  return picture(bottom + 24, label, body + waveLabels(points, frame, bottom + 19));
}

function placePanels(chart: TrendChart): readonly Placed[] {
  const styles = chart.panels.map((panel) => panel.style ?? chart.style);
  const axes = trendAxes(chart);
  const height = chart.panels.length === 1 ? PLOT_HEIGHT.one : PLOT_HEIGHT.several;
  let top = 0;
  return chart.panels.map((panel, index) => {
    const noteLines = panel.note === "" ? [] : wrapLines(panel.note, NOTE_WIDTH);
    top += NAME_HEIGHT;
    const placed = {
      panel,
      style: styles[index] as NumberStyle,
      axis: axes[index] as Axis,
      top,
      height,
      noteLines,
    };
    top += height + 18;
    return placed;
  });
}

/** Panels in the same unit share their span; percent and points are one unit here. */
export function trendAxes({ panels, style }: TrendChart): readonly Axis[] {
  const styles = panels.map((panel) => panel.style ?? style);
  const axes: Axis[] = [];
  const unitOf = ({ unit }: NumberStyle) => (unit === "points" ? "percent" : unit);
  for (const unit of new Set(styles.map(unitOf))) {
    const members = panels.flatMap((_, index) =>
      unitOf(styles[index] as NumberStyle) === unit ? [index] : [],
    );
    const shares = members.every((index) => styles[index]?.unit === "percent");
    const spans = equalSpans(
      members.map((index) => extentOf(panels[index] as Panel, styles[index] as NumberStyle)),
      shares ? { floor: 0, ceiling: 100, smallest: 1 } : {},
    );
    members.forEach((index, order) => (axes[index] = spans[order] as Axis));
  }
  return axes;
}

function extentOf({ points }: Panel, style: NumberStyle) {
  const values = points
    .flatMap(({ value, low, high }) => [value, low, high])
    .filter((value) => value !== null)
    .map((value) => printed(value, style));
  if (values.length === 0) return { min: 0, max: 1 };
  return { min: Math.min(...values), max: Math.max(...values) };
}

function frameOf(panels: readonly Placed[]): Frame {
  const ticks = panels.flatMap(({ axis, style }) =>
    axis.ticks.map((tick) => textWidth(tickText(tick, style))),
  );
  const ends = panels.flatMap(({ panel, style, noteLines }) => {
    const last = lastObserved(panel.points);
    const value = last === null ? 0 : textWidth(valueText(last.value, last, style), BIG_PX);
    return [value, ...noteLines.map((words) => textWidth(words))];
  });
  return { left: Math.max(0, ...ticks) + 6, right: WIDTH - Math.max(0, ...ends) - 14 };
}

function drawPanel(placed: Placed, frame: Frame): string {
  const { panel, style, axis, top, height } = placed;
  const y = scaleLinear([axis.min, axis.max], [top + height, top]);
  const x = scaleLinear([0, Math.max(1, panel.points.length - 1)], [frame.left + 6, frame.right]);
  const up = (value: number) => y(printed(value, style));
  return [
    text(0, top - 13, panel.name, { classes: "ink" }),
    gridLines(axis, frame, y),
    ...axis.ticks.map((tick) =>
      text(frame.left - 5, y(tick) + 4.5, tickText(tick, style), { at: "end" }),
    ),
    drawPoints(panel.points, x, up),
    endOfLine(placed, x, up),
  ].join("");
}

function gridLines(axis: Axis, frame: Frame, y: ScaleLinear<number, number>): string {
  const lines = axis.ticks.map(
    (tick) => `M${frame.left.toFixed(1)} ${y(tick)}H${frame.right.toFixed(1)}`,
  );
  return path("grid-line", lines.join(""));
}

function drawPoints(
  points: readonly TrendPoint[],
  x: (index: number) => number,
  up: (value: number) => number,
): string {
  const seen = points.map((point, index) => ({ ...point, index })).filter(isObserved);
  const band = area<TrendPoint>()
    .digits(1)
    .defined(isRanged)
    .x((_, index) => x(index))
    .y0((point) => up(point.low as number))
    .y1((point) => up(point.high as number));
  const track = line<TrendPoint>()
    .digits(1)
    .defined(isObserved)
    .x((_, index) => x(index))
    .y((point) => up(point.value as number));
  const dots = seen.map(
    (point) => `M${x(point.index).toFixed(1)} ${up(point.value).toFixed(1)}h.01`,
  );
  // Two waves are two dots on their bands: a line would promise a course that nobody saw.
  if (seen.length < 3) {
    const bands = seen
      .filter(isRanged)
      .map(
        (p) =>
          `M${x(p.index).toFixed(1)} ${up(p.low as number).toFixed(1)}V${up(p.high as number).toFixed(1)}`,
      );
    return path("thick s-band", bands.join("")) + path("dots s-data", dots.join(""));
  }
  return (
    path("f-band", band(points) ?? "") +
    path("line s-data", track(points) ?? "") +
    path("dots s-data", dots.join(""))
  );
}

function endOfLine(
  { panel, style, top, height, noteLines }: Placed,
  x: (index: number) => number,
  up: (value: number) => number,
): string {
  const last = lastObserved(panel.points);
  if (last === null) return "";
  const wordsHeight = 16 + noteLines.length * LINE_HEIGHT;
  const at = up(last.value);
  const start = Math.min(Math.max(at - 9, top - 8), top + height + 16 - wordsHeight);
  const tone = textTone(panel.tone);
  const left = x(panel.points.length - 1) + 12;
  return [
    circle(`f-${dotTone(panel.tone)}`, x(last.index), at, 5),
    text(left, start + 16, valueText(last.value, last, style), { classes: `big ${tone}` }),
    ...noteLines.map((words, index) =>
      text(left, start + 16 + (index + 1) * LINE_HEIGHT, words, { classes: tone }),
    ),
  ].join("");
}

function waveLabels(points: readonly TrendPoint[], { left, right }: Frame, y: number): string {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return "";
  if (points.length === 1) return text(left, y, first.label);
  const end = Math.min(WIDTH, Math.max(right + 6, left + textWidth(last.label)));
  const fits = textWidth(first.label) + textWidth(last.label) + 12 <= end - left;
  return (fits ? text(left, y, first.label) : "") + text(end, y, last.label, { at: "end" });
}

function isObserved<Point extends TrendPoint>(point: Point): point is Point & { value: number } {
  return point.value !== null;
}

function isRanged(point: TrendPoint): boolean {
  return point.low !== null && point.high !== null;
}

function lastObserved(points: readonly TrendPoint[]) {
  const seen = points.map((point, index) => ({ ...point, index })).filter(isObserved);
  return seen.at(-1) ?? null;
}

function dotTone(tone: Tone): string {
  return tone === "flat" ? "data" : tone;
}

function textTone(tone: Tone): string {
  return tone === "good" || tone === "bad" ? `t-${tone}` : "ink";
}
