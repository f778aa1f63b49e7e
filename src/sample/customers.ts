import { dateOf, days, rivalDay } from "./calendar.ts";
import { segments, stores, type Segment } from "./company.ts";
import type { Cell } from "./csv.ts";
import { seededRandom, type Random } from "./random.ts";
import type { Member } from "./simulate.ts";

export const customerColumns: readonly string[] = [
  ...["customer_id", "first_seen", "type", "segment", "member_tier", "acquired_by"],
  ...["referrer_id", "opt_in", "opt_out_at", "left_at", "leave_reason"],
];

export const customerId = (index: number): string => `C${String(index + 1).padStart(5, "0")}`;

/** A person as the membership system knows them; the tier goes by purchases of the last year. */
export function customerRow(
  seed: number,
  member: Member,
  members: readonly Member[],
): readonly Cell[] {
  const { person, lastYear } = member;
  const random = seededRandom(seed, "member", person.index);
  const tier = lastYear >= 24 ? "gold" : lastYear >= 8 ? "silver" : "basic";
  const joined = Math.floor(person.joined);
  const left = drawLeaving(random, member);
  return [
    customerId(person.index),
    dateOf(joined),
    customerType(seed, person),
    person.segment,
    tier,
    person.acquiredBy,
    referrer(random, member, members),
    ...permissionCells(permission(seed, person.index, joined)),
    left === null ? null : dateOf(left.day),
    left?.reason ?? null,
  ];
}

/** Companies, and a few offices that order on the account of one. */
export function customerType(
  seed: number,
  person: { readonly index: number; readonly segment: Segment },
): "company" | "person" {
  const onAccount = seededRandom(seed, "type", person.index).chance(0.035);
  const isCompany = person.segment === "company" || (person.segment === "office" && onAccount);
  return isCompany ? "company" : "person";
}

/** Of some friends that came earlier, the one in the best mood. */
function referrer(random: Random, { person }: Member, members: readonly Member[]): string | null {
  if (person.acquiredBy !== "friend") return null;
  const friends = Array.from({ length: 6 }, () => members[random.integer(members.length)])
    .filter((friend) => friend !== undefined && friend.person.joined < person.joined)
    .toSorted((a, b) => (b?.person.mood ?? 0) - (a?.person.mood ?? 0));
  const first = friends[0];
  return first === undefined ? null : customerId(first.person.index);
}

/** Whether messages are welcome, and the day on which they no longer were. */
export function permission(
  seed: number,
  index: number,
  joined: number,
): {
  readonly optIn: boolean;
  readonly optOut: number | null;
} {
  const random = seededRandom(seed, "permission", index);
  const optIn = random.chance(0.78);
  const day = joined + 5 + Math.floor(random.uniform() * Math.max(1, days - joined));
  return { optIn, optOut: optIn && random.chance(0.14) && day < days ? day : null };
}

const permissionCells = ({ optIn, optOut }: ReturnType<typeof permission>): readonly Cell[] => [
  String(optIn),
  optOut === null ? null : dateOf(optOut),
];

const reasonByAspect = ["taste", "wait", "staff", "environment", "price"] as const;

/** A part of those who left told so; the reason goes by their last visit. */
function drawLeaving(
  random: Random,
  { person, last, left }: Member,
): { readonly day: number; readonly reason: string } | null {
  if (!left || last === null || !random.chance(0.35)) return null;
  const day = last.day + 5 + random.integer(40);
  if (day >= days) return null;
  const { kind } = stores[last.store] ?? { kind: "street" };
  const beside = kind === "campus" && last.day >= rivalDay;
  if (random.chance(beside ? 0.62 : last.day >= rivalDay ? 0.3 : 0.08)) {
    return { day, reason: "rival" };
  }
  const worst = Math.min(...last.experience.aspects);
  const aspect = reasonByAspect[last.experience.aspects.indexOf(worst)] ?? "wait";
  if (worst < -0.9 || random.chance(0.3)) return { day, reason: aspect };
  const shares =
    person.segment === "tourist" ? [8, 1, 1] : person.segment === "student" ? [1, 5, 3] : [4, 0, 4];
  return { day, reason: ["moved", "graduated", "no-need"][random.pick(shares)] ?? "no-need" };
}

export interface Lead {
  readonly id: string;
  readonly index: number;
  readonly segment: Segment | null;
  readonly source: string;
  readonly seen: number;
  readonly optIn: boolean;
}

const leadSegments: Readonly<Record<Segment, number>> = {
  student: 0.3,
  office: 0.24,
  family: 0.2,
  tourist: 0.24,
  company: 0.02,
};

/** People who were heard of and never bought: most came by an advertisement, few by a friend. */
export function drawLeads(seed: number, customers: number): readonly Lead[] {
  return Array.from({ length: Math.round(customers * 0.18) }, (_, at) => {
    const index = customers + at;
    const random = seededRandom(seed, "lead", index);
    const segment = segments[random.pick(segments.map((name) => leadSegments[name]))] ?? null;
    const source = ["walk-in", "friend", "mini-program", "ad"][random.pick([25, 6, 32, 37])];
    const known = random.chance(0.85);
    return {
      id: customerId(index),
      index,
      segment: known ? segment : null,
      source: source ?? "ad",
      seen: Math.floor(random.uniform() * days),
      optIn: random.chance(0.42),
    };
  });
}

export const leadRow = (lead: Lead): readonly Cell[] => [
  ...[lead.id, dateOf(lead.seen), "person", lead.segment, null, lead.source],
  ...[null, String(lead.optIn), null, null, null],
];
