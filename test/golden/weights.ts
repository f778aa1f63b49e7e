import { expect } from "vitest";
import { designEffect } from "../../src/stats/design-effect.ts";
import { proportion, weightedProportion } from "../../src/stats/proportion.ts";
import { numbersOf, tableOf, type GoldenCase, type GoldenRunners } from "../support/golden-case.ts";

function awards({ input }: GoldenCase): object {
  const rows = tableOf(input);
  const hits = rows.map((row) => Number(row["awards"] === "Yes"));
  const weights = numbersOf(rows, "pw").map(Number);
  const { value, nEff, low, high } = weightedProportion(hits, weights);
  return {
    unweighted: proportion(
      hits.reduce((a, b) => a + b, 0),
      hits.length,
    ).value,
    weighted: value,
    n_eff: nEff,
    wilson_neff95: [low, high],
  };
}

function kish(): object {
  expect(() => designEffect([0, 0, 0, 0])).toThrow("weights-unusable");
  return { deff: [designEffect([0, 1, 2, 3]), designEffect([1, 1, 1, 1])] };
}

export const runners: GoldenRunners = { weighted_share: awards, kish_balance: kish };
