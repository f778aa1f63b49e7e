/** `content/systems.yaml`: every system of the articles, its page and the figures that answer it. */
import { z } from "zod";
import { localised } from "../words/localised.ts";

export const systemsSchema = z.array(
  z.strictObject({
    id: z.int().min(1),
    name: localised,
    /** Numbers of the articles that name it, and the words in which they do. */
    articles: z.array(z.string()).nonempty(),
    quote: z.string(),
    /** Report on which it stands. */
    page: z.string(),
    /** Figure ids, or `id|name=level` for one level of an attribute. */
    figures: z.array(z.string()),
    /** Tables that it needs beside those of its figures. */
    needs: z.array(z.string()).optional(),
  }),
);

export type Systems = z.infer<typeof systemsSchema>;
