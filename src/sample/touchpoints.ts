import { dayOf, days } from "./calendar.ts";
import { channels, planted, stores } from "./company.ts";
import { customerId, permission, type Lead } from "./customers.ts";
import type { Life, Visit } from "./customer-life.ts";
import { deliverySeconds } from "./deliveries.ts";
import { seededRandom, type Random } from "./random.ts";

/** One event; what is missing is an empty cell. */
export interface Event {
  readonly customerId: string;
  /** Seconds since the first day of the sample. */
  readonly at: number;
  readonly stage: "pre" | "in" | "after";
  readonly step: "aware" | "appeal" | "ask" | "act" | "advocate" | null;
  readonly touchpoint: string;
  readonly encounter: "face" | "human-machine" | "machine-machine";
  readonly channel?: string | null;
  readonly location?: string | null;
  readonly employeeId?: string | null;
  readonly wait?: number | null;
  readonly duration?: number | null;
  readonly outcome?: string | null;
}

type Tell = (event: Omit<Event, "customerId">) => void;

/** Events are logged since this day. */
export const firstLoggedDay = dayOf("2025-01-01");
const daySeconds = 86_400;

/** Everything that happened between a buyer and the company, beside the orders themselves. */
export function eventsOfLife(seed: number, life: Life): readonly Event[] {
  const { person, visits } = life;
  const random = seededRandom(seed, "touch", person.index);
  const events: Event[] = [];
  const tell: Tell = (event) => {
    if (event.at < firstLoggedDay * daySeconds || event.at >= days * daySeconds) return;
    events.push({ customerId: customerId(person.index), ...event });
  };
  if (visits[0]) tellApproach(random, visits[0], tell);
  for (const [at, visit] of visits.entries()) {
    if (visit.day < firstLoggedDay) continue;
    const next = visits[at + 1] ?? null;
    tellService(random, visit, tell);
    tellDelivery(seed, visit, tell);
    tellMachines(random, visit, tell);
    tellGuarantee(random, visit, tell);
    tellAfter(random, { visit, next, number: at + 1 }, tell);
    tellWalkAway(random, visit, { next, tell });
  }
  tellMessages(seed, life, { random, tell });
  return events;
}

const placeOf = (visit: Visit) => ({
  channel: channels[visit.channel] ?? null,
  location: stores[visit.store]?.name ?? null,
});

/** Before the first order: heard of it, liked it, some asked; a few went back and asked again. */
function tellApproach(random: Random, first: Visit, tell: Tell): void {
  const start = first.day * daySeconds + first.secondOfDay;
  const place = placeOf(first);
  const before = (days: number) => start - Math.floor(days * daySeconds * (0.3 + random.uniform()));
  const machine = { encounter: "human-machine", channel: place.channel, location: null } as const;
  tell({
    ...machine,
    at: before(6),
    stage: "pre",
    step: "aware",
    touchpoint: "advert",
    outcome: "seen",
  });
  if (!random.chance(0.82)) return;
  tell({ ...browse(random), ...machine, at: before(3), stage: "pre", step: "appeal" });
  if (!random.chance(0.34)) return;
  tell({ ...ask(random), location: place.location, at: before(1.2) });
  if (random.chance(0.22)) {
    tell({ ...browse(random), ...machine, at: before(0.8), stage: "pre", step: "appeal" });
    tell({ ...ask(random), location: place.location, at: before(0.4) });
  }
}

const browse = (random: Random) => ({
  touchpoint: "browse",
  duration: Math.round(25 + 90 * random.exponential()),
  outcome: "seen",
});

/** A question before buying: to staff or in the chat. */
function ask(random: Random): Omit<Event, "customerId" | "at"> {
  const face = random.chance(0.45);
  const wait = face ? 10 + 40 * random.exponential() : 60 + 900 * random.exponential();
  return {
    stage: "pre",
    step: "ask",
    touchpoint: "ask",
    encounter: face ? "face" : "human-machine",
    channel: face ? "store" : "chat",
    wait: Math.round(wait),
    duration: Math.round(60 + 60 * random.exponential()),
    outcome: random.chance(0.93) ? "replied" : "no-reply",
  };
}

/** Minutes that the queue took, from the aspect of waiting. */
export function queueSeconds(random: Random, visit: Visit): number {
  const { logMinutes, perWait, noise } = planted.queue;
  const log = logMinutes + perWait * (visit.experience.aspects[1] ?? 0) + noise * random.normal();
  return Math.round(60 * Math.min(60, Math.exp(log)));
}

