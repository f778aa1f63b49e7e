import { timeText } from "./calendar.ts";
import { channels, menu, planted, stores } from "./company.ts";
import { moneyText, type Cell } from "./csv.ts";
import type { Random } from "./random.ts";

export const orderColumns: readonly string[] = [
  ...["customer_id", "ordered_at", "amount", "order_id", "cost", "discount"],
  ...["sku", "category", "quantity", "channel", "location", "campaign_id"],
];

export interface Order {
  readonly customerId: string;
  readonly orderId: string;
  readonly day: number;
  readonly secondOfDay: number;
  readonly store: number;
  readonly channel: number;
  readonly promo: boolean;
}

const pulls = menu.map(({ pull }) => pull);

/** One to three lines, each one drink of the menu; `appetite` is how much the person likes to spend, 1 in the mean. */
export function orderLines(
  random: Random,
  order: Order,
  appetite: number,
): readonly (readonly Cell[])[] {
  const more = Math.min(0.6, 0.12 * appetite);
  const lines = random.chance(more) ? (random.chance(0.2) ? 3 : 2) : 1;
  const skus = new Set<number>();
  while (skus.size < lines) skus.add(random.pick(pulls));
  return [...skus].map((sku) => orderLine(random, order, { sku, appetite }));
}

function orderLine(
  random: Random,
  order: Order,
  { sku, appetite }: { readonly sku: number; readonly appetite: number },
): readonly Cell[] {
  const drink = menu[sku] ?? { sku: "", category: "", priceCents: 0, costCents: 0 };
  const quantity = random.chance(Math.min(0.7, 0.2 * appetite)) ? 2 + random.integer(2) : 1;
  const list = drink.priceCents * quantity;
  const share = order.promo ? 0.3 + 0.1 * random.integer(3) : random.chance(0.12) ? 0.1 : 0;
  const discount = Math.round(list * share);
  return [
    order.customerId,
    timeText(order.day, order.secondOfDay),
    moneyText(list - discount),
    order.orderId,
    moneyText(drink.costCents * quantity),
    discount === 0 ? null : moneyText(discount),
    drink.sku,
    drink.category,
    quantity,
    channels[order.channel] ?? null,
    stores[order.store]?.name ?? null,
    order.promo ? planted.promo.id : null,
  ];
}

/** Money given back on a later day: a line of its own with a negative amount. */
export function refundLine(order: Order, cents: number): readonly Cell[] {
  return [
    order.customerId,
    timeText(order.day, order.secondOfDay),
    moneyText(-cents),
    order.orderId,
    ...[null, null, null, null, null],
    channels[order.channel] ?? null,
    stores[order.store]?.name ?? null,
    null,
  ];
}
