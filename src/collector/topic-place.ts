import type { SurveyDefinition } from "../survey/definition.ts";
import { idsOf } from "../survey/receipt.ts";
import { NO_TOPIC, topicPlace, topicsIn, type TopicRules } from "../survey/topic.ts";
import { versionOf } from "../survey/version-changes.ts";
import type { Store } from "./store.ts";

interface Known {
  readonly store: Pick<Store, "between">;
  readonly surveys: readonly SurveyDefinition[];
  readonly topics?: TopicRules | undefined;
  /** The page that lists topics, as built. */
  readonly page: string | null;
}

/**
 * The place of an answer's topic on the page that lists topics: of several the first chosen.
 *
 * Gives    `no-topic` whatever the reason: no receipt number, no answer or more than one, no topic
 *          in it, or none on the page, where topics of few people do not stand.
 */
export async function topicPlaceOf(
  receipt: string,
  { store, surveys, topics, page }: Known,
): Promise<string> {
  const ids = idsOf(receipt);
  if (ids === null || topics === undefined) return NO_TOPIC;
  const [said, ...others] = await store.between(...ids);
  const survey = surveys.find(({ id }) => id === said?.survey);
  if (said === undefined || others.length > 0 || survey === undefined) return NO_TOPIC;
  return (
    topicsIn(versionOf(survey, said.surveyVersion), said.answers, topics)
      .map(topicPlace)
      .find((place) => page?.includes(`id="${place}"`)) ?? NO_TOPIC
  );
}
