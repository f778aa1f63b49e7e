/** Whole companies, small and odd: each gives reports that keep the rules, and none stops the build. */
import { describe, expect, it } from "vitest";
import type { Company } from "../src/pipeline.ts";
import { figureFaults } from "./support/figure-faults.ts";
import { reportFaults } from "./support/report-faults.ts";
import {
  answers,
  cases,
  openSmall,
  openTwice,
  orders,
  plainSite,
  plainSurvey,
  type Files,
  type SmallOptions,
} from "./support/small-company.ts";

const survey = { "content/surveys/visit.yaml": plainSurvey("visit") };
const shop = { "data/transactions/orders.csv": orders() };
const said = { ...survey, "data/responses/visit/answers.csv": answers() };
const all = {
  ...shop,
  ...said,
  "data/cases/cases.csv": cases(),
  "data/customers/members.csv": members(80),
  "data/costs/costs.csv": "period,kind,amount\n2025-01,acquisition,100\n2025-02,retention,50\n",
};

function members(count: number): string {
  const rows = Array.from({ length: count }, (_, at) => `C${at},${at % 4 ? "regular" : "new"}`);
  return `customer_id,segment\n${rows.join("\n")}\n`;
}

const odd: Readonly<Record<string, Files>> = {
  "nothing but a survey": survey,
  "nothing at all": {},
  "transactions alone": shop,
  "answers alone": said,
  "complaints alone": { "data/cases/cases.csv": cases() },
  "customers alone": { "data/customers/members.csv": members(40) },
  "costs alone": { "data/costs/costs.csv": all["data/costs/costs.csv"] },
  "every table": all,
  "tables with a head and no rows": {
    ...survey,
    "data/transactions/orders.csv": "order_id,customer_id,ordered_at,amount\n",
    "data/responses/visit/answers.csv": "response_id,answered_at,happy\n",
    "data/cases/cases.csv": "case_id,opened_at\n",
    "data/customers/members.csv": "customer_id\n",
    "data/costs/costs.csv": "period,kind,amount\n",
  },
  "one location": {
    ...survey,
    "data/transactions/orders.csv": orders({ location: () => "S1" }),
    "data/responses/visit/answers.csv": answers({ location: () => "S1" }),
  },
  "one wave": {
    ...shop,
    ...survey,
    "data/responses/visit/answers.csv": answers({ days: 60 }),
  },
  "two waves with one between them": {
    ...shop,
    ...survey,
    "data/responses/visit/a.csv": answers({ days: 60 }),
    "data/responses/visit/b.csv": answers({ days: 60, from: "2025-07-05", prefix: "B" }),
  },
  "suspect answers only": {
    ...shop,
    ...survey,
    "data/responses/visit/answers.csv": answers({ suspect: () => "1" }),
  },
  "three respondents": {
    ...shop,
    ...survey,
    "data/responses/visit/answers.csv": answers({ people: 3 }),
  },
  "one customer": { "data/transactions/orders.csv": orders({ customers: 1, perCustomer: 9 }) },
  "one order": {
    "data/transactions/orders.csv":
      "order_id,customer_id,ordered_at,amount\nO1,C1,2026-01-01T10:00:00,12.50\n",
  },
  "refunds only": { "data/transactions/orders.csv": orders({ amount: (chance) => -1 - chance }) },
  "free orders only": { "data/transactions/orders.csv": orders({ amount: () => 0 }) },
  "all on one day": { "data/transactions/orders.csv": orders({ days: 1 }), ...said },
  "nobody twice": { "data/transactions/orders.csv": orders({ perCustomer: 1 }), ...said },
  "answers of nobody named": {
    ...shop,
    ...survey,
    "data/responses/visit/answers.csv": answers({ customer: () => "" }),
  },
  "answers of strangers": {
    ...shop,
    ...survey,
    "data/responses/visit/answers.csv": answers({ customer: (at) => `X${at}` }),
  },
  "answers older than any order": {
    ...survey,
    "data/transactions/orders.csv": orders({ from: "2026-01-01", days: 100 }),
    "data/responses/visit/answers.csv": answers(),
  },
  "answers younger than the last order": {
    ...survey,
    "data/transactions/orders.csv": orders({ from: "2024-01-01", days: 100 }),
    "data/responses/visit/answers.csv": answers(),
  },
  "weighted answers": {
    ...shop,
    ...survey,
    "data/responses/visit/answers.csv": answers({ weight: (at) => (at % 3 ? "1" : "2.5") }),
  },
  "a scale from 1 to 7": {
    ...shop,
    "content/surveys/visit.yaml": plainSurvey("visit", { max: 7 }),
    "data/responses/visit/answers.csv": answers({ max: 7 }),
  },
  "a scale from 0 to 10, recommending from 1 to 10": {
    ...shop,
    "content/surveys/visit.yaml": plainSurvey("visit", { min: 0, max: 10, recommendFrom: 1 }),
    "data/responses/visit/answers.csv": answers({ min: 0, max: 10, recommendFrom: 1 }),
  },
  "a scale of two points": {
    ...shop,
    "content/surveys/visit.yaml": plainSurvey("visit", { max: 2 }),
    "data/responses/visit/answers.csv": answers({ max: 2 }),
  },
  "two surveys on different scales": {
    ...shop,
    "content/surveys/a.yaml": plainSurvey("a"),
    "content/surveys/b.yaml": plainSurvey("b", { max: 7, recommendFrom: 1 }),
    "data/responses/a/answers.csv": answers(),
    "data/responses/b/answers.csv": answers({ max: 7, recommendFrom: 1, prefix: "B" }),
  },
  "monthly waves": { ...all, "content/site.yaml": plainSite.replace("quarter", "month") },
  "yearly waves": { ...all, "content/site.yaml": plainSite.replace("quarter", "year") },
  "one language": { ...all, "content/site.yaml": `${plainSite}locales: [en]\n` },
  "as of a day long after": { ...all, "content/site.yaml": `${plainSite}asOf: 2029-01-01\n` },
  "a group limit above everybody": {
    ...all,
    "content/site.yaml": `${plainSite}k: { customer: 5000, employee: 5000 }\n`,
  },
  "targets and owners for everything": {
    ...all,
    "content/site.yaml": `${plainSite}targets:
  satisfaction.csat: { value: 0.99, better: higher }
  loyalty.satisfied-not-returned: { value: 0.01, better: lower }
  feedback.reply-24h: { value: 0.99, better: higher }
  loyalty.nps: { value: 90, better: higher }
`,
  },
};

