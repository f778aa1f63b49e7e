import { complaintRecurrence } from "../metrics/complaint-recurrence.ts";
import { rfm, rfmSegment } from "../metrics/rfm.ts";
import { spearman } from "../stats/correlation.ts";
import { kaplanMeier, survivalQuantile } from "../stats/kaplan-meier.ts";
import { poissonRate } from "../stats/poisson.ts";
import { proportion } from "../stats/proportion.ts";
import type { CaseRow, Facts } from "../warehouse/facts.ts";
import { latestPerPerson, type Answers } from "./answer-rows.ts";
import { counted, figure } from "./book.ts";
import { isComplaint } from "./case-kinds.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { score } from "./said-figures.ts";
import { DAY_MS } from "../tables/local-time.ts";

const hourMs = 3_600_000;

/** Listening: who is asked and heard, how complaints are looked after, and what comes of speed. */
export function feedbackFigures(task: FigureTask): readonly Figure[] {
  const { facts } = task;
  const hasCases = facts.cases.length > 0;
  return [
    ...answerRate(task),
    ...(hasCases
      ? [
          ...clockFigures(task),
          ...wayFigures(facts.cases),
          ...fiveQuestions(complaintsOf(task)),
          ...recurrenceFigures(task),
          ...signalFigures(task),
          ...silentLeavers(task),
          ...complaintAccess(task),
          ...speedFigures(task),
        ]
      : []),
  ];
}

function complaintsOf({ facts, rules }: Pick<FigureTask, "facts" | "rules">): CaseRow[] {
  return facts.cases.filter((each) => isComplaint(each, rules));
}

/** Of those who bought in the last 12 months, who gave an answer in them; by RFM segment. */
function answerRate({ facts, customers }: FigureTask): Figure[] {
  const { customers: columns, asOfDay } = facts;
  if (!facts.tables.has("transactions") || customers.rows.length === 0) return [];
  const from = asOfDay - 365;
  const answered = new Set(
    customers.rows.filter(({ answeredDay }) => answeredDay > from).map(({ customer }) => customer),
  );
  const buyers = [...columns.purchases.keys()].filter((row) => (columns.lastDay[row] ?? 0) > from);
  const rate = (rows: readonly number[]) =>
    proportion(rows.filter((row) => answered.has(row)).length, rows.length);
  const segments = segmentOfBuyers(facts);
  const groups = Map.groupBy(buyers, (row) => segments.get(row) ?? "");
  return [
    figure("feedback.answer-rate", rate(buyers)),
    ...[...groups]
      .filter(([name]) => name !== "")
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, rows]) => figure("feedback.answer-rate", rate(rows), { by: { rfm: name } })),
  ];
}

/** RFM segment of every buyer, by row. */
function segmentOfBuyers({ customers }: Facts): ReadonlyMap<number, string> {
  const rows = [...customers.purchases.keys()].filter((row) => (customers.purchases[row] ?? 0) > 0);
  const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row] ?? NaN);
  const scores = rfm({
    purchases: pick(customers.purchases),
    lastDay: pick(customers.lastDay),
    revenue: pick(customers.revenue),
  });
  if (scores === null) return new Map();
  return new Map(
    rows.map((row, at) => [
      row,
      rfmSegment(scores.recency[at] ?? 0, scores.frequency[at] ?? 0, scores.monetary[at] ?? 0),
    ]),
  );
}

/** The 24-hour clock beyond its share: the slow tenth, what is overdue, owners, days without a reply. */
function clockFigures({ facts, rules }: FigureTask): Figure[] {
  const { cases, asOfDay } = facts;
  const asOf = (asOfDay + 1) * DAY_MS;
  const known = cases.filter(({ openedAt }) => openedAt < asOf);
  const stays = known.map(({ openedAt, firstReplyAt }) => ({
    duration: Math.max(0, (firstReplyAt ?? asOf) - openedAt) / hourMs,
    ended: firstReplyAt !== null,
  }));
  const open = known.filter(({ firstReplyAt }) => firstReplyAt === null);
  const due = stays.filter(({ duration, ended }) => ended || duration >= rules.reply.hours);
  const late = stays.filter(({ duration, ended }) => !ended && duration >= rules.reply.hours);
  return [
    counted("feedback.p90-hours", survivalQuantile(kaplanMeier(stays), 0.9), stays.length),
    counted("feedback.overdue", late.length, due.length),
    ...(cases.some(({ owner }) => owner !== null)
      ? [
          figure(
            "feedback.owned",
            proportion(open.filter(({ owner }) => owner !== null).length, open.length),
          ),
        ]
      : []),
    ...idleDays(known, asOf),
  ];
}

