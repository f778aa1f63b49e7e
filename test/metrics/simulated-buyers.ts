import { seededRandom } from "../../src/stats/random.ts";

export interface SimulatedBuyers {
  readonly purchases: Float64Array;
  readonly firstDay: Float64Array;
  readonly secondDay: Float64Array;
  readonly lastDay: Float64Array;
  readonly revenue: Float64Array;
  readonly repeatValue: Float64Array;
  readonly calibrationPurchases: Float64Array;
  readonly calibrationLastDay: Float64Array;
}

export interface Truth {
  readonly r: number;
  /** In weeks. */
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
  readonly p: number;
  readonly q: number;
  readonly v: number;
}

export const cdnowTruth: Truth = {
  ...{ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
  ...{ p: 6.25, q: 3.74, v: 15.44 },
};

/**
 * Buyers who behave as BG/NBD and Gamma-Gamma say, drawn with a fixed seed: first purchases spread
 * over `startDays` from day 0, seen up to `asOfDay`. Purchases of one day are two here, so that the
 * truth is that of the model.
 */
export function simulatedBuyers(
  n: number,
  truth: Truth,
  {
    seed,
    startDays,
    calibrationDay,
    asOfDay,
  }: {
    readonly seed: string;
    readonly startDays: number;
    readonly calibrationDay: number;
    readonly asOfDay: number;
  },
): SimulatedBuyers {
  const { uniform } = seededRandom(seed);
  const gamma = gammaDraws(uniform);
  const column = (): Float64Array => new Float64Array(n).fill(NaN);
  const buyers = {
    ...{ purchases: column(), firstDay: column(), secondDay: column(), lastDay: column() },
    ...{ revenue: column(), repeatValue: column() },
    ...{ calibrationPurchases: column(), calibrationLastDay: column() },
  };
  for (let i = 0; i < n; i += 1) {
    const first = Math.floor(startDays * uniform());
    const perDay = gamma(truth.r) / (7 * truth.alpha);
    const [out, stay] = [gamma(truth.a), gamma(truth.b)];
    const nu = gamma(truth.q) / truth.v;
    const days = [first];
    for (let at: number = first; ;) {
      at -= Math.log(1 - uniform()) / perDay;
      if (!(at <= asOfDay)) break;
      days.push(Math.ceil(at));
      if (uniform() < out / (out + stay)) break;
    }
    const early = days.filter((day) => day <= calibrationDay);
    const repeats = days.length - 1;
    const value = repeats > 0 ? gamma(truth.p * repeats) / nu / repeats : NaN;
    buyers.purchases[i] = days.length;
    buyers.firstDay[i] = first;
    buyers.secondDay[i] = days[1] ?? NaN;
    buyers.lastDay[i] = days.at(-1)!;
    buyers.repeatValue[i] = value;
    buyers.revenue[i] = gamma(truth.p) / nu + (repeats > 0 ? value * repeats : 0);
    buyers.calibrationPurchases[i] = early.length;
    buyers.calibrationLastDay[i] = early.at(-1) ?? NaN;
  }
  return buyers;
}

/** Gamma numbers of scale 1 by Marsaglia and Tsang (2000). */
function gammaDraws(uniform: () => number): (shape: number) => number {
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const draw = (shape: number): number => {
    if (shape < 1) return draw(shape + 1) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const x = normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v))
        return d * v;
    }
  };
  return draw;
}
