import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  asOf,
  byWave,
  cameBack,
  cell,
  dataFolder,
  dayOf,
  fileRows,
  fullMarks,
  readCompany,
  repeats90,
  rowsOf,
  score,
  share,
  waveOf,
  type Row,
} from "./read-company.ts";

const company = readCompany();
const waves = byWave(company.answers);
const names = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"];
const last = waves.get("2026-Q2") ?? [];
const before = waves.get("2026-Q1") ?? [];
const windowDays = company.gaps[Math.ceil(0.9 * company.gaps.length) - 1] ?? 0;
const store = (row: Row) => cell(row, "location");

const satisfied = (row: Row) => score(row, "satisfaction") >= 4;
const away = (row: Row) => !cameBack(company, row, windowDays);

/** Difference of two shares in standard errors. */
function steps(a: { share: number; n: number }, b: { share: number; n: number }): number {
  const variance = (a.share * (1 - a.share)) / a.n + (b.share * (1 - b.share)) / b.n;
  return (b.share - a.share) / Math.sqrt(variance);
}

const counted = (rows: readonly Row[], fits: (row: Row) => boolean) => ({
  share: share(rows, fits),
  n: rows.length,
});

describe("the story: more satisfied, fewer come back", () => {
  test("satisfaction rose by three to six points in the last wave, clearly; never before", () => {
    const rises = names.slice(1).map((name, at) => {
      const [earlier, later] = [waves.get(names[at] ?? "") ?? [], waves.get(name) ?? []];
      return steps(counted(earlier, satisfied), counted(later, satisfied));
    });
    expect(rises.at(-1)).toBeGreaterThan(2.8);
    for (const rise of rises.slice(0, -1)) expect(Math.abs(rise)).toBeLessThan(1.96);
    const points = 100 * (share(last, satisfied) - share(before, satisfied));
    expect(points).toBeGreaterThan(3);
    expect(points).toBeLessThan(6);
  });

  test("the 90-day repeat rate fell in the last wave, clearly", () => {
    const seen = repeats90(company);
    const [earlier, later] = ["2026-Q1", "2026-Q2"].map((wave) => {
      const rows = seen.get(wave) ?? [];
      return { share: share(rows, (back) => back), n: rows.length };
    });
    expect(steps(earlier ?? { share: 0, n: 0 }, later ?? { share: 0, n: 0 })).toBeLessThan(-3);
  });

  test("one in three full marks did not come back, although about 86 in 100 said they would", () => {
    const full = fullMarks(company, last);
    expect(share(full, away)).toBeGreaterThan(0.3);
    expect(share(full, away)).toBeLessThan(0.37);
    expect(share(full, (row) => score(row, "return") >= 4)).toBeGreaterThan(0.84);
    expect(share(full, (row) => score(row, "return") >= 4)).toBeLessThan(0.9);
    const others = last.filter(
      (row) => score(row, "satisfaction") < 5 && company.known.has(cell(row, "customer_id")),
    );
    expect(share(others, away)).toBeGreaterThan(share(full, away));
  });

  test("recommendation and the share of full marks not returned changed no more than by chance", () => {
    const nps = (rows: readonly Row[]) => {
      const up = share(rows, (row) => score(row, "recommend") >= 9);
      const down = share(rows, (row) => score(row, "recommend") <= 6);
      return { score: up - down, variance: (up + down - (up - down) ** 2) / rows.length };
    };
    const [a, b] = [nps(before), nps(last)];
    expect(Math.abs(b.score - a.score) / Math.sqrt(a.variance + b.variance)).toBeLessThan(1.5);
    const [c, d] = [before, last].map((rows) => counted(fullMarks(company, rows), away));
    expect(Math.abs(steps(c ?? { share: 0, n: 1 }, d ?? { share: 0, n: 1 }))).toBeLessThan(1.5);
  });

  test("both campus stores and the students are worst at bringing full marks back", () => {
    const full = fullMarks(company, last);
    const worstOf = (level: (row: Row) => string) =>
      [...Map.groupBy(full, level)]
        .filter(([, rows]) => rows.length >= 30)
        .toSorted(([, a], [, b]) => share(b, away) - share(a, away))
        .map(([name]) => name);
    expect(worstOf(store).slice(0, 2).toSorted()).toEqual(["S09 师大东门", "S10 理工西门"]);
    expect(worstOf((row) => company.segments.get(cell(row, "customer_id")) ?? "")[0]).toBe(
      "student",
    );
  });

  test("closeness is the weakest part of trust in every wave", () => {
    for (const rows of waves.values()) {
      const mean = (part: string) => {
        const given = rows.map((row) => cell(row, `trust_${part}`)).filter((value) => value !== "");
        return given.reduce((sum, value) => sum + Number(value), 0) / given.length;
      };
      const closeness = mean("closeness");
      expect(mean("reliability")).toBeGreaterThan(closeness + 0.5);
      expect(mean("competence")).toBeGreaterThan(closeness + 0.5);
    }
  });

  test("about 71 in 100 complaints are answered within 24 hours, some never", () => {
    const cases = [
      ...fileRows(join(dataFolder, "cases/2024.csv"), "gb18030"),
      ...fileRows(join(dataFolder, "cases/2025.csv")),
      ...fileRows(join(dataFolder, "cases/2026.csv")),
    ];
    const inTime = (row: Row) =>
      cell(row, "first_reply_at") !== "" &&
      Date.parse(cell(row, "first_reply_at")) - Date.parse(cell(row, "opened_at")) <= 86_400_000;
    expect(Math.abs(share(cases, inTime) - 0.71)).toBeLessThan(
      4 * Math.sqrt((0.71 * 0.29) / cases.length),
    );
    const lastCases = cases.filter((row) => waveOf(dayOf(cell(row, "opened_at"))) === "2026-Q2");
    expect(lastCases.length).toBeGreaterThan(100);
    expect(share(lastCases, (row) => cell(row, "first_reply_at") === "")).toBeGreaterThan(0);
  });

  test("groups too small to show exist: a store, a segment and two teams", () => {
    const popup = company.answers.filter((row) => store(row) === "S12 音乐节快闪");
    expect(popup.length).toBeGreaterThan(0);
    expect(popup.length).toBeLessThan(5);
    const companies = company.answers.filter(
      (row) => company.segments.get(cell(row, "customer_id")) === "company",
    );
    expect(companies.length).toBeGreaterThan(0);
    expect(companies.length).toBeLessThan(5);
    const teams = Map.groupBy(
      fileRows(join(dataFolder, "responses/team-pulse/2026-Q2.csv")),
      (row) => cell(row, "team"),
    );
    const small = [...teams].filter(([, rows]) => rows.length < 10).map(([name]) => name);
    expect(small.toSorted()).toEqual(["S11 高铁站", "S12 音乐节快闪"]);
  });
});

