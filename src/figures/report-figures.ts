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

type Family = keyof typeof families;

/** These read most: who works them out in a second thread starts with them, and earlier. */
const heavy: readonly Family[] = [
  ...(["construct", "demand", "experience", "process", "steps", "modes"] as const),
  ...(["chain", "journey"] as const),
];
const others = (Object.keys(families) as Family[]).filter((name) => !heavy.includes(name));
const order = [...heavy, ...others];

/** Families that several threads share out among them. */
export interface FamiliesTask {
  readonly task: FigureTask;
  /** One element, shared: how many of the families were taken so far. */
  readonly taken: Int32Array;
}

/** Nothing is taken yet. */
export function noneTaken(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

export type FamilyFigures = readonly [family: Family, figures: readonly Figure[]];

/** Figures of the families that nobody else has taken. */
export function reportFigures({ task, taken }: FamiliesTask): readonly FamilyFigures[] {
  const done: FamilyFigures[] = [];
  const take = () => order[Atomics.add(taken, 0, 1)];
  for (let family = take(); family !== undefined; family = take())
    done.push([family, families[family](task)]);
  return done;
}

/** Figures of all families in one order, whoever worked them out. */
export function inOrder(done: readonly FamilyFigures[]): readonly Figure[] {
  const byFamily = new Map(done);
  return order.flatMap((family) => byFamily.get(family) ?? []);
}
