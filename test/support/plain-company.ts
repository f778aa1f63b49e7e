import { giniOf, meanOf, netPromoter, shareOf, topFifth, type Worked } from "./plain-arithmetic.ts";

/** What a company's files say, as plain rows; days count from 1970-01-01. */
export interface PlainOrder {
  readonly customer: string;
  readonly day: number;
  /** In hundredths, so that sums are exact. */
  readonly cents: number;
  readonly location: string;
  readonly channel: string;
}

export interface PlainAnswer {
  readonly id: string;
  /** Empty when nobody is named. */
  readonly customer: string;
  /** ISO text, which sorts by time. */
  readonly at: string;
  readonly location: string;
  readonly channel: string;
  readonly satisfaction: number | null;
  readonly expected: number | null;
  readonly perceived: number | null;
  readonly intent: number | null;
  readonly recommend: number | null;
  readonly trust: readonly (number | null)[];
  /** What the questionnaire left out for this person. */
  readonly notAsked?: readonly ("pair" | "trust")[];
}

export interface PlainCase {
  readonly openedAt: string;
  readonly repliedAt: string | null;
  readonly customer: string;
  readonly location: string;
  readonly channel: string;
}

export interface PlainCompany {
  readonly orders: readonly PlainOrder[];
  readonly segments: ReadonlyMap<string, string>;
  /** Own brand, not suspect. */
  readonly answers: readonly PlainAnswer[];
  readonly cases: readonly PlainCase[];
  readonly asOf: string;
  readonly wave: "quarter" | "month";
  /** Least and greatest point of satisfaction, intent and trust. */
  readonly scale: { readonly min: number; readonly max: number };
}

/** 2026-03-01T… → days since 1970-01-01. */
export function dayOf(iso: string): number {
  return Math.round(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / 86_400_000);
}

/** `loyalty.nps@2026-Q2|channel=store`; the level of the whole is left out. */
export function plainKey(id: string, period: string, by: Readonly<Record<string, string>>): string {
  const levels = Object.entries(by).map(([name, level]) => `|${name}=${level}`);
  return `${id}@${period}${levels.join("")}`;
}

type Found = Map<string, Worked>;

/** All figures of product.md that a second reading of the files gives, by address. */
export function plainFigures(company: PlainCompany): Found {
  const found: Found = new Map();
  const history = historyOf(company.orders);
  if (company.orders.length > 0) {
    orderFigures(found, company, history);
    set(found, ["loyalty.return-window", "all", {}], {
      ...none,
      value: returnWindow(history),
      n: [...history.values()].filter(({ purchases }) => purchases.length > 1).length,
    });
  }
  answerFigures(found, company, history);
  caseFigures(found, company);
  return found;
}

const none = { n: 0, low: null, high: null };

function set(
  found: Found,
  [id, period, by]: readonly [string, string, Readonly<Record<string, string>>],
  worked: Worked | null,
): void {
  if (worked !== null) found.set(plainKey(id, period, by), worked);
}

interface Person {
  /** Net by day. */
  readonly net: ReadonlyMap<number, number>;
  /** Days with positive lines, ascending. */
  readonly purchases: readonly number[];
  readonly revenue: number;
  readonly home: { readonly location: string; readonly channel: string };
}

/** Lines by customer: net by day, days of purchase, and where most purchases were. */
export function historyOf(orders: readonly PlainOrder[]): ReadonlyMap<string, Person> {
  const persons = new Map<string, Person>();
  for (const [customer, lines] of Map.groupBy(orders, (order) => order.customer)) {
    const net = new Map<number, number>();
    for (const { day, cents } of lines) net.set(day, (net.get(day) ?? 0) + cents);
    const bought = lines.filter(({ cents }) => cents > 0);
    persons.set(customer, {
      net,
      purchases: [...new Set(bought.map(({ day }) => day))].toSorted((a, b) => a - b),
      revenue: lines.reduce((sum, { cents }) => sum + cents, 0),
      home: { location: homeOf(bought, "location"), channel: homeOf(bought, "channel") },
    });
  }
  return persons;
}

/** The place of most purchase days; ties go to the latest, then to the name. */
function homeOf(bought: readonly PlainOrder[], place: "location" | "channel"): string {
  const named = bought.filter((line) => line[place] !== "");
  const places = [...Map.groupBy(named, (line) => line[place])].map(([name, lines]) => {
    const days = new Set(lines.map(({ day }) => day));
    return { name, count: days.size, last: Math.max(...days) };
  });
  const [first] = places.toSorted(
    (a, b) => b.count - a.count || b.last - a.last || (a.name < b.name ? -1 : 1),
  );
  return first?.name ?? "";
}

/** The least whole day that nine tenths of the gaps between purchases do not exceed. */
function returnWindow(history: ReadonlyMap<string, Person>): number {
  const gaps = [...history.values()]
    .flatMap(({ purchases }) => purchases.slice(1).map((day, at) => day - purchases[at]!))
    .toSorted((a, b) => a - b);
  return gaps[Math.ceil(0.9 * gaps.length) - 1]!;
}