describe("the files leave nothing open to whoever recomputes them", () => {
  test("size: customers, orders, months, waves", () => {
    expect(company.known.size).toBeGreaterThanOrEqual(4000);
    expect(
      new Set(company.lines.map((line) => cell(line, "order_id"))).size,
    ).toBeGreaterThanOrEqual(30_000);
    const days = company.lines.map((line) => dayOf(cell(line, "ordered_at")));
    expect(days[0]).toBe(dayOf("2024-01-01"));
    expect(days.at(-1)).toBe(asOf);
    expect([...waves.keys()]).toEqual(names);
    for (const rows of waves.values()) expect(rows.length).toBeGreaterThanOrEqual(600);
  });

  test("a person answers at most once a wave, and always says the three main things", () => {
    for (const rows of waves.values()) {
      const ids = rows.map((row) => cell(row, "customer_id")).filter((id) => id !== "");
      expect(new Set(ids).size).toBe(ids.length);
    }
    for (const row of company.answers) {
      for (const column of ["satisfaction", "return", "recommend"]) {
        expect(cell(row, column)).toMatch(/^\d+$/u);
      }
    }
  });

  test("orders lie between 08:00 and 21:00, answers between 21:10 and 23:50", () => {
    const hours = company.lines.map((line) => cell(line, "ordered_at").slice(11));
    expect(hours.every((time) => time >= "08:00:00" && time < "21:00:00")).toBe(true);
    const evenings = company.answers.map((row) => cell(row, "answered_at").slice(11));
    expect(evenings.every((time) => time >= "21:10:00" && time < "23:50:00")).toBe(true);
  });

  test("each return window, at most 50 days, has passed by the last day", () => {
    expect(windowDays).toBeLessThanOrEqual(50);
    const latest = Math.max(...company.answers.map((row) => dayOf(cell(row, "answered_at"))));
    expect(latest + windowDays).toBeLessThanOrEqual(asOf);
  });

  test("half of all gaps are nine to fourteen days at most", () => {
    const median = company.gaps[Math.floor(company.gaps.length / 2)] ?? 0;
    expect(median).toBeGreaterThanOrEqual(9);
    expect(median).toBeLessThanOrEqual(14);
  });

  test("a refund is an order of its own on a day without a purchase", () => {
    const refunds = company.lines.filter((line) => Number(cell(line, "amount")) < 0);
    expect(refunds.length).toBeGreaterThan(100);
    for (const refund of refunds) {
      const days = company.purchaseDays.get(cell(refund, "customer_id")) ?? [];
      expect(days).not.toContain(dayOf(cell(refund, "ordered_at")));
    }
    expect(company.lines.every((line) => /^-?\d+\.\d\d$/u.test(cell(line, "amount")))).toBe(true);
  });

  test("some answers have no customer, some one that no table knows, some are suspect", () => {
    const ids = company.answers.map((row) => cell(row, "customer_id"));
    expect(ids.filter((id) => id === "").length).toBeGreaterThan(100);
    expect(ids.filter((id) => id !== "" && !company.known.has(id)).length).toBeGreaterThan(20);
    expect(company.suspects.length).toBeGreaterThan(20);
    const buyers = [...company.purchaseDays.keys()];
    expect(buyers.every((id) => company.known.has(id))).toBe(true);
  });

  test("between a tenth and a half of a wave's persons answered the wave before", () => {
    const people = names.map(
      (name) => new Set((waves.get(name) ?? []).map((row) => cell(row, "customer_id"))),
    );
    for (const [at, later] of people.slice(1).entries()) {
      const both = [...later].filter((id) => id !== "" && people[at]?.has(id)).length;
      expect(both / later.size).toBeGreaterThan(0.1);
      expect(both / later.size).toBeLessThan(0.5);
    }
  });

  test("thirty months of costs of six kinds", () => {
    const costs = rowsOf(join(dataFolder, "costs"));
    expect(new Set(costs.map((row) => cell(row, "period"))).size).toBe(30);
    expect(new Set(costs.map((row) => cell(row, "kind"))).size).toBe(6);
  });
});
