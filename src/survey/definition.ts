/** What a questionnaire is, as plain data; `content/surveys/*.yaml` is checked against it. */
import type { Rule } from "./show.ts";

export type Localised = Readonly<Record<string, string>>;

export interface Scale {
  readonly min: number;
  readonly max: number;
  /** Codes that mean "does not apply": they count nowhere. */
  readonly na?: readonly number[];
  /** Words of single points, by value; the ends at least when a scale has words. */
  readonly labels?: Readonly<Record<string, Localised>>;
  /** Which end is asked first. */
  readonly order?: "best-first" | "worst-first";
}

export interface Option {
  readonly id: string;
  readonly title: Localised;
  /** Chosen alone: it clears the others. */
  readonly exclusive?: boolean;
  /** With a field for one's own words, kept in the column `<question>_other`. */
  readonly other?: boolean;
}

/** A row of a matrix. Its title stands where the question's title says `{item}`. */
export interface MatrixItem extends Option {
  readonly construct?: string;
  /** What "does not apply" means for this row: "no waiting this time". */
  readonly na?: Localised;
}

export const questionTypes = [
  "rating",
  "nps",
  "effort",
  "single",
  "multiple",
  "matrix",
  "ranking",
  "pair",
  "number",
  "text",
  "date",
  "consent",
  "contact",
  "hidden",
  "note",
] as const;
export type QuestionType = (typeof questionTypes)[number];

export interface Question {
  readonly id: string;
  readonly type: QuestionType;
  readonly title: Localised;
  readonly hint?: Localised;
  /** A short name for lists, charts and the page title. */
  readonly short?: Localised;
  readonly construct?: string;
  readonly scale?: Scale;
  readonly options?: readonly Option[];
  /** Rows of a matrix, asked one by one. */
  readonly items?: readonly MatrixItem[];
  readonly required?: boolean;
  /** A condition over earlier questions; see `show.ts`. */
  readonly show?: string;
  /** `show` as `readRules` read it. */
  readonly rule?: Rule;
  /** Where to go on after this question: the first jump that holds. */
  readonly goto?: readonly Jump[];
  /** What a hidden field takes from a link; without them any text. */
  readonly values?: readonly string[];
  /** Column names of a pair in files that are not ours. */
  readonly expected?: string;
  readonly perceived?: string;
  /** A pair's two questions in full; without them the words of `survey.pair` lead its title. */
  readonly ask?: { readonly expected: Localised; readonly perceived: Localised };
  /** What to say when it is left empty; without it the words of `survey.missing` say it. */
  readonly missing?: Localised;
  readonly maxLength?: number;
  /** The block that this question belongs to; without one everybody is asked. */
  readonly block?: string;
  /** Options or items in an order of each person's own. */
  readonly order?: "random";
}

/** The questions up to `to` are left out where `if` holds, or always without one. */
export interface Jump {
  readonly if?: string;
  readonly rule?: Rule;
  /** A later question, or "end". */
  readonly to: string;
}

/** Blocks of which each respondent gets some; see `design.ts`. */
export interface BlockGroup {
  /** How many of them; all without it. */
  readonly rotate?: number;
  readonly of: readonly string[];
  readonly order?: "random";
}

/** How many answers are enough: then nobody new is asked, and who has begun still counts. */
export interface Quota {
  readonly answers: number;
  /** A hidden question: so many for each of its values. */
  readonly of?: string;
}

export interface SurveyDefinition {
  readonly id: string;
  readonly version: number;
  readonly audience: "customer" | "employee";
  readonly title: Localised;
  readonly intro?: Localised;
  readonly thanks?: Localised;
  /** The page that says what was done about answers, below the locale: "reports/co-creation/". */
  readonly results?: string;
  /** First and last day on which it takes answers, in the site's time zone. */
  readonly opens?: string;
  readonly closes?: string;
  /** Where those days begin and end, as instants; `readSettings` works them out. */
  readonly opensAt?: string;
  readonly closesAt?: string;
  readonly quota?: Quota;
  /** Nobody may be asked more; a matrix or a pair counts once. */
  readonly maxQuestions?: number;
  /** Nobody may see more screens; each item of a matrix and each half of a pair is one. */
  readonly maxScreens?: number;
  readonly blocks?: readonly BlockGroup[];
  /** Versions that people answered before this one, from `content/surveys/earlier`. */
  readonly earlier?: readonly SurveyDefinition[];
  readonly questions: readonly Question[];
}