/** Share of orders by phone that the log keeps; queues and kiosks are logged one and all. */
const loggedByPhone = 0.5;

/** The order itself: at the counter, at a kiosk, or by phone. */
function tellService(random: Random, visit: Visit, tell: Tell): void {
  const [taste = 0, , staff = 0] = visit.experience.aspects;
  const wait = queueSeconds(random, visit);
  const at = visit.day * daySeconds + visit.secondOfDay - Math.min(wait, 600);
  const isSetback = staff < -1.25 || taste < -1.3 || random.chance(0.02);
  const common = { at, stage: "in", step: "act", ...placeOf(visit), wait } as const;
  const isKiosk = visit.channel === 0 && random.chance(0.22);
  if (visit.channel === 0 && !isKiosk) {
    const outcome = isSetback ? "setback" : "done";
    const employeeId = employeeOf(random, visit);
    const duration = Math.round(35 + 30 * random.exponential());
    tell({ ...common, touchpoint: "queue", encounter: "face", employeeId, duration, outcome });
    return;
  }
  if (!isKiosk && !random.chance(loggedByPhone)) return;
  const handedOver = random.chance(isSetback ? 0.4 : isKiosk ? 0.09 : 0.04);
  const outcome = handedOver ? "handed-over" : isSetback ? "setback" : "done";
  const duration = Math.round(40 + 45 * random.exponential());
  const touchpoint = isKiosk ? "self-service" : "order";
  tell({ ...common, touchpoint, encounter: "human-machine", duration, outcome });
}

function employeeOf(random: Random, visit: Visit): string {
  const store = stores[visit.store];
  const number = 1 + random.integer(Math.max(1, (store?.staff ?? 1) - 3));
  return `${store?.name.slice(0, 3) ?? "S00"}-${String(number).padStart(2, "0")}`;
}

/** A delivery; a late one is told before the guest asks, more often since June 2025. */
function tellDelivery(seed: number, visit: Visit, tell: Tell): void {
  const { person, day, channel } = visit;
  const wait = visit.experience.aspects[1] ?? 0;
  const took = deliverySeconds(seed, { customer: person.index, day, channel }, wait);
  if (took === null) return;
  const random = seededRandom(seed, "delay", person.index * 1000 + day);
  const at = day * daySeconds + visit.secondOfDay;
  const late = took > planted.delivery.promisedMinutes * 60;
  const common = { stage: "in", step: null, ...placeOf(visit) } as const;
  const outcome = late ? "late" : "done";
  const brought = { touchpoint: "delivery", encounter: "face", wait: took, outcome } as const;
  if (late || random.chance(0.12)) tell({ ...common, ...brought, at: at + took });
  if (!late) return;
  const { before, after } = planted.toldFirst;
  const toldFirst = random.chance(day < noticesFrom ? before : after);
  const notice = { touchpoint: "delay-notice", outcome: toldFirst ? "told-first" : "asked-first" };
  tell({ ...common, ...notice, encounter: "human-machine", at: at + 1500 });
}

const noticesFrom = dayOf("2025-06-15");

/** The seven things that machines owe each other, with the share that fails. */
const machineFaults = {
  software: 0.03,
  compatibility: 0.045,
  tracking: 0.06,
  query: 0.025,
  log: 0.01,
  security: 0.004,
  insurance: 0.02,
} as const;

function tellMachines(random: Random, visit: Visit, tell: Tell): void {
  if (!random.chance(0.09)) return;
  const names = Object.keys(machineFaults) as readonly (keyof typeof machineFaults)[];
  const touchpoint = names[random.integer(names.length)] ?? "log";
  tell({
    at: visit.day * daySeconds + visit.secondOfDay + 5,
    stage: "in",
    step: null,
    touchpoint,
    encounter: "machine-machine",
    ...placeOf(visit),
    duration: Math.max(1, Math.round(2 * random.exponential())),
    outcome: random.chance(machineFaults[touchpoint]) ? "failed" : "ok",
  });
}

/** Evidence of a guarantee that the guest saw: before, while and after buying. */
function tellGuarantee(random: Random, visit: Visit, tell: Tell): void {
  const shares = { pre: 0.025, in: 0.03, after: 0.015 } as const;
  const offset = { pre: -240, in: 90, after: 3600 } as const;
  for (const stage of ["pre", "in", "after"] as const) {
    if (!random.chance(shares[stage])) continue;
    const at = visit.day * daySeconds + visit.secondOfDay + offset[stage];
    const shown = { touchpoint: "guarantee", encounter: "face", outcome: "shown" } as const;
    tell({ ...shown, at, stage, step: null, ...placeOf(visit) });
  }
}

