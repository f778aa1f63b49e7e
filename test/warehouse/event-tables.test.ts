import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { openEngine } from "../../src/intake/engine.ts";
import { gb18030Bytes } from "../../src/sample/gb18030.ts";
import type { Category, Facts } from "../../src/warehouse/facts.ts";
import { dropFolder, type DropFolder } from "../support/drop-case.ts";

const folders: DropFolder[] = [];
afterEach(() => {
  for (const made of folders.splice(0)) made.done();
});

async function factsOf(files: Parameters<typeof dropFolder>[0]): Promise<Facts> {
  const made = dropFolder(files);
  folders.push(made);
  const { facts, problems } = await made.open();
  if (facts === null) throw new Error(problems.map(({ message }) => message).join("\n"));
  return facts;
}

const named = ({ codes, levels }: Category) => Array.from(codes, (code) => levels[code] ?? null);
const day = (text: string) => Date.parse(text) / 86_400_000;

test("openWarehouse(customers) gives route, reason, first day and consent", async () => {
  const { customers } = await factsOf({
    "customers/a.csv":
      "customer_id,acquired_by,leave_reason,first_seen,opt_in\n" +
      "C2,friend,,2026-01-05 08:00,yes\nC1,,price,,0\nC3,,,,\n",
  });
  expect(named(customers.acquiredBy)).toEqual([null, "friend", null]);
  expect(named(customers.leaveReason)).toEqual(["price", null, null]);
  expect([...customers.firstSeenDay]).toEqual([NaN, day("2026-01-05"), NaN]);
  expect([...customers.optIn]).toEqual([0, 1, NaN]);
});

test("openWarehouse(cases) gives attitude, prevention, owner and the row of the customer", async () => {
  const { cases } = await factsOf({
    "customers/a.csv": "customer_id,segment\nC1,a\nC2,b\n",
    "cases/a.csv":
      "case_id,opened_at,customer_id,attitude,prevented_by,owner\n" +
      "K1,2026-01-01,C2,arrogant,A7,kitchen\nK2,2026-01-02,C9,,,\nK3,2026-01-03,,,,\n",
  });
  expect(cases.map(({ attitude, preventedBy, owner }) => [attitude, preventedBy, owner])).toEqual([
    ["arrogant", "A7", "kitchen"],
    [null, null, null],
    [null, null, null],
  ]);
  expect(cases.map(({ customer }) => customer)).toEqual([1, -1, -1]);
});

test("openWarehouse(touchpoints) gives events by customer, time and id", async () => {
  const { touchpoints: own } = await factsOf({
    "customers/a.csv": "customer_id,segment\nC1,north\nC2,south\n",
    "touchpoints/a.csv":
      "event_id,customer_id,at,stage,step,touchpoint,encounter,channel,location,employee_id,wait_s,duration_s,outcome\n" +
      "E5,C2,2026-04-01 00:00:00,after,advocate,review,human-machine,app,,,,,done\n" +
      "E4,C1,2026-03-31 23:59:59.5,in,act,counter,face,store,S1,W2,40.5,,setback\n" +
      "E3,C1,2026-03-31 09:00:00,,,,,,,,0,60,\n" +
      "E2,C1,2026-03-31 09:00:00,pre,ask,queue,face,store,S1,W1,,,\n" +
      "E1,C7,2026-05-01,pre,,,,,,,,,\n",
  });
  expect(own.n).toBe(5);
  // C7 stands in no other table; then C1 by time, at equal times by event id; then C2.
  expect([...own.customer]).toEqual([-1, 0, 0, 0, 1]);
  expect([...own.at]).toEqual(
    ["2026-05-01T00:00:00Z", "2026-03-31T09:00:00Z", "2026-03-31T09:00:00Z"]
      .concat(["2026-03-31T23:59:59.500Z", "2026-04-01T00:00:00Z"])
      .map((text) => Date.parse(text)),
  );
  expect([...own.day]).toEqual(
    ["2026-05-01", "2026-03-31", "2026-03-31", "2026-03-31", "2026-04-01"].map(day),
  );
  expect(named(own.wave)).toEqual(["2026-Q2", "2026-Q1", "2026-Q1", "2026-Q1", "2026-Q2"]);
  expect(named(own.segment)).toEqual([null, "north", "north", "north", "south"]);
  expect(named(own.stage)).toEqual(["pre", "pre", null, "in", "after"]);
  expect(named(own.step)).toEqual([null, "ask", null, "act", "advocate"]);
  expect(named(own.touchpoint)).toEqual([null, "queue", null, "counter", "review"]);
  expect(named(own.encounter)).toEqual([null, "face", null, "face", "human-machine"]);
  expect(named(own.channel)).toEqual([null, "store", null, "store", "app"]);
  expect(named(own.location)).toEqual([null, "S1", null, "S1", null]);
  expect(named(own.employee)).toEqual([null, "W1", null, "W2", null]);
  expect(named(own.outcome)).toEqual([null, null, null, "setback", "done"]);
  expect([...own.wait]).toEqual([NaN, NaN, 0, 40.5, NaN]);
  expect([...own.duration]).toEqual([NaN, NaN, 60, NaN, NaN]);
  expect(own.stage.levels).toEqual(["after", "in", "pre"]);
});

