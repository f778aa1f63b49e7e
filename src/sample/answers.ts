import { improvedDay, timeText } from "./calendar.ts";
import { aspects, channels, planted, stores } from "./company.ts";
import type { Cell } from "./csv.ts";
import { logOdds, type Visit } from "./customer-life.ts";
import { likert } from "./likert.ts";
import { seededRandom, type Random } from "./random.ts";
import { whyTexts } from "./texts.ts";

export const answerColumns: readonly string[] = [
  ...["response_id", "answered_at", "customer_id", "survey_version", "channel", "location"],
  ...["lang", "suspect", "satisfaction", ...aspects.map((aspect) => `aspects_${aspect}`)],
  ...["overall_expected", "overall_perceived", "return", "recommend"],
  ...["trust_reliability", "trust_competence", "trust_closeness", "reasons", "why", "consent"],
];

/** One answer before it has an id: its place in time and the cells after `answered_at`. */
export interface DrawnAnswer {
  readonly day: number;
  readonly secondOfDay: number;
  readonly customerId: string | null;
  readonly cells: readonly Cell[];
  readonly suspect: boolean;
  readonly satisfaction: number;
  readonly intent: number;
  readonly recommend: number;
}

const evening = { from: 21 * 3600 + 600, seconds: 160 * 60 };

/** The evening of a visit: what the person answers about it. */
export function drawAnswer(seed: number, visit: Visit, customerId: string): DrawnAnswer {
  const random = seededRandom(seed, "answer", visit.person.index * 16 + (visit.answersWave ?? 0));
  const latent = visit.experience.satisfaction;
  const satisfaction = likert(latent, planted.satisfactionCuts);
  const intent = drawIntent(random, visit);
  const recommend = drawRecommend(random, visit);
  const named = random.uniform();
  const id = named < 0.06 ? null : named < 0.072 ? `W${customerId.slice(1)}` : customerId;
  const cells = [
    ...["1", channels[visit.channel] ?? null, stores[visit.store]?.name ?? null],
    ...[random.chance(0.03) ? "en" : "zh-CN", null, satisfaction],
    ...drawAspects(random, visit),
    ...drawPair(random, visit),
    intent,
    recommend,
    ...drawTrust(random, visit),
    ...drawReasons(random, visit, satisfaction),
    random.chance(0.9) ? "yes" : "no",
  ];
  return {
    ...when(random, visit.day),
    customerId: id,
    cells,
    suspect: false,
    satisfaction,
    intent,
    recommend,
  };
}

/** A row nobody should trust: all one answer, from an open link, marked suspect. */
export function drawSuspectAnswer(seed: number, day: number, at: number): DrawnAnswer {
  const random = seededRandom(seed, "suspect", at);
  const top = random.chance(0.7);
  const store = stores[random.integer(10)]?.name ?? null;
  const value = top ? 5 : 1;
  const recommend = top ? 10 : 0;
  const cells = [
    ...["1", "mini-program", store, "zh-CN", 1, value],
    ...aspects.map(() => value),
    ...[value, value, value, recommend, value, value, value, null, null, "no"],
  ];
  return {
    ...when(random, day),
    customerId: null,
    cells,
    suspect: true,
    satisfaction: value,
    intent: value,
    recommend,
  };
}

export const answeredAt = (answer: DrawnAnswer): string => timeText(answer.day, answer.secondOfDay);

function when(random: Random, day: number): { readonly day: number; readonly secondOfDay: number } {
  return { day, secondOfDay: evening.from + random.integer(evening.seconds) };
}

function drawIntent(random: Random, visit: Visit): number {
  const { perExperience, perLoyalty, noise, cuts } = planted.intent;
  const loyalty = Math.max(-2.5, Math.min(2.5, (-logOdds(visit.person.leavingShare) - 1.4) / 1.7));
  const latent =
    perExperience * visit.experience.satisfaction + perLoyalty * loyalty + noise * random.normal();
  return likert(latent, cuts);
}

function drawRecommend(random: Random, visit: Visit): number {
  const { mean, perExperience, perPerson, noise, lastWaveShift } = planted.recommend;
  const latent =
    mean +
    perExperience * visit.experience.satisfaction +
    perPerson * visit.person.mood +
    (visit.day >= improvedDay ? lastWaveShift : 0) +
    noise * random.normal();
  return Math.max(0, Math.min(10, Math.round(latent)));
}

/** Items can be left out, and two of them do not arise without a stay in the store: 0. */
function drawAspects(random: Random, visit: Visit): readonly Cell[] {
  return aspects.map((aspect, at) => {
    if (random.chance(0.03)) return null;
    const away = visit.channel !== 0 && random.chance(aspect === "environment" ? 0.5 : 0.12);
    if (away && (aspect === "environment" || aspect === "wait")) return 0;
    return likert(visit.experience.aspects[at] ?? 0, planted.aspectCuts);
  });
}

function drawPair(random: Random, visit: Visit): readonly Cell[] {
  if (random.chance(0.04)) return [null, null];
  const expected = 4.05 + 0.25 * visit.person.mood + 0.7 * random.normal();
  const perceived = 3.82 + 0.75 * visit.experience.satisfaction + 0.55 * random.normal();
  return [expected, perceived].map((value) => Math.max(1, Math.min(5, Math.round(value))));
}

function drawTrust(random: Random, visit: Visit): readonly Cell[] {
  return Object.values(planted.trust).map(({ mean, noise }) => {
    if (random.chance(0.04)) return null;
    const latent = mean + 0.5 * visit.experience.satisfaction + 0.5 * visit.person.mood;
    return likert(latent + noise * random.normal(), planted.aspectCuts);
  });
}

const reasonByAspect = ["taste", "wait", "staff", "environment", "price"] as const;

/** Asked of those who gave 3 or less: what was wrong, and in their own words. */
function drawReasons(random: Random, visit: Visit, satisfaction: number): readonly Cell[] {
  if (satisfaction > 3) return [null, null];
  const low = visit.experience.aspects
    .map((latent, at) => ({ latent, reason: reasonByAspect[at] ?? "taste" }))
    .filter(({ latent }) => latent < -0.6)
    .map(({ reason }) => reason);
  const chosen: readonly string[] = random.chance(0.08) ? [...low, "wrong-order"] : low;
  const reasons = chosen.length === 0 ? "none" : chosen.join("|");
  const texts = whyTexts[low[0] ?? "other"] ?? [];
  const why = random.chance(0.45) ? (texts[random.integer(texts.length)] ?? null) : null;
  return [reasons, why];
}
