import { describe, expect, it } from "vitest";
import type { AnswerRow } from "../../src/figures/answer-rows.ts";
import { hasReturned } from "../../src/figures/did-figures.ts";

const row = (customer: number, nextPurchaseDay: number | null) =>
  ({ customer, answeredDay: 100, nextPurchaseDay }) as AnswerRow;

describe("hasReturned(row, days, asOfDay)", () => {
  it("is known from the last day of the window on: day 100 and ten days are over on day 110", () => {
    expect(hasReturned(row(0, null), 10, 109)).toBeNull();
    expect(hasReturned(row(0, null), 10, 110)).toBe(false);
  });

  it("takes a purchase on the last day of the window, and none after it", () => {
    expect(hasReturned(row(0, 110), 10, 200)).toBe(true);
    expect(hasReturned(row(0, 111), 10, 200)).toBe(false);
  });

  it("waits for the whole window even of those who came early, so that bases are of equal age", () => {
    expect(hasReturned(row(0, 101), 10, 105)).toBeNull();
  });

  it("says nothing of a person who cannot be joined", () => {
    expect(hasReturned(row(-1, null), 10, 200)).toBeNull();
  });
});
