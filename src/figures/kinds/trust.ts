/** Figures of the report Trust and sincerity (信任与真诚). */
import { answers, kindsOf } from "./kind.ts";

const kind = kindsOf("trust");

export const trustKinds = {
  "trust.index": kind("index", ["bootstrap", "trust-answered"], answers),
  "trust.factor": kind("index", ["t-interval", "trust-answered"], answers),
  "trust.zero-share": kind("share", ["wilson", "trust-answered"], answers),
} as const;
