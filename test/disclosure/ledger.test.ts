import { expect, test } from "vitest";
import { ledgerFaults, type Population } from "../../src/disclosure/ledger.ts";

const population = (n: number, period: string, by: Record<string, string> = {}): Population => ({
  ...{ n, period, by },
  base: "rated",
});

test("ledgerFaults(published, k) tells of nested populations that differ by fewer than k", () => {
  const whole = population(100, "all");
  const store = population(97, "all", { channel: "store" });
  expect(ledgerFaults([whole, store], 5)).toEqual([{ outer: whole, inner: store, difference: 3 }]);
});

test("ledgerFaults(published, k) accepts a difference of nobody and of k", () => {
  const whole = population(100, "all");
  expect(ledgerFaults([whole, population(100, "2026-Q1")], 5)).toEqual([]);
  expect(ledgerFaults([whole, population(95, "2026-Q1")], 5)).toEqual([]);
  expect(ledgerFaults([whole, population(96, "2026-Q1")], 5)).toHaveLength(1);
});

test("ledgerFaults(published, k) compares across attributes and periods at once", () => {
  const both = population(48, "2026-Q1", { channel: "store", segment: "new" });
  const store = population(50, "all", { channel: "store" });
  expect(ledgerFaults([both, store], 5)).toEqual([{ outer: store, inner: both, difference: 2 }]);
});

test("ledgerFaults(published, k) compares neither two waves nor two levels nor two bases", () => {
  const q1 = population(50, "2026-Q1", { channel: "store" });
  const q2 = population(51, "2026-Q2", { channel: "store" });
  const web = population(52, "2026-Q1", { channel: "web" });
  const other: Population = { ...population(51, "2026-Q1"), base: "recommended" };
  expect(ledgerFaults([q1, q2, web, other], 5)).toEqual([]);
});