/** Days of the last quarter on which somebody waited and nobody got a first reply. */
function idleDays(cases: readonly CaseRow[], asOf: number): Figure[] {
  const last = asOf / DAY_MS;
  let waitingDays = 0;
  let idle = 0;
  for (let day = last - 90; day < last; day += 1) {
    const isWaiting = cases.some(
      ({ openedAt, firstReplyAt }) =>
        openedAt < (day + 1) * DAY_MS && (firstReplyAt === null || firstReplyAt >= day * DAY_MS),
    );
    if (!isWaiting) continue;
    waitingDays += 1;
    const isReplied = cases.some(
      ({ firstReplyAt }) => firstReplyAt !== null && Math.floor(firstReplyAt / DAY_MS) === day,
    );
    if (!isReplied) idle += 1;
  }
  return waitingDays === 0 ? [] : [counted("feedback.idle-days", idle / waitingDays, waitingDays)];
}

/** By which way people come, as a share of all cases. */
function wayFigures(cases: readonly CaseRow[]): Figure[] {
  if (cases.every(({ channel }) => channel === null)) return [];
  return [...Map.groupBy(cases, ({ channel }) => channel ?? "")]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([way, own]) =>
      figure("feedback.way", proportion(own.length, cases.length), { by: { way } }),
    );
}

/** What the article would have asked of each complaint, and the column that answers it. */
const questions = {
  why: ({ type }: CaseRow) => type !== null,
  did: ({ attitude }: CaseRow) => attitude !== null,
  reasonable: ({ attributable }: CaseRow) => attributable !== null,
  cause: ({ cause }: CaseRow) => cause !== null,
  prevention: ({ preventedBy }: CaseRow) => preventedBy !== null,
} as const;

function fiveQuestions(complaints: readonly CaseRow[]): Figure[] {
  if (complaints.length === 0) return [];
  const n = complaints.length;
  const share = (isTrue: (row: CaseRow) => boolean) =>
    proportion(complaints.filter(isTrue).length, n);
  return [
    figure(
      "feedback.five-complete",
      share((row) => Object.values(questions).every((isAnswered) => isAnswered(row))),
    ),
    ...Object.entries(questions).map(([question, isAnswered]) =>
      figure("feedback.five-questions", share(isAnswered), { by: { question } }),
    ),
  ];
}

/** The same person with the same kind of complaint again within 90 days of the closing. */
function recurrenceFigures(task: FigureTask): Figure[] {
  const complaints = complaintsOf(task);
  const recurrence = (rows: readonly CaseRow[]) =>
    complaintRecurrence(
      rows.map(({ customerId, type, openedAt, closedAt }) => ({
        person: customerId,
        category: type,
        openedDay: openedAt / DAY_MS,
        closedDay: closedAt === null ? null : closedAt / DAY_MS,
      })),
      { asOfDay: task.facts.asOfDay + 1 },
    );
  const all = recurrence(complaints);
  if (all.recurrence.n === 0) return [];
  const prevented = new Set(
    complaints
      .filter(({ preventedBy }) => preventedBy !== null)
      .map(({ customerId, type }) => key(customerId, type)),
  );
  const remedied = recurrence(
    complaints.filter(({ customerId, type }) => prevented.has(key(customerId, type))),
  );
  return [
    figure("feedback.recurrence", all.recurrence),
    ...all.byCategory.map(({ category, recurrence: own }) =>
      figure("feedback.recurrence-by-cause", own, { by: { cause: category } }),
    ),
    ...(remedied.recurrence.n === 0
      ? []
      : [figure("feedback.recurrence-prevented", remedied.recurrence)]),
  ];
}

function key(customerId: string | null, type: string | null): string {
  return JSON.stringify([customerId, type]);
}

/**
 * Each kind of complaint in the last quarter against the days before it: a ratio whose whole range
 * lies above 1 is a signal. The range is widened for the number of kinds that are looked at.
 */
