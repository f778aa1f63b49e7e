import {
  isArrival,
  QUARANTINE_LIMIT,
  type NewAnswer,
  type Quarantined,
  type Store,
} from "./store.ts";

/** A store for tests and demonstrations: nothing survives the process. */
export function memoryStore(): Store & {
  readonly answers: ReadonlyMap<string, NewAnswer>;
  readonly quarantined: readonly Quarantined[];
} {
  const answers = new Map<string, NewAnswer>();
  const quarantined: Quarantined[] = [];
  return {
    answers,
    quarantined,
    append: async (answer) => {
      const known = answers.get(answer.id);
      if (known === undefined) {
        answers.set(answer.id, answer);
        return { kind: "stored" };
      }
      return { kind: known.hash === answer.hash ? "had" : "differs", storedAt: known.receivedAt };
    },
    has: async (id) => answers.has(id),
    quarantine: async (post) => {
      if (quarantined.length >= QUARANTINE_LIMIT) quarantined.shift();
      quarantined.push(post);
    },
    count: async () => answers.size,
    countOf: async (survey, having) =>
      [...answers.values()].filter(
        (each) =>
          each.survey === survey &&
          (each.suspect === null || isArrival(each.suspect)) &&
          (having === null || each.answers[having.question] === having.value),
      ).length,
    isReady: async () => true,
    close: async () => {},
  };
}
