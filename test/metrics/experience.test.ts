import { describe, expect, test } from "vitest";
import { earlyWarning } from "../../src/metrics/early-warning.ts";
import { expectationLevers } from "../../src/metrics/expectation-levers.ts";
import { painBoard } from "../../src/metrics/pain-board.ts";
import { smoothJourneys } from "../../src/metrics/smooth-journeys.ts";

describe("earlyWarning(events, answers, { dissatisfied, within })", () => {
  const options = { dissatisfied: 50, within: 100 };
  const events = [
    { person: "warned", at: 100 },
    { person: "pleased", at: 100 },
    { person: "unasked", at: 100 },
    { person: "late", at: 100 },
    // Before anybody was asked there was no warning to be had.
    { person: "early", at: 9 },
    // The first event of a person counts.
    { person: "warned", at: 300 },
  ];
  const answers = [
    { person: "warned", at: 30, score: 100 },
    { person: "warned", at: 60, score: 25 },
    { person: "warned", at: 250, score: 0 },
    { person: "pleased", at: 50, score: 25 },
    { person: "pleased", at: 90, score: 75 },
    // At the event itself it is no warning; nor by somebody who never complained.
    { person: "late", at: 100, score: 0 },
    { person: "silent", at: 10, score: 0 },
  ];

  test("counts who was asked before, and whose last answer before was dissatisfied", () => {
    const { asked, warned, lead } = earlyWarning(events, answers, options);
    expect(asked).toMatchObject({ value: 2 / 4, n: 4 });
    expect(warned).toMatchObject({ value: 1 / 4, n: 4 });
    expect(lead).toMatchObject({ value: 40, n: 1 });
  });

  test("an answer from before the window is forgotten", () => {
    const { asked } = earlyWarning(events, answers, { dissatisfied: 50, within: 20 });
    expect(asked.value).toBe(1 / 4);
  });

  test("nothing is said without events, and order changes nothing", () => {
    expect(earlyWarning([], answers, options).warned).toMatchObject({ value: null, n: 0 });
    expect(earlyWarning(events.toReversed(), answers.toReversed(), options)).toEqual(
      earlyWarning(events, answers, options),
    );
  });
});

describe("painBoard(persons, { seed })", () => {
  const person = (hit: readonly string[], score: number, spend: number | null = 100) => ({
    hit,
    score,
    spend,
  });
  const persons = [
    ...Array<ReturnType<typeof person>>(20).fill(person(["wait"], 40, 200)),
    ...Array<ReturnType<typeof person>>(10).fill(person(["price"], 60, 100)),
    ...Array<ReturnType<typeof person>>(70).fill(person([], 80, 100)),
  ];

  test("weighs how often by how deep by whom, as written out", () => {
    const [first, second] = painBoard(persons, { seed: "a" });
    // wait: others (10·60 + 70·80)/80 = 77.5, less 40 is 37.5; 0.2·37.5·200 = 1500.
    // price: others (20·40 + 70·80)/90 = 71.111, less 60 is 11.111; 0.1·11.111·100 = 111.11.
    expect(first).toMatchObject({ name: "wait", frequency: { value: 0.2 }, spend: { value: 200 } });
    expect(first!.severity.value).toBeCloseTo(37.5, 12);
    expect(second!.severity.value).toBeCloseTo(100 / 9, 12);
    expect(first!.weight.value).toBeCloseTo(1500 / (1500 + 1000 / 9), 12);
    expect(first!.weight.value! + second!.weight.value!).toBeCloseTo(1, 12);
    expect(first!.weight.low).toBeLessThan(first!.weight.value!);
    expect(first!.weight.n).toBe(20);
  });

  test("leaves spending out where nobody's is known", () => {
    const [first] = painBoard(
      persons.map(({ hit, score }) => person(hit, score, null)),
      { seed: "a", draws: 50 },
    );
    // 0.2·37.5 = 7.5 beside 0.1·11.111 = 1.1111.
    expect(first!.weight.value).toBeCloseTo(7.5 / (7.5 + 10 / 9), 12);
  });

  test("order changes nothing; nobody hit gives no point", () => {
    expect(painBoard(persons.toReversed(), { seed: "a" })).toEqual(
      painBoard(persons, { seed: "a" }),
    );
    expect(painBoard([person([], 50)], { seed: "a" })).toEqual([]);
  });
});

describe("smoothJourneys(events)", () => {
  test("one setback spoils the day of that person", () => {
    const event = (id: number, day: number, setback = false) => ({ person: id, day, setback });
    // Person 1: day 1 spoilt, day 2 smooth; person 2: one smooth day of two events.
    const { value, n } = smoothJourneys([
      event(1, 1),
      event(1, 1, true),
      event(1, 1),
      event(1, 2),
      event(2, 1),
      event(2, 1),
    ]);
    expect(value).toBeCloseTo(2 / 3, 12);
    expect(n).toBe(2);
    expect(smoothJourneys([])).toMatchObject({ value: null, n: 0 });
  });
});

describe("expectationLevers(rows)", () => {
  test("finds slopes that were put in, ten points at a time, promise with the sign turned", () => {
    const rows = Array.from({ length: 40 }, (_, i) => {
      const [perceived, expected] = [(i % 5) * 25, (i % 4) * 25];
      // Each pair stands twice, once above and once below: noise leaves the slopes alone.
      const noise = i < 20 ? 1 : -1;
      return { perceived, expected, satisfaction: 20 + 0.6 * perceived - 0.2 * expected + noise };
    });
    const { deliver, promise } = expectationLevers(rows);
    expect(deliver.value).toBeCloseTo(6, 9);
    expect(promise.value).toBeCloseTo(2, 9);
    expect(promise.low).toBeLessThan(2);
    expect(promise.high).toBeGreaterThan(promise.value!);
    expect(deliver.n).toBe(40);
  });

  test("says nothing where nothing varies", () => {
    const same = { perceived: 50, expected: 50, satisfaction: 50 };
    expect(expectationLevers([same, same, same, same])).toMatchObject({
      deliver: { value: null },
      promise: { value: null },
    });
  });
});
