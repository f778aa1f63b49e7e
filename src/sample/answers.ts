import { campaignOf, honestyShift } from "./campaigns.ts";
import { improvedDay, quarterStarts, timeText } from "./calendar.ts";
import { aspects, channels, planted, stores } from "./company.ts";
import type { Cell } from "./csv.ts";
import { logOdds, type Visit } from "./customer-life.ts";
import { likert } from "./likert.ts";
import { drawOpinion, visitOpinions, type Mind } from "./opinions.ts";
import { seededRandom, type Random } from "./random.ts";
import { whyTexts } from "./texts.ts";

export type Cells = Readonly<Record<string, Cell>>;

/** Cells of all blocks, and the means of their scores under the planted weights, by column. */
export interface Details {
  readonly cells: Cells;
  readonly expected: Readonly<Record<string, number>>;
}

/** One answer before it has an id: its place in time and what the truth needs of it. */
export interface DrawnAnswer {
  readonly day: number;
  readonly secondOfDay: number;
  readonly customerId: string | null;
  /** Drawn when it is written, the same each time. */
  readonly details: () => Details;
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
  return {
    ...when(random, visit.day),
    customerId: id,
    details: () => drawDetails(seed, visit, { satisfaction, return: intent, recommend }),
    suspect: false,
    ...{ satisfaction, intent, recommend },
  };
}

function drawDetails(
  seed: number,
  visit: Visit,
  core: { readonly satisfaction: number; readonly return: number; readonly recommend: number },
): Details {
  const at = visit.person.index * 16 + (visit.answersWave ?? 0);
  const random = seededRandom(seed, "answer-told", at);
  const cells = {
    ...placeOf(visit),
    lang: random.chance(0.03) ? "en" : "zh-CN",
    ...core,
    ...drawAspects(random, visit),
    ...drawPair(random, visit),
    ...drawTrust(random, visit),
    ...drawReasons(random, visit, core.satisfaction),
    consent: random.chance(0.9) ? "yes" : "no",
  };
  const more = drawMore(seed, visit);
  return { cells: { ...cells, ...more.cells }, expected: more.expected };
}

export const placeOf = (visit: Visit): Cells => ({
  channel: channels[visit.channel] ?? null,
  location: stores[visit.store]?.name ?? null,
});

export const mindOf = ({ experience, person }: Visit): Mind => ({
  satisfaction: experience.satisfaction,
  aspects: experience.aspects,
  mood: person.mood,
});

/** The blocks that were added to the questionnaire, from a source of their own. */
function drawMore(seed: number, visit: Visit): Details {
  const at = visit.person.index * 16 + (visit.answersWave ?? 0);
  const random = seededRandom(seed, "answer-blocks", at);
  const said = drawOpinions(random, visitOpinions, {
    mind: mindOf(visit),
    shifts: { price_honest: honestyShift(campaignOf(seed, visit)) },
  });
  const cells = {
    ...drawDeserved(random, visit),
    pain: drawPain(random, visit),
    premium: drawPremium(random, visit),
    fit: drawFit(random, visit),
    talk: random.chance(talkShare(visit.experience.satisfaction)) ? "yes" : "no",
  };
  const complained = random.chance(0.3);
  return {
    cells: { ...said.cells, ...(complained ? {} : { voice_handling: 0 }), ...cells },
    expected: said.expected,
  };
}

/** Every statement of a list; one in thirty is left out. */
export function drawOpinions(
  random: Random,
  opinions: typeof visitOpinions,
  {
    mind,
    shifts = {},
  }: { readonly mind: Mind; readonly shifts?: Readonly<Record<string, number>> },
): Details {
  const cells: Record<string, Cell> = {};
  const expected: Record<string, number> = {};
  for (const [column, opinion] of Object.entries(opinions)) {
    const said = drawOpinion(random, opinion, mind, shifts[column]);
    cells[column] = random.chance(0.03) ? null : said.score;
    expected[column] = said.expected;
  }
  return { cells, expected };
}

/** Probability of having spoken badly of the company. */
export const talkShare = (satisfaction: number): number =>
  1 / (1 + Math.exp(planted.badWord.logOdds + planted.badWord.perExperience * satisfaction));

function drawDeserved(random: Random, visit: Visit): Cells {
  const deserved = 3.95 + 0.15 * visit.person.mood + 0.65 * random.normal();
  const received =
    3.75 +
    0.5 * visit.experience.satisfaction +
    0.25 * (visit.experience.aspects[4] ?? 0) +
    0.55 * random.normal();
  return { deserved_expected: onFive(deserved), deserved_perceived: onFive(received) };
}

/** The quarter after a shorter wait was promised. */
const raisedExpectationFrom = quarterStarts[8] ?? 0;

const onFive = (value: number): number => Math.max(1, Math.min(5, Math.round(value)));

/** What was far below the usual, in the order of the options. */
function drawPain(random: Random, visit: Visit): string {
  const [taste = 0, wait = 0, staff = 0, environment = 0, price = 0] = visit.experience.aspects;
  const points = {
    wait: wait < -0.7 && random.chance(0.85),
    "queue-unclear": wait < -0.4 && random.chance(0.35),
    "app-trouble": visit.channel !== 0 && random.chance(0.12),
    "price-unclear": price < -0.7 && random.chance(0.45),
    taste: taste < -0.7,
    staff: staff < -0.7 && random.chance(0.8),
    seat: environment < -0.8 && visit.channel === 0,
  };
  const named = Object.entries(points).flatMap(([point, hurts]) => (hurts ? [point] : []));
  return named.length === 0 ? "none" : named.join("|");
}

