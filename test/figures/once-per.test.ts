import { expect, test } from "vitest";
import { oncePer } from "../../src/figures/once-per.ts";

test("oncePer(work) works once for one object and anew for an equal one", () => {
  const asked: unknown[] = [];
  const counted = oncePer((rows: readonly number[]) => {
    asked.push(rows);
    return { n: rows.length };
  });
  const rows = [1, 2, 3];
  expect(counted(rows)).toEqual({ n: 3 });
  expect(counted(rows)).toBe(counted(rows));
  expect(counted([1, 2, 3])).not.toBe(counted(rows));
  expect(asked).toEqual([rows, [1, 2, 3]]);
});
