/** Figures of the report Team (员工). */
import { answers, kindsOf } from "./kind.ts";

const kind = kindsOf("team");

export const teamKinds = {
  "employee.satisfaction": kind("share", ["wilson", "employees"], answers),
  "employee.nps": kind("points", ["adjusted-wald", "employees"], answers),
  "employee.stay": kind("share", ["wilson", "employees"], answers),
} as const;