/** The whole, then each level; a row without level is the level "", unless nobody has one. */
function slicesOf<T>(
  rows: readonly T[],
  levelOf: Readonly<Record<string, (row: T) => string>>,
): readonly { readonly by: Readonly<Record<string, string>>; readonly rows: readonly T[] }[] {
  return [
    { by: {}, rows },
    ...Object.entries(levelOf).flatMap(([name, level]) => {
      const groups = Map.groupBy(rows, level);
      if ([...groups.keys()].every((each) => each === "")) return [];
      return [...groups].map(([value, members]) => ({ by: { [name]: value }, rows: members }));
    }),
  ];
}

function orderFigures(
  found: Found,
  { orders, segments, asOf, wave }: PlainCompany,
  history: ReadonlyMap<string, Person>,
): void {
  const rows = orders.length;
  const cents = orders.reduce((sum, order) => sum + order.cents, 0);
  set(found, ["data.transactions.rows", "all", {}], { ...none, value: rows, n: rows });
  set(found, ["data.transactions.revenue", "all", {}], { ...none, value: cents / 100, n: rows });
  const people = history.size;
  set(found, ["data.transactions.customers", "all", {}], { ...none, value: people, n: people });
  const buyers = [...history]
    .filter(([, { purchases }]) => purchases.length > 0)
    .map(([customer, person]) => ({ ...person, segment: segments.get(customer) ?? "" }));
  const spent = buyers.map(({ revenue }) => revenue);
  const range = { low: null, high: null, n: buyers.length };
  set(found, ["value.pareto-top20", "all", {}], { ...range, value: topFifth(spent) });
  set(found, ["value.gini", "all", {}], { ...range, value: giniOf(spent) });
  const levels = {
    segment: (row: (typeof buyers)[number]) => row.segment,
    location: (row: (typeof buyers)[number]) => row.home.location,
    channel: (row: (typeof buyers)[number]) => row.home.channel,
  };
  for (const { by, rows: members } of slicesOf(buyers, levels)) {
    const again = members.map(({ purchases }) => purchases.length >= 2);
    set(found, ["loyalty.repeat-rate", "all", by], shareOf(again));
    const within = members.map(({ purchases: [first, second] }) => {
      const due = first! + 90;
      if (due > dayOf(asOf)) return { period: "", again: null };
      return { period: periodOf(due, wave), again: second !== undefined && second <= due };
    });
    set(found, ["loyalty.repeat-rate-90d", "all", by], shareOf(within.map((each) => each.again)));
    for (const [period, each] of Map.groupBy(within, ({ period: name }) => name)) {
      const share = shareOf(each.map(({ again: told }) => told));
      if (period !== "") set(found, ["loyalty.repeat-rate-90d", period, by], share);
    }
  }
}

/** The calendar's own name of a day's wave. */
export function periodOf(day: number, wave: "quarter" | "month"): string {
  const [year, month] = new Date(day * 86_400_000).toISOString().split("-") as [string, string];
  return wave === "month" ? `${year}-${month}` : `${year}-Q${Math.ceil(Number(month) / 3)}`;
}

interface Told extends PlainAnswer {
  readonly segment: string;
}

/** Of each person the latest answer, kept when it says something; equal times by the greater id. */
function latest(answers: readonly Told[], says: (answer: Told) => boolean): readonly Told[] {
  const kept = new Map<string, Told>();
  for (const answer of answers) {
    const person = answer.customer === "" ? `answer ${answer.id}` : `customer ${answer.customer}`;
    const other = kept.get(person);
    const isLater =
      other === undefined ||
      answer.at > other.at ||
      (answer.at === other.at && answer.id > other.id);
    if (isLater) kept.set(person, answer);
  }
  return [...kept.values()].filter(says);
}

const answerLevels = {
  segment: ({ segment }: Told) => segment,
  location: ({ location }: Told) => location,
  channel: ({ channel }: Told) => channel,
};

function answerFigures(
  found: Found,
  company: PlainCompany,
  history: ReadonlyMap<string, Person>,
): void {
  const told = company.answers.map((answer) => ({
    ...answer,
    segment: company.segments.get(answer.customer) ?? "",
  }));
  const waves = Map.groupBy(told, ({ at }) => periodOf(dayOf(at), company.wave));
  for (const [period, answers] of [["all", told] as const, ...waves]) {
    const rated = latest(answers, ({ satisfaction }) => satisfaction !== null);
    for (const { by, rows } of slicesOf(rated, answerLevels)) {
      saidFigures(found, rows, { period, by, scale: company.scale });
      if (history.size > 0) didFigures(found, rows, { period, by, company, history });
    }
    const asked = (what: "pair" | "trust") =>
      answers.filter(({ notAsked = [] }) => !notAsked.includes(what));
    const both = latest(asked("pair"), (each) => each.expected !== null && each.perceived !== null);
    for (const { by, rows } of slicesOf(both, answerLevels)) {
      const gaps = rows.map(({ expected, perceived }) => perceived! - expected!);
      if (gaps.length > 0) {
        set(found, ["satisfaction.expectation-gap", period, by], meanOf(gaps));
      }
    }
    const recommends = latest(answers, ({ recommend }) => recommend !== null);
    for (const { by, rows } of slicesOf(recommends, answerLevels)) {
      const scores = rows.map(({ recommend }) => recommend!);
      set(found, ["loyalty.nps", period, by], netPromoter(scores));
    }
    const trusting = latest(
      asked("trust"),
      ({ trust }) => trust.length === 3 && trust.every((score) => score !== null),
    );
    const { min, max } = company.scale;
    const indices = trusting.map(({ trust }) => {
      const [a, b, c] = trust.map((score) => (score! - min) / (max - min)) as [
        number,
        number,
        number,
      ];
      return 100 * (a * b * c) ** (1 / 3);
    });
    if (indices.length > 0) set(found, ["trust.index", period, {}], meanOf(indices));
  }
}

