import { fisherUpper } from "./fisher-f.ts";
import { isObserved, type Observations } from "./observed.ts";
import { quantileSorted } from "./quantile.ts";
import { seededRandom } from "./random.ts";

export interface KneeOptions {
  readonly seed: string;
  readonly draws?: number | undefined;
  readonly confidence?: number | undefined;
}

export interface Knee {
  readonly n: number;
  /** Where the slope changes, in the unit of x, with its bootstrap interval. */
  readonly at: { readonly value: number; readonly low: number; readonly high: number };
  readonly slopeBefore: number;
  readonly slopeAfter: number;
  /** Height at the knee. */
  readonly height: number;
  readonly sse: number;
  /** Of one straight line. */
  readonly lineSse: number;
  /** F of two segments against one line with 2 and n − 4 degrees of freedom: a rough test, since the knee was looked for. */
  readonly f: number;
  readonly p: number;
}

const fewest = 8;
const gridSize = 80;

/**
 * Knee of a curve (曲线拐点): where one straight line becomes another.
 *
 * For      the utilisation from which quality falls, the score from which loyalty rises.
 * Formula  y = a + b·x + c·max(0, x − k): the k of least squares, sought on a grid over the middle
 *          90% of x and refined between its neighbours; 500 bootstrap draws of rows, percentile
 *          interval of k.
 * Takes    two columns of equal length; a row with a gap in either counts nowhere.
 * Gives    the knee with slopes before and after; null below 8 rows or 4 different x.
 * Source   Hinkley (1971) JASA 66:736; Muggeo (2003) Stat. Med. 22:3055, R segmented.
 *
 * @example knee([1, 2, 3], [1, 2, 3], { seed: "a" }) // => null
 */
export function knee(
  xs: Observations,
  ys: Observations,
  { seed, draws = 500, confidence = 0.95 }: KneeOptions,
): Knee | null {
  const rows = sortedPairs(xs, ys);
  const n = rows.x.length;
  if (n < fewest || new Set(rows.x).size < 4) return null;
  const all = sumsOf(rows, new Int32Array(n).fill(1), columnsOf(n));
  const best = bestKnee(all);
  if (best === null) return null;
  const random = seededRandom(seed);
  const counts = new Int32Array(n);
  const columns = columnsOf(n);
  const found = new Float64Array(draws).map(() => {
    random.resample(counts);
    return bestKnee(sumsOf(rows, counts, columns))?.at ?? NaN;
  });
  const rising = found.filter((at) => !Number.isNaN(at)).sort();
  const tail = (1 - confidence) / 2;
  const lineSse = Math.max(0, all.syy - (all.sxy / all.sxx) * all.sxy);
  const f = best.sse > 0 ? (lineSse - best.sse) / 2 / (best.sse / (n - 4)) : Infinity;
  return {
    n,
    at: {
      value: best.at,
      low: quantileSorted(rising, tail) ?? best.at,
      high: quantileSorted(rising, 1 - tail) ?? best.at,
    },
    slopeBefore: best.slope,
    slopeAfter: best.slope + best.bend,
    height: best.intercept + best.slope * best.at,
    sse: best.sse,
    lineSse,
    f,
    p: f === Infinity ? 0 : fisherUpper(Math.max(0, f), 2, n - 4),
  };
}

interface Pairs {
  /** Ascending, less `origin`. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly origin: number;
}

/** Centred on the mean x, so that years cost no digits. */
function sortedPairs(xs: Observations, ys: Observations): Pairs {
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0; i < xs.length; i += 1) {
    const [x, y] = [xs[i], ys[i]];
    if (isObserved(x) && isObserved(y)) pairs.push([x, y]);
  }
  pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const origin = pairs.reduce((sum, [x]) => sum + x, 0) / Math.max(1, pairs.length);
  return {
    x: Float64Array.from(pairs, ([x]) => x - origin),
    y: Float64Array.from(pairs, ([, y]) => y),
    origin,
  };
}

