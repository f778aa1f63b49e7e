/** Figures of the report Journey (旅程). */
import { answers, both, kindsOf } from "./kind.ts";

const kind = kindsOf("journey");
const events = ["touchpoints"] as const;
const known = ["touchpoints", "customers"] as const;
const eventsAndAnswers = ["touchpoints", "responses"] as const;
const eventsAndOrders = ["touchpoints", "transactions"] as const;
const people = ["customers", "transactions"] as const;
const peopleAndEvents = ["customers", "touchpoints", "transactions"] as const;
const rank = ["spearman-fisher", "locations"] as const;
const things = { of: "things" } as const;

export const journeyKinds = {
  "journey.with-recognition": kind("ratio", rank, answers, things),
  "journey.with-loyalty": kind("ratio", rank, answers, things),
  "journey.with-belonging": kind("ratio", rank, answers, things),
  "journey.with-revenue": kind("ratio", rank, both, things),
  "journey.recognition-slope": kind("points", ["ols-hc3", "recognition-answered"], answers),
  "journey.segment-revenue": kind("share", ["sum", "segment-buyers"], people, {
    shareOf: "money",
  }),
  "journey.existing": kind("count", ["counted", "segment-buyers"], people),
  "journey.potential": kind("count", ["counted", "heard-of"], people),
  "journey.main-need": kind(
    "share",
    ["wilson", "main-group"],
    ["customers", "responses", "transactions"],
    { parts: true },
  ),
  "journey.member-idle": kind("share", ["wilson", "members"], known),
  "journey.member-frequency": kind("ratio", ["matched", "matched-members"], peopleAndEvents),
  "journey.member-basket": kind("money", ["matched", "matched-members"], peopleAndEvents),
  "journey.member-shares": kind("points", ["matched", "matched-members"], peopleAndEvents),
  "journey.member-satisfaction": kind(
    "points",
    ["matched", "matched-members"],
    [...peopleAndEvents, "responses"],
  ),
  "journey.contacts": kind("count", ["counted", "met-12m"], events, things),
  "journey.drop-off": kind("share", ["clustered", "event-persons"], known),
  "journey.touch-score": kind("index", ["t-interval", "met-before"], eventsAndAnswers),
  "journey.setback-gap": kind("points", ["welch-plain", "met-before"], eventsAndAnswers),
  "journey.phase-contacts": kind("count", ["counted", "met-12m"], events, things),
  "journey.phase-drop-off": kind("share", ["clustered", "event-persons"], known),
  "journey.phase-score": kind("index", ["t-interval", "met-before"], eventsAndAnswers),
  "journey.after-bought": kind("share", ["wilson", "served-after"], eventsAndOrders),
  "journey.after-shared": kind("share", ["wilson", "served-after"], eventsAndOrders),
  "journey.a5": kind("count", ["counted", "known-persons"], known),
  "journey.a5-next": kind("share", ["wilson", "step-before"], known),
  "journey.par": kind("share", ["wilson", "aware"], known),
  "journey.bar": kind("share", ["wilson", "aware"], known),
  "journey.a5-loops": kind("share", ["wilson", "two-steps"], known),
  "journey.a5-unasked": kind("share", ["wilson", "acted"], known),
  "journey.hesitant": kind("count", ["counted", "hesitant"], peopleAndEvents),
  "journey.hesitant-verdict": kind("share", ["wilson", "hesitant"], peopleAndEvents, {
    parts: true,
  }),
  "journey.buy-rate": kind("share", ["wilson", "segment-people"], [...people, "touchpoints"]),
  "journey.owned": kind("share", ["wilson", "touchpoints"], ["actions", "touchpoints"], things),
  "journey.owner": kind("count", ["counted", "actions-of"], ["actions", "touchpoints"], things),
  "journey.first-order": kind("share", ["wilson", "heard-how"], people),
  "journey.first-order-gap": kind("points", ["newcombe-plain", "heard-how"], people),
  "journey.referred-trust": kind(
    "index",
    ["t-interval", "trust-and-source"],
    ["customers", "responses"],
  ),
  "journey.referred-trust-gap": kind(
    "points",
    ["welch-plain", "trust-and-source"],
    ["customers", "responses"],
  ),
  "journey.cost-per-new": kind("money", ["counted", "first-in-wave"], ["costs", "transactions"]),
} as const;
