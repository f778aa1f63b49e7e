/**
 * Figures of constructs, one family an arithmetic. Ids are made of the construct's id:
 * `score.trust-quality` is the mean of trust.quality from 0 to 100.
 */
import { answers, kindsOf, type FigureKind } from "./kind.ts";

const kind = kindsOf("satisfaction");

const families = {
  /** Mean from 0 to 100. */
  score: kind("index", ["t-interval", "construct"], answers),
  /** Share of the two best scores. */
  top2: kind("share", ["wilson", "construct"], answers),
  /** Perceived less expected, per person, in points of 0 to 100. */
  gap: kind("points", ["paired-t", "construct-pair"], answers),
  /** Share that chose an option. */
  choice: kind("share", ["wilson", "construct"], answers, { parts: true }),
} as const;

export type ConstructFamily = keyof typeof families;
export const constructFamilies = Object.keys(families) as readonly ConstructFamily[];
export type ConstructFigureId = `${ConstructFamily}.${string}`;

/** `score.trust-quality` of the construct trust.quality. */
export function constructFigure(family: ConstructFamily, construct: string): ConstructFigureId {
  return `${family}.${construct.replaceAll(".", "-")}`;
}

export function constructKind(id: ConstructFigureId): FigureKind {
  const family = families[id.slice(0, id.indexOf(".")) as ConstructFamily];
  if (family === undefined) throw new Error(`no figure is called ${id}`);
  return family;
}