/** After a visit: sharing, classes, benefits, talks, tests; those who take part stay more. */
function tellAfter(
  random: Random,
  {
    visit,
    next,
    number,
  }: { readonly visit: Visit; readonly next: Visit | null; readonly number: number },
  tell: Tell,
): void {
  const { satisfaction } = visit.experience;
  const at = (hours: number) =>
    visit.day * daySeconds +
    visit.secondOfDay +
    Math.round(3600 * hours * (0.5 + random.uniform()));
  const stays = next !== null;
  const after = { stage: "after", step: null, ...placeOf(visit) } as const;
  const machine = { ...after, encounter: "human-machine" } as const;
  if (random.chance(1 / (1 + Math.exp(3.6 - 1.1 * satisfaction)))) {
    const touchpoint = random.chance(0.7) ? "share" : "review";
    tell({ ...machine, at: at(2), step: "advocate", touchpoint, outcome: "done" });
  }
  if (random.chance(0.05)) {
    const replied = random.chance(0.84);
    const wait = replied ? Math.round(120 + 5400 * random.exponential()) : null;
    const outcome = replied ? "replied" : "no-reply";
    tell({ ...machine, at: at(5), touchpoint: "chat", channel: "chat", wait, outcome });
  }
  if (random.chance(stays ? 0.021 : 0.012)) {
    const duration = 3600 + 600 * random.integer(4);
    tell({
      ...after,
      at: at(40),
      touchpoint: "tea-class",
      encounter: "face",
      duration,
      outcome: "done",
    });
  }
  if (random.chance(stays ? 0.024 : 0.015)) {
    tell({ ...machine, at: at(8), touchpoint: "community", channel: "chat", outcome: "joined" });
  }
  if (number > 12 && random.chance(0.09)) {
    const outcome = random.chance(0.72) ? "material" : "emotional";
    tell({ ...after, at: at(1), touchpoint: "benefit", encounter: "face", outcome });
  }
  if (random.chance(stays ? 0.008 : 0.004)) {
    const outcome = random.chance(0.3) ? "adopted" : "tested";
    tell({ ...after, at: at(30), touchpoint: "product-test", encounter: "face", outcome });
  }
}

/** Somebody who came again, saw the queue and left. */
function tellWalkAway(
  random: Random,
  visit: Visit,
  { next, tell }: { readonly next: Visit | null; readonly tell: Tell },
): void {
  const day = visit.day + 2 + random.integer(12);
  if (!random.chance(0.028) || day === next?.day) return;
  const wait = Math.round(240 + 420 * random.exponential());
  tell({
    at: day * daySeconds + visit.secondOfDay,
    stage: "in",
    step: "act",
    touchpoint: "queue",
    encounter: "face",
    ...placeOf(visit),
    wait,
    outcome: "left",
  });
}

/** What the company sends: to those who agreed; by mistake, to a very few who had said no. */
function tellMessages(
  seed: number,
  life: Life,
  { random, tell }: { readonly random: Random; readonly tell: Tell },
): void {
  const { person, visits } = life;
  const joined = Math.floor(person.joined);
  const { optIn, optOut } = permission(seed, person.index, joined);
  const last = visits.at(-1)?.day ?? joined;
  const until = Math.min(days, last + 120);
  const welcome = (day: number) => optIn && (optOut === null || day < optOut);
  for (
    let day = Math.max(joined, firstLoggedDay) + random.integer(60);
    day < until;
    day += 60 + random.integer(60)
  ) {
    if (welcome(day) || random.chance(optIn ? 0.004 : 0)) tell(messageOn(random, day));
  }
  if (optIn) tellReminders(random, visits, { welcome, tell });
  if (optIn && random.chance(0.13)) tellPlan(random, { joined, optOut, tell });
  if (optOut !== null && optOut >= firstLoggedDay) {
    const outcome = random.chance(0.41) ? "substitute-offered" : "none";
    const phone = { encounter: "human-machine", channel: "service-account" } as const;
    const at = optOut * daySeconds + 36_000 + random.integer(30_000);
    tell({ ...phone, at, stage: "after", step: null, touchpoint: "unsubscribe", outcome });
  }
}

