import { customersTaughtFrom, fewerCases, improvements } from "./actions.ts";
import { dateOf, dayOf, days, timeText } from "./calendar.ts";
import { aspects, channels, planted, stores } from "./company.ts";
import type { Cell } from "./csv.ts";
import type { Visit } from "./customer-life.ts";
import { seededRandom, type Random } from "./random.ts";
import { caseTexts, ideaTexts, praiseTexts } from "./texts.ts";

export const caseColumns: readonly string[] = [
  ...["case_id", "opened_at", "customer_id", "first_reply_at", "closed_at", "type", "cause"],
  ...["attributable", "attitude", "severity", "recurs_of", "resolved", "prevented_by", "owner"],
  ...["channel", "location", "text"],
];

export interface DrawnCase {
  readonly opened: number;
  readonly customerId: string | null;
  readonly replied: number | null;
  readonly closed: number | null;
  readonly resolved: boolean | null;
  readonly type: string;
  readonly cause: string;
  readonly attributable: string | null;
  readonly attitude: string | null;
  readonly severity: string | null;
  readonly preventedBy: string | null;
  readonly channel: string;
  readonly location: string | null;
  readonly text: string | null;
}

/** Whose case it is, and the next visit of the same person. */
interface After {
  readonly customerId: string;
  readonly next: Visit | null;
}

const secondsPerDay = 86_400;
const caseTypes = {
  taste: "taste",
  wait: "wait",
  staff: "staff",
  environment: "staff",
  price: "price",
};

/** The department that looks after a topic. */
const departments: Readonly<Record<string, string>> = {
  taste: "product",
  wait: "operations",
  staff: "hr",
  environment: "operations",
  price: "marketing",
  app: "digital",
  "wrong-order": "operations",
};

/** What a visit makes a person say unasked: a complaint, an idea, a word of praise. */
export function drawCases(seed: number, visit: Visit, after: After): readonly DrawnCase[] {
  return [drawComplaint(seed, visit, after), drawPleased(seed, visit, after)].filter(
    (drawn) => drawn !== null,
  );
}

/** A bad visit may become a complaint the same day: more than half do. */
function drawComplaint(seed: number, visit: Visit, after: After): DrawnCase | null {
  if (visit.experience.satisfaction > (planted.satisfactionCuts[1] ?? 0)) return null;
  const random = seededRandom(seed, "case", visit.person.index * 1000 + visit.day);
  if (!random.chance(0.7)) return null;
  const type = drawType(random, visit);
  const fewer = fewerCases[type];
  if (fewer && visit.day >= fewer.from && !random.chance(fewer.left)) return null;
  const opened = visit.day * secondsPerDay + visit.secondOfDay + 600 + random.integer(5400);
  const cause = random.chance(0.7) ? "process" : random.chance(0.5) ? "person" : "material";
  const attributable = drawAttributable(random, visit.day);
  const course = caseCourse(random, opened, { next: after.next, gain: replyGain(after.next) });
  const attitude = drawAttitude(random, type, after.next);
  const told = caseTexts[type] ?? [];
  const why = told[random.integer(told.length)] ?? "";
  const preventedBy = drawPrevention(random, type, visit.day);
  return {
    opened,
    customerId: random.chance(0.1) ? null : after.customerId,
    ...course,
    ...{ type, cause, attributable, attitude, preventedBy },
    severity: ["low", "medium", "high"][random.pick([5, 4, 1])] ?? null,
    ...placeOf(random, visit),
    text: fullText(random, { why, cause, attributable, preventedBy, day: visit.day }),
  };
}

function drawType(random: Random, visit: Visit): string {
  if (visit.channel !== 0 && random.chance(0.25)) return "app";
  if (random.chance(0.15)) return "wrong-order";
  const worst = visit.experience.aspects.indexOf(Math.min(...visit.experience.aspects));
  return caseTypes[aspects[worst] ?? "taste"];
}

function drawAttributable(random: Random, day: number): string {
  const { before, after } = planted.customerCaused;
  if (random.chance(day < customersTaughtFrom ? before : after)) return "customer";
  return random.chance(0.92) ? "company" : "other";
}

/** Most who complain write to the shop's service account; some call, some tell the staff. */
function placeOf(random: Random, visit: Visit): Pick<DrawnCase, "channel" | "location"> {
  const own = channels[visit.channel] ?? "store";
  const channel = random.chance(0.6)
    ? own
    : (["phone", "service-account", "review-site"][random.pick([3, 5, 2])] ?? own);
  return { channel, location: stores[visit.store]?.name ?? null };
}

/** What the guest met with; good manners are commoner with those who came back. */
function drawAttitude(random: Random, type: string, next: Visit | null): string {
  const { goodShare, goodGain } = planted.attitude;
  if (random.chance(goodShare + (next === null ? -goodGain : goodGain))) return "good";
  const names = ["broken-promise", "arrogant", "late", "passing-the-buck", "other"] as const;
  const weights: Readonly<Record<string, readonly number[]>> = {
    wait: [1.5, 0.5, 5, 1, 1],
    staff: [0.5, 5, 1, 2, 1],
    price: [5, 0.5, 0.5, 2, 1],
    app: [1.5, 0.5, 2, 4, 1],
    "wrong-order": [3, 1, 1, 2, 2],
  };
  return names[random.pick(weights[type] ?? [2, 1, 1, 1, 3])] ?? "other";
}

/** Those who came back had their reply in time more often; the share over all stays. */
const replyGain = (next: Visit | null): number =>
  planted.replyGain * ((next === null ? 0 : 1) - planted.complainersBack);

