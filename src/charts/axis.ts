/** Axes: round ticks, and one span for panels that are compared. */

/** Lower end and step of an axis with `steps` intervals, in printed units. */
export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
}

export interface Extent {
  readonly min: number;
  readonly max: number;
}

export interface AxisLimits {
  /** Values beyond these cannot occur (a share ends at 0 and 100). */
  readonly floor?: number;
  readonly ceiling?: number;
  /** Smallest step: finer would show noise as a mountain. */
  readonly smallest?: number;
}

/** 1, 2 or 5 times a power of ten, at least as large as asked. */
export function roundStep(atLeast: number): number {
  if (!(atLeast > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(atLeast));
  const unit = [1, 2, 5, 10].find((step) => step * power >= atLeast * (1 - 1e-9)) ?? 10;
  return unit * power;
}

/** Panels that are compared get axes of the same span: two intervals of one step. */
export function equalSpans(extents: readonly Extent[], limits: AxisLimits = {}): readonly Axis[] {
  const widest = Math.max(...extents.map(({ min, max }) => max - min), 0);
  if (!Number.isFinite(widest)) throw new RangeError("an axis needs ends that are numbers");
  const farthest = Math.max(
    ...extents.map(({ min, max }) => Math.max(Math.abs(min), Math.abs(max))),
  );
  let step = roundStep(Math.max(widest / 2, limits.smallest ?? farthest / 100, 1e-6));
  for (;;) {
    const axes = extents.map((extent) => twoSteps(extent, step, limits));
    if (axes.every((axis, index) => contains(axis, extents[index] as Extent))) return axes;
    step = roundStep(step * 1.01);
  }
}

/** An axis from zero (or below, when values are) with about `about` round ticks. */
export function fromZero({ min, max }: Extent, about = 4): Axis {
  const low = Math.min(0, min);
  const step = roundStep(Math.max(max - low, 1e-6) / about);
  const start = Math.floor(low / step + 1e-9);
  const end = Math.max(Math.ceil(max / step - 1e-9), start + 1);
  return axisOf(start, end, step);
}

function twoSteps({ min, max }: Extent, step: number, { floor, ceiling }: AxisLimits): Axis {
  let start = Math.floor(min / step + 1e-9);
  // Room is shared: when both fit, the pair with the values nearer the middle.
  if (max <= (start + 1) * step && (min + max) / 2 < (start + 0.5) * step) start -= 1;
  if (ceiling !== undefined && (start + 2) * step > ceiling) start = Math.floor(ceiling / step) - 2;
  if (floor !== undefined && start * step < floor) start = Math.ceil(floor / step);
  return axisOf(start, start + 2, step);
}

function axisOf(start: number, end: number, step: number): Axis {
  const ticks = Array.from({ length: end - start + 1 }, (_, index) =>
    clean((start + index) * step),
  );
  return { min: ticks[0] as number, max: ticks.at(-1) as number, ticks };
}

function contains(axis: Axis, { min, max }: Extent): boolean {
  return axis.min <= min + 1e-9 && axis.max >= max - 1e-9;
}

function clean(value: number): number {
  return Number(value.toPrecision(12));
}
