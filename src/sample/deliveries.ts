import { channels, planted } from "./company.ts";
import { normalShareBelow } from "./likert.ts";
import { seededRandom } from "./random.ts";

const { share, promisedMinutes, minutes, perWait, noise } = planted.delivery;

/** Seconds until an order is brought, or null when the guest fetches it. */
export function deliverySeconds(
  seed: number,
  order: { readonly customer: number; readonly day: number; readonly channel: number },
  wait: number,
): number | null {
  if (channels[order.channel] === "store") return null;
  const random = seededRandom(seed, "delivery", order.customer * 1000 + order.day);
  if (!random.chance(share)) return null;
  const drawn = minutes + perWait * wait + noise * random.normal();
  return Math.round(60 * Math.max(9, Math.min(100, drawn)));
}

/** Probability that such a delivery comes after the time promised. */
export const lateShare = (wait: number): number =>
  1 - normalShareBelow((promisedMinutes - minutes - perWait * wait) / noise);
