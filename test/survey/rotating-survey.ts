import type { Question, SurveyDefinition } from "../../src/survey/definition.ts";

export const t = (text: string) => ({ "zh-CN": text, en: text });

const point = (id: string, block: string, required = false): Question => ({
  id,
  type: "rating",
  block,
  title: t(`${id}?`),
  scale: { min: 1, max: 5 },
  required,
});

/** Four blocks of which each person gets two, in random order, and options in random order. */
export const rotatingSurvey: SurveyDefinition = {
  id: "rotating",
  version: 1,
  audience: "customer",
  title: t("Rotating"),
  maxQuestions: 7,
  blocks: [{ rotate: 2, of: ["service", "trust", "value", "journey"], order: "random" }],
  questions: [
    {
      id: "satisfaction",
      type: "rating",
      title: t("Satisfied?"),
      scale: { min: 1, max: 5 },
      required: true,
    },
    point("staff", "service", true),
    point("speed", "service"),
    point("honest", "trust"),
    point("able", "trust"),
    point("price", "value"),
    point("worth", "value"),
    point("find", "journey"),
    point("leave", "journey"),
    {
      id: "reasons",
      type: "multiple",
      order: "random",
      title: t("Reasons"),
      options: [
        ...["a", "b", "c", "d"].map((id) => ({ id, title: t(id) })),
        { id: "none", title: t("none"), exclusive: true },
      ],
    },
    { id: "why", type: "text", title: t("Tell us") },
  ],
};

/** Response ids that look like those of browsers, the same in every run. */
export function someIds(count: number): readonly string[] {
  let state = 20260331;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state.toString(16).padStart(8, "0");
  };
  return Array.from({ length: count }, () => {
    const hex = next() + next() + next() + next();
    return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/u, "$1-$2-4$3-8$4-");
  });
}
