/** Figures of the report Feedback (反馈与投诉). */
import { both, kindsOf } from "./kind.ts";

const kind = kindsOf("feedback");
const cases = ["cases"] as const;

export const feedbackKinds = {
  "feedback.reply-24h": kind("share", ["wilson", "due-cases"], cases),
  "feedback.cases": kind("count", ["counted", "cases"], cases),
  "feedback.open": kind("count", ["counted", "cases"], cases),
  "feedback.median-hours": kind("hours", ["kaplan-meier", "cases"], cases),
  "feedback.p90-hours": kind("hours", ["kaplan-meier", "cases"], cases),
  "feedback.waiting": kind("share", ["kaplan-meier", "cases"], cases, { beginsWithAll: true }),
  "feedback.type": kind("share", ["wilson", "cases"], cases, { parts: true }),
  "feedback.cause": kind("share", ["wilson", "cases"], cases, { parts: true }),
  "feedback.overdue": kind("count", ["counted", "due-cases"], cases),
  "feedback.owned": kind("share", ["wilson", "open-cases"], cases),
  "feedback.idle-days": kind("share", ["counted", "days-with-waiting"], cases, { of: "things" }),
  "feedback.way": kind("share", ["wilson", "cases"], cases, { parts: true }),
  "feedback.five-questions": kind("share", ["wilson", "complaints"], cases),
  "feedback.five-complete": kind("share", ["wilson", "complaints"], cases),
  "feedback.recurrence": kind("share", ["wilson", "closed-90d"], cases),
  "feedback.recurrence-by-cause": kind("share", ["wilson", "closed-90d"], cases),
  "feedback.recurrence-prevented": kind("share", ["wilson", "closed-90d"], cases),
  "feedback.signal": kind("ratio", ["poisson", "complaints-in-wave"], cases),
  "feedback.answer-rate": kind("share", ["wilson", "buyers-12m"], both),
  "feedback.silent-leavers": kind(
    "share",
    ["wilson", "leavers"],
    ["customers", "responses", "cases"],
  ),
  "feedback.complaint-access": kind("share", ["wilson", "dissatisfied"], ["responses", "cases"]),
  "feedback.speed-loyalty": kind(
    "ratio",
    ["spearman", "replied-joined"],
    ["cases", "transactions"],
  ),
  "feedback.return-by-reply": kind(
    "share",
    ["wilson", "replied-joined"],
    ["cases", "transactions"],
  ),
} as const;
