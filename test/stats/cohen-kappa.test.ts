import { describe, expect, test } from "vitest";
import { cohenKappa } from "../../src/stats/cohen-kappa.ts";

const levels = ["never", "fairly", "very", "always"];
const table = [
  [7, 7, 2, 3],
  [2, 8, 3, 7],
  [1, 5, 4, 9],
  [2, 8, 9, 14],
];
const pairs = table.flatMap((row, i) =>
  row.flatMap((count, j) => Array.from({ length: count }, () => [levels[i]!, levels[j]!] as const)),
);
const husbands = pairs.map(([one]) => one);
const wives = pairs.map(([, two]) => two);

describe("cohenKappa(first, second, { levels, weights })", () => {
  test("R: vcd::Kappa(SexualFun), unweighted 0.1293, ASE 0.0686", () => {
    const { kappa, se } = cohenKappa(husbands, wives, { levels });
    expect(kappa).toMatchObject({ n: 91 });
    expect(kappa.value).toBeCloseTo(0.1293, 4);
    expect(se).toBeCloseTo(0.0686, 4);
    expect(kappa.low).toBeCloseTo(-0.0051, 3);
  });

  test("R: vcd::Kappa(SexualFun), weighted 0.2374, ASE 0.0783", () => {
    const { kappa, se } = cohenKappa(husbands, wives, { levels, weights: "linear" });
    expect(kappa.value).toBeCloseTo(0.2374, 4);
    expect(se).toBeCloseTo(0.0783, 4);
  });

  test("quadratic by hand on two levels is the same as none", () => {
    const two = { levels: ["a", "b"] };
    const [one, other] = [
      ["a", "a", "b", "b", "b"],
      ["a", "b", "b", "b", "a"],
    ];
    const plain = cohenKappa(one, other, two).kappa.value;
    expect(plain).toBeCloseTo((0.6 - 0.52) / 0.48, 12);
    expect(cohenKappa(one, other, { ...two, weights: "quadratic" }).kappa.value).toBe(plain);
  });

  test("full agreement is 1; one level alone says nothing; gaps and unlisted levels count nowhere", () => {
    expect(cohenKappa(["a", "b"], ["a", "b"], { levels: ["a", "b"] }).kappa.value).toBe(1);
    expect(cohenKappa(["a", "a"], ["a", "a"], { levels: ["a", "b"] }).kappa.value).toBeNull();
    const gaps = cohenKappa(["a", null, "z", "b"], ["a", "a", "a", "b"], { levels: ["a", "b"] });
    expect(gaps).toMatchObject({ kappa: { n: 2 }, sameShare: 1 });
    expect(cohenKappa([], [], { levels })).toMatchObject({ kappa: { value: null, n: 0 } });
  });
});
