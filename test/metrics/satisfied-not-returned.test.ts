import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  satisfiedNotReturned,
  type AnswerAndReturn,
} from "../../src/metrics/satisfied-not-returned.ts";
import { metricContract } from "../support/metric-contract.ts";

const scales = { satisfaction: { min: 1, max: 5 }, intent: { min: 1, max: 5 } };

function row(
  satisfaction: number | null,
  intent: number | null,
  returned: boolean | null,
  spend: number | null = 10,
): AnswerAndReturn {
  return { satisfaction, intent, returned, spend };
}

const rows = [
  row(5, 5, true, 100),
  row(5, 4, false, 40),
  row(5, 5, false, 2.5),
  row(5, 2, false, 7),
  row(5, null, true, 1),
  row(5, 5, null, 900),
  row(3, 5, false, 30),
  row(3, 1, true, 20),
];

describe("satisfiedNotReturned(rows, scales)", () => {
  metricContract<AnswerAndReturn, ReturnType<typeof satisfiedNotReturned>>({
    metric: (answers) => satisfiedNotReturned(answers, scales),
    headline: ({ fullMarks }) => fullMarks.notReturned,
    rows,
    missing: row(null, 5, true),
  });

  test("of five full marks whose window has passed three did not return: 40 + 2.5 + 7 at risk", () => {
    const { fullMarks, revenueAtRisk, open } = satisfiedNotReturned(rows, scales);
    expect(fullMarks.notReturned).toMatchObject({ value: 0.6, n: 5 });
    expect(revenueAtRisk).toBe(49.5);
    expect(open).toBe(1);
  });

  test("of three who said yes two did not return", () => {
    const { fullMarks } = satisfiedNotReturned(rows, scales);
    expect(fullMarks.saidYesNotReturned).toMatchObject({ value: 2 / 3, n: 3 });
  });

  test("the not fully satisfied stand beside: one of two", () => {
    const { others } = satisfiedNotReturned(rows, scales);
    expect(others.notReturned).toMatchObject({ value: 0.5, n: 2 });
    expect(others.saidYesNotReturned).toMatchObject({ value: 1, n: 1 });
  });

  test("the fourfold table, with those who were not asked beside it", () => {
    expect(satisfiedNotReturned(rows, scales).fullMarks.cells).toEqual([
      { said: "yes", returned: true, n: 1, spend: 100 },
      { said: "yes", returned: false, n: 2, spend: 42.5 },
      { said: "other", returned: true, n: 0, spend: 0 },
      { said: "other", returned: false, n: 1, spend: 7 },
      { said: "unanswered", returned: true, n: 1, spend: 1 },
      { said: "unanswered", returned: false, n: 0, spend: 0 },
    ]);
  });

  test("without a question about intent: the share who returned, and nobody who said yes", () => {
    const { fullMarks, sensitivity } = satisfiedNotReturned(rows, {
      satisfaction: scales.satisfaction,
    });
    expect(fullMarks.notReturned.value).toBe(0.6);
    expect(fullMarks.saidYesNotReturned.value).toBeNull();
    expect(sensitivity).toHaveLength(2);
  });

  test("no window has passed: nothing at risk is not 0 but null", () => {
    const { revenueAtRisk, fullMarks } = satisfiedNotReturned([row(5, 5, null)], scales);
    expect([revenueAtRisk, fullMarks.n]).toEqual([null, 0]);
  });

  test("sensitivity: satisfaction from 4 on takes the fours in", () => {
    const { sensitivity } = satisfiedNotReturned([...rows, row(4, 3, true)], scales);
    expect(sensitivity.map((cut) => cut.notReturned.n)).toEqual([5, 5, 5, 6, 6, 6]);
    expect(sensitivity.map((cut) => cut.yesFrom)).toEqual([3, 4, 5, 3, 4, 5]);
    expect(sensitivity.map((cut) => cut.saidYesNotReturned.n)).toEqual([3, 3, 2, 4, 3, 2]);
    expect(sensitivity.filter((cut) => cut.isBase)).toHaveLength(1);
  });

  test("the cells add up to n and to all money", () => {
    const anyRow = fc.record({
      satisfaction: fc.option(fc.integer({ min: 1, max: 5 })),
      intent: fc.option(fc.integer({ min: 1, max: 5 })),
      returned: fc.option(fc.boolean()),
      spend: fc.option(fc.integer({ min: -50, max: 500 })),
    });
    fc.assert(
      fc.property(fc.array(anyRow), (answers) => {
        const { fullMarks, others, open } = satisfiedNotReturned(answers, scales);
        const scored = answers.filter(({ satisfaction }) => satisfaction !== null);
        const passed = scored.filter(({ returned }) => returned !== null);
        const cells = [...fullMarks.cells, ...others.cells];
        expect(fullMarks.n + others.n).toBe(passed.length);
        expect(cells.reduce((sum, cell) => sum + cell.n, 0)).toBe(passed.length);
        expect(cells.reduce((sum, cell) => sum + cell.spend, 0)).toBe(
          passed.reduce((sum, { spend }) => sum + (spend ?? 0), 0),
        );
        expect(open).toBe(
          scored.filter((one) => one.satisfaction === 5 && one.returned === null).length,
        );
      }),
    );
  });
});