test("openWarehouse(touchpoints in gzip and Parquet) reads what it reads from CSV", async () => {
  const text =
    "event_id,customer_id,at,wait_s,outcome\nE1,C1,2026-03-31 09:00:00,40.5,done\nE2,C2,2026-04-01 10:00:00,,\n";
  const plain = (await factsOf({ "touchpoints/a.csv": text })).touchpoints;
  expect(plain.n).toBe(2);
  const zipped = await factsOf({ "touchpoints/a.csv.gz": gzipSync(text) });
  expect(zipped.touchpoints).toEqual(plain);
  const made = dropFolder({});
  folders.push(made);
  mkdirSync(join(made.root, "data/touchpoints"));
  writeFileSync(join(made.root, "events.csv"), text);
  const engine = await openEngine({ scratch: join(made.root, "scratch") });
  await engine.run(
    `COPY (SELECT * FROM read_csv('${join(made.root, "events.csv")}'))
     TO '${join(made.root, "data/touchpoints/a.parquet")}' (FORMAT parquet)`,
  );
  engine.close();
  expect((await made.open()).facts?.touchpoints).toEqual(plain);
});

test("openWarehouse(capacity) takes days and hours of days", async () => {
  const { capacity } = await factsOf({
    "capacity/a.csv":
      "location,period,max,optimal,demand,served,lost,fixed_cost,var_cost\n" +
      "S2,2026-03-01,120,100,130.5,120,10,800.25,3\n" +
      "S1,2026-04-01 14:30,20,,,,,,\nS1,2026-04-01 09:00,25,20,18,18,0,,\n",
  });
  const nothing = { optimal: null, demand: null, served: null, lost: null };
  const costs = { fixedCost: null, varCost: null };
  const april = { location: "S1", day: day("2026-04-01"), wave: "2026-Q2" };
  expect(capacity).toEqual([
    { ...april, hour: 9, max: 25, optimal: 20, demand: 18, served: 18, lost: 0, ...costs },
    { ...april, hour: 14, max: 20, ...nothing, ...costs },
    {
      ...{ location: "S2", day: day("2026-03-01"), hour: 0, wave: "2026-Q1", max: 120 },
      ...{ optimal: 100, demand: 130.5, served: 120, lost: 10, fixedCost: 800.25, varCost: 3 },
    },
  ]);
});

test("openWarehouse(standards) gives a row a standard and period", async () => {
  const { standards } = await factsOf({
    "standards/a.csv":
      "standard_id,period,dimension,kind,stage,unit,better,published,delivered,expected,common_need,competitor,kept,due,shown,priced,part_of_product\n" +
      "T1,2026-Q2,wait,promise,in,s,lower,240,300,200,0.6,260,90,100,yes,no,no\nT2,,,,,,,,,,,,,,,,\nT1,2026-Q1,wait,promise,in,s,lower,300,280,240,0.5,290,95,100,1,0,true\n",
  });
  const wait = { standardId: "T1", dimension: "wait", kind: "promise", stage: "in", unit: "s" };
  expect(standards.slice(0, 2)).toEqual([
    {
      ...{ ...wait, period: "2026-Q1", better: "lower", published: 300, delivered: 280 },
      ...{ expected: 240, commonNeed: 0.5, competitor: 290, kept: 95, due: 100 },
      ...{ shown: true, priced: false, partOfProduct: true },
    },
    {
      ...{ ...wait, period: "2026-Q2", better: "lower", published: 240, delivered: 300 },
      ...{ expected: 200, commonNeed: 0.6, competitor: 260, kept: 90, due: 100 },
      ...{ shown: true, priced: false, partOfProduct: false },
    },
  ]);
  expect(standards[2]?.standardId).toBe("T2");
  const { standardId: _, ...others } = standards[2] ?? {};
  expect(new Set(Object.values(others))).toEqual(new Set([null]));
});

