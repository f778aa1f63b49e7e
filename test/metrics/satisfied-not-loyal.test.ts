import { describe, expect, test } from "vitest";
import {
  satisfiedNotLoyal,
  type SatisfactionAndIntent,
} from "../../src/metrics/satisfied-not-loyal.ts";
import { metricContract } from "../support/metric-contract.ts";

const scales = { satisfaction: { min: 1, max: 5 }, intent: { min: 1, max: 5 } };

/** Full marks: intents 5, 4, 3, 2, 1. Others: 5 and 2. */
const rows: readonly SatisfactionAndIntent[] = [
  ...[5, 4, 3, 2, 1].map((intent) => ({ satisfaction: 5, intent })),
  { satisfaction: 4, intent: 5 },
  { satisfaction: 1, intent: 2 },
];

describe("satisfiedNotLoyal(answers, scales)", () => {
  metricContract<SatisfactionAndIntent, ReturnType<typeof satisfiedNotLoyal>>({
    metric: (answers) => satisfiedNotLoyal(answers, scales),
    headline: ({ fullMarks }) => fullMarks.notLoyal,
    rows,
    missing: { satisfaction: 5, intent: null },
  });

  test("of five full marks two said yes (4, 5), two are below the midpoint 3 (1, 2)", () => {
    const { fullMarks, others } = satisfiedNotLoyal(rows, scales);
    expect(fullMarks).toMatchObject({ n: 5, saidYes: { value: 0.4 }, notLoyal: { value: 0.4 } });
    expect(others).toMatchObject({ n: 2, saidYes: { value: 0.5 }, notLoyal: { value: 0.5 } });
  });

  test("the midpoint itself is not below: intent 3 of 1 to 5 counts on neither side", () => {
    const { fullMarks } = satisfiedNotLoyal([{ satisfaction: 5, intent: 3 }], scales);
    expect([fullMarks.saidYes.value, fullMarks.notLoyal.value]).toEqual([0, 0]);
  });

  test("on 1 to 10 the midpoint is 5.5: 5 is below, 6 is not; yes is 9 and 10", () => {
    const ten = { satisfaction: { min: 1, max: 10 }, intent: { min: 1, max: 10 } };
    const answers = [5, 6, 8, 9].map((intent) => ({ satisfaction: 10, intent }));
    const { fullMarks } = satisfiedNotLoyal(answers, ten);
    expect([fullMarks.notLoyal.value, fullMarks.saidYes.value]).toEqual([0.25, 0.25]);
  });

  test("nine of ten is not full marks", () => {
    const ten = { satisfaction: { min: 1, max: 10 }, intent: { min: 1, max: 10 } };
    expect(satisfiedNotLoyal([{ satisfaction: 9, intent: 1 }], ten).fullMarks.n).toBe(0);
  });

  test("sensitivity: two satisfaction cuts by three intent cuts, the headline among them", () => {
    const { sensitivity, fullMarks } = satisfiedNotLoyal(rows, scales);
    const cuts = sensitivity.map((row) => [row.satisfactionFrom, row.yesFrom, row.notLoyalBelow]);
    expect(cuts).toEqual([
      [5, 3, 2],
      [5, 4, 3],
      [5, 5, 4],
      [4, 3, 2],
      [4, 4, 3],
      [4, 5, 4],
    ]);
    expect(sensitivity.find((row) => row.isBase)).toMatchObject({
      notLoyal: fullMarks.notLoyal,
      saidYes: fullMarks.saidYes,
    });
    // Full marks: below 2 one of five, below 3 two, below 4 three. From 4 on: of six.
    expect(sensitivity.map((row) => row.notLoyal.value)).toEqual([
      0.2,
      0.4,
      0.6,
      1 / 6,
      2 / 6,
      3 / 6,
    ]);
    expect(sensitivity.map((row) => row.saidYes.value)).toEqual([
      0.6,
      0.4,
      0.2,
      4 / 6,
      3 / 6,
      2 / 6,
    ]);
  });

  test("either score off its scale is a problem", () => {
    expect(() => satisfiedNotLoyal([{ satisfaction: 6, intent: 1 }], scales)).toThrow(
      "score-off-scale",
    );
    expect(() => satisfiedNotLoyal([{ satisfaction: 5, intent: 0 }], scales)).toThrow(
      "score-off-scale",
    );
  });
});
