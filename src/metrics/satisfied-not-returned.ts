import type { Estimate } from "../stats/estimate.ts";
import { isObserved } from "../stats/observed.ts";
import { proportion } from "../stats/proportion.ts";
import type { Scale } from "../survey/definition.ts";
import { requireOnScale } from "./on-scale.ts";

export interface AnswerAndReturn {
  readonly satisfaction: number | null;
  readonly intent: number | null;
  /** Bought within the return window; null while it has not passed, or without a customer. */
  readonly returned: boolean | null;
  /** Spent in the 12 months before the answer, in site currency. */
  readonly spend: number | null;
}

export interface DidOptions {
  readonly satisfaction: Scale;
  /** Left out when the survey does not ask for intent. */
  readonly intent?: Scale | undefined;
  readonly confidence?: number;
}

export type Said = "yes" | "other" | "unanswered";

export interface SaidAndDid {
  readonly said: Said;
  readonly returned: boolean;
  readonly n: number;
  readonly spend: number;
}

export interface DidGroup {
  /** Persons whose window has passed. */
  readonly n: number;
  readonly notReturned: Estimate;
  /** The same among those who said yes. */
  readonly saidYesNotReturned: Estimate;
  /** Said yes, other, unanswered, each with those who returned and those who did not. */
  readonly cells: readonly SaidAndDid[];
}

export interface DidCut {
  readonly satisfactionFrom: number;
  readonly yesFrom: number | null;
  readonly isBase: boolean;
  readonly notReturned: Estimate;
  readonly saidYesNotReturned: Estimate;
}

export interface SatisfiedNotReturned {
  readonly fullMarks: DidGroup;
  readonly others: DidGroup;
  /** Full marks whose window has not passed, or who could not be joined. */
  readonly open: number;
  /** What full marks who did not return had spent; counted, so it has no interval. */
  readonly revenueAtRisk: number | null;
  readonly sensitivity: readonly DidCut[];
}

/**
 * Satisfied but not returned (满意却未再来): of the customers who gave full marks and whose return
 * window has passed, the share who bought nothing in it.
 *
 * For      what customers did, beside what they said; and what it puts at risk.
 * Formula  |full marks, window passed, no purchase in it| / |full marks, window passed|; revenue
 *          at risk: the sum of what the former had spent in the 12 months before their answer.
 * Takes    one row a person, in any order; returned null counts nowhere but in `open`; said yes
 *          means intent in the top two points.
 * Gives    shares from 0 to 1 with Wilson's interval, for full marks and all others; a sum of
 *          money, null when no window has passed; sensitivity: the same for cuts one point off.
 * Throws   score-off-scale.
 * Source   articles/000 (满意度是满分,仍会有20%的客户不打算继续光顾), held against purchases.
 *
 * @example satisfiedNotReturned([{ satisfaction: 5, intent: 5, returned: false, spend: 80 }], { satisfaction: { min: 1, max: 5 }, intent: { min: 1, max: 5 } }).revenueAtRisk // => 80
 */
export function satisfiedNotReturned(
  rows: readonly AnswerAndReturn[],
  { satisfaction, intent, confidence = 0.95 }: DidOptions,
): SatisfiedNotReturned {
  requireOnScale(
    rows.map((row) => row.satisfaction),
    satisfaction,
  );
  if (intent !== undefined) {
    requireOnScale(
      rows.map((row) => row.intent),
      intent,
    );
  }
  const yesFrom = intent === undefined ? null : intent.max - 1;
  const scored = rows.filter((row) => isObserved(row.satisfaction));
  const from = (cut: number): readonly AnswerAndReturn[] =>
    scored.filter((row) => row.satisfaction! >= cut);
  const full = from(satisfaction.max);
  const below = scored.filter((row) => row.satisfaction! < satisfaction.max);
  const fullMarks = didGroup(full, yesFrom, confidence);
  return {
    fullMarks,
    others: didGroup(below, yesFrom, confidence),
    open: full.filter((row) => row.returned === null).length,
    revenueAtRisk: fullMarks.n === 0 ? null : spendOf(fullMarks.cells, false),
    sensitivity: [0, 1].flatMap((lower) =>
      (yesFrom === null ? [0] : [-1, 0, 1]).map((shift) => {
        const cut = satisfaction.max - lower;
        const yes = yesFrom === null ? null : yesFrom + shift;
        const { notReturned, saidYesNotReturned } = didGroup(from(cut), yes, confidence);
        const isBase = lower === 0 && shift === 0;
        return { satisfactionFrom: cut, yesFrom: yes, isBase, notReturned, saidYesNotReturned };
      }),
    ),
  };
}

function didGroup(
  rows: readonly AnswerAndReturn[],
  yesFrom: number | null,
  confidence: number,
): DidGroup {
  const passed = rows.filter((row) => row.returned !== null);
  const cells = (["yes", "other", "unanswered"] as const).flatMap((said) =>
    [true, false].map((returned) => ({ said, returned, n: 0, spend: 0 })),
  );
  const first = { yes: 0, other: 2, unanswered: 4 };
  for (const { intent, returned, spend } of passed) {
    const cell = cells[first[saidBy(intent, yesFrom)] + Number(!returned)]!;
    cell.n += 1;
    if (isObserved(spend)) cell.spend += spend;
  }
  const away = (said: readonly Said[]): Estimate => {
    const asked = cells.filter((cell) => said.includes(cell.said));
    return proportion(
      countOf(asked, false),
      countOf(asked, true) + countOf(asked, false),
      confidence,
    );
  };
  return {
    n: passed.length,
    notReturned: away(["yes", "other", "unanswered"]),
    saidYesNotReturned: away(["yes"]),
    cells,
  };
}

function saidBy(intent: number | null, yesFrom: number | null): Said {
  if (yesFrom === null || !isObserved(intent)) return "unanswered";
  return intent >= yesFrom ? "yes" : "other";
}

function countOf(cells: readonly SaidAndDid[], returned: boolean): number {
  return cells.reduce((sum, cell) => sum + (cell.returned === returned ? cell.n : 0), 0);
}

function spendOf(cells: readonly SaidAndDid[], returned: boolean): number {
  return cells.reduce((sum, cell) => sum + (cell.returned === returned ? cell.spend : 0), 0);
}
