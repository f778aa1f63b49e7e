/** Soft quotas: how many answers there are, and whether they are enough. */
import { answerAt, type Answers } from "../survey/answers.ts";
import type { SurveyDefinition } from "../survey/definition.ts";
import type { Store } from "./store.ts";

const FRESH_MS = 5000;
/** Anybody can write anything into a link: no more values are remembered. */
const MOST_VALUES = 1000;

export interface QuotaGauge {
  /** Whether there are enough answers like these already; by what the store said seconds ago. */
  readonly isFull: (survey: SurveyDefinition, answers: Answers, now: Date) => Promise<boolean>;
  /** One more was stored. */
  readonly took: (survey: SurveyDefinition, answers: Answers) => void;
}

/** Asks the store at most every five seconds, and counts on its own in between. */
export function quotaGauge(store: Store): QuotaGauge {
  const counted = new Map<string, { count: number; readonly atMs: number }>();
  const keyOf = (survey: SurveyDefinition, answers: Answers) =>
    `${survey.id}\0${valueOf(survey, answers) ?? ""}`;
  return {
    isFull: async (survey, answers, now) => {
      const { quota } = survey;
      const value = valueOf(survey, answers);
      if (quota === undefined || (quota.of !== undefined && value === null)) return false;
      const key = keyOf(survey, answers);
      let known = counted.get(key);
      if (known === undefined || now.getTime() - known.atMs >= FRESH_MS) {
        const having = value === null ? null : { question: quota.of ?? "", value };
        known = { count: await store.countOf(survey.id, having), atMs: now.getTime() };
        if (counted.size >= MOST_VALUES) counted.clear();
        counted.set(key, known);
      }
      return known.count >= quota.answers;
    },
    took: (survey, answers) => {
      const known = counted.get(keyOf(survey, answers));
      if (known !== undefined) known.count += 1;
    },
  };
}

/** What the field of the quota says; null where it has none or says nothing. */
function valueOf({ quota, questions }: SurveyDefinition, answers: Answers): string | null {
  const value = quota?.of === undefined ? null : answerAt(answers, quota.of, null);
  const known = questions.find(({ id }) => id === quota?.of)?.values;
  const isKnown = value !== null && known?.includes(String(value)) !== false;
  return isKnown ? String(value) : null;
}
