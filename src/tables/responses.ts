/** Answers to a survey (答卷): these columns, then one column a question. */
import { z } from "zod";
import { optional, required, tableOf } from "./table.ts";

export const responseSchema = z.object({
  response_id: required("id"),
  answered_at: required("time"),
  customer_id: optional("id"),
  survey_version: optional("text"),
  wave: optional("period"),
  channel: optional("text"),
  location: optional("text"),
  team: optional("text"),
  /** Empty is the own brand, else a rival. */
  brand: optional("text"),
  lang: optional("text"),
  weight: optional("number"),
  /** Counted on the data page and left out of estimates. */
  suspect: optional("boolean"),
  /** "late" after the close, "over-quota" beyond it; such an answer counts like any other. */
  arrived: optional("text"),
});

export type SurveyResponse = z.output<typeof responseSchema>;

export const responses = tableOf("responses", "response_id", responseSchema);
