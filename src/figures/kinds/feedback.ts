/** Figures of the report Feedback (反馈与投诉). */
import { kindsOf } from "./kind.ts";

const kind = kindsOf("feedback");

export const feedbackKinds = {
  "feedback.reply-24h": kind("share", ["wilson", "due-cases"], ["cases"]),
  "feedback.cases": kind("count", ["counted", "cases"], ["cases"]),
  "feedback.open": kind("count", ["counted", "cases"], ["cases"]),
  "feedback.median-hours": kind("hours", ["kaplan-meier", "cases"], ["cases"]),
  "feedback.waiting": kind("share", ["kaplan-meier", "cases"], ["cases"], { beginsWithAll: true }),
  "feedback.type": kind("share", ["wilson", "cases"], ["cases"], { parts: true }),
  "feedback.cause": kind("share", ["wilson", "cases"], ["cases"], { parts: true }),
} as const;
