/** Changes of the sample company against its own figures and its raw files. */
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Figure } from "../../src/figures/figure.ts";
import { changingFigures, figureKinds } from "../../src/figures/registry.ts";
import { followsDirectly } from "../../src/figures/wave.ts";
import type { Company } from "../../src/pipeline.ts";
import { openSample, projectFolder } from "../support/open-test-company.ts";
import { plainKey } from "../support/plain-company.ts";
import { plainFolder } from "../support/plain-rows.ts";

let company: Company;
let changes: readonly Figure[];
let at: ReadonlyMap<string, Figure>;
beforeAll(async () => {
  company = await openSample();
  changes = company.figures.filter(({ id, value }) => id.endsWith(".change") && value !== null);
  at = new Map(company.figures.map((each) => [keyOf(each), each]));
});

const keyOf = ({ id, period, by }: Pick<Figure, "id" | "period" | "by">) =>
  plainKey(id, period, by);
const before = (wave: string) =>
  wave.endsWith("Q1")
    ? `${Number(wave.slice(0, 4)) - 1}-Q4`
    : `${wave.slice(0, 6)}${Number(wave.slice(6)) - 1}`;
const own = ({ id, by }: Figure, period: string) =>
  at.get(keyOf({ id: id.slice(0, -".change".length), by, period }));

describe("changeFigures(facts, answers, options)", () => {
  it("gives each changing figure of the whole its change in the last wave", () => {
    const whole = changes.filter(({ by }) => Object.keys(by).length === 0);
    expect(whole.map(({ id }) => id).toSorted()).toEqual(
      changingFigures.map((id) => `${id}.change`).toSorted(),
    );
  });

  it("is the figure of its wave less that of the wave before, and n is both together", () => {
    const off = changes.filter((change) => {
      const [earlier, later] = [own(change, before(change.period)), own(change, change.period)];
      if (earlier?.value == null || later?.value == null) return false;
      const isNear = Math.abs(change.value! - (later.value - earlier.value)) < 1e-9 * 100;
      return !isNear || change.n !== earlier.n! + later.n!;
    });
    expect(off.map(keyOf)).toEqual([]);
    expect(changes.length).toBeGreaterThan(100);
  });

  it("compares thirty persons and more in both waves", () => {
    const thin = changes.filter((change) =>
      [before(change.period), change.period].some((wave) => (own(change, wave)?.n ?? 30) < 30),
    );
    expect(thin.map(keyOf)).toEqual([]);
  });

  it("prints Newcombe's interval at a level of Holm's steps where nobody stands in both waves", () => {
    // feedback.reply-24h is alone in its family: 95%. repeat-rate-90d is one of seven: 1 − α/7 … 1 − α.
    const independent = changes.filter(({ method }) => method === "newcombe");
    expect(independent.length).toBeGreaterThan(15);
    const off = independent.filter((change) => {
      const [earlier, later] = [own(change, before(change.period)), own(change, change.period)];
      if (earlier?.value == null || later?.value == null) return false;
      const family = change.id === "feedback.reply-24h.change" ? 1 : 7;
      return !Array.from({ length: family }, (_, step) =>
        newcombe(earlier, later, 0.05 / (step + 1)),
      ).some(
        ([low, high]) => Math.abs(low - change.low!) < 1e-9 && Math.abs(high - change.high!) < 1e-9,
      );
    });
    expect(off.map(keyOf)).toEqual([]);
  });

  it("counts a reply from raw files: 24 hours from opening, waves by opening", () => {
    const rows = plainFolder(join(projectFolder, "data", "cases"));
    const share = (from: string, to: string) => {
      const own = rows.filter(({ opened_at }) => opened_at! >= from && opened_at! < to);
      const due = own.filter(
        ({ opened_at }) => Date.parse(`${opened_at}Z`) <= Date.parse("2026-06-30T00:00:00Z"),
      );
      const inTime = due.filter(
        ({ opened_at, first_reply_at }) =>
          first_reply_at !== "" &&
          Date.parse(`${first_reply_at}Z`) - Date.parse(`${opened_at}Z`) <= 86_400_000,
      );
      return inTime.length / due.length;
    };
    const change = changes.find(
      ({ id, by }) => id === "feedback.reply-24h.change" && Object.keys(by).length === 0,
    );
    expect(change!.value).toBeCloseTo(
      share("2026-04-01", "2026-07-01") - share("2026-01-01", "2026-04-01"),
      9,
    );
  });

  it("stands on the home report of its figure", () => {
    const homes = new Set(changingFigures.map((id) => figureKinds[id].home));
    expect([...homes].toSorted()).toEqual(["feedback", "loyalty", "satisfaction", "trust"]);
  });
});

describe("followsDirectly(before, after, kind)", () => {
  it("is true of neighbours in the calendar only", () => {
    expect(followsDirectly("2025-Q4", "2026-Q1", "quarter")).toBe(true);
    expect(followsDirectly("2025-Q3", "2026-Q1", "quarter")).toBe(false);
    expect(followsDirectly("2025-12", "2026-01", "month")).toBe(true);
    expect(followsDirectly("2025-11", "2026-01", "month")).toBe(false);
    expect(followsDirectly("2025", "2026", "year")).toBe(true);
    expect(followsDirectly("2024", "2026", "year")).toBe(false);
  });

  it("takes names of a company's own as they are sorted", () => {
    expect(followsDirectly("spring", "summer", "quarter")).toBe(true);
    expect(followsDirectly("2025-Q3", "pilot", "quarter")).toBe(true);
  });
});

/** Newcombe (1998), method 10, from two Wilson intervals at level 1 − alpha. */
function newcombe(earlier: Figure, later: Figure, alpha: number): readonly [number, number] {
  const one = wilsonAt(later.value!, later.n!, alpha);
  const two = wilsonAt(earlier.value!, earlier.n!, alpha);
  const difference = later.value! - earlier.value!;
  return [
    difference - Math.hypot(later.value! - one.low, two.high - earlier.value!),
    difference + Math.hypot(one.high - later.value!, earlier.value! - two.low),
  ];
}

function wilsonAt(p: number, n: number, alpha: number): { low: number; high: number } {
  const z = normalQuantile(1 - alpha / 2);
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { low: centre - half, high: centre + half };
}

/** Found by halving: Φ(x) by Simpson's rule on the density. */
function normalQuantile(p: number): number {
  let [low, high] = [0, 6];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (0.5 + normalArea(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function normalArea(x: number): number {
  const steps = 400;
  const density = (t: number) => Math.exp(-t * t * 0.5) / Math.sqrt(2 * Math.PI);
  let sum = density(0) + density(x);
  for (let step = 1; step < steps; step += 1)
    sum += density((x * step) / steps) * (step % 2 ? 4 : 2);
  return (sum * x) / steps / 3;
}
