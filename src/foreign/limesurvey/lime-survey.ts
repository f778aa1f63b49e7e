/** A LimeSurvey questionnaire, the same from its .lss (XML) and its .txt (tab separated) file. */
import type { Texts } from "../foreign-survey.ts";

export type LimeTexts = Extract<Texts, ReadonlyMap<string, string>>;

export interface LimeSurvey {
  readonly language: string;
  readonly title: LimeTexts;
  readonly intro: LimeTexts;
  readonly thanks: LimeTexts;
  readonly groups: readonly LimeGroup[];
  /** What changes the course of the survey and is not carried: "quota". */
  readonly settings: readonly string[];
}

export interface LimeGroup {
  readonly place: string;
  readonly name: LimeTexts;
  readonly description: LimeTexts;
  readonly relevance: string;
  readonly questions: readonly LimeQuestion[];
}

export interface LimeQuestion {
  readonly place: string;
  readonly code: string;
  /** One letter or sign, as the manual lists them. */
  readonly type: string;
  readonly text: LimeTexts;
  readonly help: LimeTexts;
  readonly relevance: string;
  readonly isMandatory: boolean;
  readonly hasOther: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  readonly parts: readonly LimePart[];
  readonly answers: readonly LimePart[];
  /** The name that surveys before 1.92 wrote in conditions: `12345X6X78`. */
  readonly oldName?: string;
}

/** A subquestion or an answer. */
export interface LimePart {
  readonly code: string;
  readonly text: LimeTexts;
  /** 0, or 1 for the second of two scales. */
  readonly scale: number;
}
