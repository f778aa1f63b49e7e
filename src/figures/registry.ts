/**
 * What each figure is: unit, how it is worked out, who is counted, from which
 * tables, and on which report it is at home: one file of `kinds/` a report. Names and
 * sentences for `method` and `base` stand in the words under `figures`, `method` and `base`.
 */
import { chainKinds } from "./kinds/chain.ts";
import { claimsKinds } from "./kinds/claims.ts";
import { coCreationKinds } from "./kinds/co-creation.ts";
import { dataKinds } from "./kinds/data.ts";
import { demandKinds } from "./kinds/demand.ts";
import { divergencesKinds } from "./kinds/divergences.ts";
import { elementsKinds } from "./kinds/elements.ts";
import { equityKinds } from "./kinds/equity.ts";
import { experienceKinds } from "./kinds/experience.ts";
import { feedbackKinds } from "./kinds/feedback.ts";
import { investKinds } from "./kinds/invest.ts";
import { journeyKinds } from "./kinds/journey.ts";
import { lifecycleKinds } from "./kinds/lifecycle.ts";
import { loyaltyKinds } from "./kinds/loyalty.ts";
import { modesKinds } from "./kinds/modes.ts";
import { satisfactionKinds } from "./kinds/satisfaction.ts";
import { stepsKinds } from "./kinds/steps.ts";
import { teamKinds } from "./kinds/team.ts";
import { trustKinds } from "./kinds/trust.ts";
import { valueKinds } from "./kinds/value.ts";
import { constructKind, type ConstructFigureId } from "./kinds/constructs.ts";
import type { FigureKind } from "./kinds/kind.ts";

export const figureKinds = {
  ...dataKinds,
  ...satisfactionKinds,
  ...experienceKinds,
  ...loyaltyKinds,
  ...trustKinds,
  ...valueKinds,
  ...lifecycleKinds,
  ...feedbackKinds,
  ...teamKinds,
  ...divergencesKinds,
  ...modesKinds,
  ...chainKinds,
  ...demandKinds,
  ...investKinds,
  ...elementsKinds,
  ...stepsKinds,
  ...equityKinds,
  ...journeyKinds,
  ...claimsKinds,
  ...coCreationKinds,
} as const satisfies Readonly<Record<string, FigureKind>>;

export type FigureId = keyof typeof figureKinds | ConstructFigureId;

/** The kind of a figure: from its report's list, or by the arithmetic of its construct. */
export function kindOf(id: FigureId): FigureKind {
  const listed = (figureKinds as Readonly<Record<string, FigureKind>>)[id];
  return listed ?? constructKind(id as ConstructFigureId);
}

/** The figures whose change from wave to wave is judged, by home report: one family each. */
export const changingFigures = [
  "satisfaction.csat",
  "satisfaction.mean",
  "satisfaction.expectation-gap",
  "loyalty.nps",
  "loyalty.said-yes",
  "loyalty.satisfied-not-loyal",
  "loyalty.satisfied-not-returned",
  "loyalty.said-yes-not-returned",
  "loyalty.repeat-rate-90d",
  "trust.index",
  "feedback.reply-24h",
] as const satisfies readonly FigureId[];

export type ChangingFigureId = (typeof changingFigures)[number];
