import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Figure } from "../../src/figures/figure.ts";
import type { Company } from "../../src/pipeline.ts";
import {
  dropsFolder,
  hasDrop,
  openDrop,
  openSample,
  projectFolder,
} from "../support/open-test-company.ts";
import { coverageOfT, type Worked } from "../support/plain-arithmetic.ts";
import {
  dayOf,
  plainFigures,
  plainKey,
  type PlainAnswer,
  type PlainCompany,
} from "../support/plain-company.ts";
import { plainFolder, plainRows, type PlainRow } from "../support/plain-rows.ts";

const tIntervals = new Set(["satisfaction.mean", "satisfaction.expectation-gap"]);
const bootstrapped = new Set(["trust.index", "value.pareto-top20", "value.gini"]);

const data = join(projectFolder, "data");
const number = (cell: string | undefined) =>
  cell === "" || cell === undefined ? null : Number(cell);
const cents = (cell: string) => Math.round(Number(cell) * 100);

function isSuspect({ suspect }: PlainRow): boolean {
  return suspect !== undefined && suspect !== "" && suspect !== "0" && suspect !== "false";
}

function sampleCompany(): PlainCompany {
  return {
    orders: plainFolder(join(data, "transactions")).map((row) => ({
      customer: row["customer_id"]!,
      day: dayOf(row["ordered_at"]!),
      cents: cents(row["amount"]!),
      location: row["location"]!,
      channel: row["channel"]!,
    })),
    segments: new Map(
      plainFolder(join(data, "customers")).map((row) => [row["customer_id"]!, row["segment"]!]),
    ),
    answers: ["after-visit", "relationship"]
      .flatMap((survey) => plainFolder(join(data, "responses", survey)))
      .filter((row) => !isSuspect(row) && row["brand"] === "")
      .map((row): PlainAnswer => ({
        id: row["response_id"]!,
        customer: row["customer_id"]!,
        at: row["answered_at"]!,
        location: row["location"]!,
        channel: row["channel"]!,
        satisfaction: number(row["satisfaction"]),
        expected: number(row["overall_expected"]),
        perceived: number(row["overall_perceived"]),
        intent: number(row["return"]),
        recommend: number(row["recommend"]),
        trust: ["reliability", "competence", "closeness"].map((factor) =>
          number(row[`trust_${factor}`]),
        ),
        notAsked: [
          ...(row["blocks"]!.split("|").includes("expectation") ? [] : (["pair"] as const)),
          ...(row["blocks"]!.split("|").includes("trust") ? [] : (["trust"] as const)),
        ],
      })),
    cases: plainFolder(join(data, "cases")).map((row) => ({
      openedAt: row["opened_at"]!,
      repliedAt: row["first_reply_at"] === "" ? null : row["first_reply_at"]!,
      customer: row["customer_id"]!,
      location: row["location"]!,
      channel: row["channel"]!,
    })),
    asOf: "2026-06-30",
    wave: "quarter",
    scale: { min: 1, max: 5 },
  };
}

function olistCompany(): PlainCompany {
  const folder = join(dropsFolder, "olist", "data");
  const orders = plainFolder(join(folder, "transactions"));
  return {
    orders: orders.map((row) => ({
      customer: row["customer_id"]!,
      day: dayOf(row["ordered_at"]!),
      cents: cents(row["amount"]!),
      location: row["location"]!,
      channel: row["channel"]!,
    })),
    segments: new Map(
      plainFolder(join(folder, "customers")).map((row) => [row["customer_id"]!, row["segment"]!]),
    ),
    answers: plainFolder(join(folder, "responses", "olist-review")).map((row) => ({
      id: row["response_id"]!,
      customer: row["customer_id"]!,
      at: row["answered_at"]!,
      location: row["location"]!,
      channel: "",
      satisfaction: number(row["score"]),
      expected: null,
      perceived: null,
      intent: null,
      recommend: null,
      trust: [],
    })),
    cases: [],
    asOf: orders
      .map((row) => row["ordered_at"]!)
      .toSorted()
      .at(-1)!,
    wave: "month",
    scale: { min: 1, max: 5 },
  };
}

function cdnowCompany(): PlainCompany {
  const text = readFileSync(
    join(dropsFolder, "cdnow", "data", "transactions", "CDNOW_master.txt"),
    "utf8",
  );
  const lines = text
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/u))
    .filter((cells) => cells.length === 4);
  const day = (cell: string) => `${cell.slice(0, 4)}-${cell.slice(4, 6)}-${cell.slice(6)}`;
  return {
    orders: lines.map(([customer, date, , amount]) => ({
      customer: customer!,
      day: dayOf(day(date!)),
      cents: cents(amount!),
      location: "",
      channel: "",
    })),
    segments: new Map(),
    answers: [],
    cases: [],
    asOf: lines
      .map(([, date]) => day(date!))
      .toSorted()
      .at(-1)!,
    wave: "quarter",
    scale: { min: 1, max: 5 },
  };
}