/** A message of service, or a broadcast: the second kind is opened less and complained of more. */
function messageOn(random: Random, day: number): Omit<Event, "customerId"> {
  const isService = random.chance(0.45);
  const complaint = random.chance(isService ? 0.001 : 0.007);
  const outcome = complaint
    ? "complaint"
    : random.chance(isService ? 0.58 : 0.21)
      ? "opened"
      : "ignored";
  return {
    at: day * daySeconds + 10 * 3600 + random.integer(8 * 3600),
    stage: isService ? "after" : "pre",
    step: null,
    touchpoint: isService ? "service-message" : "broadcast",
    encounter: "human-machine",
    channel: isService ? "service-account" : "subscription-account",
    outcome,
  };
}

/** Reminders about the time when a regular guest comes: a little before, more often than not. */
function tellReminders(
  random: Random,
  visits: readonly Visit[],
  { welcome, tell }: { readonly welcome: (day: number) => boolean; readonly tell: Tell },
): void {
  if (visits.length < 5) return;
  for (const [at, visit] of visits.entries()) {
    const next = visits[at + 1];
    if (visit.day < firstLoggedDay || !random.chance(0.08)) continue;
    const gap = next === undefined ? 14 : next.day - visit.day;
    const day = visit.day + Math.max(1, gap - 3 + random.integer(5));
    if (gap < 4 || !welcome(day)) continue;
    const phone = { encounter: "human-machine", channel: "service-account" } as const;
    const outcome = random.chance(0.5) ? "opened" : "ignored";
    tell({
      ...phone,
      at: day * daySeconds + 9 * 3600 + random.integer(7200),
      stage: "pre",
      step: null,
      touchpoint: "reminder",
      outcome,
    });
  }
}

/** A subscription of drinks, by how long it runs. */
function tellPlan(
  random: Random,
  about: { readonly joined: number; readonly optOut: number | null; readonly tell: Tell },
): void {
  const start = Math.max(about.joined, firstLoggedDay) + random.integer(90);
  const outcome =
    ["month", "quarter", "year", "two-year"][random.pick([6, 3, 1.5, 0.4])] ?? "month";
  if (about.optOut !== null && start >= about.optOut) return;
  const phone = { encounter: "human-machine", channel: "mini-program" } as const;
  about.tell({
    ...phone,
    at: start * daySeconds + 40_000,
    stage: "pre",
    step: null,
    touchpoint: "plan",
    outcome,
  });
}

/** People who never bought: heard of it, some liked it and asked, some came in again and again. */
export function eventsOfLead(seed: number, lead: Lead): readonly Event[] {
  const random = seededRandom(seed, "lead-touch", lead.index);
  if (lead.seen < firstLoggedDay) return [];
  const events: Event[] = [];
  const tell: Tell = (event) => {
    if (event.at < days * daySeconds) events.push({ customerId: lead.id, ...event });
  };
  const at = (day: number) => (lead.seen + day) * daySeconds + 9 * 3600 + random.integer(11 * 3600);
  const machine = { encounter: "human-machine", channel: "mini-program", location: null } as const;
  tell({
    ...machine,
    at: at(0),
    stage: "pre",
    step: "aware",
    touchpoint: "advert",
    outcome: "seen",
  });
  if (!random.chance(0.6)) return events;
  tell({
    ...browse(random),
    ...machine,
    at: at(1 + random.integer(3)),
    stage: "pre",
    step: "appeal",
  });
  const isRegular = random.chance(lead.segment === "tourist" ? 0.12 : 0.34);
  if (isRegular) {
    const location = stores[random.integer(10)]?.name ?? null;
    const times = 3 + random.integer(4);
    for (let time = 0; time < times; time += 1) {
      const day = 4 + time * (3 + random.integer(5));
      const duration = 150 + random.integer(190);
      const looked = { touchpoint: "visit", encounter: "face", outcome: "left", duration } as const;
      tell({ ...looked, at: at(day), stage: "pre", step: "appeal", channel: "store", location });
      if (time === 0 || random.chance(0.5)) tell({ ...ask(random), location, at: at(day) + 60 });
    }
  } else if (random.chance(0.25)) {
    tell({ ...ask(random), at: at(5) });
  }
  if (lead.optIn && random.chance(0.5)) tell(messageOn(random, lead.seen + 12));
  return events;
}

export const eventColumns: readonly string[] = [
  ...["event_id", "customer_id", "at", "stage", "step", "touchpoint", "encounter", "channel"],
  ...["location", "employee_id", "wait_s", "duration_s", "outcome"],
];