test("openWarehouse(campaigns and actions) gives their rows by id", async () => {
  const { campaigns, actions, tables } = await factsOf({
    "campaigns/a.csv":
      "campaign_id,start,end,centre,rules_count,cost\n" +
      "M2,2026-02-01,2026-02-01,,,\nM1,2026-01-01,2026-01-31,promotion,3,1000.5\n",
    "actions/a.csv":
      "action_id,step,kind,topic,touchpoint,department,location,owner,started_at,due,done_at,metric,expected,amount\n" +
      "A2,,,,,,,,,,,,,\nA1,act,training,wait,counter,kitchen,S1,kitchen,2026-01-05,2026-02-01,2026-01-31,satisfaction.csat,0.05,12\n",
  });
  expect([...tables]).toEqual(["actions", "campaigns"]);
  expect(campaigns).toEqual([
    {
      ...{ campaignId: "M1", startDay: day("2026-01-01"), endDay: day("2026-01-31") },
      ...{ centre: "promotion", rulesCount: 3, cost: 1000.5 },
    },
    {
      ...{ campaignId: "M2", startDay: day("2026-02-01"), endDay: day("2026-02-01") },
      ...{ centre: null, rulesCount: null, cost: null },
    },
  ]);
  expect(actions[0]).toEqual({
    ...{ actionId: "A1", step: "act", kind: "training", topic: "wait", touchpoint: "counter" },
    ...{ department: "kitchen", location: "S1", owner: "kitchen" },
    ...{ startedDay: day("2026-01-05"), dueDay: day("2026-02-01"), doneDay: day("2026-01-31") },
    ...{ metric: "satisfaction.csat", expected: 0.05, amount: 12 },
  });
  const { actionId, ...others } = actions[1] ?? {};
  expect(actionId).toBe("A2");
  expect(new Set(Object.values(others))).toEqual(new Set([null]));
});

const many = Array.from({ length: 8000 }, (_, at) => `C${at},plain words`).join("\n");
const late = `${many}\nC9999,到店服务很好\n`;
const damaged = Buffer.concat([Buffer.from(`${late}C10000,`), Buffer.of(0xe5, 0x8c, 0x0a)]);

test.each([
  ["UTF-8", Buffer.from(late)],
  ["UTF-8 with a mark", Buffer.from(`\ufeff${late}`)],
  ["GB18030, told late", gb18030Bytes(late)],
  ["UTF-16LE", Buffer.from(`\ufeff${late}`, "utf16le")],
  ["UTF-16BE without a mark", Buffer.from(late, "utf16le").swap16()],
])("openWarehouse(%s) reads the rows of a file without header", async (_, bytes) => {
  const { customers } = await factsOf({
    "customers/drop.yaml":
      '- files: "*"\n  header: false\n  columns: { customer_id: 1, segment: 2 }\n',
    "customers/a.csv": bytes,
  });
  expect(customers.n).toBe(8001);
  expect(new Set(named(customers.segment))).toEqual(new Set(["plain words", "到店服务很好"]));
});

test("openWarehouse(bytes that are damaged late) names their line and leaves no rows", async () => {
  const made = dropFolder({
    "customers/a.csv": Buffer.concat([Buffer.from("customer_id,segment\nC,服务\n"), damaged]),
  });
  folders.push(made);
  const { facts, problems } = await made.open();
  expect(facts).toBeNull();
  expect(problems.map(({ code, where }) => [code, where])).toEqual([
    ["bytes-broken", "data/customers/a.csv:8004"],
  ]);
});
