/** Demand as an area under the most and the best that fit; what was turned away is orange. */
import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { fromZero, type Axis } from "./axis.ts";
import type { CapacityChart } from "./chart.ts";
import { tickText } from "./number-text.ts";
import { path, picture, text, WIDTH } from "./svg.ts";
import { textWidth } from "./text-width.ts";

const TOP = 44;
const BOTTOM = 204;

type Point = CapacityChart["points"][number];

export function capacityAxis({ points }: CapacityChart): Axis {
  return fromZero({
    min: 0,
    max: Math.max(1, ...points.flatMap(({ demand, max }) => [demand, max])),
  });
}

export function drawCapacity(chart: CapacityChart, label: string): string {
  const { points, style, names } = chart;
  const axis = capacityAxis(chart);
  const left = Math.max(...axis.ticks.map((tick) => textWidth(tickText(tick, style)))) + 6;
  const x = scaleLinear([0, Math.max(1, points.length - 1)], [left, WIDTH - 2]);
  const y = scaleLinear([axis.min, axis.max], [BOTTOM, TOP]);
  const filled = (from: (point: Point) => number, to: (point: Point) => number) =>
    area<Point>()
      .digits(1)
      .x((_, index) => x(index))
      .y0((point) => y(from(point)))
      .y1((point) => y(to(point)))(points as Point[]) ?? "";
  const stroked = (of: (point: Point) => number) =>
    line<Point>()
      .digits(1)
      .x((_, index) => x(index))
      .y((point) => y(of(point)))(points as Point[]) ?? "";
  const served = ({ demand, lost }: Point) => demand - lost;
  const grid = axis.ticks.map((tick) => `M${left.toFixed(1)} ${y(tick).toFixed(1)}H${WIDTH}`);
  return picture(
    BOTTOM + 26,
    label,
    [
      ...legend(names),
      path("grid-line", grid.join("")),
      path(
        "f-band",
        filled(() => 0, served),
      ),
      path(
        "f-bad",
        filled(served, ({ demand }) => demand),
      ),
      path(
        "line s-context w1 dash",
        stroked(({ best }) => best),
      ),
      path(
        "line s-ink",
        stroked(({ max }) => max),
      ),
      ...axis.ticks.map((tick) =>
        text(left - 5, y(tick) + 4.5, tickText(tick, style), { at: "end" }),
      ),
      ...groups(points, { x, left }),
    ].join(""),
  );
}

/** The four marks with their names, in one or two rows. */
function legend({ demand, lost, max, best }: CapacityChart["names"]): readonly string[] {
  const items = [
    { name: demand, mark: (x: number, y: number) => path("f-band", `M${x} ${y - 9}h14v9h-14Z`) },
    { name: lost, mark: (x: number, y: number) => path("f-bad", `M${x} ${y - 9}h14v9h-14Z`) },
    { name: max, mark: (x: number, y: number) => path("line s-ink", `M${x} ${y - 4.5}h14`) },
    {
      name: best,
      mark: (x: number, y: number) => path("line s-context w1 dash", `M${x} ${y - 4.5}h14`),
    },
  ];
  let [x, y] = [0, 14];
  return items.flatMap(({ name, mark }) => {
    const width = 19 + textWidth(name);
    if (x > 0 && x + width > WIDTH) [x, y] = [0, y + 18];
    const at = x;
    x += width + 14;
    return [mark(at, y), text(at + 19, y, name, { classes: "ink" })];
  });
}

/** Each group named once, below the middle of its points, where there is room. */
function groups(
  points: readonly Point[],
  { x, left }: { readonly x: (index: number) => number; readonly left: number },
): readonly string[] {
  let taken = left - 8;
  return [...new Set(points.map(({ group }) => group))].flatMap((group) => {
    const own = points.flatMap((point, index) => (point.group === group ? [index] : []));
    const half = textWidth(group) / 2;
    const middle = (x(own[0] ?? 0) + x(own.at(-1) ?? 0)) / 2;
    const at = Math.min(middle, WIDTH - half);
    if (at - half < taken + 4) return [];
    taken = at + half;
    return [text(at, BOTTOM + 20, group, { at: "mid" })];
  });
}
