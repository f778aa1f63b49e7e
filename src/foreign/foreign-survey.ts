/**
 * A questionnaire of another tool in terms that ours can say: what the readers of SurveyJS,
 * XLSForm and LimeSurvey give, and `carriedSurvey` makes ours of. Names, languages and
 * conditions are still the other tool's.
 */
import type { QuestionType } from "../survey/definition.ts";
import { CONTROL } from "./plain-text.ts";

/** One text by the languages of the source ("" where it names none), or a word of our own. */
export type Texts = ReadonlyMap<string, string> | { readonly word: ForeignWord };
export type ForeignWord =
  | "yes"
  | "no"
  | "uncertain"
  | "other"
  | "none"
  | "comment"
  | "increase"
  | "same"
  | "decrease"
  | "female"
  | "male";

/** An option of a choice or a row of a matrix. */
export interface ForeignPart {
  readonly name: string;
  /** What conditions call it, where that is not its name. */
  readonly code?: string;
  readonly title: Texts;
  readonly exclusive?: true;
  readonly other?: true;
}

export interface ForeignScale {
  readonly min: number;
  readonly max: number;
  readonly labels?: ReadonlyMap<number, Texts>;
  readonly order?: "best-first";
  /** What the source calls a point, where it is not the number itself. */
  readonly codes?: ReadonlyMap<string, number>;
}

export interface ForeignQuestion {
  /** Where it stands in the source. */
  readonly place: string;
  readonly name: string;
  readonly type: QuestionType;
  readonly title: Texts;
  readonly hint?: Texts | undefined;
  readonly missing?: Texts | undefined;
  readonly required?: boolean | undefined;
  readonly options?: readonly ForeignPart[] | undefined;
  readonly items?: readonly ForeignPart[] | undefined;
  readonly scale?: ForeignScale | undefined;
  readonly maxLength?: number | undefined;
  readonly order?: "random" | undefined;
  /** All must hold: the question's own condition and those of what it stands in. */
  readonly shown: readonly ShownIf[];
}

export interface ShownIf {
  readonly place: string;
  readonly text: string;
  /** Null where its language says more than ours. */
  readonly condition: Condition | null;
}

export type Value = string | number | boolean;

export type Condition =
  | {
      readonly kind: "compare";
      readonly name: string;
      readonly operator: "=" | "!=" | "<" | "<=" | ">" | ">=";
      readonly value: Value;
    }
  /** Chosen among others. */
  | { readonly kind: "has"; readonly name: string; readonly value: Value }
  /** Chosen, and nothing else. */
  | { readonly kind: "only"; readonly name: string; readonly values: readonly Value[] }
  | { readonly kind: "answered"; readonly name: string }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "and" | "or"; readonly of: readonly Condition[] };

/** What a name in a condition or a text means. */
export interface Named {
  readonly question: ForeignQuestion;
  readonly item?: string;
  /** Where each option has a name of its own, chosen is "Y". */
  readonly option?: string;
}

export interface ForeignSurvey {
  readonly title: Texts;
  readonly intro?: Texts | undefined;
  readonly thanks?: Texts | undefined;
  /** The language of texts that name none, and the one that stands in for others. */
  readonly language: string;
  readonly questions: readonly ForeignQuestion[];
  readonly names: ReadonlyMap<string, Named>;
  /** How texts repeat an answer: its group "name" is whose, or is not there where that is no answer. */
  readonly pipe: RegExp;
  readonly losses: readonly Loss[];
}

/** Something that could not be carried as it was. */
export interface Loss {
  /** A key of `import.loss`: what it was, and what was done. */
  readonly code: string;
  readonly place: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Losses as a reader meets them, each once. */
export interface LossList {
  readonly add: (code: string, place: string, values: Loss["values"]) => void;
  readonly all: readonly Loss[];
}

export function lossList(): LossList {
  const all: Loss[] = [];
  const known = new Set<string>();
  return {
    all,
    add: (code, place, values) => {
      const shown = Object.entries(values).map(([name, value]) => [
        name,
        typeof value === "string" ? brief(value) : value,
      ]);
      const loss: Loss = { code, place: brief(place), values: Object.fromEntries(shown) };
      const key = JSON.stringify(loss);
      if (!known.has(key)) all.push(loss);
      known.add(key);
    },
  };
}

/** Sums up a text for a list: one line, whole when short, without signs that a terminal obeys. */
export function brief(text: string): string {
  const line = text.replaceAll(CONTROL, " ").replaceAll(/\s+/gu, " ").trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
