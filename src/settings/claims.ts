/** `content/claims.yaml`: numbers that the articles claim, and the figures they are held against. */
import { z } from "zod";
import { localised } from "../words/localised.ts";

export const claimsSchema = z.array(
  z.strictObject({
    id: z.string(),
    article: z.string(),
    /** The article's own words. */
    quote: z.string(),
    text: localised,
    /** In the unit of the figure. */
    value: z.number(),
    says: z.enum(["about", "at-least", "at-most"]).default("about"),
    /** Figure id, or `id|name=level` for one level of an attribute. */
    figure: z.string(),
    /** What the own number is called, where the figure's name says too little. */
    own: localised.optional(),
    /** Unit that the figure prints without. */
    suffix: localised.optional(),
    /** Why the two numbers cannot be held against each other; nothing is judged then. */
    aside: localised.optional(),
  }),
);

export type Claims = z.infer<typeof claimsSchema>;
