import type { Rules } from "../settings/rules.ts";
import type { CaseRow } from "../warehouse/facts.ts";

/** Everything that is not listed as an idea or as praise is a complaint. */
export function isComplaint({ type }: CaseRow, { cases }: Rules): boolean {
  return type === null || !(cases.ideas.includes(type) || cases.praise.includes(type));
}

export function isIdea({ type }: CaseRow, { cases }: Rules): boolean {
  return type !== null && cases.ideas.includes(type);
}

/** A complaint that the customer did not cause: something that the company did not keep. */
export function isFailure(each: CaseRow, rules: Rules): boolean {
  return isComplaint(each, rules) && each.attributable !== "customer";
}

export type Attitude = keyof Rules["attitudes"] | "other";

/** How the customer was met, null where nobody wrote it down. */
export function attitudeOf({ attitude }: CaseRow, { attitudes }: Rules): Attitude | null {
  if (attitude === null) return null;
  const names = Object.keys(attitudes) as (keyof Rules["attitudes"])[];
  return names.find((name) => attitudes[name].includes(attitude)) ?? "other";
}