const premiums = ["0", "5", "10", "15", "20", "30"] as const;

function drawPremium(random: Random, visit: Visit): string {
  const { perExperience, perLoyalty, cuts } = planted.premium;
  const latent =
    perExperience * visit.experience.satisfaction +
    perLoyalty * loyaltyOf(visit) +
    0.8 * random.normal();
  return premiums[likert(latent, cuts) - 1] ?? "0";
}

function drawFit(random: Random, visit: Visit): string {
  const latent = (visit.experience.aspects[2] ?? 0) + 0.6 * random.normal();
  return ["too-little", "right", "too-much"][likert(latent, planted.fitCuts) - 1] ?? "right";
}

/** A row nobody should trust: all one answer, from an open link, marked suspect. */
export function drawSuspectAnswer(seed: number, day: number, at: number): DrawnAnswer {
  const random = seededRandom(seed, "suspect", at);
  const top = random.chance(0.7);
  const store = stores[random.integer(10)]?.name ?? null;
  const value = top ? 5 : 1;
  const recommend = top ? 10 : 0;
  const same = [
    ...["satisfaction", "overall_expected", "overall_perceived", "return"],
    ...["deserved_expected", "deserved_perceived"],
    ...["trust_reliability", "trust_competence", "trust_closeness"],
    ...aspects.map((aspect) => `aspects_${aspect}`),
    ...Object.keys(visitOpinions),
  ].map((column) => [column, value] as const);
  const place = { channel: "mini-program", location: store, lang: "zh-CN", suspect: 1 };
  return {
    ...when(random, day),
    customerId: null,
    details: () => ({
      cells: { ...place, ...Object.fromEntries(same), recommend, consent: "no" },
      expected: {},
    }),
    suspect: true,
    satisfaction: value,
    intent: value,
    recommend,
  };
}

export const answeredAt = (answer: DrawnAnswer): string => timeText(answer.day, answer.secondOfDay);

export function when(
  random: Random,
  day: number,
): { readonly day: number; readonly secondOfDay: number } {
  return { day, secondOfDay: evening.from + random.integer(evening.seconds) };
}

export function drawIntent(random: Random, visit: Visit): number {
  const { perExperience, perLoyalty, noise, cuts } = planted.intent;
  const latent =
    perExperience * visit.experience.satisfaction +
    perLoyalty * loyaltyOf(visit) +
    noise * random.normal();
  return likert(latent, cuts);
}

/** How seldom the person leaves, in steps about as wide as those of satisfaction. */
const loyaltyOf = ({ person }: Visit): number =>
  Math.max(-2.5, Math.min(2.5, (-logOdds(person.leavingShare) - 1.4) / 1.7));

export function drawRecommend(random: Random, visit: Visit): number {
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
function drawAspects(random: Random, visit: Visit): Cells {
  const score = (aspect: string, at: number): Cell => {
    if (random.chance(0.03)) return null;
    const away = visit.channel !== 0 && random.chance(aspect === "environment" ? 0.25 : 0.05);
    if (away && (aspect === "environment" || aspect === "wait")) return 0;
    return likert(visit.experience.aspects[at] ?? 0, planted.aspectCuts);
  };
  return Object.fromEntries(
    aspects.map((aspect, at) => [`aspects_${aspect}`, score(aspect, at)] as const),
  );
}

function drawPair(random: Random, visit: Visit): Cells {
  if (random.chance(0.04)) return {};
  const raised = visit.day >= raisedExpectationFrom ? planted.raisedExpectation : 0;
  const expected = 4.05 + raised + 0.25 * visit.person.mood + 0.7 * random.normal();
  const perceived = 3.82 + 0.75 * visit.experience.satisfaction + 0.55 * random.normal();
  return { overall_expected: onFive(expected), overall_perceived: onFive(perceived) };
}

function drawTrust(random: Random, visit: Visit): Cells {
  const score = ({ mean, noise }: { mean: number; noise: number }): Cell => {
    if (random.chance(0.04)) return null;
    const latent = mean + 0.5 * visit.experience.satisfaction + 0.5 * visit.person.mood;
    return likert(latent + noise * random.normal(), planted.aspectCuts);
  };
  return Object.fromEntries(
    Object.entries(planted.trust).map(([part, weights]) => [`trust_${part}`, score(weights)]),
  );
}

const reasonByAspect = ["taste", "wait", "staff", "environment", "price"] as const;

/** Asked of those who gave 3 or less: what was wrong, and in their own words. */
function drawReasons(random: Random, visit: Visit, satisfaction: number): Cells {
  if (satisfaction > 3) return {};
  const low = visit.experience.aspects
    .map((latent, at) => ({ latent, reason: reasonByAspect[at] ?? "taste" }))
    .filter(({ latent }) => latent < -0.6)
    .map(({ reason }) => reason);
  const chosen: readonly string[] = random.chance(0.08) ? [...low, "wrong-order"] : low;
  const reasons = chosen.length === 0 ? "none" : chosen.join("|");
  const texts = whyTexts[low[0] ?? "other"] ?? [];
  const why = random.chance(0.45) ? (texts[random.integer(texts.length)] ?? null) : null;
  return { reasons, why };
}
