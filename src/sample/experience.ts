import { improvedDay } from "./calendar.ts";
import { aspects, planted, stores, type Aspect, type StoreKind } from "./company.ts";
import type { Random } from "./random.ts";

/** What a visit was like: a latent value for each aspect, and satisfaction made of them. */
export interface Experience {
  readonly aspects: readonly number[];
  readonly satisfaction: number;
}

const weights = aspects.map((aspect) => planted.drivers[aspect]);
const kinds = [...new Set(stores.map(({ kind }) => kind))];
const aspectMeans = {
  before: meansByKind(() => 0),
  improved: meansByKind((aspect) => planted.improvement[aspect] ?? 0),
};

function meansByKind(
  shift: (aspect: Aspect) => number,
): Readonly<Record<StoreKind, readonly number[]>> {
  const entries = kinds.map((kind) => [
    kind,
    aspects.map(
      (aspect) =>
        planted.aspectMeans[aspect] + (planted.aspectByKind[kind][aspect] ?? 0) + shift(aspect),
    ),
  ]);
  return Object.fromEntries(entries) as Record<StoreKind, readonly number[]>;
}

const meansOf = (kind: StoreKind, day: number, drivers: boolean): readonly number[] =>
  drivers ? aspectMeans[day >= improvedDay ? "improved" : "before"][kind] : weights.map(() => 0);

export function drawExperience(
  random: Random,
  visit: { readonly kind: StoreKind; readonly day: number; readonly mood: number },
  drivers: boolean,
): Experience {
  const latents = meansOf(visit.kind, visit.day, drivers).map(
    (mean) => mean + visit.mood + planted.aspectNoise * random.normal(),
  );
  const weighted = latents.reduce((sum, latent, at) => sum + latent * (weights[at] ?? 0), 0);
  return {
    aspects: latents,
    satisfaction: weighted + planted.satisfactionNoise * random.normal(),
  };
}

/** Mean and spread of satisfaction before a visit is drawn: what the truth file is computed from. */
export function expectedSatisfaction(visit: {
  readonly kind: StoreKind;
  readonly day: number;
  readonly mood: number;
}): { readonly mean: number; readonly spread: number } {
  const means = meansOf(visit.kind, visit.day, true);
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0);
  return {
    mean: visit.mood + means.reduce((sum, mean, at) => sum + mean * (weights[at] ?? 0), 0),
    spread: Math.hypot(planted.aspectNoise * Math.sqrt(squares), planted.satisfactionNoise),
  };
}
