import { quarterOf, dayOf } from "./calendar.ts";
import { segments, segmentTraits } from "./company.ts";
import { moneyText, type Cell } from "./csv.ts";
import { seededRandom } from "./random.ts";

export const costColumns: readonly string[] = ["period", "kind", "amount", "segment"];

/** Thirty months of what it costs to win, keep, serve and be open; acquisition by segment. */
export function costRows(seed: number, customers: number): readonly (readonly Cell[])[] {
  const random = seededRandom(seed, "costs");
  return Array.from({ length: 30 }, (_, month) => {
    const period = `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
    const promo = quarterOf(dayOf(`${period}-01`)) === 8 ? 1.8 : 1;
    const amount = (yuanPerCustomer: number) =>
      moneyText(Math.round(customers * yuanPerCustomer * (0.92 + 0.16 * random.uniform()) * 100));
    const acquisition = segments.map((segment): readonly Cell[] => [
      ...[period, "acquisition", amount(0.5 * promo * segmentTraits[segment].share), segment],
    ]);
    return [
      ...acquisition,
      [period, "retention", amount(0.22), null],
      [period, "service", amount(0.35), null],
      [period, "fixed", amount(1.4), null],
    ];
  }).flat();
}
