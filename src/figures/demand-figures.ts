import { capacityFigures } from "./demand-capacity-figures.ts";
import { historyFigures } from "./demand-history-figures.ts";
import { queueFigures } from "./demand-queue-figures.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";

/** Demand and capacity: the seven facts of article 001, and what each of its levers could move. */
export function demandFigures(task: FigureTask): readonly Figure[] {
  return [...capacityFigures(task), ...historyFigures(task), ...queueFigures(task)];
}
