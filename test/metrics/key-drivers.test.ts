import { describe, expect, test } from "vitest";
import { keyDrivers, type KeyDrivers } from "../../src/metrics/key-drivers.ts";
import { seededRandom } from "../../src/stats/random.ts";
import { relativeImportance } from "../../src/stats/relative-importance.ts";

/** 400 persons; speed counts twice as much as kindness, price next to nothing. */
const random = seededRandom("key drivers");
const noise = (): number => random.uniform() + random.uniform() - 1;
const rows = Array.from({ length: 400 }, () => {
  const halo = noise();
  const [speed, kindness, price] = [halo + noise(), halo + noise(), halo + noise()];
  return { speed, kindness, price, score: 2 * speed + kindness + 0.05 * price + noise() };
});
const column = (name: keyof (typeof rows)[number]): number[] => rows.map((row) => row[name]);
const predictors = { price: column("price"), kindness: column("kindness"), speed: column("speed") };
const options = { seed: "test", draws: 300 };
const found = keyDrivers(column("score"), predictors, options) as KeyDrivers;

describe("keyDrivers(outcome, predictors, options)", () => {
  test("ranks what was planted, strongest first", () => {
    expect(found).toMatchObject({ kind: "drivers", n: 400, method: "lmg", dropped: [] });
    expect(found.drivers.map(({ name }) => name)).toEqual(["speed", "kindness", "price"]);
    expect(found.drivers.map(({ rankLow, rank, rankHigh }) => [rankLow, rank, rankHigh])).toEqual([
      [1, 1, 1],
      [2, 2, 2],
      [3, 3, 3],
    ]);
    expect(found.notSeparable).toEqual([]);
  });

  test("shares are those of relativeImportance, sum to R², and their intervals enclose them", () => {
    const plain = relativeImportance(column("score"), Object.values(predictors))!;
    const shares = Object.fromEntries(found.drivers.map(({ name, share }) => [name, share.value]));
    for (const [j, name] of Object.keys(predictors).entries()) {
      expect(shares[name]).toBeCloseTo(plain.shares[j]!, 12);
    }
    const total = found.drivers.reduce((sum, { share }) => sum + share.value!, 0);
    expect(total).toBeCloseTo(found.r2.value!, 9);
    for (const { share, ofExplained } of found.drivers) {
      expect(share.low).toBeLessThan(share.value!);
      expect(share.high).toBeGreaterThan(share.value!);
      expect(ofExplained.value).toBeCloseTo(share.value! / found.r2.value!, 12);
    }
  });

  test("the order of rows and of predictors changes nothing", () => {
    const order = rows.map((_, i) => (i * 171) % rows.length);
    const turned = (name: keyof (typeof rows)[number]): number[] =>
      order.map((i) => rows[i]![name]);
    const same = { price: turned("price"), kindness: turned("kindness"), speed: turned("speed") };
    const again = keyDrivers(turned("score"), same, options) as KeyDrivers;
    const rounded = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value, (_, part: unknown) =>
          typeof part === "number" ? Number(part.toPrecision(10)) : part,
        ),
      );
    expect(rounded(again)).toEqual(rounded(found));
  });

  test("two predictors of like weight are not separable, and the pair is named", () => {
    const like = rows.map(({ speed, kindness }, i) => speed + kindness + 3 * Math.sin(i * i));
    const { speed, kindness } = predictors;
    const result = keyDrivers(like, { speed, kindness }, options) as KeyDrivers;
    expect(result.notSeparable.map((pair) => pair.toSorted())).toEqual([["kindness", "speed"]]);
    expect(result.drivers[0]!.rankHigh).toBe(2);
  });

  test("a predictor given twice, or one that does not vary, is dropped and named", () => {
    const result = keyDrivers(
      column("score"),
      { ...predictors, again: predictors.speed.map((v) => 10 * v + 3), same: rows.map(() => 4) },
      options,
    ) as KeyDrivers;
    expect(result.dropped).toEqual([
      { name: "again", reason: "duplicate", like: "speed" },
      { name: "same", reason: "constant", like: null },
    ]);
    expect(result.drivers).toHaveLength(3);
  });

  test("a row with a gap counts nowhere", () => {
    const gaps = predictors.price.map((value, i) => (i < 100 ? null : value));
    expect(keyDrivers(column("score"), { ...predictors, price: gaps }, options).n).toBe(300);
  });

  test("below max(50, 10p) persons there are none", () => {
    const few = (values: number[]): number[] => values.slice(0, 49);
    const result = keyDrivers(few(column("score")), { speed: few(predictors.speed) }, options);
    expect(result).toMatchObject({ kind: "none", reasons: ["few-answers"], n: 49, needed: 50 });
    const six = Object.fromEntries(
      Array.from({ length: 6 }, (_, j) => [`p${j}`, Array.from({ length: 59 }, () => noise())]),
    );
    expect(keyDrivers(column("score").slice(0, 59), six, options)).toMatchObject({ needed: 60 });
  });

  test("exactly 50 persons are enough", () => {
    const fifty = (values: number[]): number[] => values.slice(0, 50);
    const result = keyDrivers(fifty(column("score")), { speed: fifty(predictors.speed) }, options);
    expect(result).toMatchObject({ kind: "drivers", n: 50 });
  });

  test("a pair is not separable as soon as both were seen in one rank", () => {
    let touching = 0;
    for (let apart = 0.05; apart < 0.5; apart += 0.05) {
      const outcome = rows.map(
        ({ speed, kindness, price }, i) =>
          (1 + apart) * speed + kindness + (1 - apart) * price + 2 * Math.sin(i * i),
      );
      const { drivers, notSeparable } = keyDrivers(outcome, predictors, options) as KeyDrivers;
      for (const [i, one] of drivers.entries()) {
        for (const other of drivers.slice(i + 1)) {
          const ranks = [1, 2, 3].filter((rank) =>
            [one, other].every(({ rankLow, rankHigh }) => rankLow <= rank && rank <= rankHigh),
          );
          const isNamed = notSeparable.some(([a, b]) => a === one.name && b === other.name);
          expect(isNamed).toBe(ranks.length > 0);
          touching += Number(ranks.length === 1);
        }
      }
    }
    expect(touching).toBeGreaterThan(0);
  });

  test("below an R² of .1, without variance or without predictors there are none", () => {
    const chance = rows.map((_, i) => Math.sin(i * i * 3.7));
    expect(keyDrivers(chance, predictors, options)).toMatchObject({ reasons: ["weak-fit"] });
    const flat = rows.map(() => 3);
    expect(keyDrivers(flat, predictors, options)).toMatchObject({ reasons: ["constant-outcome"] });
    expect(keyDrivers(chance, {}, options)).toMatchObject({ reasons: ["no-predictors"], r2: null });
    expect(keyDrivers([], { speed: [] }, options)).toMatchObject({ kind: "none", n: 0 });
  });

  test("beyond 12 predictors Johnson's weights rank them", () => {
    const many = Object.fromEntries(
      Array.from({ length: 13 }, (_, j) => [
        `p${j}`,
        rows.map(({ speed }, i) => (j === 5 ? speed : Math.sin(i * (j + 1.3) * 1.7))),
      ]),
    );
    const result = keyDrivers(column("score"), many, { seed: "test", draws: 50 }) as KeyDrivers;
    expect(result.method).toBe("johnson");
    expect(result.drivers[0]!.name).toBe("p5");
  });
});
