import type { SurveyDefinition } from "../../src/survey/definition.ts";

/** A questionnaire of the usual length for benches and fault runs. */
export const benchSurvey: SurveyDefinition = {
  id: "bench",
  version: 1,
  audience: "customer",
  title: { en: "Bench", "zh-CN": "量速" },
  questions: [
    { id: "satisfaction", type: "rating", title: {}, scale: { min: 1, max: 5 }, required: true },
    {
      id: "aspects",
      type: "matrix",
      title: {},
      scale: { min: 1, max: 5 },
      items: ["taste", "wait", "staff", "place", "price"].map((id) => ({ id, title: {} })),
    },
    { id: "recommend", type: "nps", title: {}, required: true },
    { id: "why", type: "text", title: {} },
  ],
};

/** An answer as a browser sends it. */
export function benchPost(id: string): string {
  return JSON.stringify({
    id,
    survey_version: 1,
    lang: "en",
    started_at: "2026-07-03T04:40:00Z",
    answers: {
      satisfaction: 4,
      aspects: { taste: 5, wait: 3, staff: 4, place: 4, price: 2 },
      recommend: 8,
      why: "The queue at noon was long, the tea was good. 中午排队久，茶不错。",
    },
  });
}