/** Per row the sums over that row and all after it: of w, w·x, w·x², w·y, w·x·y. */
type Columns = readonly [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

function columnsOf(n: number): Columns {
  const column = (): Float64Array => new Float64Array(n + 1);
  return [column(), column(), column(), column(), column()];
}

/** Sums of weight, x and y over all rows, centred squares and products, and `after` per row. */
interface Sums {
  readonly rows: Pairs;
  readonly w: number;
  readonly x: number;
  readonly y: number;
  readonly sxx: number;
  readonly sxy: number;
  readonly syy: number;
  readonly after: Columns;
}

function sumsOf(rows: Pairs, weights: Int32Array, after: Columns): Sums {
  const [sw, sx, sxx, sy, sxy] = after;
  let squares = 0;
  for (let i = weights.length - 1; i >= 0; i -= 1) {
    const w = weights[i]!;
    const wx = w * rows.x[i]!;
    const y = rows.y[i]!;
    sw[i] = sw[i + 1]! + w;
    sx[i] = sx[i + 1]! + wx;
    sxx[i] = sxx[i + 1]! + wx * rows.x[i]!;
    sy[i] = sy[i + 1]! + w * y;
    sxy[i] = sxy[i + 1]! + wx * y;
    squares += w * y * y;
  }
  const [w, x, y] = [sw[0]!, sx[0]!, sy[0]!];
  return {
    rows,
    w,
    x,
    y,
    sxx: sxx[0]! - (x * x) / w,
    sxy: sxy[0]! - (x * y) / w,
    syy: Math.max(0, squares - (y * y) / w),
    after,
  };
}

interface Segments {
  readonly at: number;
  readonly intercept: number;
  readonly slope: number;
  readonly bend: number;
  readonly sse: number;
}

function bestKnee(sums: Sums): Segments | null {
  const { rows } = sums;
  const [low, high] = [quantileSorted(rows.x, 0.05)!, quantileSorted(rows.x, 0.95)!];
  const better = (a: Segments | null, b: Segments | null): Segments | null =>
    a === null || (b !== null && b.sse < a.sse) ? b : a;
  const search = (from: number, to: number, best: Segments | null): Segments | null => {
    let found = best;
    for (let step = 0; step <= gridSize; step += 1) {
      found = better(found, sseAt(sums, from + ((to - from) * step) / gridSize));
    }
    return found;
  };
  let best = search(low, high, null);
  for (let width = (high - low) / gridSize, i = 0; i < 2 && best !== null; i += 1) {
    const { at } = best;
    best = search(Math.max(low, at - width), Math.min(high, at + width), best);
    width /= gridSize;
  }
  return best === null
    ? null
    : { ...best, at: best.at + rows.origin, intercept: best.intercept - best.slope * rows.origin };
}

/** Least squares with a bend at k; null where x says too little on a side. */
function sseAt({ rows, w, x, y, sxx, sxy, syy, after }: Sums, at: number): Segments | null {
  if (!(sxx > 0)) return null;
  const i = firstAbove(rows.x, at);
  const aw = after[0][i]!;
  const ax = after[1][i]!;
  const axx = after[2][i]!;
  const ay = after[3][i]!;
  const axy = after[4][i]!;
  const h = ax - at * aw;
  const shh = axx - 2 * at * ax + at * at * aw - (h * h) / w;
  const sxh = axx - at * ax - (x * h) / w;
  const shy = axy - at * ay - (h * y) / w;
  const determinant = sxx * shh - sxh * sxh;
  if (!(determinant > 1e-10 * sxx * Math.max(shh, 1e-300))) return null;
  const slope = (sxy * shh - shy * sxh) / determinant;
  const bend = (shy * sxx - sxy * sxh) / determinant;
  const sse = Math.max(0, syy - slope * sxy - bend * shy);
  return { at, intercept: (y - slope * x - bend * h) / w, slope, bend, sse };
}

function firstAbove(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
