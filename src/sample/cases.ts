import { dateOf, days, timeText } from "./calendar.ts";
import { channels, planted, stores } from "./company.ts";
import type { Cell } from "./csv.ts";
import type { Visit } from "./customer-life.ts";
import { seededRandom, type Random } from "./random.ts";
import { caseTexts } from "./texts.ts";

export const caseColumns: readonly string[] = [
  ...["case_id", "opened_at", "customer_id", "first_reply_at", "closed_at", "type", "cause"],
  ...["attributable", "severity", "recurs_of", "resolved", "channel", "location", "text"],
];

export interface DrawnCase {
  readonly opened: number;
  readonly customerId: string | null;
  readonly replied: number | null;
  readonly closed: number | null;
  readonly resolved: boolean | null;
  readonly type: string;
  readonly cells: readonly Cell[];
}

const secondsPerDay = 86_400;
const types = ["taste", "wait", "staff", "environment", "price"] as const;
const caseTypes: Readonly<Record<string, string>> = {
  taste: "taste",
  wait: "wait",
  staff: "staff",
  environment: "staff",
  price: "price",
};

/** A bad visit may become a complaint the same day: more than half do. */
export function drawCase(seed: number, visit: Visit, customerId: string): DrawnCase | null {
  if (visit.experience.satisfaction > (planted.satisfactionCuts[1] ?? 0)) return null;
  const random = seededRandom(seed, "case", visit.person.index * 1000 + visit.day);
  if (!random.chance(0.6)) return null;
  const worst = visit.experience.aspects.indexOf(Math.min(...visit.experience.aspects));
  const type =
    visit.channel !== 0 && random.chance(0.25)
      ? "app"
      : random.chance(0.15)
        ? "wrong-order"
        : (caseTypes[types[worst] ?? "taste"] ?? "taste");
  const opened = visit.day * secondsPerDay + visit.secondOfDay + 600 + random.integer(5400);
  const course = caseCourse(random, opened);
  const texts = caseTexts[type] ?? [];
  return {
    opened,
    customerId: random.chance(0.1) ? null : customerId,
    ...course,
    type,
    cells: [
      random.chance(0.7) ? "process" : random.chance(0.5) ? "person" : "material",
      random.chance(0.82) ? "company" : random.chance(0.6) ? "customer" : "other",
      ["low", "medium", "high"][random.pick([5, 4, 1])] ?? null,
      channels[visit.channel] ?? null,
      stores[visit.store]?.name ?? null,
      texts[random.integer(texts.length)] ?? null,
    ],
  };
}

/** First reply within 24 hours for the planted share, later for most others, never for some. */
function caseCourse(
  random: Random,
  opened: number,
): Pick<DrawnCase, "replied" | "closed" | "resolved"> {
  const inTime = random.chance(planted.replyWithin24hShare);
  const never = !inTime && random.chance(0.12);
  const hours = inTime ? 0.3 + 23.2 * Math.pow(random.uniform(), 2) : 25 + 100 * random.uniform();
  const replied = opened + Math.round(hours * 3600);
  const closed = replied + Math.round(3600 * (2 + 60 * random.exponential()));
  const resolved = random.chance(inTime ? 0.86 : 0.6);
  const end = days * secondsPerDay;
  if (never || replied >= end) return { replied: null, closed: null, resolved: null };
  if (closed >= end) return { replied, closed: null, resolved: null };
  return { replied, closed, resolved };
}

/** Cases in order of time with their ids; a person's next case of the same type within 60 days recurs. */
export function caseRows(
  cases: readonly DrawnCase[],
): readonly { readonly year: string; readonly cells: readonly Cell[] }[] {
  const latest = new Map<string, { readonly id: string; readonly opened: number }>();
  return cases
    .toSorted((a, b) => a.opened - b.opened)
    .map((drawn, at) => {
      const id = `K${String(at + 1).padStart(5, "0")}`;
      const key = `${drawn.customerId} ${drawn.type}`;
      const before = drawn.customerId === null ? undefined : latest.get(key);
      latest.set(key, { id, opened: drawn.opened });
      const recurs = before && drawn.opened - before.opened < 60 * secondsPerDay ? before.id : null;
      const [cause, attributable, severity, ...place] = drawn.cells;
      return {
        year: dateOf(Math.floor(drawn.opened / secondsPerDay)).slice(0, 4),
        cells: [
          ...[id, moment(drawn.opened), drawn.customerId, moment(drawn.replied)],
          ...[moment(drawn.closed), drawn.type, cause ?? null, attributable ?? null],
          ...[severity ?? null, recurs, drawn.resolved === null ? null : String(drawn.resolved)],
          ...place,
        ],
      };
    });
}

function moment(seconds: number | null): string | null {
  if (seconds === null) return null;
  return timeText(Math.floor(seconds / secondsPerDay), seconds % secondsPerDay);
}
