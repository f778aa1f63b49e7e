import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { actions } from "../../src/tables/actions.ts";
import { campaigns } from "../../src/tables/campaigns.ts";
import { capacity } from "../../src/tables/capacity.ts";
import { cases } from "../../src/tables/cases.ts";
import { costs } from "../../src/tables/costs.ts";
import { customers } from "../../src/tables/customers.ts";
import { standards } from "../../src/tables/standards.ts";
import { touchpoints } from "../../src/tables/touchpoints.ts";
import { transactions } from "../../src/tables/transactions.ts";
import {
  cell,
  dataFolder,
  dayOf,
  fileRows,
  projectRoot,
  readCompany,
  rowsOf,
  score,
  share,
  type Row,
} from "./read-company.ts";

const company = readCompany();
const events = rowsOf(join(dataFolder, "touchpoints"));
const people = rowsOf(join(dataFolder, "customers"));
const complaints = [
  ...fileRows(join(dataFolder, "cases/2024.csv"), "gb18030"),
  ...fileRows(join(dataFolder, "cases/2025.csv")),
  ...fileRows(join(dataFolder, "cases/2026.csv")),
].filter((row) => !["idea", "praise"].includes(cell(row, "type")));
const members = rowsOf(join(dataFolder, "responses/relationship"));
const own = members.filter((row) => cell(row, "brand") === "");
const rival = members.filter((row) => cell(row, "brand") !== "");
const truth = JSON.parse(readFileSync(join(projectRoot, "test/sample/truth.json"), "utf8")) as {
  readonly planted: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly expected: { readonly lateDeliveries: { readonly value: number; readonly n: number } };
};
const planted = (name: string, part: string): number => truth.planted[name]?.[part] ?? NaN;

const named = (touchpoint: string) =>
  events.filter((row) => cell(row, "touchpoint") === touchpoint);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const scores = (rows: readonly Row[], column: string): readonly number[] =>
  rows.map((row) => score(row, column)).filter((value) => value > 0);

/** A share of n lies within four standard errors of what is planted. */
function expectShare(rows: readonly Row[], fits: (row: Row) => boolean, value: number): void {
  const error = Math.sqrt((value * (1 - value)) / rows.length);
  expect(Math.abs(share(rows, fits) - value) / error).toBeLessThan(4);
}

/** Difference of two means in standard errors. */
function apart(a: readonly number[], b: readonly number[]): number {
  const squares = (of: readonly number[]) => mean(of.map((value) => (value - mean(of)) ** 2));
  return (mean(b) - mean(a)) / Math.sqrt(squares(a) / a.length + squares(b) / b.length);
}

function correlation(xs: readonly number[], ys: readonly number[]): number {
  const [x, y] = [mean(xs), mean(ys)];
  const product = mean(xs.map((value, at) => (value - x) * ((ys[at] ?? 0) - y)));
  const spread = (of: readonly number[], middle: number) =>
    Math.sqrt(mean(of.map((value) => (value - middle) ** 2)));
  return product / (spread(xs, x) * spread(ys, y));
}

describe("tables have the columns that are declared, and the size that was meant", () => {
  const declared = {
    actions,
    campaigns,
    capacity,
    cases,
    costs,
    customers,
    standards,
    touchpoints,
    transactions,
  };
  test.each(Object.entries(declared))("%s", (name, { columns }) => {
    const known = columns.map((column) => column.name);
    const folder = join(dataFolder, name);
    for (const file of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, file));
      const text = new TextDecoder().decode(file.endsWith(".gz") ? gunzipSync(bytes) : bytes);
      const header = text.slice(0, text.indexOf("\n")).split(file.endsWith(".tsv") ? "\t" : ",");
      expect(header.filter((column) => !known.includes(column))).toEqual([]);
    }
  });

  test("30 to 45 thousand events, 20 to 40 actions, 8 to 12 campaigns of four centres", () => {
    expect(events.length).toBeGreaterThan(30_000);
    expect(events.length).toBeLessThan(45_000);
    expect(new Set(events.map((row) => cell(row, "event_id"))).size).toBe(events.length);
    const register = rowsOf(join(dataFolder, "actions"));
    expect(register.length).toBeGreaterThanOrEqual(20);
    expect(register.length).toBeLessThanOrEqual(40);
    expect(new Set(register.map((row) => cell(row, "step"))).size).toBe(5);
    const held = rowsOf(join(dataFolder, "campaigns"));
    expect(held.length).toBeGreaterThanOrEqual(8);
    expect(new Set(held.map((row) => cell(row, "centre"))).size).toBe(4);
    const used = new Set(company.lines.map((line) => cell(line, "campaign_id")));
    for (const campaign of held) expect(used).toContain(cell(campaign, "campaign_id"));
  });

  test("at most 6 MB in all", () => {
    const files = readdirSync(dataFolder, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && !entry.parentPath.includes("collector"),
    );
    const bytes = files.map((entry) => statSync(join(entry.parentPath, entry.name)).size);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(6_000_000);
  });

  test("nobody's telephone, address or letter box", () => {
    const texts = [...complaints, ...company.answers].flatMap((row) => Object.values(row));
    const telling = /(?<!\d)1[3-9]\d{9}(?!\d)|@|\d{17}[\dX]/u;
    expect(texts.filter((text) => telling.test(text))).toEqual([]);
  });
});

