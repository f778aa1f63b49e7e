import type { Estimate } from "../stats/estimate.ts";
import { isObserved } from "../stats/observed.ts";
import { proportion } from "../stats/proportion.ts";
import type { Scale } from "../survey/definition.ts";
import { requireOnScale } from "./on-scale.ts";

export interface SatisfactionAndIntent {
  readonly satisfaction: number | null;
  readonly intent: number | null;
}

export interface SaidOptions {
  readonly satisfaction: Scale;
  readonly intent: Scale;
  readonly confidence?: number;
}

export interface SaidGroup {
  /** Persons who answered both. */
  readonly n: number;
  readonly saidYes: Estimate;
  readonly notLoyal: Estimate;
}

export interface SaidCut {
  /** Lowest satisfaction that counts as satisfied. */
  readonly satisfactionFrom: number;
  /** Lowest intent that counts as a yes. */
  readonly yesFrom: number;
  /** Intent below this counts as not loyal. */
  readonly notLoyalBelow: number;
  /** The cuts that the headline uses. */
  readonly isBase: boolean;
  readonly saidYes: Estimate;
  readonly notLoyal: Estimate;
}

export interface SatisfiedNotLoyal {
  readonly fullMarks: SaidGroup;
  readonly others: SaidGroup;
  readonly sensitivity: readonly SaidCut[];
}

/**
 * Satisfied but not loyal (满意不忠诚): of the customers who gave full marks, the share who say
 * that they rather will not come back, beside the share who say that they will.
 *
 * For      stands beside CSAT so that nobody reads satisfaction as loyalty.
 * Formula  not loyal: |full marks and intent below the scale's midpoint| / |full marks and intent
 *          answered|; said yes: |full marks and intent in the top two points| / the same.
 * Takes    one row a person, in any order; a row that lacks one of the answers counts nowhere.
 * Gives    shares from 0 to 1, for full marks and for all others; sensitivity: the same for
 *          satisfaction from full marks or one point lower and for intent cuts one point off.
 * Throws   score-off-scale.
 * Source   articles/000 (满意度是满分,仍会有20%的客户不打算继续光顾); the cuts are our reading.
 *
 * @example satisfiedNotLoyal([{ satisfaction: 5, intent: 1 }, { satisfaction: 5, intent: 5 }], { satisfaction: { min: 1, max: 5 }, intent: { min: 1, max: 5 } }).fullMarks.notLoyal.value // => 0.5
 */
export function satisfiedNotLoyal(
  answers: readonly SatisfactionAndIntent[],
  { satisfaction, intent, confidence = 0.95 }: SaidOptions,
): SatisfiedNotLoyal {
  requireOnScale(
    answers.map((answer) => answer.satisfaction),
    satisfaction,
  );
  requireOnScale(
    answers.map((answer) => answer.intent),
    intent,
  );
  const both = answers.filter((row) => isObserved(row.satisfaction) && isObserved(row.intent));
  const intents = (fits: (score: number) => boolean): readonly number[] =>
    both.filter((row) => fits(row.satisfaction!)).map((row) => row.intent!);
  const middle = (intent.min + intent.max) / 2;
  const base = { yesFrom: intent.max - 1, notLoyalBelow: middle };
  const sensitivity = [0, 1].flatMap((lower) =>
    [-1, 0, 1].map((shift) => {
      const satisfactionFrom = satisfaction.max - lower;
      const cuts = { yesFrom: base.yesFrom + shift, notLoyalBelow: middle + shift };
      const said = saidShares(
        intents((score) => score >= satisfactionFrom),
        cuts,
        confidence,
      );
      return { satisfactionFrom, ...cuts, isBase: lower === 0 && shift === 0, ...shares(said) };
    }),
  );
  return {
    fullMarks: saidShares(
      intents((score) => score >= satisfaction.max),
      base,
      confidence,
    ),
    others: saidShares(
      intents((score) => score < satisfaction.max),
      base,
      confidence,
    ),
    sensitivity,
  };
}

function saidShares(
  intents: readonly number[],
  cuts: { readonly yesFrom: number; readonly notLoyalBelow: number },
  confidence: number,
): SaidGroup {
  const n = intents.length;
  const yes = intents.filter((score) => score >= cuts.yesFrom).length;
  const no = intents.filter((score) => score < cuts.notLoyalBelow).length;
  return { n, saidYes: proportion(yes, n, confidence), notLoyal: proportion(no, n, confidence) };
}

function shares({ saidYes, notLoyal }: SaidGroup): Pick<SaidGroup, "saidYes" | "notLoyal"> {
  return { saidYes, notLoyal };
}
