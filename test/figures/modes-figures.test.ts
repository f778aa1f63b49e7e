import { describe, expect, it } from "vitest";
import type { AnswerRow, Answers } from "../../src/figures/answer-rows.ts";
import { figureKey, type Figure } from "../../src/figures/figure.ts";
import type { FigureTask } from "../../src/figures/figure-task.ts";
import { modesFigures } from "../../src/figures/modes-figures.ts";
import { rulesSchema } from "../../src/settings/rules.ts";
import type { Facts, StandardRow } from "../../src/warehouse/facts.ts";
import { emptyCustomers, emptyFacts } from "../support/empty-facts.ts";

const rules = rulesSchema.parse({ tiers: [{ id: "all", priority: 1 }] });
const noAnswers: Answers = { rows: [], scales: {}, rivals: [], suspect: 0, rival: 0 };

function figuresOf(
  facts: Partial<Facts>,
  customers: Answers = noAnswers,
): (key: string) => Figure | undefined {
  const site = { wave: "quarter", k: { customer: 2, employee: 10 } };
  const task = { facts: emptyFacts(facts), rules, site, customers, window: null };
  const figures = modesFigures(task as unknown as FigureTask);
  const byKey = new Map(figures.map((each) => [figureKey(each.id, each.period, each.by), each]));
  return (key) => byKey.get(key);
}

const standard = (own: Partial<StandardRow>) => ({ period: "2026-Q1", ...own }) as StandardRow;

const levels = (...names: readonly string[]) => {
  const known = [...new Set(names)].toSorted();
  return { codes: Int32Array.from(names, (name) => known.indexOf(name)), levels: known };
};

/** Events of one customer each: [customer, day, touchpoint, outcome]; a visit is an act. */
function touchpointsOf(rows: readonly (readonly [number, number, string, string])[]) {
  return {
    ...emptyFacts().touchpoints,
    n: rows.length,
    customer: Int32Array.from(rows, ([customer]) => customer),
    day: Float64Array.from(rows, ([, day]) => day),
    touchpoint: levels(...rows.map(([, , touchpoint]) => touchpoint)),
    outcome: levels(...rows.map(([, , , outcome]) => outcome)),
    step: levels(...rows.map(([, , touchpoint]) => (touchpoint === "order" ? "act" : "aware"))),
  };
}

describe("modesFigures(task)", () => {
  it("open: the latest period decides, a thing never named is not open", () => {
    const open = (dimension: string, period: string, shown: boolean) =>
      standard({ kind: "transparency", dimension, period, shown });
    const at = figuresOf({
      standards: [
        open("price", "2025-Q4", true),
        open("price", "2026-Q1", true),
        open("quality", "2026-Q1", true),
        open("network", "2026-Q1", false),
      ],
    });
    expect(at("modes.open@all")).toMatchObject({ value: 2, n: 6 });
    expect(at("modes.open@2025-Q4")?.value).toBe(1);
    expect(at("modes.open-item@all|dimension=network")?.value).toBe(0);
  });

  it("promises: kept over due, 8 of 10 and 1 of 10 together 9 of 20", () => {
    const promise = (standardId: string, kept: number) =>
      standard({ kind: "promise", standardId, kept, due: 10 });
    const at = figuresOf({ standards: [promise("wait", 8), promise("reply", 1)] });
    expect(at("modes.kept@all")).toMatchObject({ value: 0.45, n: 20 });
    expect(at("modes.kept@all|standard=reply")?.value).toBe(0.1);
  });

  it("rhythm: visits on days 0, 10, 20 tell day 30; a reminder on 28 is in time, a visit follows", () => {
    const visit = (day: number) => [0, day, "order", "done"] as const;
    const rows = [
      visit(0),
      visit(10),
      visit(20),
      [0, 28, "reminder", "opened"],
      visit(33),
    ] as const;
    const at = figuresOf({ touchpoints: touchpointsOf(rows), asOfDay: 100 });
    expect(at("modes.forecast-hit@all")).toMatchObject({ value: 1, n: 1 });
    expect(at("modes.reminder-in-time@all")?.value).toBe(1);
    expect(at("modes.reminder-hit@all")?.value).toBe(1);
    const late = figuresOf({
      touchpoints: touchpointsOf([...rows.slice(0, 3), [0, 31, "reminder", "opened"], visit(50)]),
      asOfDay: 100,
    });
    expect(late("modes.forecast-hit@all")?.value).toBe(0);
    expect(late("modes.reminder-in-time@all")?.value).toBe(0);
    expect(late("modes.reminder-hit@all")?.value).toBe(0);
  });

  it("messages to those who never agreed, or after the day they left, are unwanted", () => {
    const customers = {
      ...emptyCustomers(),
      n: 3,
      optIn: Float64Array.of(1, 1, 0),
      optOutDay: Float64Array.of(NaN, 50, NaN),
    };
    const touchpoints = touchpointsOf([
      [0, 40, "broadcast", "opened"],
      [1, 50, "broadcast", "opened"],
      [1, 51, "broadcast", "opened"],
      [2, 60, "reminder", "opened"],
      [1, 50, "unsubscribe", "substitute-offered"],
      [0, 45, "plan", "year"],
    ]);
    const at = figuresOf({ customers, touchpoints, asOfDay: 100 });
    expect(at("modes.unwanted@all")).toMatchObject({ value: 2, n: 4 });
    expect(at("modes.opt-in@all")?.value).toBeCloseTo(2 / 3, 10);
    expect(at("modes.unsubscribed@all")?.value).toBe(0.5);
    expect(at("modes.messages@all|permission=out")?.value).toBe(2);
    expect(at("modes.substitute@all")?.value).toBe(1);
    expect(at("modes.plan@all|term=year")).toMatchObject({ value: 1, n: 1 });
  });

  it("channels and times: best less worst mean, and a wave three standard errors off its store", () => {
    const scores = [5, 5, 4, 4, 3, 3];
    const row = (at: number, own: Partial<AnswerRow>) =>
      ({
        ...{ person: `response ${at}`, customer: -1, location: "", channel: "", wave: "2026-Q1" },
        ...{ asked: new Set(["satisfaction"]), choices: {}, pairs: {} },
        ...own,
      }) as AnswerRow;
    const rows = scores.map((satisfaction, at) =>
      row(at, { channel: at < 3 ? "app" : "store", scores: { satisfaction } }),
    );
    const scales = { satisfaction: { min: 1, max: 5 } };
    const at = figuresOf({}, { ...noAnswers, rows, scales });
    // (100 + 100 + 75)/3 − (75 + 50 + 50)/3
    expect(at("modes.channel-gap@all|dimension=quality")?.value).toBeCloseTo(100 / 3, 8);
    const waves = [1, 2, 3].flatMap((wave) =>
      Array.from({ length: 100 }, (_, place) =>
        row(100 * wave + place, {
          location: "S01",
          wave: `2026-Q${wave}`,
          scores: { satisfaction: place < (wave === 3 ? 50 : 90) ? 5 : 2 },
        }),
      ),
    );
    const chart = figuresOf({}, { ...noAnswers, rows: waves, scales });
    // Mean 230/300; limits ± 3·√(0.7667·0.2333/100) = ± 0.127: 0.9 is 0.133 above, 0.5 below.
    expect(chart("modes.signals@all")).toMatchObject({ value: 3, n: 3 });
    // 90, 90, 50: s = √(2·13.33² + 26.67²)/√2 = 23.09
    expect(chart("modes.swing@all|location=S01")?.value).toBeCloseTo(23.094, 3);
  });
});