describe("what was planted is found again", () => {
  test("who waits longer is less satisfied", () => {
    const waits = new Map<string, Row>(
      events
        .filter((row) => ["queue", "order", "self-service"].includes(cell(row, "touchpoint")))
        .filter((row) => cell(row, "outcome") !== "left")
        .map(
          (row) => [`${cell(row, "customer_id")} ${cell(row, "at").slice(0, 10)}`, row] as const,
        ),
    );
    const pairs = company.answers.flatMap((answer) => {
      const key = `${cell(answer, "customer_id")} ${cell(answer, "answered_at").slice(0, 10)}`;
      const wait = waits.get(key);
      return wait
        ? [[Math.log(score(wait, "wait_s")), score(answer, "satisfaction")] as const]
        : [];
    });
    // Of 4,500 answers nine in ten name a known customer; one order in two by phone is logged.
    expect(pairs.length).toBeGreaterThan(2500);
    const found = correlation(
      pairs.map(([wait]) => wait),
      pairs.map(([, satisfaction]) => satisfaction),
    );
    // Of the latents: -0.55 (0.45² + 0.32 · 0.75²) / (0.595 · 0.677) = -0.52; five points take
    // about a tenth of it.
    expect(found).toBeLessThan(-0.38);
    expect(found).toBeGreaterThan(-0.56);
  });

  test("deliveries come late as often as their minutes say, and are promised in 35 minutes", () => {
    const orders = new Map(
      company.lines
        .filter((line) => cell(line, "promised_at") !== "")
        .map((line) => [cell(line, "order_id"), line]),
    );
    const { value, n } = truth.expected.lateDeliveries;
    expect(orders.size).toBe(n);
    const late = (line: Row) => cell(line, "delivered_at") > cell(line, "promised_at");
    expectShare([...orders.values()], late, value);
    for (const line of orders.values()) {
      const minutes =
        (Date.parse(cell(line, "promised_at")) - Date.parse(cell(line, "ordered_at"))) / 60_000;
      expect(minutes).toBe(35);
    }
  });

  test("who was brought by a friend comes a second time more often", () => {
    const again = (friend: boolean) =>
      people
        .filter((row) => (cell(row, "acquired_by") === "friend") === friend)
        .flatMap((row) => company.purchaseDays.get(cell(row, "customer_id"))?.length ?? [])
        .map((purchases) => (purchases > 1 ? 1 : 0));
    expect(apart(again(false), again(true))).toBeGreaterThan(4);
  });

  test("referral chains are three deep and more, and none bites its tail", () => {
    const by = new Map(people.map((row) => [cell(row, "customer_id"), cell(row, "referrer_id")]));
    const depth = (id: string): number => {
      const referrer = by.get(id) ?? "";
      return referrer === "" ? 0 : 1 + depth(referrer);
    };
    const depths = people.map((row) => depth(cell(row, "customer_id")));
    expect(Math.max(...depths)).toBeGreaterThanOrEqual(3);
    expect(Math.max(...depths)).toBeLessThan(20);
    expect(depths.filter((deep) => deep >= 3).length).toBeGreaterThan(30);
  });

  test("leads have no order; some came three times and more, asked, and did not buy", () => {
    const leads = people.filter((row) => !company.purchaseDays.has(cell(row, "customer_id")));
    // 18 in 100 more than the 5,700 who bought.
    expect(leads).toHaveLength(1026);
    const ids = new Set(leads.map((row) => cell(row, "customer_id")));
    const seen = Map.groupBy(
      events.filter((row) => ids.has(cell(row, "customer_id"))),
      (row) => cell(row, "customer_id"),
    );
    const regulars = [...seen.values()].filter((rows) => {
      const times = (name: string) => rows.filter((row) => cell(row, "touchpoint") === name).length;
      return times("visit") >= 3 && times("ask") >= 1;
    });
    expect(regulars.length).toBeGreaterThan(80);
  });

  test("who saw a promise kept believes more of brand and advertising", () => {
    for (const column of ["belief_claims", "belief_ads"]) {
      const by = (seen: string) =>
        scores(
          own.filter((row) => cell(row, "seen") === seen),
          column,
        );
      expect(apart(by("no"), by("yes")), column).toBeGreaterThan(3);
    }
  });

  test("the rival is behind in quality and ahead in time and money", () => {
    const gap = (column: string) => apart(scores(own, column), scores(rival, column));
    expect(gap("belief_quality")).toBeLessThan(-2);
    expect(gap("total_time")).toBeGreaterThan(2);
    expect(gap("total_money")).toBeGreaterThan(2);
    const panel = rival.filter((row) => cell(row, "channel") === "panel");
    expect(panel.length).toBeGreaterThan(100);
    expect(panel.every((row) => cell(row, "customer_id") === "")).toBe(true);
  });

  test("stores with more satisfied guests have more satisfied teams", () => {
    const pulse = rowsOf(join(dataFolder, "responses/team-pulse"));
    const guests = Map.groupBy(company.answers, (row) => cell(row, "location"));
    const stores = [...guests].filter(([, rows]) => rows.length >= 100).map(([name]) => name);
    expect(stores.length).toBeGreaterThanOrEqual(10);
    const found = correlation(
      stores.map((name) => mean(scores(guests.get(name) ?? [], "satisfaction"))),
      stores.map((name) =>
        mean(
          scores(
            pulse.filter((row) => cell(row, "team") === name),
            "job",
          ),
        ),
      ),
    );
    expect(found).toBeGreaterThan(0.5);
  });

  test("customers cause fewer complaints since they were taught", () => {
    const taught = dayOf("2025-10-15");
    const caused = (row: Row) => cell(row, "attributable") === "customer";
    const since = (after: boolean) =>
      complaints.filter((row) => dayOf(cell(row, "opened_at")) >= taught === after);
    expectShare(since(false), caused, planted("customerCaused", "before"));
    expectShare(since(true), caused, planted("customerCaused", "after"));
  });

  test("delays are told before guests ask, more often since June 2025", () => {
    const notices = named("delay-notice");
    const first = (row: Row) => cell(row, "outcome") === "told-first";
    const since = (after: boolean) =>
      notices.filter((row) => cell(row, "at") >= "2025-06-15" === after);
    expectShare(since(false), first, planted("toldFirst", "before"));
    expectShare(since(true), first, planted("toldFirst", "after"));
  });

  test("wrong orders are rarer by far since the labels of December 2025", () => {
    const wrong = (row: Row) => cell(row, "type") === "wrong-order";
    const part = (from: string, to: string) =>
      complaints.filter((row) => cell(row, "opened_at") >= from && cell(row, "opened_at") < to);
    const before = share(part("2025-01-01", "2025-12-15"), wrong);
    expect(share(part("2025-12-15", "2026-07-01"), wrong)).toBeLessThan(0.75 * before);
  });

  test("messages go to those who agreed; to those who no longer wish them, a handful", () => {
    const about = new Map(people.map((row) => [cell(row, "customer_id"), row]));
    const sent = events.filter((row) =>
      ["service-message", "broadcast", "reminder"].includes(cell(row, "touchpoint")),
    );
    expect(sent.length).toBeGreaterThan(5000);
    const late = sent.filter((row) => {
      const out = cell(about.get(cell(row, "customer_id")) ?? {}, "opt_out_at");
      return out !== "" && cell(row, "at").slice(0, 10) >= out;
    });
    expect(late.length).toBeGreaterThan(0);
    expect(late.length).toBeLessThan(25);
    const never = sent.filter(
      (row) => cell(about.get(cell(row, "customer_id")) ?? {}, "opt_in") === "false",
    );
    expect(never).toEqual([]);
  });

  test("what is asked beyond the most is lost; there are rush hours and idle mornings", () => {
    const rows = rowsOf(join(dataFolder, "capacity"));
    for (const row of rows) {
      const [max, demand] = [score(row, "max"), score(row, "demand")];
      expect(score(row, "lost")).toBe(Math.max(0, demand - max));
      expect(score(row, "served")).toBe(Math.min(max, demand));
    }
    const over = (row: Row) => score(row, "demand") > score(row, "max");
    const idle = (row: Row) => score(row, "demand") < 0.5 * score(row, "max");
    expect(share(rows, over)).toBeGreaterThan(0.08);
    expect(share(rows, over)).toBeLessThan(0.35);
    const mornings = rows.filter((row) => cell(row, "period").endsWith("T08:00:00"));
    expect(share(mornings, idle)).toBeGreaterThan(0.4);
  });
});
