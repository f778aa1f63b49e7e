import { expect, test } from "vitest";
import { inOrder, noneTaken, reportFigures } from "../../src/figures/report-figures.ts";
import { figureTask } from "../support/figure-task.ts";

test("reportFigures(task) leaves to one thread what another has taken, and both give each family once", () => {
  const task = figureTask();
  const alone = reportFigures({ task, taken: noneTaken() });
  const taken = noneTaken();
  Atomics.add(taken, 0, 5);
  const later = reportFigures({ task, taken });
  expect(later.map(([family]) => family)).toEqual(alone.slice(5).map(([family]) => family));
  expect(new Set(alone.map(([family]) => family)).size).toBe(alone.length);
  expect(reportFigures({ task, taken })).toEqual([]);
  expect(inOrder([...later, ...alone.slice(0, 5)])).toEqual(inOrder(alone));
});
