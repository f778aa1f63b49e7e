import { expect, test } from "vitest";
import { busyTime, days, momentOf, seasonOf } from "../../src/sample/calendar.ts";
import { csvLine, moneyText } from "../../src/sample/csv.ts";
import { gb18030Bytes } from "../../src/sample/gb18030.ts";
import { likert, normalShareBelow } from "../../src/sample/likert.ts";
import { seededRandom } from "../../src/sample/random.ts";

test("seededRandom(seed, stream) repeats itself, and streams differ", () => {
  const draw = (seed: number, stream: string) => {
    const random = seededRandom(seed, stream);
    return [random.uniform(), random.normal(), random.gamma(0.4), random.beta(2, 3)];
  };
  expect(draw(1, "a")).toEqual(draw(1, "a"));
  expect(draw(1, "a")).not.toEqual(draw(2, "a"));
  expect(draw(1, "a")).not.toEqual(draw(1, "b"));
});

test("seededRandom(seed, stream) draws with the mean and variance of each law", () => {
  const random = seededRandom(3, "moments");
  const moments = (draw: () => number) => {
    const drawn = Array.from({ length: 100_000 }, draw);
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    return [mean, drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length];
  };
  const laws: readonly (readonly [() => number, number, number])[] = [
    [random.uniform, 1 / 2, 1 / 12],
    [random.normal, 0, 1],
    [random.exponential, 1, 1],
    [() => random.gamma(0.4), 0.4, 0.4],
    [() => random.gamma(3), 3, 3],
    // a / (a + b) and ab / ((a + b)² (a + b + 1))
    [() => random.beta(0.75, 1.6), 0.319149, 0.064863],
  ];
  for (const [draw, mean, variance] of laws) {
    const [foundMean = 0, foundVariance = 0] = moments(draw);
    expect(Math.abs(foundMean - mean)).toBeLessThan(0.02);
    expect(Math.abs(foundVariance / variance - 1)).toBeLessThan(0.03);
  }
});

test("momentOf(upTo, busyTime(upTo, moment)) is the moment, and a season has mean 1", () => {
  const { student } = seasonOf(true);
  for (const moment of [0, 0.25, 40.5, 400.125, 911.9]) {
    expect(momentOf(student, busyTime(student, moment))).toBeCloseTo(moment, 8);
  }
  expect(student[days]).toBeCloseTo(days, 8);
  expect(momentOf(student, 1e9)).toBe(days);
});

test("gb18030Bytes(text) gives the bytes of the standard", () => {
  // 青 C7E0, 禾 BACC, 茶 B2E8 in GB 2312; ASCII stays.
  expect([...gb18030Bytes("青禾茶,1")]).toEqual([0xc7, 0xe0, 0xba, 0xcc, 0xb2, 0xe8, 0x2c, 0x31]);
  expect(new TextDecoder("gb18030").decode(gb18030Bytes("理工西门，等了半小时"))).toBe(
    "理工西门，等了半小时",
  );
});

test("moneyText(cents) is decimal text with two places", () => {
  expect([0, 5, 120, -99, -1805].map(moneyText)).toEqual([
    "0.00",
    "0.05",
    "1.20",
    "-0.99",
    "-18.05",
  ]);
});

test("csvLine(cells) quotes what needs it and leaves missing cells empty", () => {
  expect(csvLine(["a,b", 'say "no"', null, 3])).toBe('"a,b","say ""no""",,3\n');
});

test("likert(latent, cuts) and normalShareBelow(z) agree with tables", () => {
  expect([-9, -1, 0.5, 9].map((latent) => likert(latent, [-2, -1, 0, 1]))).toEqual([1, 2, 4, 5]);
  expect(normalShareBelow(1.959964)).toBeCloseTo(0.975, 6);
  expect(normalShareBelow(-1)).toBeCloseTo(0.158655, 6);
});
