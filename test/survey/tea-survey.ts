import { readRules } from "../../src/survey/rules.ts";
import type { Question, SurveyDefinition } from "../../src/survey/definition.ts";

const t = (text: string) => ({ "zh-CN": text, en: text });

/** A survey with one question of each kind that a test needs; not the sample company's. */
export const teaSurvey: SurveyDefinition = readRules({
  id: "tea",
  version: 2,
  audience: "customer",
  title: t("Tea"),
  questions: [
    {
      id: "satisfaction",
      type: "rating",
      title: t("Satisfied?"),
      scale: { min: 1, max: 5 },
      required: true,
    },
    {
      id: "aspects",
      type: "matrix",
      title: t("How was {item}?"),
      scale: { min: 1, max: 5, na: [0], labels: { 0: t("not this time") } },
      items: [
        { id: "taste", title: t("the taste") },
        { id: "wait", title: t("the wait") },
      ],
    },
    { id: "overall", type: "pair", title: t("Overall"), scale: { min: 1, max: 5 } },
    { id: "recommend", type: "nps", title: t("Recommend?"), required: true },
    {
      id: "reasons",
      type: "multiple",
      title: t("Why?"),
      show: "satisfaction <= 3",
      required: true,
      options: [
        { id: "price", title: t("price") },
        { id: "wait", title: t("wait") },
        { id: "none", title: t("none"), exclusive: true },
      ],
    },
    { id: "why", type: "text", title: t("Tell us"), show: "reasons has price", maxLength: 20 },
    {
      id: "order",
      type: "ranking",
      title: t("Order"),
      options: [
        { id: "a", title: t("a") },
        { id: "b", title: t("b") },
      ],
    },
    { id: "born", type: "date", title: t("Date") },
    { id: "cups", type: "number", title: t("Cups"), scale: { min: 0, max: 20 } },
    { id: "agree", type: "consent", title: t("Agree?") },
    { id: "reach", type: "contact", title: t("Reach you?") },
    { id: "channel", type: "hidden", title: t("Channel") },
  ],
});

/** The same survey with one question changed. */
export function changed(id: string, change: Partial<Question>): SurveyDefinition {
  return readRules({
    ...teaSurvey,
    questions: teaSurvey.questions.map((question) =>
      question.id === id ? { ...question, ...change } : question,
    ),
  });
}
