import type { SurveyDefinition } from "../../src/survey/definition.ts";

const t = (zh: string, en: string) => ({ "zh-CN": zh, en });
const options = (...pairs: readonly (readonly [string, string, string])[]) =>
  pairs.map(([id, zh, en]) => ({ id, title: t(zh, en) }));

/** Every type of question, jumps, conditions and answers repeated in later texts. */
export const everyType: SurveyDefinition = {
  id: "every-type",
  version: 1,
  audience: "customer",
  title: t("每种题型", "Every type"),
  results: "s/every-type/",
  questions: [
    {
      id: "hello",
      type: "note",
      title: t("您好，下面是几道题。", "Hello, here are some questions."),
    },
    {
      id: "came",
      type: "single",
      title: t("这个月您来过吗？", "Did you visit this month?"),
      required: true,
      options: options(["yes", "来过", "Yes"], ["no", "没来过", "No"]),
      goto: [{ if: "came = no", to: "end" }],
    },
    {
      id: "satisfaction",
      type: "rating",
      title: t("您满意吗？", "Were you satisfied?"),
      short: t("满意度", "Satisfaction"),
      required: true,
      scale: {
        min: 1,
        max: 3,
        na: [9],
        labels: {
          1: t("不满意", "dissatisfied"),
          2: t("一般", "neither"),
          3: t("满意", "satisfied"),
          9: t("说不清", "not sure"),
        },
      },
      goto: [{ if: "satisfaction = 3", to: "easy" }],
    },
    {
      id: "why",
      type: "text",
      maxLength: 50,
      title: t(
        "您说的是“{q:satisfaction|这样}”，为什么？",
        "You said “{q:satisfaction|this}”. Why?",
      ),
    },
    { id: "easy", type: "effort", title: t("办事费劲吗？", "How easy was it?") },
    {
      id: "drinks",
      type: "multiple",
      title: t("喝过哪些？", "Which did you have?"),
      options: [
        ...options(["tea", "茶", "Tea"], ["coffee", "咖啡", "Coffee"]),
        { id: "other", other: true, title: t("其他", "Another") },
        { id: "none", exclusive: true, title: t("都没有", "None") },
      ],
    },
    {
      id: "order",
      type: "ranking",
      title: t("哪些最要紧？请排序。", "What matters most? Put in order."),
      options: options(
        ["taste", "口味", "Taste"],
        ["wait", "等候", "The wait"],
        ["price", "价格", "Price"],
      ),
    },
    {
      id: "cups",
      type: "number",
      title: t("喝了几杯？", "How many cups?"),
      scale: { min: 0, max: 20 },
    },
    { id: "day", type: "date", title: t("哪一天来的？", "On which day?") },
    {
      id: "story",
      type: "text",
      maxLength: 500,
      title: t("还有什么想说的？", "Anything else?"),
    },
    { id: "reach", type: "contact", title: t("怎么联系您？", "How can we reach you?") },
    {
      id: "channel",
      type: "hidden",
      title: t("渠道", "Channel"),
      values: ["store", "app"],
    },
  ],
};
