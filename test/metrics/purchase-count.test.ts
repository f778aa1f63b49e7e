import { expect, test } from "vitest";
import { purchaseCount } from "../../src/metrics/purchase-count.ts";

const rules = { watch: 3, care: 5, overdueFactor: 1.5 };

test("purchaseCount(columns, day, rules) watches from three purchases and cares from five", () => {
  const purchases = Float64Array.of(0, 1, 2, 3, 4, 5, 12, NaN);
  const days = new Float64Array(8).fill(100);
  const { buyers, counts } = purchaseCount(
    { purchases, firstDay: days, lastDay: days },
    100,
    rules,
  );
  expect(counts).toEqual({ below: 2, watch: 2, care: 2 });
  expect(buyers).toBe(6);
});

test("purchaseCount(columns, day, rules) calls overdue who is silent beyond 1.5 own gaps", () => {
  // Three purchases over 20 days: a gap of 10, so 15 days of silence are in time, 16 are not.
  const columns = {
    purchases: Float64Array.of(3, 3, 2, 6),
    firstDay: Float64Array.of(0, 0, 0, 0),
    lastDay: Float64Array.of(20, 20, 10, 30),
  };
  const early = purchaseCount(columns, 35, rules);
  expect([...early.overdue]).toEqual([0, 0, 0, 0]);
  expect(early.watchOverdue).toMatchObject({ value: 0, n: 2 });
  const late = purchaseCount(columns, 36, rules);
  expect([...late.overdue]).toEqual([1, 1, 0, 0]);
  expect(late.watchOverdue).toMatchObject({ value: 1, n: 2 });
  // Six purchases over 30 days: a gap of 6, late after 9 days, from day 40 on.
  expect(purchaseCount(columns, 39, rules).careOverdue.value).toBe(0);
  expect(purchaseCount(columns, 40, rules).careOverdue.value).toBe(1);
});

test("purchaseCount(columns, day, rules) has nothing to say of nobody", () => {
  const none = new Float64Array();
  const result = purchaseCount({ purchases: none, firstDay: none, lastDay: none }, 0, rules);
  expect([result.buyers, result.watchOverdue.value, result.careOverdue.value]).toEqual([
    0,
    null,
    null,
  ]);
});
