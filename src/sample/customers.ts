import { dateOf } from "./calendar.ts";
import type { Cell } from "./csv.ts";
import type { Person } from "./customer-life.ts";
import { seededRandom } from "./random.ts";

export const customerColumns: readonly string[] = [
  ...[
    "customer_id",
    "first_seen",
    "segment",
    "member_tier",
    "acquired_by",
    "referrer_id",
    "opt_in",
  ],
];

export const customerId = (index: number): string => `C${String(index + 1).padStart(5, "0")}`;

/** A person as the membership system knows them; the tier goes by purchases of the last year. */
export function customerRow(
  seed: number,
  person: Person,
  known: { readonly lastYear: number; readonly joined: Float64Array },
): readonly Cell[] {
  const random = seededRandom(seed, "member", person.index);
  const source = ["walk-in", "friend", "mini-program", "ad"][random.pick([5, 2, 3, 1])] ?? null;
  const friend = random.integer(known.joined.length);
  const earlier = (known.joined[friend] ?? 0) < person.joined;
  const tier = known.lastYear >= 24 ? "gold" : known.lastYear >= 8 ? "silver" : "basic";
  return [
    customerId(person.index),
    dateOf(Math.floor(person.joined)),
    person.segment,
    tier,
    source,
    source === "friend" && earlier ? customerId(friend) : null,
    String(random.chance(0.8)),
  ];
}
