/** Answers, cases and costs of the warehouse as the columns and rows of `facts.ts`. */
import { answerFields } from "../intake/answer-columns.ts";
import { identifier, type Engine } from "../intake/engine.ts";
import type { SurveyDefinition } from "../survey/definition.ts";
import { DAY_MS } from "../tables/local-time.ts";
import { periodOfDay, type PeriodUnit } from "../tables/period.ts";
import { categoryOf } from "./category.ts";
import type { DayLedger } from "./day-ledger.ts";
import { columnReader, timeNumber, type ColumnReader } from "./facts-from.ts";
import type { AnswerColumn, CaseRow, CostRow, CustomerColumns, SurveyAnswers } from "./facts.ts";
import { aroundDay } from "./histories.ts";

export interface AnswerTask {
  readonly survey: SurveyDefinition;
  /** Table of the engine that holds the answers. */
  readonly table: string;
  readonly wave: PeriodUnit;
  readonly customers: CustomerColumns;
  readonly ledger: DayLedger;
  /** Row of a customer id in `customers`. */
  readonly rowOf: ReadonlyMap<string, number>;
}

/** The answers to one survey, sorted by response id. */
export async function readAnswers(engine: Engine, task: AnswerTask): Promise<SurveyAnswers> {
  const { survey, wave, customers, rowOf } = task;
  const read = columnReader(
    await engine.columns(`SELECT * FROM ${identifier(task.table)} ORDER BY response_id`),
  );
  const customerId = read.texts("customer_id");
  const customer = Int32Array.from(customerId, (id) => (id === null ? -1 : (rowOf.get(id) ?? -1)));
  const answeredAt = read.times("answered_at");
  const answeredDay = answeredAt.map((ms) => Math.floor(ms / DAY_MS));
  const waves = read.texts("wave").map((own, at) => own ?? periodOfDay(answeredDay[at] ?? 0, wave));
  return {
    survey,
    n: read.n,
    responseId: read.ids("response_id"),
    customerId,
    customer,
    answeredAt,
    answeredDay,
    wave: categoryOf(waves),
    segment: categoryOf(Array.from(customer, (row) => segmentOf(customers, row))),
    location: read.category("location"),
    channel: read.category("channel"),
    team: read.category("team"),
    brand: read.category("brand"),
    weight: read.numbers("weight").map((weight) => (Number.isNaN(weight) ? 1 : weight)),
    suspect: read.flags("suspect"),
    ...purchasesAround(task.ledger, customer, answeredDay),
    values: valuesOf(read, survey),
  };
}

/** Nothing bought in the year is 0 for a person with orders, and unknown for one without. */
function purchasesAround(
  ledger: DayLedger,
  customer: Int32Array,
  answeredDay: Float64Array,
): Pick<SurveyAnswers, "nextPurchaseDay" | "spendBefore"> {
  const nextPurchaseDay = new Float64Array(customer.length).fill(NaN);
  const spendBefore = new Float64Array(customer.length).fill(NaN);
  for (const [at, row] of customer.entries()) {
    if (row < 0 || ledger.start[row] === ledger.start[row + 1]) continue;
    const around = aroundDay(ledger, row, answeredDay[at] ?? NaN);
    nextPurchaseDay[at] = around.nextPurchaseDay;
    spendBefore[at] = around.spendBefore;
  }
  return { nextPurchaseDay, spendBefore };
}

function segmentOf({ segment }: CustomerColumns, row: number): string | null {
  return row < 0 ? null : (segment.levels[segment.codes[row] ?? -1] ?? null);
}

function valuesOf(read: ColumnReader, survey: SurveyDefinition): Record<string, AnswerColumn> {
  const values: Record<string, AnswerColumn> = {};
  for (const { name, kind } of answerFields(survey, "UTC")) {
    values[name] =
      kind === "number" ? { kind, values: read.numbers(name) } : { kind, values: read.texts(name) };
  }
  return values;
}

/** All cases, sorted by id. */
export async function readCases(
  engine: Engine,
  { wave, customers, ledger, rowOf }: Pick<AnswerTask, "wave" | "customers" | "ledger" | "rowOf">,
): Promise<readonly CaseRow[]> {
  const read = columnReader(await engine.columns("SELECT * FROM cases ORDER BY case_id"));
  const text = (name: string) => read.texts(name);
  const time = (name: string) =>
    read.texts(name).map((cell) => (cell === null ? null : timeNumber(cell)));
  const opened = read.times("opened_at");
  const columns = {
    customerId: text("customer_id"),
    firstReplyAt: time("first_reply_at"),
    closedAt: time("closed_at"),
    type: text("type"),
    cause: text("cause"),
    attributable: text("attributable"),
    attitude: text("attitude"),
    preventedBy: text("prevented_by"),
    owner: text("owner"),
    severity: text("severity"),
    resolved: text("resolved").map((cell) => (cell === null ? null : cell === "true")),
    recursOf: text("recurs_of"),
    channel: text("channel"),
    location: text("location"),
  };
  return read.ids("case_id").map((caseId, at): CaseRow => {
    const customerId = columns.customerId[at] ?? null;
    const customer = customerId === null ? -1 : (rowOf.get(customerId) ?? -1);
    const openedAt = opened[at] ?? 0;
    const openedDay = Math.floor(openedAt / DAY_MS);
    const next = customer < 0 ? NaN : aroundDay(ledger, customer, openedDay).nextPurchaseDay;
    return {
      caseId,
      customerId,
      openedAt,
      firstReplyAt: columns.firstReplyAt[at] ?? null,
      closedAt: columns.closedAt[at] ?? null,
      type: columns.type[at] ?? null,
      cause: columns.cause[at] ?? null,
      attributable: columns.attributable[at] ?? null,
      attitude: columns.attitude[at] ?? null,
      preventedBy: columns.preventedBy[at] ?? null,
      owner: columns.owner[at] ?? null,
      customer,
      severity: columns.severity[at] ?? null,
      resolved: columns.resolved[at] ?? null,
      recursOf: columns.recursOf[at] ?? null,
      channel: columns.channel[at] ?? null,
      location: columns.location[at] ?? null,
      segment: segmentOf(customers, customer),
      wave: periodOfDay(openedDay, wave),
      nextPurchaseDay: Number.isNaN(next) ? null : next,
    };
  });
}

/** All costs, in an order of their own that no file decides. */
export async function readCosts(engine: Engine): Promise<readonly CostRow[]> {
  const read = columnReader(
    await engine.columns(
      "SELECT * FROM costs ORDER BY period, kind, segment, location, CAST(amount AS DECIMAL(18,4))",
    ),
  );
  const segment = read.texts("segment");
  const location = read.texts("location");
  const amount = read.numbers("amount");
  const kind = read.ids("kind");
  return read.ids("period").map((period, at) => ({
    period,
    kind: kind[at] ?? "",
    amount: amount[at] ?? 0,
    segment: segment[at] ?? null,
    location: location[at] ?? null,
  }));
}
