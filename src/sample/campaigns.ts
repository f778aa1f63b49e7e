import { dayOf } from "./calendar.ts";
import { planted } from "./company.ts";
import type { Cell } from "./csv.ts";
import { seededRandom } from "./random.ts";

export const campaignColumns: readonly string[] = [
  ...["campaign_id", "start", "end", "centre", "rules_count", "cost"],
];

type Centre = "brand" | "product" | "promotion" | "customer";

export interface Campaign {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  readonly centre: Centre;
  readonly rules: number;
  readonly cost: string;
}

const campaign = (
  id: string,
  span: readonly [string, string],
  about: Omit<Campaign, "id" | "start" | "end">,
): Campaign => ({
  id,
  start: span[0],
  end: span[1],
  ...about,
});

export const campaigns: readonly Campaign[] = [
  campaign("new-year-2024", ["2024-02-01", "2024-02-24"], {
    centre: "brand",
    rules: 0,
    cost: "16800.00",
  }),
  campaign("fruit-2024", ["2024-06-01", "2024-06-30"], {
    centre: "product",
    rules: 2,
    cost: "12400.00",
  }),
  campaign("autumn-2024", ["2024-09-10", "2024-09-30"], {
    centre: "promotion",
    rules: 7,
    cost: "15200.00",
  }),
  campaign("members-2024", ["2024-12-10", "2024-12-31"], {
    centre: "customer",
    rules: 1,
    cost: "9600.00",
  }),
  campaign("spring-2025", ["2025-03-01", "2025-03-31"], {
    centre: "promotion",
    rules: 6,
    cost: "17500.00",
  }),
  campaign("fruit-2025", ["2025-06-01", "2025-06-30"], {
    centre: "product",
    rules: 2,
    cost: "13100.00",
  }),
  campaign("school-2025", ["2025-09-01", "2025-09-21"], {
    centre: "promotion",
    rules: 8,
    cost: "18900.00",
  }),
  campaign("tea-origin-2025", ["2025-10-20", "2025-11-10"], {
    centre: "brand",
    rules: 0,
    cost: "21000.00",
  }),
  campaign("members-2025", ["2025-12-01", "2025-12-14"], {
    centre: "customer",
    rules: 1,
    cost: "10300.00",
  }),
  campaign(planted.promo.id, [planted.promo.from, planted.promo.to], {
    centre: "promotion",
    rules: 9,
    cost: "46000.00",
  }),
  campaign("thanks-2026", ["2026-05-10", "2026-05-24"], {
    centre: "customer",
    rules: 1,
    cost: "9900.00",
  }),
];

export const campaignRows: readonly (readonly Cell[])[] = campaigns.map(
  ({ id, start, end, centre, rules, cost }) => [id, start, end, centre, rules, cost],
);

const springPromo = campaigns.findIndex(({ id }) => id === planted.promo.id);
const spans = campaigns.map(({ start, end }) => [dayOf(start), dayOf(end)] as const);

/** Share of the orders of its days that take part. */
const takePart: Readonly<Record<Centre, number>> = {
  brand: 0.16,
  product: 0.3,
  promotion: 0.32,
  customer: 0.24,
};

/** Which campaign an order takes part in; -1 none. The spring promotion is drawn with the visit. */
export function campaignOf(
  seed: number,
  visit: {
    readonly person: { readonly index: number };
    readonly day: number;
    readonly promo: boolean;
  },
): number {
  if (visit.promo) return springPromo;
  const at = spans.findIndex(
    ([from, to], index) => index !== springPromo && visit.day >= from && visit.day <= to,
  );
  const centre = campaigns[at]?.centre;
  if (centre === undefined) return -1;
  const random = seededRandom(seed, "campaign", visit.person.index * 1000 + visit.day);
  return random.chance(takePart[centre]) ? at : -1;
}

/** The more rules, the less honest it seems; a latent shift. */
export function honestyShift(index: number): number {
  const { rules } = campaigns[index] ?? {};
  return rules === undefined ? 0 : planted.honesty.base + planted.honesty.perRule * rules;
}

/** Off the list price: tenths, as the campaign has it. */
export const discounts: Readonly<Record<Centre, readonly number[]>> = {
  brand: [0],
  product: [0.1],
  promotion: [0.2, 0.3],
  customer: [0.1, 0.15],
};