/** First reply within 24 hours for the planted share, later for most others, never for some. */
function caseCourse(
  random: Random,
  opened: number,
  { next, gain }: { readonly next: Visit | null; readonly gain: number },
): Pick<DrawnCase, "replied" | "closed" | "resolved"> {
  const inTime = random.chance(planted.replyWithin24hShare + gain);
  const never = !inTime && random.chance(0.12);
  const hours = inTime ? 0.3 + 23.2 * Math.pow(random.uniform(), 2) : 25 + 100 * random.uniform();
  const replied = opened + Math.round(hours * 3600);
  const closed = replied + Math.round(3600 * (2 + 60 * random.exponential()));
  const pleased = next !== null && next.experience.satisfaction > next.person.mood;
  const resolved = random.chance((inTime ? 0.8 : 0.55) + (pleased ? 0.12 : 0));
  const end = days * secondsPerDay;
  if (never || replied >= end) return { replied: null, closed: null, resolved: null };
  if (closed >= end) return { replied, closed: null, resolved: null };
  return { replied, closed, resolved };
}

/** The action that is to keep it from happening again: under way, or begun within four months. */
function drawPrevention(random: Random, topic: string, day: number): string | null {
  const fits = improvements.filter(
    (action) =>
      action.topic === topic && day >= action.started - 120 && day <= (action.done ?? days) + 30,
  );
  return fits[0] !== undefined && random.chance(0.5) ? fits[0].id : null;
}

const fiveQuestionsFrom = dayOf("2025-01-01");

/** Since 2025 the form asks five questions; four in five are answered in full. */
function fullText(
  random: Random,
  asked: {
    readonly why: string;
    readonly cause: string;
    readonly attributable: string;
    readonly preventedBy: string | null;
    readonly day: number;
  },
): string {
  if (asked.day < fiveQuestionsFrom || !random.chance(0.8)) return asked.why;
  const causes: Readonly<Record<string, string>> = {
    process: "流程",
    person: "人",
    material: "物料",
  };
  return [
    `为何不满：${asked.why}`,
    `我们说了做了什么：${random.chance(0.6) ? "道歉并重做" : "只说了抱歉"}`,
    `要求合理吗：${asked.attributable === "customer" ? "不全合理" : "合理"}`,
    `根源：${causes[asked.cause] ?? "其他"}`,
    `以前听过吗：${random.chance(0.4) ? "听过" : "没有"}`,
    `怎样不再发生：${asked.preventedBy === null ? "店里提醒" : `见${asked.preventedBy}`}`,
  ].join("；");
}

const ideaTopics = ["taste", "wait", "app", "price", "environment", "staff"] as const;

/** Ideas and praise come from good visits; their topic stands in the column of causes. */
function drawPleased(seed: number, visit: Visit, after: After): DrawnCase | null {
  const random = seededRandom(seed, "pleased", visit.person.index * 1000 + visit.day);
  const { idea, praise } = planted.unasked;
  const pleased = visit.experience.satisfaction > 0.6;
  const type = random.chance(idea) ? "idea" : pleased && random.chance(praise) ? "praise" : null;
  if (type === null) return null;
  const topic = ideaTopics[random.pick([4, 4, 3, 3, 2, 1])] ?? "taste";
  const opened = visit.day * secondsPerDay + visit.secondOfDay + 900 + random.integer(5400);
  const texts = (type === "idea" ? ideaTexts[topic] : praiseTexts) ?? [];
  return {
    opened,
    customerId: after.customerId,
    ...caseCourse(random, opened, { next: after.next, gain: 0 }),
    type,
    cause: topic,
    attributable: null,
    attitude: null,
    severity: null,
    preventedBy: type === "idea" ? drawPrevention(random, topic, visit.day) : null,
    ...placeOf(random, visit),
    text: texts[random.integer(texts.length)] ?? null,
  };
}

/** Cases in order of time with their ids; a person's next complaint of the same type within 60 days recurs. */
export function caseRows(
  cases: readonly DrawnCase[],
): readonly { readonly year: string; readonly cells: readonly Cell[] }[] {
  const latest = new Map<string, { readonly id: string; readonly opened: number }>();
  return cases
    .toSorted((a, b) => a.opened - b.opened)
    .map((drawn, at) => {
      const id = `K${String(at + 1).padStart(5, "0")}`;
      const key = `${drawn.customerId} ${drawn.type}`;
      const isComplaint = drawn.attributable !== null && drawn.customerId !== null;
      const before = isComplaint ? latest.get(key) : undefined;
      if (isComplaint) latest.set(key, { id, opened: drawn.opened });
      const recurs = before && drawn.opened - before.opened < 60 * secondsPerDay ? before.id : null;
      const year = dateOf(Math.floor(drawn.opened / secondsPerDay)).slice(0, 4);
      return { year, cells: caseCells(drawn, id, recurs) };
    });
}

function caseCells(drawn: DrawnCase, id: string, recurs: string | null): readonly Cell[] {
  const topic = drawn.attributable === null ? drawn.cause : drawn.type;
  return [
    ...[id, moment(drawn.opened), drawn.customerId, moment(drawn.replied), moment(drawn.closed)],
    ...[drawn.type, drawn.cause, drawn.attributable, drawn.attitude, drawn.severity, recurs],
    ...[drawn.resolved === null ? null : String(drawn.resolved), drawn.preventedBy],
    ...[departments[topic] ?? null, drawn.channel, drawn.location, drawn.text],
  ];
}

function moment(seconds: number | null): string | null {
  if (seconds === null) return null;
  return timeText(Math.floor(seconds / secondsPerDay), seconds % secondsPerDay);
}
