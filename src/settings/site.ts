/** `content/site.yaml`: the company, its calendar and its rules of publication. */
import { z } from "zod";
import { localised } from "../words/localised.ts";
import { isDay } from "../tables/local-time.ts";

const day = z.string().refine(isDay, { error: "day" });

export const siteSchema = z.strictObject({
  /** The company, by locale. */
  name: localised,
  /** ISO 4217 code of every amount. */
  currency: z.string().regex(/^[A-Z]{3}$/u, { error: "currency" }),
  /** IANA name; times that name no zone are read in it, and days are its days. */
  timeZone: z.string().refine(isTimeZone, { error: "zone" }),
  wave: z.enum(["month", "quarter", "year"]),
  locales: z.array(z.string()).nonempty().default(["zh-CN", "en"]),
  /** Languages of the surveys, as far as each is written in them; without it those of the site. */
  surveyLocales: z.array(z.string()).nonempty().exactOptional(),
  /** Smallest group that may be shown. */
  k: z
    .strictObject({ customer: z.int().min(1).default(5), employee: z.int().min(1).default(10) })
    .default({ customer: 5, employee: 10 }),
  /** Share of bad rows (0 to 1) that a build may leave out and say so. */
  badRows: z.number().min(0).max(1).default(0),
  base: z.string().startsWith("/", { error: "base" }).default("/"),
  /** Origin of the collector when it is not the site's own. */
  collector: z.url().optional(),
  /** Where people reach the site: what personal links begin with. */
  url: z.url({ protocol: /^https?$/u }).optional(),
  /** Nobody gets a second personal link within so many days; 0 for no such rule. */
  contactDays: z.int().min(0).optional(),
  /** Days that the collector keeps answers which were pulled; without it they stay. */
  retentionDays: z.int().min(1).optional(),
  asOf: day.optional(),
  /** By figure id: the value to reach and which side of it is better. */
  targets: z
    .record(z.string(), z.strictObject({ value: z.number(), better: z.enum(["higher", "lower"]) }))
    .default({}),
  /** Who takes an action, by action id: a department's name and a day or a phrase. */
  owners: z
    .record(z.string(), z.strictObject({ who: localised, when: localised.optional() }))
    .default({}),
  /** What a value of a segment, location, channel, team or kind column is called on pages. */
  names: z.record(z.string(), localised).optional(),
  /** Population shares by column, for weighting. */
  margins: z.record(z.string(), z.record(z.string(), z.number())).optional(),
  /** Colour of the small brand block, never of data: light and dark. */
  brand: z.strictObject({ light: z.string(), dark: z.string() }).optional(),
});

export type Site = z.infer<typeof siteSchema>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
