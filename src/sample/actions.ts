import { dayOf } from "./calendar.ts";
import type { Cell } from "./csv.ts";

export const actionColumns: readonly string[] = [
  ...["action_id", "step", "kind", "topic", "touchpoint", "department", "location", "owner"],
  ...["started_at", "due", "done_at", "metric", "expected", "amount"],
];

/** One line an action, in the order of the columns; blanks where there is nothing. */
const written = `
A01,know,research,needs,,membership,,会员经理,2025-01-06,2025-02-28,2025-02-25,,,
A02,know,review,data,,digital,,数据主管,2025-04-01,2025-04-30,2025-05-06,,,
A03,know,customer-day,feedback,visit,service,,客服经理,2025-06-02,2025-06-30,2025-06-28,,,
A04,know,review,data,,digital,,数据主管,2025-10-01,2025-10-31,2025-10-27,,,
A05,know,review,data,,digital,,数据主管,2026-04-01,2026-04-30,2026-04-29,,,
A06,check,review,rivals,,marketing,,市场经理,2025-03-03,2025-03-31,2025-03-30,,,
A07,check,review,meeting,,operations,,营运总监,2025-06-16,2025-06-30,2025-06-27,,,
A08,check,review,meeting,,operations,,营运总监,2025-09-15,2025-09-30,2025-10-09,,,
A09,check,review,meeting,,operations,,营运总监,2025-12-15,2025-12-31,2025-12-30,,,
A10,check,review,meeting,,operations,,营运总监,2026-03-16,2026-03-31,2026-03-30,,,
A11,check,review,meeting,,operations,,营运总监,2026-06-08,2026-06-26,2026-06-25,,,
A12,factors,test,app,order,digital,,产品经理,2025-08-11,2025-09-15,2025-09-12,,,120
A13,factors,research,wait,queue,operations,,营运经理,2025-11-03,2025-12-15,2025-12-11,,,
A14,act,improvement,wait,queue,operations,,营运经理,2026-02-16,2026-03-31,2026-03-31,satisfaction.csat,0.04,
A15,act,training,staff,visit,hr,,培训经理,2026-02-23,2026-03-31,2026-03-28,score.emotion-sincere,3,96
A16,act,improvement,taste,pickup,product,,研发经理,2025-08-25,2025-09-20,2025-09-20,,,
A17,act,improvement,app,order,digital,,产品经理,2025-10-13,2025-11-30,2025-11-30,feedback.cases,-0.3,
A18,act,improvement,price,browse,marketing,,市场经理,2026-03-02,2026-04-15,2026-04-20,score.price-clear,3,
A19,act,improvement,wrong-order,pickup,operations,,营运经理,2025-11-10,2025-12-15,2025-12-15,feedback.cases,-0.5,
A20,act,improvement,environment,visit,operations,S04 湖滨广场,店长,2025-06-09,2025-07-10,2025-07-10,satisfaction.aspect,0.03,
A21,act,routing,feedback,complaint,service,,客服经理,2025-04-14,2025-05-20,2025-05-20,feedback.reply-24h,0.05,
A22,act,benefit,vip,member-service,membership,,会员经理,2025-02-10,2025-03-01,2025-03-01,,,
A23,act,benefit,vip,member-service,membership,,会员经理,2025-11-17,2025-12-01,2025-12-01,score.vip-special,4,
A24,act,benefit,vip,member-service,membership,,会员经理,2026-04-27,2026-05-15,2026-05-15,score.vip-special,4,
A25,act,saving,price,order,marketing,,市场经理,2025-05-06,2025-08-31,2025-08-31,,,18640.50
A26,act,saving,price,order,membership,,会员经理,2026-03-09,2026-05-31,2026-05-31,,,27315.00
A27,act,customer-training,app,self-service,digital,,产品经理,2025-09-22,2025-10-15,2025-10-15,feedback.cause,-0.06,
A28,act,training,experience,visit,hr,,培训经理,2025-02-10,2025-03-15,2025-03-14,,,84
A29,act,training,experience,visit,hr,,培训经理,2025-08-04,2025-08-31,2025-08-29,,,92
A30,act,training,experience,visit,hr,,培训经理,2026-01-26,2026-02-28,2026-03-06,,,101
A31,measure,communication,feedback,message,marketing,,市场经理,2026-03-23,2026-04-10,2026-04-10,choice.change-aware,0.2,
A32,measure,review,wait,queue,operations,,营运经理,2026-05-18,2026-06-15,2026-06-14,satisfaction.csat,,
A33,act,improvement,delivery,delay-notice,logistics,,物流经理,2025-05-12,2025-06-15,2025-06-15,,,
A34,act,improvement,app,self-service,digital,,产品经理,2026-05-04,2026-06-15,,score.self-human,4,
A35,act,improvement,taste,pickup,product,,研发经理,2026-06-01,2026-09-30,,,,
A36,factors,test,taste,product-test,product,,研发经理,2026-01-19,2026-02-10,2026-02-10,,,60
A37,act,improvement,environment,pickup,,,,2026-05-11,2026-06-30,,,,
A38,measure,communication,data,member-service,,,,2026-01-05,2026-02-15,2026-02-20,,,
`;

export const actionRows: readonly (readonly Cell[])[] = written
  .trim()
  .split("\n")
  .map((line) => line.split(",").map((cell) => (cell === "" ? null : cell)));

/** Improvements by the topic that they answer, with the days of start and end. */
export interface Improvement {
  readonly id: string;
  readonly topic: string;
  readonly started: number;
  readonly done: number | null;
}

export const improvements: readonly Improvement[] = actionRows.flatMap((row) => {
  const [id, , kind, topic] = row;
  const isAnswer = kind === "improvement" || kind === "training" || kind === "saving";
  if (!isAnswer || id === null || topic === null) return [];
  const done = row[10] ?? null;
  return [
    {
      id: String(id),
      topic: String(topic),
      started: dayOf(String(row[8])),
      done: done === null ? null : dayOf(String(done)),
    },
  ];
});

/** Day from which complaints of a type are rarer, and how much of them is left. */
export const fewerCases: Readonly<
  Record<string, { readonly from: number; readonly left: number }>
> = {
  "wrong-order": { from: dayOf("2025-12-15"), left: 0.35 },
  app: { from: dayOf("2025-11-30"), left: 0.6 },
};

/** Customers were taught to order by themselves: fewer faults of theirs. */
export const customersTaughtFrom = dayOf("2025-10-15");
