import { chainFigures } from "./chain-figures.ts";
import { coCreationFigures } from "./co-creation-figures.ts";
import { constructFigures } from "./construct-figures.ts";
import { demandFigures } from "./demand-figures.ts";
import { divergenceFigures } from "./divergence-figures.ts";
import { driverFigures } from "./driver-figures.ts";
import { elementsFigures } from "./elements-figures.ts";
import { equityFigures } from "./equity-figures.ts";
import { experienceFigures } from "./experience-figures.ts";
import { feedbackFigures } from "./feedback-figures.ts";
import type { FigureTask } from "./figure-task.ts";
import type { Figure } from "./figure.ts";
import { investFigures } from "./invest-figures.ts";
import { journeyFigures } from "./journey-figures.ts";
import { lifecycleFigures } from "./lifecycle-figures.ts";
import { loyaltyFigures } from "./loyalty-figures.ts";
import { modesFigures } from "./modes-figures.ts";
import { processFigures } from "./process-figures.ts";
import { stepsFigures } from "./steps-figures.ts";
import { trustFigures } from "./trust-figures.ts";

/** Figures of reports that need nothing but the task, in any order and any thread. */
const families = {
  construct: constructFigures,
  coCreation: coCreationFigures,
  demand: demandFigures,
  invest: investFigures,
  driver: driverFigures,
  experience: experienceFigures,
  process: processFigures,
  divergence: divergenceFigures,
  elements: elementsFigures,
  feedback: feedbackFigures,
  steps: stepsFigures,
  trust: trustFigures,
  loyalty: loyaltyFigures,
  lifecycle: lifecycleFigures,
  equity: equityFigures,
  modes: modesFigures,
  chain: chainFigures,
  journey: journeyFigures,
} as const satisfies Record<string, (task: FigureTask) => readonly Figure[]>;

export type Family = keyof typeof families;

export const allFamilies = Object.keys(families) as readonly Family[];

/** What takes a second thread as long as all the rest takes the first. */
export const familiesBeside: ReadonlySet<Family> = new Set<Family>([
  "construct",
  "demand",
  "experience",
  "process",
  "steps",
  "modes",
  "chain",
  "journey",
]);

export interface FamiliesTask {
  readonly task: FigureTask;
  readonly names: readonly Family[];
}

/** Figures of each family, in the order of `names`. */
export function reportFigures({ task, names }: FamiliesTask): readonly (readonly Figure[])[] {
  return names.map((name) => families[name](task));
}
