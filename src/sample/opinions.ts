import { aspects, planted, type Aspect } from "./company.ts";
import { likert, normalShareBelow } from "./likert.ts";
import type { Random } from "./random.ts";

/** What moves one statement on the five-point scale of agreement. */
export interface Opinion {
  readonly mean: number;
  /** Weight of the satisfaction of the visit; 0.45 without it. */
  readonly experience?: number;
  /** The aspect that it is about, with a weight of 0.4. */
  readonly aspect?: Aspect;
  /** How much higher it is for the rival. */
  readonly rival?: number;
}

const personWeight = 0.3;
const aspectWeight = 0.4;
const noise = 0.75;

/** Columns of after-visit that are drawn by these weights. */
export const visitOpinions: Readonly<Record<string, Opinion>> = {
  trust_sincere: { mean: 0.2, aspect: "staff" },
  trust_delight: { mean: -0.15, experience: 0.9 },
  ease_effective: { mean: 0.75 },
  ease_easy: { mean: 0.3, aspect: "wait" },
  ease_feeling: { mean: 0.2, aspect: "environment" },
  "ease_saved-time": { mean: 0.05, aspect: "wait", experience: 0.3 },
  price_fair: { mean: 0.05, aspect: "price" },
  price_clear: { mean: 0.35 },
  price_honest: { mean: 0, aspect: "price" },
  price_worth: { mean: 0.15, aspect: "price", experience: 0.55 },
  service_known: { mean: -0.15, aspect: "staff" },
  service_part: { mean: 0.3 },
  service_clear: { mean: 0.05, aspect: "price" },
  service_fair: { mean: 0.4, aspect: "staff" },
  voice_chance: { mean: -0.05 },
  voice_ease: { mean: -0.2 },
  voice_handling: { mean: -0.3, experience: 0.7 },
};

/** Columns of relationship that are drawn by these weights. */
export const relationshipOpinions: Readonly<Record<string, Opinion>> = {
  belief_quality: { mean: 0.5, aspect: "taste", rival: -0.5 },
  belief_brand: { mean: 0.4, rival: -0.2 },
  belief_relationship: { mean: -0.1, aspect: "staff", rival: -0.3 },
  belief_claims: { mean: -0.5, rival: -0.1 },
  belief_ads: { mean: -0.8, rival: 0.05 },
  belief_kept: { mean: 0.05, rival: -0.2 },
  belief_benefit: { mean: 0, aspect: "price", rival: 0.15 },
  visit_ability: { mean: 0.45, aspect: "staff", rival: -0.15 },
  visit_support: { mean: 0.25, aspect: "wait", rival: 0.35 },
  visit_environment: { mean: 0.2, aspect: "environment", rival: 0.1 },
  visit_proof: { mean: 0.1, aspect: "taste", rival: -0.4 },
  visit_design: { mean: 0.3, aspect: "taste", rival: -0.1 },
  visit_purchase: { mean: 0.15, aspect: "wait", rival: 0.4 },
  visit_function: { mean: 0.45, aspect: "taste", experience: 0.6, rival: -0.2 },
  visit_digital: { mean: -0.25, rival: 0.3 },
  self_understandable: { mean: 0.4, rival: 0.2 },
  self_easy: { mean: 0.35, rival: 0.25 },
  self_query: { mean: -0.3, aspect: "wait", rival: 0.5 },
  self_fast: { mean: 0, aspect: "wait", rival: 0.4 },
  self_human: { mean: -0.45, aspect: "staff", rival: -0.1 },
  self_secure: { mean: 0.55, rival: 0 },
  self_insured: { mean: -0.1, rival: -0.1 },
  self_channels: { mean: 0.1, rival: 0.1 },
  web_easy: { mean: 0.25, experience: 0.55, rival: 0.2 },
  web_reliable: { mean: 0.1, rival: 0.1 },
  web_fast: { mean: 0, rival: 0.3 },
  web_secure: { mean: 0.4, rival: 0 },
  meaning_free: { mean: 0.2, rival: -0.1 },
  meaning_honest: { mean: 0.3, experience: 0.6, rival: -0.2 },
  meaning_relationship: { mean: -0.5, aspect: "staff", rival: -0.2 },
  meaning_care: { mean: -0.2, aspect: "staff", rival: -0.2 },
  feeling_sense: { mean: 0.5, aspect: "taste", rival: -0.2 },
  feeling_emotion: { mean: 0.2, experience: 0.7, rival: 0 },
  feeling_thought: { mean: -0.6, rival: 0 },
  feeling_act: { mean: 0.05, rival: -0.1 },
  feeling_relate: { mean: -0.3, rival: 0.1 },
  feeling_economic: { mean: -0.05, aspect: "price", experience: 0.85, rival: 0.4 },
  feeling_functional: { mean: 0.4, aspect: "taste", experience: 0.9, rival: -0.2 },
  feeling_psychological: { mean: -0.1, aspect: "environment", experience: 0.85, rival: -0.1 },
  total_brand: { mean: 0.35, rival: -0.2 },
  total_product: { mean: 0.5, aspect: "taste", experience: 0.6, rival: -0.3 },
  total_service: { mean: 0.25, aspect: "staff", experience: 0.55, rival: -0.2 },
  total_money: { mean: -0.35, aspect: "price", rival: 0.6 },
  total_time: { mean: -0.25, aspect: "wait", rival: 0.5 },
  total_exit: { mean: -0.2, rival: -0.1 },
  total_terms: { mean: -0.4, rival: 0 },
  bond_belonging: { mean: -0.45, rival: -0.2 },
  bond_identity: { mean: -0.1, rival: -0.1 },
  bond_preference: { mean: 0.15, experience: 0.7, rival: -0.3 },
  bond_special: { mean: -0.5, aspect: "staff", rival: -0.1 },
};

/** What a person has in mind when answering. */
export interface Mind {
  readonly satisfaction: number;
  readonly aspects: readonly number[];
  readonly mood: number;
}

export interface Said {
  readonly score: number;
  /** The mean of the score under the planted weights, given what the person has in mind. */
  readonly expected: number;
}

/** One statement, 1 to 5; `shift` moves it for this person alone. */
export function drawOpinion(random: Random, opinion: Opinion, mind: Mind, shift = 0): Said {
  const { mean, experience = 0.45, aspect } = opinion;
  const about = aspect === undefined ? 0 : (mind.aspects[aspects.indexOf(aspect)] ?? 0);
  const middle =
    mean + shift + experience * mind.satisfaction + personWeight * mind.mood + aspectWeight * about;
  const above = planted.aspectCuts.map((cut) => 1 - normalShareBelow((cut - middle) / noise));
  return {
    score: likert(middle + noise * random.normal(), planted.aspectCuts),
    expected: 1 + above.reduce((sum, share) => sum + share, 0),
  };
}