/** Says what differs, so that all differences of a company are seen at once. */
function differences(figures: readonly Figure[], worked: ReadonlyMap<string, Worked>): string[] {
  const ids = new Set([...worked.keys()].map((key) => key.split("@")[0]));
  const published = figures.filter(({ id }) => ids.has(id));
  const byKey = new Map(published.map((each) => [plainKey(each.id, each.period, each.by), each]));
  const missing = [...worked.keys()]
    .filter((key) => !byKey.has(key))
    .map((key) => `${key} is not published`);
  const unknown = published
    .filter((each) => !worked.has(plainKey(each.id, each.period, each.by)))
    .filter(({ n, suppressed }) => suppressed === null && n !== 0)
    .map((each) => `${plainKey(each.id, each.period, each.by)} is not in the files`);
  const wrong = [...worked].flatMap(([key, own]) => {
    const figure = byKey.get(key);
    return figure === undefined ? [] : faultsOf(figure, own).map((fault) => `${key}: ${fault}`);
  });
  return [...missing, ...unknown, ...wrong];
}

function faultsOf(figure: Figure, own: Worked): string[] {
  const { id, value, low, high, n, suppressed } = figure;
  if (suppressed === "uniform") return n === own.n ? [] : [`n ${n} is not ${own.n}`];
  if (suppressed !== null)
    return [value, low, high, n].every((each) => each === null) ? [] : ["not hidden"];
  const faults = [];
  if (n !== own.n) faults.push(`n ${n} is not ${own.n}`);
  if (!isNear(value, own.value)) faults.push(`value ${value} is not ${own.value}`);
  if (tIntervals.has(id)) return [...faults, ...tFaults(figure, own)];
  if (bootstrapped.has(id)) return faults;
  if (!isNear(low, own.low)) faults.push(`low ${low} is not ${own.low}`);
  if (!isNear(high, own.high)) faults.push(`high ${high} is not ${own.high}`);
  return faults;
}

function isNear(value: number | null, own: number | null): boolean {
  if (value === null || own === null) return value === own;
  return Math.abs(value - own) <= 1e-9 * Math.max(1, Math.abs(own));
}

/** The t that the interval stands for must leave 5% outside, with n − 1 degrees of freedom. */
function tFaults({ value, low, high, n }: Figure, own: Worked): string[] {
  const error = (own as { standardError?: number }).standardError ?? 0;
  if (n === 1) return low === null && high === null ? [] : ["one person has no interval"];
  if (error === 0) return low === value && high === value ? [] : ["no spread, yet a range"];
  const [down, up] = [(value! - low!) / error, (high! - value!) / error];
  const faults = Math.abs(down - up) < 1e-6 ? [] : [`not symmetric: ${down}, ${up}`];
  const covered = coverageOfT(up, n! - 1);
  return Math.abs(covered - 0.95) < 1e-6 ? faults : [...faults, `covers ${covered}`];
}

describe("sample company, worked out again from its files", () => {
  let company: Company;
  let worked: ReadonlyMap<string, Worked>;
  beforeAll(async () => {
    company = await openSample();
    worked = plainFigures(sampleCompany());
  });

  it("companyFigures gives every fixed figure of every population and period to 1e-9", () => {
    expect(worked.size).toBeGreaterThan(1500);
    expect(differences(company.figures, worked)).toEqual([]);
  });

  it("data.responses counts every row of every survey, suspect ones apart", () => {
    const rows = ["after-visit", "relationship", "team-pulse"].flatMap((survey) =>
      plainFolder(join(data, "responses", survey)),
    );
    const value = (id: string) => company.figures.find((each) => each.id === id)?.value;
    expect(value("data.responses.rows")).toBe(rows.length);
    expect(value("data.responses.suspect")).toBe(rows.filter(isSuspect).length);
    expect(value("data.transactions.rejected")).toBe(0);
  });

  it("bootstrap intervals of trust.index are as wide as the normal ones, within a tenth", () => {
    const indices = company.figures.filter(({ id }) => id === "trust.index");
    expect(indices.length).toBe(7);
    for (const { period, low, high } of indices) {
      const own = worked.get(`trust.index@${period}`) as Worked & { standardError: number };
      const width = 2 * 1.96 * own.standardError;
      expect((high! - low!) / width, period).toBeGreaterThan(0.9);
      expect((high! - low!) / width, period).toBeLessThan(1.1);
    }
  });
});