function signalFigures(task: FigureTask): Figure[] {
  const end = (task.facts.asOfDay + 1) * DAY_MS;
  const from = end - 91 * DAY_MS;
  const complaints = complaintsOf(task).filter(
    ({ openedAt, type }) => openedAt < end && type !== null,
  );
  const first = complaints.reduce((least, { openedAt }) => Math.min(least, openedAt), end);
  const before = (from - Math.floor(first / DAY_MS) * DAY_MS) / DAY_MS;
  if (before < 182) return [];
  const kinds = [...Map.groupBy(complaints, ({ type }) => type ?? "")].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return kinds.flatMap(([cause, rows]) => {
    const past = rows.filter(({ openedAt }) => openedAt < from).length;
    const expected = (past * 91) / before;
    const now = rows.length - past;
    return expected < 1
      ? []
      : [
          figure("feedback.signal", poissonRate(now, expected, 1 - 0.05 / kinds.length), {
            by: { cause },
          }),
        ];
  });
}

/** Of those known to have left: neither a complaint nor an answer in the half year before. */
function silentLeavers({ facts, customers }: FigureTask): Figure[] {
  const { leftDay } = facts.customers;
  const leavers = [...leftDay.keys()].filter((row) => !Number.isNaN(leftDay[row] ?? NaN));
  if (leavers.length === 0 || !facts.tables.has("responses")) return [];
  const voices = Map.groupBy(
    [
      ...facts.cases.map(({ customer, openedAt }) => ({
        customer,
        day: Math.floor(openedAt / DAY_MS),
      })),
      ...customers.rows.map(({ customer, answeredDay }) => ({ customer, day: answeredDay })),
    ],
    ({ customer }) => customer,
  );
  const silent = leavers.filter((row) => {
    const left = leftDay[row] ?? NaN;
    return !(voices.get(row) ?? []).some(({ day }) => day <= left && day > left - 180);
  });
  return [figure("feedback.silent-leavers", proportion(silent.length, leavers.length))];
}

/** Own complaints of a hundred dissatisfied customers: fewer mean that people keep it to themselves. */
function complaintAccess(task: FigureTask): Figure[] {
  const { customers } = task;
  const dissatisfied = dissatisfiedOf(customers);
  if (dissatisfied.size === 0) return [];
  const first = customers.rows[0]?.answeredDay ?? NaN;
  const complaints = complaintsOf(task).filter(
    ({ customer, openedAt }) =>
      dissatisfied.has(customer) && Math.floor(openedAt / DAY_MS) >= first,
  );
  const rate = poissonRate(complaints.length, dissatisfied.size / 100);
  return [figure("feedback.complaint-access", { ...rate, n: dissatisfied.size })];
}

/** Known customers whose latest answer lies below the middle of the scale. */
function dissatisfiedOf({ rows, scales }: Answers): ReadonlySet<number> {
  const scale = scales["satisfaction"];
  if (scale === undefined) return new Set();
  const middle = (scale.min + scale.max) / 2;
  return new Set(
    latestPerPerson(rows, ["satisfaction"])
      .filter((row) => row.customer >= 0 && (score(row, "satisfaction") ?? Infinity) < middle)
      .map(({ customer }) => customer),
  );
}

/** Upper ends of the bands of hours until the first reply. */
const bands = [
  { name: "0-8", to: 8 },
  { name: "8-24", to: 24 },
  { name: "24-72", to: 72 },
  { name: "72-", to: Infinity },
] as const;

/** Whether those who were answered sooner came back more often: an association. */
function speedFigures(task: FigureTask): Figure[] {
  const { facts, window } = task;
  if (window === null) return [];
  const joined = complaintsOf(task).flatMap(
    ({ customer, openedAt, firstReplyAt, nextPurchaseDay }) => {
      const day = Math.floor(openedAt / DAY_MS);
      if (customer < 0 || firstReplyAt === null || day + window.days > facts.asOfDay) return [];
      const hours = Math.max(0, firstReplyAt - openedAt) / hourMs;
      const isBack = nextPurchaseDay !== null && nextPurchaseDay <= day + window.days;
      return [{ hours, back: Number(isBack) }];
    },
  );
  if (joined.length === 0) return [];
  return [
    figure(
      "feedback.speed-loyalty",
      spearman(
        joined.map(({ hours }) => -hours),
        joined.map(({ back }) => back),
      ),
    ),
    ...bands.flatMap(({ name, to }, at) => {
      const from = bands[at - 1]?.to ?? -1;
      const own = joined.filter(({ hours }) => hours > from && hours <= to);
      const back = own.reduce((sum, each) => sum + each.back, 0);
      return own.length === 0
        ? []
        : [
            figure("feedback.return-by-reply", proportion(back, own.length), {
              by: { reply: name },
            }),
          ];
    }),
  ];
}
