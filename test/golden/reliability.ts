import { pearson, spearman } from "../../src/stats/correlation.ts";
import { cronbachAlpha } from "../../src/stats/cronbach-alpha.ts";
import { numbersOf, tableOf, type GoldenCase, type GoldenRunners } from "../support/golden-case.ts";

function mobileImage({ input }: GoldenCase): object {
  const rows = tableOf(input);
  const items = [1, 2, 3, 4, 5].map((i) => numbersOf(rows, `IMAG${i}`));
  const { raw, standardized, low, high } = cronbachAlpha(items);
  return { raw, standardized, feldt95: [low, high] };
}

function agreeableness({ input }: GoldenCase): object {
  const rows = tableOf(input);
  const asked = [1, 2, 3, 4, 5].map((i) => numbersOf(rows, `A${i}`));
  const turned = asked[0]!.map((score) => (score === null ? null : 7 - score));
  const { n, raw, low, high } = cronbachAlpha([turned, ...asked.slice(1)]);
  return {
    n,
    raw,
    raw_if_not_reversed: cronbachAlpha(asked).raw,
    feldt95: [low, high],
    rounded: Math.round(raw! * 10) / 10,
  };
}

function bank({ input }: GoldenCase): object {
  const rows = tableOf(input);
  const alphaOf = (name: string, items: number): number | null =>
    cronbachAlpha(Array.from({ length: items }, (_, i) => numbersOf(rows, `${name}${i + 1}`))).raw;
  return { sat: alphaOf("sat", 4), loy: alphaOf("loy", 4), qual: alphaOf("qual", 5) };
}

function attitude({ input }: GoldenCase): object {
  const rows = tableOf(input);
  const [complaints, rating] = [numbersOf(rows, "complaints"), numbersOf(rows, "rating")];
  const { n, value, low, high } = pearson(complaints, rating);
  return { n, r: value, ci: [low, high], rho: spearman(complaints, rating).value };
}

export const runners: GoldenRunners = {
  alpha_mobi_image: mobileImage,
  alpha_bfi_agree: agreeableness,
  alpha_bank: bank,
  cor_attitude: attitude,
};
