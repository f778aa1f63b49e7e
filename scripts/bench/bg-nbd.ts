import { bgNbdFit, bgNbdProbabilityAlive, type BgNbdParameters } from "../../src/metrics/bg-nbd.ts";
import type { RepeatHistory } from "../../src/metrics/bg-nbd-likelihood.ts";
import { seededRandom } from "../../src/stats/random.ts";

interface BenchRow {
  readonly name: string;
  readonly measured: string;
  readonly goal: string;
  readonly ok: boolean;
}

const customers = 1_000_000;
const truth: BgNbdParameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

/** P7: BG/NBD on a million customers, fit and P(alive); goals are counts, the seconds are told only. */
export async function benchBgNbd(): Promise<readonly BenchRow[]> {
  const history = simulatedHistory();
  const start = performance.now();
  const fit = bgNbdFit(history)!;
  const fitted = performance.now();
  let alive = 0;
  for (let i = 0; i < customers; i += 1) {
    alive += bgNbdProbabilityAlive(fit, { x: history.x[i]!, tx: history.tx[i]!, T: history.T[i]! });
  }
  const seconds = (from: number, to: number): string => `${((to - from) / 1000).toFixed(2)} s`;
  const ended = performance.now();
  const worst = (["r", "alpha", "a", "b"] as const).reduce(
    (most, name) => Math.max(most, Math.abs(fit[name] / truth[name] - 1)),
    0,
  );
  return [
    {
      name: "P7 BG/NBD on 1,000,000 customers: passes over all of them",
      measured: `${fit.fullEvaluations} (fit ${seconds(start, fitted)}, P(alive) ${seconds(fitted, ended)}, mean ${(alive / customers).toFixed(3)})`,
      goal: "<= 6",
      ok: fit.fullEvaluations <= 6,
    },
    {
      name: "P7 BG/NBD: two starts agree, parameters are those drawn with",
      measured: `${fit.converged ? "converged" : "not converged"}, difference ${fit.startDifference.toExponential(1)}, farthest parameter ${(100 * worst).toFixed(1)}%`,
      goal: "converged, < 0.01, <= 3%",
      ok: fit.converged && fit.startDifference < 0.01 && worst <= 0.03,
    },
  ];
}

/** Half a year to a year and a half of weeks in whole days, as a shop's customers come. */
function simulatedHistory(): RepeatHistory {
  const { uniform } = seededRandom("bench bg-nbd");
  const gamma = gammaDraws(uniform);
  const columns = {
    x: new Float64Array(customers),
    tx: new Float64Array(customers),
    T: new Float64Array(customers),
  };
  for (let i = 0; i < customers; i += 1) {
    const end = Math.ceil(7 * (26 + 52 * uniform())) / 7;
    const rate = gamma(truth.r) / truth.alpha;
    const [out, stay] = [gamma(truth.a), gamma(truth.b)];
    let [at, last, repeats] = [0, 0, 0];
    for (;;) {
      at -= Math.log(1 - uniform()) / rate;
      if (!(at <= end)) break;
      last = at;
      repeats += 1;
      if (uniform() < out / (out + stay)) break;
    }
    columns.x[i] = repeats;
    columns.tx[i] = Math.ceil(7 * last) / 7;
    columns.T[i] = end;
  }
  return columns;
}

/** Gamma numbers of scale 1 by Marsaglia and Tsang (2000). */
function gammaDraws(uniform: () => number): (shape: number) => number {
  const draw = (shape: number): number => {
    if (shape < 1) return draw(shape + 1) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const x = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v))
        return d * v;
    }
  };
  return draw;
}
