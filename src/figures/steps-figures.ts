import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { stepsActFigures } from "./steps-act-figures.ts";
import { stepsKnowFigures } from "./steps-know-figures.ts";
import { stepsMemberFigures } from "./steps-member-figures.ts";

/** The five loyalty steps: know customers, check oneself, find the factors, act, and measure. */
export function stepsFigures(task: FigureTask): readonly Figure[] {
  return [...stepsKnowFigures(task), ...stepsActFigures(task), ...stepsMemberFigures(task)];
}
