/** What a questionnaire is, as plain data; `content/surveys/*.yaml` is checked against it. */

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
  /** Column names of a pair in files that are not ours. */
  readonly expected?: string;
  readonly perceived?: string;
  /** A pair's two questions in full; without them the words of `survey.pair` lead its title. */
  readonly ask?: { readonly expected: Localised; readonly perceived: Localised };
  /** What to say when it is left empty; without it the words of `survey.missing` say it. */
  readonly missing?: Localised;
  readonly maxLength?: number;
}

export interface SurveyDefinition {
  readonly id: string;
  readonly version: number;
  readonly audience: "customer" | "employee";
  readonly title: Localised;
  readonly intro?: Localised;
  readonly thanks?: Localised;
  readonly questions: readonly Question[];
}