describe.skipIf(!hasDrop("cdnow"))(
  "cdnow, worked out again (skipped where ../shared is missing)",
  () => {
    let company: Company;
    beforeAll(async () => {
      company = await openDrop("cdnow");
    });
    const value = (id: string) => company.figures.find((each) => each.id === id)?.value;

    it("companyFigures gives the published totals", () => {
      expect(value("data.transactions.rows")).toBe(69_659);
      expect(value("data.transactions.customers")).toBe(23_570);
      expect(value("data.transactions.rejected")).toBe(0);
      expect(value("data.transactions.revenue")).toBe(2_500_315.63);
    });

    it("companyFigures gives repeat rates, concentration and the window to 1e-9", () => {
      expect(differences(company.figures, plainFigures(cdnowCompany()))).toEqual([]);
    });

    it("companyReports leaves reports without input out of the menu", () => {
      expect(menu(company)).toEqual([
        "",
        "reports/loyalty/",
        "reports/value/",
        "reports/lifecycle/",
        "reports/equity/",
        "reports/steps/",
        "reports/claims/",
        "reports/data/",
      ]);
      expect(without(company).toSorted()).toEqual(
        [
          ...["satisfaction", "experience", "trust", "feedback", "co-creation", "team", "invest"],
          ...["divergences", "modes", "elements", "journey", "chain", "demand", "systems"],
        ]
          .map((id) => `reports/${id}/`)
          .toSorted(),
      );
    });
  },
);

describe.skipIf(!hasDrop("ecsi-mobile"))(
  "ecsi-mobile, worked out again (skipped where ../shared is missing)",
  () => {
    let company: Company;
    let rows: readonly PlainRow[];
    beforeAll(async () => {
      company = await openDrop("ecsi-mobile");
      rows = plainRows(
        readFileSync(join(dropsFolder, "ecsi-mobile/data/responses/ecsi-mobile/mobi.csv"), "utf8"),
      );
    });

    it("companyFigures never calls a 1 to 10 answer a net promoter score", () => {
      expect(company.figures.filter(({ id }) => id.startsWith("loyalty.nps"))).toEqual([]);
      const blocks = company.reports.flatMap(({ sections }) =>
        sections.flatMap((section) => section.blocks),
      );
      const numbers = blocks.flatMap((block) => (block.kind === "numbers" ? block.items : []));
      const scores = numbers.filter(({ figure }) => figure.startsWith("loyalty.nps"));
      expect(scores.map(({ note }) => note)).toContain("推荐题不是0到10分，不能叫净推荐值");
      expect(scores.map(({ state, value }) => ({ state, value }))).toEqual(
        scores.map(() => ({ state: "missing", value: null })),
      );
    });

    it("companyFigures gives satisfaction, intent and the published gap", () => {
      const worked = plainFigures({
        orders: [],
        segments: new Map(),
        answers: rows.map((row) => ({
          id: row["response_id"]!,
          customer: "",
          at: row["answered_at"]!,
          location: "",
          channel: "",
          satisfaction: number(row["cusa1"]),
          expected: number(row["cuex1"]),
          perceived: number(row["perq1"]),
          intent: number(row["cusl1"]),
          recommend: null,
          trust: [],
        })),
        cases: [],
        asOf: "2001-06-30",
        wave: "quarter",
        scale: { min: 1, max: 10 },
      });
      expect(differences(company.figures, worked)).toEqual([]);
      // cases_open.json, gap_mobi_overall: 0.364, 0.147833115213013 to 0.580166884786987.
      const gap = company.figures.find(
        ({ id, period }) => id === "satisfaction.expectation-gap" && period === "all",
      )!;
      expect(gap.value).toBeCloseTo(0.364, 12);
      expect(gap.low).toBeCloseTo(0.147833115213013, 9);
      expect(gap.high).toBeCloseTo(0.580166884786987, 9);
    });

    it("companyReports has a menu of what can be told from answers alone", () => {
      expect(menu(company)).toEqual([
        "",
        "reports/satisfaction/",
        "reports/loyalty/",
        "reports/claims/",
        "reports/data/",
      ]);
    });
  },
);

describe.skipIf(!hasDrop("olist"))(
  "olist, worked out again (skipped where ../shared is missing)",
  () => {
    let company: Company;
    beforeAll(async () => {
      company = await openDrop("olist");
    });

    it("companyFigures gives every fixed figure of every population and period to 1e-9", () => {
      const worked = plainFigures(olistCompany());
      expect(worked.size).toBeGreaterThan(500);
      expect(differences(company.figures, worked)).toEqual([]);
    });

    it("companyFigures reads rows with newlines inside quotes", () => {
      const rows = company.figures.find(({ id }) => id === "data.responses.rows");
      expect(rows?.value).toBe(8225);
    });
  },
);

function menu({ reports }: Company): string[] {
  return reports.filter(({ locale, inMenu }) => locale === "en" && inMenu).map(({ path }) => path);
}

function without({ reports }: Company): string[] {
  return reports
    .filter(
      ({ locale, inMenu, path }) =>
        locale === "en" && !inMenu && path !== "reports/methods/" && path.split("/").length === 3,
    )
    .map(({ path }) => path);
}
