/** Figures of the report Five service modes (五种服务). */
import { answers, kindsOf, orders } from "./kind.ts";

const kind = kindsOf("modes");
const standards = ["standards"] as const;
const events = ["touchpoints"] as const;
const members = ["customers"] as const;
const membersAndEvents = ["customers", "touchpoints"] as const;
const things = { of: "things" } as const;

export const modesKinds = {
  "modes.open": kind("count", ["counted", "open-things"], standards, things),
  "modes.open-item": kind("count", ["counted", "open-things"], standards, things),
  "modes.forecast-hit": kind("share", ["wilson", "rhythmic"], events),
  "modes.reminder-in-time": kind("share", ["wilson", "reminded"], events),
  "modes.reminder-hit": kind("share", ["wilson", "reminded-passed"], events),
  "modes.kept": kind("share", ["wilson", "promises-due"], standards, things),
  "modes.on-time": kind("share", ["wilson", "deliveries"], orders, things),
  "modes.refunded": kind("share", ["wilson", "buyers"], orders),
  "modes.wait-spread": kind("ratio", ["variation", "tier-waited"], membersAndEvents),
  "modes.price-spread": kind("ratio", ["t-interval", "sku-months"], orders, things),
  "modes.score-spread": kind("index", ["sd-interval", "tier-rated"], ["responses", "customers"]),
  "modes.channel-gap": kind("points", ["welch-pairs", "channel-rated"], answers),
  "modes.two-channels": kind("share", ["wilson", "repeaters"], orders),
  "modes.swing": kind("points", ["sd-interval", "location-rated"], answers),
  "modes.signals": kind("count", ["control-chart", "location-waves"], answers, things),
  "modes.opt-in": kind("share", ["wilson", "asked-permission"], members),
  "modes.unsubscribed": kind("share", ["wilson", "opted-in"], members),
  "modes.messages": kind("ratio", ["t-interval", "by-permission"], membersAndEvents),
  "modes.plan": kind("share", ["wilson", "plans"], events, { parts: true }),
  "modes.unwanted": kind("count", ["counted", "messages"], membersAndEvents, things),
  "modes.unwanted-share": kind("share", ["wilson", "messages"], membersAndEvents, things),
  "modes.substitute": kind("share", ["wilson", "exits"], events),
} as const;
