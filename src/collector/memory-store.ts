import {
  isArrival,
  QUARANTINE_LIMIT,
  type Consent,
  type Logged,
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
  let log: Logged[] = [];
  let last = 0;
  const quarantined: Quarantined[] = [];
  const consents = new Map<string, Consent>();
  const asideWithout = (isGone: (post: Quarantined) => boolean): number => {
    const kept = quarantined.filter((post) => !isGone(post));
    return quarantined.splice(0, quarantined.length, ...kept).length - kept.length;
  };
  const without = (isGone: (logged: Logged) => boolean): readonly NewAnswer[] => {
    const gone = log.filter(isGone).map(({ answer }) => answer);
    log = log.filter((logged) => !isGone(logged));
    for (const { id } of gone) answers.delete(id);
    return gone;
  };
  return {
    answers,
    quarantined,
    append: async (answer) => {
      const known = answers.get(answer.id);
      if (known === undefined) {
        answers.set(answer.id, answer);
        last += 1;
        log.push({ seq: last, answer });
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
    between: async (first, last) =>
      [...answers.values()]
        .filter(({ id }) => first <= id && id <= last)
        .slice(0, 2)
        .map(({ survey, surveyVersion, answers }) => ({ survey, surveyVersion, answers })),
    keepConsent: async (consent) => {
      if (!consents.has(consent.version)) consents.set(consent.version, consent);
      return { kind: "stored" };
    },
    consents: async () => [...consents.values()],
    isReady: async () => true,
    read: async (after, most) => log.filter(({ seq }) => seq > after).slice(0, most),
    forget: async (ids) => {
      const named = new Set(ids);
      const gone = without(
        ({ answer }) => named.has(answer.id) || named.has(answer.customerId ?? ""),
      );
      const responses = gone.map(({ id }) => id);
      const all = [...named, ...responses];
      return {
        responses,
        contacts: gone.flatMap(({ contacts }) => contacts).length,
        quarantined: asideWithout(({ body }) => all.some((id) => body.includes(id))),
      };
    },
    letGo: async (before, upTo) => {
      asideWithout(({ receivedAt }) => receivedAt < before);
      return without(({ seq, answer }) => seq <= upTo && answer.receivedAt < before).length;
    },
    close: async () => {},
  };
}
