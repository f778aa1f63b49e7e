/** Figures of the report You said, we did (你说我改). */
import { kindsOf } from "./kind.ts";

const kind = kindsOf("co-creation");
const voices = ["cases", "responses"] as const;
const makers = ["cases", "touchpoints", "transactions"] as const;
const matched = [...makers, "customers"] as const;

export const coCreationKinds = {
  "co-creation.topic": kind("count", ["counted", "raised-12m"], voices),
  "co-creation.action": kind("count", ["counted", "actions"], ["actions"], { of: "things" }),
  "co-creation.answered": kind("share", ["counted", "topics"], [...voices, "actions"], {
    of: "things",
  }),
  "co-creation.contributors": kind("share", ["wilson", "buyers-12m"], makers),
  "co-creation.adopted": kind("share", ["wilson", "ideas"], ["cases", "actions"]),
  "co-creation.return": kind("share", ["wilson", "makers-matched"], matched),
  "co-creation.return-difference": kind("points", ["matched", "makers-matched"], matched),
} as const;
