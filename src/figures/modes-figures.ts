import { proportion } from "../stats/proportion.ts";
import type { StandardRow } from "../warehouse/facts.ts";
import { counted, figure } from "./book.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { alikeFigures } from "./modes-alike-figures.ts";
import { permissionFigures, remindFigures } from "./modes-contact-figures.ts";

/** Five modes of service: transparent, predictive, promised, consistent, by mutual wish. */
export function modesFigures(task: FigureTask): readonly Figure[] {
  return [
    ...openFigures(task),
    ...remindFigures(task),
    ...promiseFigures(task),
    ...alikeFigures(task),
    ...permissionFigures(task),
  ];
}

/** Which of the six things customers can look up, by period; "all" is the latest. */
function openFigures({ facts, rules }: FigureTask): Figure[] {
  const { open, openKinds } = rules.modes;
  const rows = facts.standards.filter(
    ({ kind, dimension }) => openKinds.includes(kind ?? "") && open.includes(dimension ?? ""),
  );
  if (rows.length === 0) return [];
  const periods = [...new Set(rows.flatMap(({ period }) => period ?? []))].toSorted();
  const shownIn = (period: string | null) =>
    open.filter((dimension) =>
      rows.some(
        (row) => row.dimension === dimension && row.period === period && row.shown === true,
      ),
    );
  const last = shownIn(periods.at(-1) ?? null);
  return [
    counted("modes.open", last.length, open.length),
    ...periods.map((period) =>
      counted("modes.open", shownIn(period).length, open.length, { period }),
    ),
    ...open.map((dimension) =>
      counted("modes.open-item", Number(last.includes(dimension)), open.length, {
        by: { dimension },
      }),
    ),
  ];
}

/** Promises kept of those due: each, and all; deliveries in time; customers with a refund. */
function promiseFigures({ facts, rules }: FigureTask): Figure[] {
  const rows = facts.standards.filter(
    ({ kind, kept, due }) =>
      rules.modes.promiseKinds.includes(kind ?? "") && kept !== null && due !== null && due > 0,
  );
  const share = (own: readonly StandardRow[]) =>
    proportion(sum(own.map(({ kept }) => kept)), sum(own.map(({ due }) => due)));
  const kept =
    rows.length === 0
      ? []
      : [
          figure("modes.kept", share(rows)),
          ...[...Map.groupBy(rows, ({ standardId }) => standardId)]
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([standard, own]) => figure("modes.kept", share(own), { by: { standard } })),
        ];
  return [...kept, ...orderPromises({ facts })];
}

function orderPromises({ facts }: Pick<FigureTask, "facts">): Figure[] {
  if (facts.orders === null) return [];
  const { deliveries, lateDeliveries, refundedLines } = facts.orders.customers;
  const [all, late] = [sum(deliveries), sum(lateDeliveries)];
  const buyers = [...facts.customers.purchases.keys()].filter(
    (row) => (facts.customers.purchases[row] ?? 0) >= 1 && !Number.isNaN(refundedLines[row]),
  );
  const refunded = buyers.filter((row) => (refundedLines[row] ?? 0) > 0);
  return [
    ...(all > 0 ? [figure("modes.on-time", proportion(all - late, all))] : []),
    ...(facts.orders.has.has("refunded") && buyers.length > 0
      ? [figure("modes.refunded", proportion(refunded.length, buyers.length))]
      : []),
  ];
}

/** What is not known adds nothing. */
function sum(values: Iterable<number | null>): number {
  let total = 0;
  for (const value of values) if (value !== null && !Number.isNaN(value)) total += value;
  return total;
}
