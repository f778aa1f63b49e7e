import type { Dictionary } from "../words/words.ts";
import type { Constructs } from "./constructs.ts";

const families = ["score", "top2", "gap", "choice"] as const;

/**
 * The words of the figures of constructs: `figures.score.trust-quality.name` and its like, made of
 * the construct's own name and of the templates under `figures.construct`.
 */
export function withConstructWords(
  dictionary: Dictionary,
  constructs: Constructs,
  locale: string,
): Dictionary {
  const made: Record<string, string> = {};
  for (const [construct, { name }] of Object.entries(constructs)) {
    const own = name[locale] ?? Object.values(name)[0] ?? construct;
    for (const family of families) {
      for (const part of ["name", "short", "define"]) {
        const template = dictionary[`figures.construct.${family}.${part}`] ?? "CONSTRUCT";
        made[`figures.${family}.${construct.replaceAll(".", "-")}.${part}`] = template.replaceAll(
          "CONSTRUCT",
          own,
        );
      }
    }
  }
  return { ...dictionary, ...made };
}
