import { dayOf, timeText } from "./calendar.ts";
import { campaigns, discounts } from "./campaigns.ts";
import { channels, menu, planted, stores, type Drink } from "./company.ts";
import { moneyText, type Cell } from "./csv.ts";
import type { Random } from "./random.ts";

export const orderColumns: readonly string[] = [
  ...["customer_id", "ordered_at", "amount", "order_id", "cost", "discount", "refunded", "sku"],
  ...["category", "quantity", "channel", "location", "campaign_id", "promised_at", "delivered_at"],
];

export interface Order {
  readonly customerId: string;
  readonly orderId: string;
  readonly day: number;
  readonly secondOfDay: number;
  readonly store: number;
  readonly channel: number;
  /** Index of the campaign, or -1. */
  readonly campaign: number;
  /** Seconds from order to delivery; null for orders that are fetched. */
  readonly deliverySeconds: number | null;
  /** First bought less than 60 days ago. */
  readonly isNewcomer: boolean;
}

/** List prices that changed on a day: what it is as a share of the price before. */
const priceChanges = [
  { sku: "T09", from: dayOf("2025-02-01"), factor: 1.1 },
  { sku: "T02", from: dayOf("2025-04-01"), factor: 1.125 },
  { sku: "T05", from: dayOf("2025-09-01"), factor: 0.895 },
  { sku: "T07", from: dayOf("2025-10-01"), factor: 1.112 },
  { sku: "T01", from: dayOf("2026-01-01"), factor: 1.072 },
  { sku: "T11", from: dayOf("2025-07-01"), factor: 0.875 },
] as const;
const changeDays = priceChanges.map(({ from }) => from).toSorted((a, b) => a - b);

interface Card {
  readonly cents: readonly number[];
  readonly pulls: readonly number[];
}

/** Prices and pulls from a day on: what costs more is ordered less. */
function cardFrom(day: number): Card {
  const factorOf = (sku: string) =>
    priceChanges.reduce(
      (factor, change) =>
        change.sku === sku && change.from <= day ? factor * change.factor : factor,
      1,
    );
  return {
    cents: menu.map(({ sku, priceCents }) => Math.round((priceCents * factorOf(sku)) / 50) * 50),
    pulls: menu.map(({ sku, pull }) => pull * Math.pow(factorOf(sku), planted.priceElasticity)),
  };
}

const cards = [0, ...changeDays].map((from) => ({ from, card: cardFrom(from) }));
const cardOn = (day: number): Card =>
  cards.findLast(({ from }) => from <= day)?.card ?? cardFrom(day);

/** One to three lines, each one drink of the menu; `appetite` is how much the person likes to spend, 1 in the mean. */
export function orderLines(
  random: Random,
  order: Order,
  appetite: number,
): readonly (readonly Cell[])[] {
  const card = cardOn(order.day);
  const more = Math.min(0.6, 0.12 * appetite);
  const lines = random.chance(more) ? (random.chance(0.2) ? 3 : 2) : 1;
  const skus = new Set<number>();
  while (skus.size < lines) skus.add(random.pick(card.pulls));
  return [...skus].map((sku) =>
    orderLine(random, order, { drink: menu[sku], cents: card.cents[sku] ?? 0, appetite }),
  );
}

function orderLine(
  random: Random,
  order: Order,
  line: { readonly drink: Drink | undefined; readonly cents: number; readonly appetite: number },
): readonly Cell[] {
  const drink = line.drink ?? { sku: "", category: "", priceCents: 0, costCents: 0 };
  const campaign = campaignOfLine(order, drink.category);
  const more = campaign?.centre === "promotion" ? 0.08 : 0;
  const isMany = random.chance(Math.min(0.7, 0.2 * line.appetite + more));
  const quantity = isMany ? 2 + random.integer(2) : 1;
  const list = Math.round(line.cents * (1 - quietShare(order, drink.sku))) * quantity;
  const discount = Math.round(list * discountShare(random, campaign));
  return [
    order.customerId,
    timeText(order.day, order.secondOfDay),
    moneyText(list - discount),
    order.orderId,
    moneyText(drink.costCents * quantity),
    discount === 0 ? null : moneyText(discount),
    null,
    drink.sku,
    drink.category,
    quantity,
    ...placeCells(order),
    campaign?.id ?? null,
    ...deliveryCells(order),
  ];
}

/** A campaign for a product covers lines of that product only. */
function campaignOfLine(order: Order, category: string): (typeof campaigns)[number] | null {
  const campaign = campaigns[order.campaign];
  if (campaign === undefined) return null;
  return campaign.centre === "product" && category !== "fruit-tea" ? null : campaign;
}

function discountShare(random: Random, campaign: (typeof campaigns)[number] | null): number {
  if (campaign === null) return random.chance(0.12) ? 0.1 : 0;
  if (campaign.id === planted.promo.id) return 0.3 + 0.1 * random.integer(3);
  const shares = discounts[campaign.centre];
  return shares[random.integer(shares.length)] ?? 0;
}

const { quietPrice } = planted;
const quietDays = [dayOf(quietPrice.from), dayOf(quietPrice.to)] as const;

/** What newcomers pay less without a discount that anybody sees. */
function quietShare(order: Order, sku: string): number {
  const isQuiet =
    order.isNewcomer &&
    channels[order.channel] === "app" &&
    order.day >= quietDays[0] &&
    order.day <= quietDays[1] &&
    (quietPrice.skus as readonly string[]).includes(sku);
  return isQuiet ? quietPrice.share : 0;
}

const placeCells = (order: Order): readonly Cell[] => [
  channels[order.channel] ?? null,
  stores[order.store]?.name ?? null,
];

function deliveryCells({ day, secondOfDay, deliverySeconds }: Order): readonly Cell[] {
  if (deliverySeconds === null) return [null, null];
  const promised = secondOfDay + planted.delivery.promisedMinutes * 60;
  return [promised, secondOfDay + deliverySeconds].map((second) => timeText(day, second));
}

/** Money given back on a later day: a line of its own with a negative amount. */
export function refundLine(order: Order, cents: number): readonly Cell[] {
  return [
    order.customerId,
    timeText(order.day, order.secondOfDay),
    moneyText(-cents),
    order.orderId,
    ...[null, null, moneyText(cents), null, null, null],
    ...placeCells(order),
    campaigns[order.campaign]?.id ?? null,
    ...[null, null],
  ];
}
