/** `content/constructs.yaml`: what questions measure. */
import { z } from "zod";
import { localised } from "../words/localised.ts";

export const constructsSchema = z.record(
  z.string(),
  z.looseObject({ name: localised, group: z.string().optional(), article: z.string().optional() }),
);

export type Constructs = z.infer<typeof constructsSchema>;