describe("openCompany(folders) gives sane figures and reports for", () => {
  it.each(Object.entries(odd))("%s", async (_, files) => {
    await expectSane(files);
  });

  it("no orders after the day as of which all is counted: they are refused by name", async () => {
    const files = { ...all, "content/site.yaml": `${plainSite}asOf: 2025-06-30\n` };
    await expect(openSmall(files)).rejects.toThrow(
      /^date-after-as-of {2}\S*data\/transactions\/orders.csv:2/u,
    );
  });

  it("a survey whose data folder is missing", async () => {
    await expectSane(survey, { hasData: false });
  });
});

async function expectSane(files: Files, options: SmallOptions = {}): Promise<void> {
  const company = await openSmall(files, options);
  expect(figureFaults(company.figures)).toEqual([]);
  expect(reportFaults(company)).toEqual([]);
}

const valueOf = ({ figures }: Company, id: string, period = "all") =>
  figures.find(
    (each) => each.id === id && each.period === period && Object.keys(each.by).length === 0,
  )?.value;

describe("openCompany(folders) counts", () => {
  it("suspect answers on the Data page only", async () => {
    const company = await openSmall(odd["suspect answers only"]!);
    expect(valueOf(company, "data.responses.suspect")).toBe(120);
    const page = company.reports.find(({ id, locale }) => id === "data" && locale === "en");
    expect(JSON.stringify(page)).toContain("120 suspect");
    const told = company.figures.filter(({ id }) =>
      /^(?:satisfaction|loyalty\.(?:nps|said|satisfied))/u.test(id),
    );
    expect(told.filter(({ value, n }) => value !== null || n !== 0)).toEqual([]);
  });

  it("a change on last quarter only where the wave before is there", async () => {
    const company = await openSmall(odd["two waves with one between them"]!);
    const changes = company.figures.filter(({ id }) =>
      /^(?:satisfaction|loyalty\.nps).*change$/u.test(id),
    );
    expect(changes).toEqual([]);
  });

  it("top two boxes of 1 to 7 as 6 and 7", async () => {
    const files = odd["a scale from 1 to 7"]!;
    const rows = files["data/responses/visit/answers.csv"]!.trim().split("\n").slice(1);
    const latest = new Map<string, { at: string; id: string; score: number }>();
    for (const row of rows) {
      const [id, at, customer, , , , happy] = row.split(",") as [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
      ];
      const other = latest.get(customer);
      const isLater = other === undefined || at > other.at || (at === other.at && id > other.id);
      if (isLater) latest.set(customer, { at, id, score: Number(happy) });
    }
    const scores = [...latest.values()].map(({ score }) => score);
    const expected = scores.filter((score) => score >= 6).length / scores.length;
    expect(valueOf(await openSmall(files), "satisfaction.csat")).toBeCloseTo(expected, 9);
  });

  it("no NPS where recommending is asked from 1 to 10", async () => {
    const company = await openSmall(odd["a scale from 0 to 10, recommending from 1 to 10"]!);
    expect(company.figures.filter(({ id }) => id.startsWith("loyalty.nps"))).toEqual([]);
    expect(valueOf(company, "loyalty.recommend-share")).toBeGreaterThan(0);
  });

  it("no team over all waves that is below k in each, though its answers together are not", async () => {
    const teams = ["A", "B", "C"].flatMap((team) =>
      ["2025-01-15", "2025-04-15", "2025-07-15"].flatMap((day) =>
        Array.from(
          { length: team === "A" ? 8 : 20 },
          (_, at) => `${team}${day}-${at},${day},${team},${1 + (at % 5)}`,
        ),
      ),
    );
    const { figures } = await openSmall({
      "content/surveys/pulse.yaml": plainSurvey("pulse")
        .replace("audience: customer", "audience: employee")
        .replace("construct: satisfaction", "construct: employee.satisfaction"),
      "data/responses/pulse/answers.csv": `response_id,answered_at,team,happy\n${teams.join("\n")}\n`,
    });
    const all = figures.filter(
      ({ id, period }) => id === "employee.satisfaction" && period === "all",
    );
    expect(
      all.filter(({ value }) => value !== null).map(({ by }) => by["team"] ?? "whole"),
    ).not.toContain("A");
    expect(all.find(({ by }) => by["team"] === "A")?.suppressed).toBe("small-group");
    expect(all.find(({ by }) => Object.keys(by).length === 0)?.n).toBe(144);
  });

  it("refunds as revenue below zero and as no purchase", async () => {
    const company = await openSmall(odd["refunds only"]!);
    expect(valueOf(company, "data.transactions.revenue")).toBeLessThan(0);
    expect(valueOf(company, "loyalty.repeat-rate") ?? null).toBeNull();
  });
});

