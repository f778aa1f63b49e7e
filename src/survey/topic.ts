/** What an answer raises, by the codes that its person chose, and where a page lists it. */
import type { Answers } from "./answers.ts";
import type { SurveyDefinition } from "./definition.ts";

/** The construct whose questions ask what goes wrong. */
export const PAIN_POINT = "pain.point";

export interface TopicRules {
  /** Topic by code; other codes are their own topic. */
  readonly topics: Readonly<Record<string, string>>;
  /** Codes that name no topic. */
  readonly none: readonly string[];
}

/** The topic that a code of a pain point, a type or a cause means; null when it names none. */
export function topicOf(code: string, { topics, none }: TopicRules): string | null {
  if (none.includes(code)) return null;
  return Object.hasOwn(topics, code) ? (topics[code] ?? code) : code;
}

/** Topics that a customer's answer raises, in the order in which they were chosen. */
export function topicsIn(
  { audience, questions }: SurveyDefinition,
  answers: Answers,
  rules: TopicRules,
): readonly string[] {
  if (audience !== "customer") return [];
  return questions
    .filter(({ id, construct }) => construct === PAIN_POINT && Object.hasOwn(answers, id))
    .flatMap(({ id }) => answers[id] as string | readonly string[])
    .flatMap((code) => topicOf(code, rules) ?? []);
}

/** Where a page stands that lists topics, below its locale. */
export const TOPICS_PATH = "reports/co-creation/";

/** Id of a topic's place on that page, as it stands in an address too. */
export function topicPlace(topic: string): string {
  return `topic-${encodeURIComponent(topic)}`;
}

/** Id of what that page says where a receipt number leads to no topic; no topic has it. */
export const NO_TOPIC = "no-topic";
