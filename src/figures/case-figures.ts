import { replyTime } from "../metrics/reply-time.ts";
import type { Rules } from "../settings/rules.ts";
import { proportion } from "../stats/proportion.ts";
import type { CaseRow, Facts } from "../warehouse/facts.ts";
import { counted, figure } from "./book.ts";
import type { Figure } from "./figure.ts";
import { slices } from "./slice.ts";
import { DAY_MS } from "../tables/local-time.ts";

const curveHours = [1, 2, 4, 6, 8, 12, 18, 24, 30, 36, 48, 60, 72];

/** Complaints: replied in time, how long they wait, what they are about. */
export function caseFigures(facts: Facts, rules: Rules): readonly Figure[] {
  if (!facts.tables.has("cases") || facts.cases.length === 0) return [];
  const asOf = (facts.asOfDay + 1) * DAY_MS;
  const { hours } = rules.reply;
  const rows = facts.cases.map((each) => ({
    ...each,
    segment: each.segment ?? "",
    location: each.location ?? "",
    channel: each.channel ?? "",
  }));
  const waves = [...new Set(rows.map(({ wave }) => wave))].toSorted();
  const byPeriod = ["all", ...waves].flatMap((period) => {
    const inWave = period === "all" ? rows : rows.filter(({ wave }) => wave === period);
    return slices(inWave).flatMap(({ by, rows: members }) => [
      figure("feedback.reply-24h", replyTime(members, asOf, { hours }).within, { by, period }),
      counted("feedback.cases", members.length, members.length, { by, period }),
    ]);
  });
  return [
    ...byPeriod,
    ...waitingFigures(rows, asOf, hours),
    ...shareFigures("feedback.type", rows, "type"),
    ...shareFigures("feedback.cause", rows, "cause"),
  ];
}

function waitingFigures(rows: readonly CaseRow[], asOf: number, hours: number): Figure[] {
  const { open, medianHours, waiting } = replyTime(rows, asOf, { hours });
  const at = (hour: number) => waiting.findLast((point) => point.hours <= hour);
  return [
    counted("feedback.open", open, rows.length),
    counted("feedback.median-hours", medianHours, rows.length),
    ...[0, ...curveHours].map((hour) => {
      const point = at(hour);
      return figure(
        "feedback.waiting",
        { value: point?.share ?? 1, low: point?.low ?? 1, high: point?.high ?? 1, n: rows.length },
        { by: { hours: String(hour) } },
      );
    }),
  ];
}

/** The share of each value of a column; nothing when nobody fills it in. */
function shareFigures(
  id: "feedback.type" | "feedback.cause",
  rows: readonly CaseRow[],
  column: "type" | "cause",
): Figure[] {
  if (rows.every((row) => row[column] === null)) return [];
  return [...Map.groupBy(rows, (row) => row[column] ?? "")]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, members]) =>
      figure(id, proportion(members.length, rows.length), { by: { [column]: value } }),
    );
}
