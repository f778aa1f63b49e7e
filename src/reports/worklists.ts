import { awayRows } from "../figures/did-figures.ts";
import type { CompanyFigures } from "../figures/company-figures.ts";
import { latestPerPerson } from "../figures/answer-rows.ts";
import { score } from "../figures/said-figures.ts";
import { purchaseCount } from "../metrics/purchase-count.ts";
import type { Rules } from "../settings/rules.ts";
import { csvText, type CsvCell } from "../tables/csv-cell.ts";
import type { Facts } from "../warehouse/facts.ts";

/**
 * Work lists (工作清单): who to call, by customer id, as CSV text by file name.
 *
 * For      staff; they go to `out/worklists/`, which no page links and git ignores.
 * Takes    facts and figures of a build.
 * Gives    win-back (full marks, said yes, stayed away), watch and care (overdue), dissatisfied
 *          (lowest two scores of the last wave), unanswered (complaints without a reply).
 * Source   articles/004 (买3次关注，5次关怀), 002 (24小时回应).
 */
export function worklists(
  facts: Facts,
  { customers, window }: CompanyFigures,
  rules: Rules,
): Readonly<Record<string, string>> {
  const { customers: columns, asOfDay } = facts;
  const intent = customers.scales["loyalty.intent"];
  const away =
    window === null
      ? []
      : awayRows(customers, { period: lastWave(customers.rows), days: window.days, asOfDay });
  const winBack = away
    .filter(
      (row) =>
        intent !== undefined && (score(row, "loyalty.intent") ?? -Infinity) >= intent.max - 1,
    )
    .map((row) => ({
      customer_id: columns.id[row.customer] ?? "",
      location: row.location,
      channel: row.channel,
      spent_in_year: row.spendBefore.toFixed(2),
    }));
  const late = purchaseCount(columns, asOfDay, {
    ...rules.purchases,
    overdueFactor: rules.overdueFactor,
  });
  const overdue = columns.id.flatMap((id, row) =>
    late.overdue[row] === 1
      ? [
          {
            customer_id: id,
            list: (columns.purchases[row] ?? 0) >= rules.purchases.care ? "care" : "watch",
            purchases: columns.purchases[row] ?? 0,
            days_silent: asOfDay - (columns.lastDay[row] ?? asOfDay),
          },
        ]
      : [],
  );
  const low = customers.scales["satisfaction"];
  const wave = lastWave(customers.rows);
  const dissatisfied = latestPerPerson(
    customers.rows.filter((row) => row.wave === wave),
    ["satisfaction"],
  )
    .filter(
      (row) =>
        low !== undefined &&
        row.customer >= 0 &&
        (score(row, "satisfaction") ?? Infinity) <= low.min + 1,
    )
    .map((row) => ({
      customer_id: columns.id[row.customer] ?? "",
      location: row.location,
      score: score(row, "satisfaction") ?? "",
    }));
  const unanswered = facts.cases
    .filter(({ firstReplyAt }) => firstReplyAt === null)
    .map(({ caseId, customerId, openedAt, cause, location }) => ({
      case_id: caseId,
      customer_id: customerId ?? "",
      opened_at: isoLocal(openedAt),
      cause: cause ?? "",
      location: location ?? "",
    }));
  return Object.fromEntries(
    Object.entries({
      "win-back": winBack,
      "watch-and-care": overdue,
      dissatisfied,
      "unanswered-complaints": unanswered,
    }).map(([name, rows]) => [name, listText(rows)]),
  );
}

/** Rows under their names; nothing at all without rows. */
function listText(rows: readonly Readonly<Record<string, CsvCell>>[]): string {
  const [first] = rows;
  return first === undefined ? "" : csvText([Object.keys(first), ...rows.map(Object.values)]);
}

function lastWave(rows: readonly { readonly wave: string }[]): string {
  return rows.reduce((last, { wave }) => (wave > last ? wave : last), "");
}

/** Local milliseconds as 2026-06-30T09:15:00. */
function isoLocal(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}
