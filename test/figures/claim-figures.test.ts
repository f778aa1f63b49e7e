import { describe, expect, it } from "vitest";
import { openBook } from "../../src/figures/book.ts";
import { claimFigures, judgedClaims } from "../../src/figures/claim-figures.ts";
import type { Figure } from "../../src/figures/figure.ts";
import type { Claims } from "../../src/settings/claims.ts";

const own = (id: string, part: Partial<Figure>): Figure => ({
  id,
  value: 0.33,
  low: 0.31,
  high: 0.35,
  n: 900,
  unit: "share",
  by: {},
  period: "all",
  method: "wilson",
  base: "buyers",
  source: ["transactions"],
  suppressed: null,
  ...part,
});

const claim = (id: string, figure: string, value: number): Claims[number] => ({
  id,
  article: "000",
  quote: "…",
  text: { en: id },
  value,
  says: "about",
  figure,
});

const book = openBook([
  own("loyalty.repeat-rate", {}),
  own("loyalty.tier", { by: { tier: "apostle" }, value: 0.1, low: 0.08, high: 0.12 }),
  own("value.gini", { n: 12 }),
]);
const claims = [
  claim("far", "loyalty.repeat-rate", 0.2),
  claim("near", "loyalty.tier|tier=apostle", 0.09),
  claim("thin", "value.gini", 0.33),
  claim("missing", "trust.index", 50),
];

describe("claimFigures(book, claims, thinBelow)", () => {
  it("holds each claim against its figure, at the level that it names", () => {
    const verdicts = judgedClaims(book, claims, 30).map(({ verdict }) => verdict);
    expect(verdicts).toEqual(["differs", "agrees", "too-little", "too-little"]);
  });

  it("judges nothing of a claim that asks another question, however near or far it lies", () => {
    const aside = { ...claim("aside", "loyalty.repeat-rate", 0.33), aside: { en: "…" } };
    expect(judgedClaims(book, [aside], 30).map(({ verdict }) => verdict)).toEqual(["too-little"]);
  });

  it("counts verdicts: of four claims one agrees, one differs, two cannot be judged", () => {
    const counts = claimFigures(book, claims, 30).map(({ id, value, n }) => [id, value, n]);
    expect(counts).toEqual([
      ["claims.agree", 1, 4],
      ["claims.differ", 1, 4],
      ["claims.too-little", 2, 4],
    ]);
  });

  it("gives nothing where no claim can be judged", () => {
    expect(claimFigures(openBook([]), claims, 30)).toEqual([]);
  });
});
