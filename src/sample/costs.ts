import { quarterOf, dayOf } from "./calendar.ts";
import { segments, segmentTraits, type Segment } from "./company.ts";
import { moneyText, type Cell } from "./csv.ts";
import { seededRandom } from "./random.ts";

export const costColumns: readonly string[] = ["period", "kind", "amount", "segment"];

/** Yuan a month for each customer of the company, by kind; those of segments go by their share. */
const bySegment = { acquisition: 0.5, retention: 0.22, service: 0.35 } as const;
const ofAll = { fixed: 1.4, hospitality: 0.05, training: 0.04 } as const;

/** What a segment costs beside its share of customers. */
const dearness: Readonly<Record<keyof typeof bySegment, Readonly<Record<Segment, number>>>> = {
  acquisition: { student: 1, office: 1, family: 0.95, tourist: 1.2, company: 2 },
  retention: { student: 0.9, office: 1.2, family: 1, tourist: 0.5, company: 8 },
  service: { student: 0.9, office: 1, family: 1.15, tourist: 0.9, company: 6 },
};

/** Thirty months of what it costs to win, keep, serve, entertain, train and be open. */
export function costRows(seed: number, customers: number): readonly (readonly Cell[])[] {
  const random = seededRandom(seed, "costs");
  const amount = (yuan: number) =>
    moneyText(Math.round(customers * yuan * (0.92 + 0.16 * random.uniform()) * 100));
  return Array.from({ length: 30 }, (_, month) => {
    const period = `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
    const promo = quarterOf(dayOf(`${period}-01`)) === 8 ? 1.8 : 1;
    const parts = Object.entries(bySegment).flatMap(([kind, yuan]) =>
      segments.map((segment): readonly Cell[] => {
        const share = segmentTraits[segment].share;
        const dear = dearness[kind as keyof typeof bySegment][segment];
        const more = kind === "acquisition" ? promo : 1;
        return [period, kind, amount(yuan * share * dear * more), segment];
      }),
    );
    const whole = Object.entries(ofAll).map(([kind, yuan]): readonly Cell[] => [
      ...[period, kind, amount(yuan), null],
    ]);
    return [...parts, ...whole];
  }).flat();
}
