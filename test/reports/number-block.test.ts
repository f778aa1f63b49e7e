import { describe, expect, it } from "vitest";
import type { Figure } from "../../src/figures/figure.ts";
import { baseWord } from "../../src/reports/number-block.ts";

const figure = (id: string, base: string, source: readonly string[]): Figure => ({
  id,
  value: 0.5,
  low: 0.4,
  high: 0.6,
  n: 50,
  unit: "share",
  by: {},
  period: "all",
  method: "wilson",
  base,
  source,
  suppressed: null,
});

describe("baseWord(figure)", () => {
  it.each([
    ["feedback.silent-leavers", "leavers", ["customers", "cases"], "customers"],
    ["feedback.answer-rate", "buyers-12m", ["responses", "transactions"], "customers"],
    ["feedback.reply-24h", "due-cases", ["cases"], "cases"],
    ["elements.refused-politely", "refused", ["cases"], "cases"],
    ["chain.encounter", "all-contacts", ["touchpoints"], "contacts"],
    ["experience.wait", "waits", ["touchpoints"], "contacts"],
    ["employee.stay", "employees", ["responses"], "employees"],
    ["top2.promise-kept", "construct", ["responses"], "answers"],
  ])("counts the base of %s, %s", (id, base, source, word) => {
    expect(baseWord(figure(id, base, source))).toBe(word);
  });
});
