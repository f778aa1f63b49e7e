/** Figures of the report Service-profit chain and encounters (服务利润链). */
import { answers, both, kindsOf, orders } from "./kind.ts";

const kind = kindsOf("chain");
const cases = ["cases"] as const;
const events = ["touchpoints"] as const;
const eventsAndAnswers = ["touchpoints", "responses"] as const;
const link = ["fisher", "locations"] as const;
const lag = ["clustered-slope", "location-waves"] as const;
const things = { of: "things" } as const;

export const chainKinds = {
  "chain.employee-satisfaction": kind("ratio", link, answers, things),
  "chain.satisfaction-loyalty": kind("ratio", link, answers, things),
  "chain.loyalty-revenue": kind("ratio", link, both, things),
  "chain.revenue-profit": kind("ratio", link, orders, things),
  "chain.employee-satisfaction-lag": kind("points", lag, answers, things),
  "chain.satisfaction-loyalty-lag": kind("points", lag, answers, things),
  "chain.loyalty-revenue-lag": kind("points", lag, both, things),
  "chain.revenue-profit-lag": kind("points", lag, orders, things),
  "chain.revenue-growth": kind("share", ["counted", "home-buyers"], orders, { shareOf: "money" }),
  "chain.margin": kind("share", ["counted", "home-buyers"], orders, { shareOf: "money" }),
  "chain.encounter": kind("share", ["wilson", "all-contacts"], events, things),
  "chain.face-by-part": kind("share", ["wilson", "timed-contacts"], events, things),
  "chain.satisfied-by-encounter": kind("index", ["t-interval", "met-before"], eventsAndAnswers),
  "chain.satisfied-by-part": kind("index", ["t-interval", "met-before"], eventsAndAnswers),
  "chain.face-driver": kind("share", ["importance-bootstrap", "face-answered"], answers),
  "chain.face-rank": kind("index", ["rank-bootstrap", "face-answered"], answers),
  "chain.self-driver": kind("share", ["importance-bootstrap", "self-answered"], answers),
  "chain.self-rank": kind("index", ["rank-bootstrap", "self-answered"], answers),
  "chain.machine": kind("share", ["wilson", "machine-contacts"], events, things),
  "chain.environment": kind("points", ["ols-hc3", "aspects-answered"], answers),
  "chain.attributed": kind("share", ["wilson", "attributed-complaints"], cases, { parts: true }),
  "chain.customer-caused": kind("share", ["wilson", "attributed-complaints"], ["cases", "actions"]),
  "chain.customer-caused-change": kind(
    "points",
    ["newcombe-plain", "attributed-complaints"],
    ["cases", "actions"],
  ),
} as const;
