/** Figures of the report Experience (体验). */
import { answers, kindsOf } from "./kind.ts";

const kind = kindsOf("experience");
const events = ["touchpoints"] as const;
const cases = ["cases"] as const;

export const experienceKinds = {
  "driver.kind": kind("share", ["importance-bootstrap", "all-items"], answers),
  "driver.kind-rank": kind("index", ["rank-bootstrap", "all-items"], answers),
  "driver.value": kind("share", ["importance-bootstrap", "all-items"], answers),
  "driver.value-rank": kind("index", ["rank-bootstrap", "all-items"], answers),
  "experience.cx-index": kind("index", ["t-interval", "cx-items"], answers),
  "experience.wait": kind("minutes", ["rank-interval", "waits"], events),
  "experience.handling": kind("minutes", ["rank-interval", "handlings"], events),
  "experience.resolution": kind("hours", ["survival-quantile", "complaints"], cases),
  "experience.smooth": kind("share", ["clustered", "event-persons"], [...events, "customers"]),
  "experience.smooth-by-stage": kind(
    "share",
    ["clustered", "event-persons"],
    [...events, "customers"],
  ),
  "experience.setback": kind("share", ["clustered", "event-persons"], [...events, "customers"]),
  "experience.first-contact": kind("share", ["wilson", "closed-complaints"], cases),
  "experience.self-solved": kind("share", ["clustered", "machine-persons"], events),
  "experience.handed-over": kind("share", ["clustered", "machine-persons"], events),
  "experience.online-success": kind("share", ["clustered", "online-persons"], events),
  "experience.disappointed": kind("share", ["wilson", "complaints"], cases),
  "experience.by-disappointment": kind(
    "index",
    ["t-interval", "after-case"],
    ["responses", "cases"],
  ),
  "experience.web-index": kind("index", ["t-interval", "web-items"], answers),
  "experience.total-index": kind("index", ["t-interval", "total-items"], answers),
  "experience.rival-gap": kind("points", ["welch-plain", "rival"], answers),
} as const;
