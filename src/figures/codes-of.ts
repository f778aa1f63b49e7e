import type { Category } from "../warehouse/facts.ts";

/** Codes of the levels with these names. */
export function codesOf({ levels }: Category, names: readonly string[]): ReadonlySet<number> {
  return new Set(names.map((name) => levels.indexOf(name)).filter((code) => code >= 0));
}
