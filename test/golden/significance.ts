import { netPromoterScore, npsDifference } from "../../src/metrics/net-promoter-score.ts";
import { waveChange } from "../../src/metrics/wave-change.ts";
import { benjaminiHochberg, holmAdjusted } from "../../src/stats/holm.ts";
import { twoProportions } from "../../src/stats/two-proportions.ts";
import { numbersOf, tableOf, type GoldenCase, type GoldenRunners } from "../support/golden-case.ts";

function airlines({ input }: GoldenCase): object {
  const rows = tableOf(input);
  const score = Object.keys(rows[0]!)[2]!;
  const npsOf = (airline: string): NonNullable<ReturnType<typeof netPromoterScore>> =>
    netPromoterScore(
      numbersOf(
        rows.filter((row) => row["Airline"] === airline),
        score,
      ),
      { scale: { min: 0, max: 10 } },
    )!;
  const { difference, se, z, p, low, high } = npsDifference(
    npsOf("Maggio Group"),
    npsOf("Mueller Group"),
  )!;
  return { diff: difference, se, z, p, ci95: [low, high] };
}

function universityGender({ input }: GoldenCase): object {
  const rows = tableOf(input);
  const sideOf = (gender: string): { readonly successes: number; readonly n: number } => {
    const scores = numbersOf(
      rows.filter((row) => row["gender"] === gender),
      "global",
    ).filter((score) => score !== null);
    return { successes: scores.filter((score) => score >= 6).length, n: scores.length };
  };
  const [first, second] = [sideOf("0"), sideOf("1")];
  const { difference, z, p, low, high } = twoProportions(first, second);
  return {
    p1: first.successes / first.n,
    p2: second.successes / second.n,
    diff: difference,
    z_pooled: z,
    p,
    newcombe95: [low, high],
  };
}

function adjustedP({ params }: GoldenCase): object {
  const ps = params!["p"] as readonly number[];
  const BH = benjaminiHochberg(ps);
  return {
    BH,
    holm: holmAdjusted(ps),
    rejected_BH_05: BH.filter((p) => p <= 0.05).length,
    rejected_bonferroni_05: ps.filter((p) => p * ps.length <= 0.05).length,
  };
}

/** April after March; each review is a person of its own, as in the case. */
function reviewWaves({ input }: GoldenCase): object {
  const rows = tableOf(input);
  const hits = (month: string): readonly number[] =>
    rows
      .filter((row) => row["review_creation_date"]!.startsWith(month))
      .map((row) => Number(Number(row["review_score"]) >= 4));
  const [march, april] = [hits("2018-03"), hits("2018-04")];
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const wave = (name: string, values: readonly number[]): { person: string; value: number }[] =>
    values.map((value, i) => ({ person: `${name} ${i}`, value }));
  const change = waveChange(wave("March", march), wave("April", april), { kind: "share" });
  const { low, high } = change.interval(0.95);
  const both = [april, march].map((values) => ({ successes: sum(values), n: values.length }));
  const { z } = twoProportions(both[0]!, both[1]!);
  return {
    n: [march.length, april.length],
    x: [sum(march), sum(april)],
    p1: sum(april) / april.length,
    p2: sum(march) / march.length,
    diff: change.difference,
    z_pooled: z,
    p: change.p,
    newcombe95: [low, high],
  };
}

export const runners: GoldenRunners = {
  nps_diff_open: airlines,
  prop_diff_univer_gender: universityGender,
  mult_bh1995: adjustedP,
  olist_wave: reviewWaves,
};
