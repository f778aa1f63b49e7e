/** A finding is data: it can be wrapped, translated and tested. */
import type { Tone } from "../charts/chart.ts";

/** Text with emphasis: strings are plain, `{ strong }` is what the eye should catch. */
export type Rich = readonly (string | { readonly strong: string })[];

export type FindingKind =
  | "contradiction"
  | "change"
  | "level"
  | "target"
  | "no-change"
  | "thin"
  | "hidden"
  | "missing"
  | "association";

export interface Finding {
  /** Split after ，；： (or , ; :) so that a heading breaks between clauses. */
  readonly clauses: readonly string[];
  readonly tone: Tone;
  readonly kind: FindingKind;
  /** Keys of the figures that the sentence rests on. */
  readonly figures: readonly string[];
}