describe("openCompany(folders) with its cache", () => {
  it("gives the same for unchanged files", async () => {
    const [first, second] = await openTwice(all, { change: { "unrelated.txt": "x" } });
    expect(second).toEqual(first);
  });

  it("gives what a cold build gives after a file has changed", async () => {
    const change = { "data/responses/visit/answers.csv": answers({ people: 90 }) };
    const [first, second] = await openTwice(all, { change });
    expect(second.figures).not.toEqual(first.figures);
    expect(second).toEqual(await openSmall({ ...all, ...change }));
  });

  it("gives what a cold build gives after the settings have changed", async () => {
    const change = { "content/site.yaml": `${plainSite}k: { customer: 20, employee: 20 }\n` };
    const [, second] = await openTwice(all, { change });
    expect(second).toEqual(await openSmall({ ...all, ...change }));
  });
});

describe("openCompany(folders) does not depend on", () => {
  const withoutDigest = ({ figures }: Company) => figures;

  it("the order of rows", async () => {
    const shuffled = Object.fromEntries(
      Object.entries(all).map(([path, text]) => [
        path,
        path.endsWith(".csv") ? reversedRows(text) : text,
      ]),
    );
    expect(withoutDigest(await openSmall(shuffled))).toEqual(withoutDigest(await openSmall(all)));
  });

  it("the order of columns, a byte order mark or line ends", async () => {
    const dressed = Object.fromEntries(
      Object.entries(all).map(([path, text]) => [
        path,
        path.endsWith(".csv") ? `\uFEFF${reversedColumns(text).replaceAll("\n", "\r\n")}` : text,
      ]),
    );
    expect(withoutDigest(await openSmall(dressed))).toEqual(withoutDigest(await openSmall(all)));
  });
});

function reversedRows(text: string): string {
  const [head, ...rows] = text.trimEnd().split("\n");
  return `${[head, ...rows.toReversed()].join("\n")}\n`;
}

function reversedColumns(text: string): string {
  const lines = text.trimEnd().split("\n");
  return `${lines.map((line) => line.split(",").toReversed().join(",")).join("\n")}\n`;
}