interface Place {
  readonly period: string;
  readonly by: Readonly<Record<string, string>>;
}

function saidFigures(
  found: Found,
  rows: readonly Told[],
  { period, by, scale }: Place & { readonly scale: PlainCompany["scale"] },
): void {
  const scores = rows.map(({ satisfaction }) => satisfaction!);
  if (scores.length === 0) return;
  set(found, ["satisfaction.csat", period, by], shareOf(scores.map((s) => s >= scale.max - 1)));
  set(found, ["satisfaction.mean", period, by], meanOf(scores));
  const intents = rows
    .filter(({ satisfaction, intent }) => satisfaction === scale.max && intent !== null)
    .map(({ intent }) => intent!);
  set(found, ["loyalty.said-yes", period, by], shareOf(intents.map((i) => i >= scale.max - 1)));
  const middle = (scale.min + scale.max) / 2;
  set(found, ["loyalty.satisfied-not-loyal", period, by], shareOf(intents.map((i) => i < middle)));
}

function didFigures(
  found: Found,
  rows: readonly Told[],
  {
    period,
    by,
    company,
    history,
  }: Place & { readonly company: PlainCompany; readonly history: ReadonlyMap<string, Person> },
): void {
  const { scale, asOf, segments } = company;
  const days = returnWindow(history);
  const full = rows
    .filter(({ satisfaction }) => satisfaction === scale.max)
    .filter(({ customer }) => history.has(customer) || segments.has(customer))
    .filter(({ at }) => dayOf(at) + days <= dayOf(asOf))
    .map((answer) => {
      const day = dayOf(answer.at);
      const person = history.get(answer.customer);
      const isBack = person?.purchases.some((each) => each > day && each <= day + days) ?? false;
      return { ...answer, isAway: !isBack, spent: spentBefore(person, answer.at) };
    });
  if (full.length === 0) return;
  set(
    found,
    ["loyalty.satisfied-not-returned", period, by],
    shareOf(full.map(({ isAway }) => isAway)),
  );
  const yes = full.filter(({ intent }) => intent !== null && intent >= scale.max - 1);
  set(
    found,
    ["loyalty.said-yes-not-returned", period, by],
    shareOf(yes.map(({ isAway }) => isAway)),
  );
  const away = full.filter(({ isAway }) => isAway);
  const cents = away.reduce((sum, { spent }) => sum + spent, 0);
  set(found, ["value.revenue-at-risk", period, by], {
    ...none,
    value: cents / 100,
    n: away.length,
  });
}

/** Net of the twelve months before the day of the answer, that day not counted. */
function spentBefore(person: Person | undefined, at: string): number {
  const until = dayOf(at);
  const [year, month, day] = at.slice(0, 10).split("-").map(Number) as [number, number, number];
  const isLeapDay = month === 2 && day === 29;
  const from = Math.round(Date.UTC(year - 1, month - 1, isLeapDay ? 28 : day) / 86_400_000);
  let sum = 0;
  for (const [bought, cents] of person?.net ?? []) {
    if (bought >= from && bought < until) sum += cents;
  }
  return sum;
}

function caseFigures(found: Found, { cases, segments, asOf, wave }: PlainCompany): void {
  const rows = cases.map((each) => ({ ...each, segment: segments.get(each.customer) ?? "" }));
  const ms = (iso: string) => Date.parse(`${iso}Z`);
  const deadline = (dayOf(asOf) + 1) * 86_400_000 - 24 * 3_600_000;
  const waves = Map.groupBy(rows, ({ openedAt }) => periodOf(dayOf(openedAt), wave));
  for (const [period, members] of [["all", rows] as const, ...waves]) {
    const levels = {
      segment: (row: (typeof rows)[number]) => row.segment,
      location: (row: (typeof rows)[number]) => row.location,
      channel: (row: (typeof rows)[number]) => row.channel,
    };
    for (const { by, rows: own } of slicesOf(members, levels)) {
      const replied = own
        .filter(({ openedAt }) => ms(openedAt) <= deadline)
        .map(
          ({ openedAt, repliedAt }) =>
            repliedAt !== null && ms(repliedAt) - ms(openedAt) <= 24 * 3_600_000,
        );
      set(found, ["feedback.reply-24h", period, by], shareOf(replied));
    }
  }
}
