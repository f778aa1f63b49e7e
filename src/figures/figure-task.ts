import type { HistoricValue, LifetimeModel } from "../metrics/lifetime-value.ts";
import type { Constructs } from "../settings/constructs.ts";
import type { Rules } from "../settings/rules.ts";
import type { Site } from "../settings/site.ts";
import type { Facts } from "../warehouse/facts.ts";
import type { Answers } from "./answer-rows.ts";
import type { ReturnWindow } from "./did-figures.ts";

/** What the figures of a report are worked out from. */
export interface FigureTask {
  readonly facts: Facts;
  readonly rules: Rules;
  readonly site: Site;
  readonly constructs: Constructs;
  /** Answers of customers and of employees, one row a response. */
  readonly customers: Answers;
  readonly employees: Answers;
  /** Null when nobody has bought twice. */
  readonly window: ReturnWindow | null;
  /** Null without orders. */
  readonly lifetime: LifetimeModel | HistoricValue | null;
}
