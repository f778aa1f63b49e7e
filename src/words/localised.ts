import { z } from "zod";

/** One text in several locales, by locale. */
export const localised = z.record(z.string(), z.string());
