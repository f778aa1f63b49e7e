import { improvedDay, quarterStarts } from "./calendar.ts";
import {
  drawIntent,
  drawOpinions,
  drawRecommend,
  placeOf,
  mindOf,
  when,
  type Cells,
  type Details,
  type DrawnAnswer,
} from "./answers.ts";
import { planted, type Segment } from "./company.ts";
import type { Cell } from "./csv.ts";
import type { Visit } from "./customer-life.ts";
import { likert } from "./likert.ts";
import { relationshipOpinions, type Opinion } from "./opinions.ts";
import { seededRandom, type Random } from "./random.ts";

/** Twice a year, after the weeks of after-visit; nobody is asked both in one quarter. */
export const relationshipQuarters: readonly number[] = [5, 7, 9];
const fieldwork: readonly [number, number] = [14, 88];

/** A person's answers to the questionnaire for members: the own brand, and for some the rival. */
export function drawRelationship(
  seed: number,
  visits: readonly Visit[],
  customerId: string,
): readonly { readonly quarter: number; readonly answer: DrawnAnswer }[] {
  return relationshipQuarters.flatMap((quarter) => {
    const asked = visitsToAsk(visits, quarter);
    if (asked[0] === undefined) return [];
    const random = seededRandom(seed, "relationship", asked[0].person.index * 16 + quarter);
    const visit = asked.find(({ person }) => random.chance(0.92 * person.answering));
    if (visit === undefined) return [];
    const own = drawOwn(random, seed, { visit, quarter, customerId });
    if (!random.chance(0.2)) return [{ quarter, answer: own }];
    const at = { day: visit.day, customerId, channel: placeOf(visit)["channel"] ?? null };
    const rival = drawRival(seed, visit.person.index * 16 + quarter, at);
    return [own, rival].map((answer) => ({ quarter, answer }));
  });
}

/** Answers about the rival from a market panel: no customers of ours. */
export function drawPanel(seed: number, quarter: number, people: number): readonly DrawnAnswer[] {
  const random = seededRandom(seed, "panel", quarter);
  return Array.from({ length: people }, (_, at) => {
    const day = (quarterStarts[quarter] ?? 0) + fieldwork[0] + random.integer(40);
    return drawRival(seed, -(quarter * 100_000 + at), { day, customerId: null, channel: "panel" });
  });
}

interface About {
  readonly visit: Visit;
  readonly quarter: number;
  readonly customerId: string;
}

/** After these visits the person is asked, until one answer comes. */
function visitsToAsk(visits: readonly Visit[], quarter: number): readonly Visit[] {
  const start = quarterStarts[quarter] ?? 0;
  if (visits.some(({ answersWave }) => answersWave === quarter)) return [];
  return visits.filter(({ day }) => day >= start + fieldwork[0] && day < start + fieldwork[1]);
}

function drawOwn(random: Random, seed: number, about: About): DrawnAnswer {
  const { visit, quarter } = about;
  const satisfaction = likert(visit.experience.satisfaction, planted.satisfactionCuts);
  const intent = drawIntent(random, visit);
  const recommend = drawRecommend(random, visit);
  return {
    ...when(random, visit.day),
    customerId: about.customerId,
    details: () => {
      const own = seededRandom(seed, "relationship-own", visit.person.index * 16 + quarter);
      const core = { satisfaction, return: intent, recommend };
      const said = drawTies(own, visit);
      return { ...said, cells: { ...placeOf(visit), lang: "zh-CN", ...core, ...said.cells } };
    },
    suspect: false,
    ...{ satisfaction, intent, recommend },
  };
}

/** Statements and choices; who saw a promise kept, or was served in person, agrees to more. */
function drawTies(random: Random, visit: Visit): Details {
  const choices = drawChoices(random, visit);
  const seen = choices["seen"] === "yes" ? planted.seenKept.shift : 0;
  const personal = choices["personal"] === "yes" ? planted.personalService.shift : 0;
  const said = drawOpinions(random, relationshipOpinions, {
    mind: mindOf(visit),
    shifts: {
      ...{ belief_claims: seen, belief_ads: seen },
      ...{ bond_belonging: personal, bond_special: personal },
    },
  });
  return { cells: { ...said.cells, ...choices }, expected: said.expected };
}

function drawRival(
  seed: number,
  row: number,
  at: { readonly day: number; readonly customerId: string | null; readonly channel: Cell },
): DrawnAnswer {
  const random = seededRandom(seed, "rival", row);
  const { name, satisfactionMean, satisfactionSpread } = planted.rival;
  const latent = satisfactionMean + satisfactionSpread * random.normal();
  const satisfaction = likert(latent, planted.satisfactionCuts);
  const intent = likert(0.9 * latent - 0.35 + 0.8 * random.normal(), planted.intent.cuts);
  const drawn = 7.6 + 1.5 * latent + 1.4 * random.normal();
  const recommend = Math.max(0, Math.min(10, Math.round(drawn)));
  const core = { satisfaction, return: intent, recommend };
  return {
    ...when(random, at.day),
    customerId: at.customerId,
    details: () => {
      const said = drawRivalOpinions(seed, row, latent);
      const about = { channel: at.channel, brand: name, lang: "zh-CN" };
      return { ...said, cells: { ...about, ...core, ...said.cells } };
    },
    suspect: false,
    ...{ satisfaction, intent, recommend },
  };
}

const rivalOpinions: Readonly<Record<string, Opinion>> = Object.fromEntries(
  Object.entries(relationshipOpinions).map(([column, { mean, experience = 0.45, rival = 0 }]) => [
    column,
    { mean: mean + rival, experience },
  ]),
);

function drawRivalOpinions(seed: number, row: number, latent: number): Details {
  const random = seededRandom(seed, "rival-opinions", row);
  const mind = { satisfaction: latent, aspects: [], mood: 0 };
  const said = drawOpinions(random, rivalOpinions, { mind });
  const seen = random.chance(0.3) ? "yes" : "no";
  return { cells: { ...said.cells, seen }, expected: said.expected };
}

const needs = [
  "less-sugar",
  "fast-pickup",
  "quiet-seat",
  "delivery",
  "gift",
  "tea-class",
  "group-order",
  "kids",
] as const;

/** Shares of each segment that name a need, in the order of `needs`. */
const needShares: Readonly<Record<Segment, readonly number[]>> = {
  student: [0.3, 0.45, 0.35, 0.2, 0.05, 0.06, 0.3, 0.01],
  office: [0.35, 0.6, 0.15, 0.4, 0.12, 0.1, 0.25, 0.03],
  family: [0.45, 0.25, 0.3, 0.2, 0.15, 0.15, 0.08, 0.4],
  tourist: [0.15, 0.3, 0.35, 0.05, 0.4, 0.1, 0.05, 0.08],
  company: [0.15, 0.2, 0.05, 0.6, 0.4, 0.1, 0.6, 0.01],
};

function drawChoices(random: Random, visit: Visit): Cells {
  const { seenKept, personalService, changeAware } = planted;
  const yes = (share: number) => (random.chance(share) ? "yes" : "no");
  const shares = needShares[visit.person.segment];
  return {
    seen: yes(seenKept.share),
    personal: yes(personalService.share),
    aware: yes(visit.day >= improvedDay ? changeAware.after : changeAware.before),
    needs: needs.filter((_, at) => random.chance(shares[at] ?? 0)).join("|") || null,
  };
}
