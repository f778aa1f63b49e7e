/** `content/constructs.yaml`: what questions measure. */
import { z } from "zod";
import { localised } from "../words/localised.ts";

export const arithmetics = ["mean", "top2", "gap", "choice"] as const;

export const constructsSchema = z.record(
  z.string(),
  z.strictObject({
    name: localised,
    /** Constructs of one group are asked together and shown together. */
    group: z.string().optional(),
    /**
     * How answers become a number: mean from 0 to 100, share of the two best scores, perceived
     * less expected per person, or the share of each option chosen.
     */
    arithmetic: z.enum(arithmetics).default("mean"),
    article: z.string().optional(),
  }),
);

export type Constructs = z.infer<typeof constructsSchema>;
