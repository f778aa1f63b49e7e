/** Figures of the report Trust and sincerity (信任与真诚). */
import { answers, kindsOf } from "./kind.ts";

const kind = kindsOf("trust");
const cases = ["cases"] as const;
const casesAndOrders = ["cases", "transactions"] as const;
const casesAndAnswers = ["cases", "responses"] as const;
const casesAndEvents = ["cases", "touchpoints"] as const;
const events = ["touchpoints"] as const;
const eventsAndOrders = ["touchpoints", "transactions"] as const;

export const trustKinds = {
  "trust.index": kind("index", ["bootstrap", "trust-answered"], answers),
  "trust.factor": kind("index", ["t-interval", "trust-answered"], answers),
  "trust.zero-share": kind("share", ["wilson", "trust-answered"], answers),
  "trust.gain": kind("points", ["t-interval", "trust-answered"], answers),
  "trust.brand-index": kind("index", ["bootstrap", "brand-trust-answered"], answers),
  "trust.brand-factor": kind("index", ["t-interval", "brand-trust-answered"], answers),
  "trust.brand-gain": kind("points", ["t-interval", "brand-trust-answered"], answers),
  "trust.distrust": kind("share", ["wilson", "construct"], answers),
  "trust.distrust-by-seen": kind("share", ["wilson", "saw-answered"], answers),
  "trust.seen-difference": kind("points", ["newcombe-plain", "saw-answered"], answers),
  "trust.kept-after": kind("share", ["kaplan-meier-leaving", "repeat-buyers"], casesAndOrders),
  "trust.root": kind("share", ["wilson", "mannered-cases"], cases, { parts: true }),
  "trust.root-two": kind("share", ["wilson", "mannered-cases"], cases),
  "trust.incidents": kind("ratio", ["poisson", "contacts"], casesAndEvents),
  "trust.contacts-a-month": kind("ratio", ["t-interval", "active-customers"], eventsAndOrders),
  "trust.reply-share": kind("share", ["wilson", "own-words"], events),
  "trust.assured": kind("share", ["wilson", "served-customers"], eventsAndOrders),
  "trust.forgiven": kind("share", ["wilson", "mannered-passed"], casesAndOrders),
  "trust.forgiveness": kind("points", ["mantel-haenszel", "mannered-passed"], casesAndOrders),
  "trust.forgiven-satisfied": kind("share", ["wilson", "mannered-answered"], casesAndAnswers),
  "trust.ideas": kind("count", ["counted", "ideas"], cases),
  "trust.ideas-routed": kind("share", ["wilson", "ideas"], cases),
  "trust.ideas-by-department": kind("share", ["wilson", "ideas-routed"], cases, { parts: true }),
  "trust.ideas-adopted": kind("share", ["wilson", "ideas"], cases),
  "trust.idea-days": kind("days", ["quantile", "ideas-done"], ["cases", "actions"]),
  "trust.recovery-satisfied": kind("share", ["wilson", "answered-after"], casesAndAnswers),
  "trust.recovery-difference": kind(
    "points",
    ["newcombe-plain", "answered-after"],
    casesAndAnswers,
  ),
} as const;
