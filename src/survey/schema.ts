/** `content/surveys/*.yaml`, strict: a key that nothing reads is a problem. */
import { z } from "zod";
import { localised } from "../words/localised.ts";
import { questionTypes } from "./definition.ts";

const day = z.iso.date({ error: "day" });

const questionId = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/u, { error: "question" });
/** Options and items may be numbers in the file; they are text everywhere else. */
const partId = z.coerce.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/u, { error: "part" });

const scaleSchema = z.strictObject({
  min: z.int(),
  max: z.int(),
  na: z.array(z.int()).exactOptional(),
  labels: z.record(z.string(), localised).exactOptional(),
  order: z.enum(["best-first", "worst-first"]).exactOptional(),
});

const optionSchema = z.strictObject({
  id: partId,
  title: localised,
  exclusive: z.boolean().exactOptional(),
  other: z.boolean().exactOptional(),
});

const itemSchema = z.strictObject({
  ...optionSchema.shape,
  construct: z.string().exactOptional(),
  na: localised.exactOptional(),
});

export const questionSchema = z.strictObject({
  id: questionId,
  type: z.enum(questionTypes),
  title: localised,
  hint: localised.exactOptional(),
  short: localised.exactOptional(),
  construct: z.string().exactOptional(),
  scale: scaleSchema.exactOptional(),
  options: z.array(optionSchema).exactOptional(),
  items: z.array(itemSchema).exactOptional(),
  required: z.boolean().default(false),
  show: z.string().exactOptional(),
  expected: z.string().exactOptional(),
  perceived: z.string().exactOptional(),
  ask: z.strictObject({ expected: localised, perceived: localised }).exactOptional(),
  missing: localised.exactOptional(),
  maxLength: z.int().min(1).max(5000).exactOptional(),
  goto: z
    .array(z.strictObject({ if: z.string().exactOptional(), to: z.string() }))
    .nonempty()
    .exactOptional(),
  values: z.array(z.coerce.string()).nonempty().exactOptional(),
  block: partId.exactOptional(),
  order: z.literal("random").exactOptional(),
});

const blockGroup = z.strictObject({
  rotate: z.int().min(1).exactOptional(),
  of: z.array(partId).nonempty(),
  order: z.literal("random").exactOptional(),
});

export const surveySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/u, { error: "survey" }),
  version: z.int().min(1).default(1),
  audience: z.enum(["customer", "employee"]).default("customer"),
  title: localised,
  intro: localised.exactOptional(),
  thanks: localised.exactOptional(),
  results: z
    .string()
    .regex(/^[a-z0-9-]+(?:\/[a-z0-9-]+)*\/$/u, { error: "path" })
    .exactOptional(),
  opens: day.exactOptional(),
  closes: day.exactOptional(),
  quota: z
    .strictObject({ answers: z.int().min(1), of: z.string().exactOptional() })
    .exactOptional(),
  maxQuestions: z.int().min(1).exactOptional(),
  maxScreens: z.int().min(1).exactOptional(),
  blocks: z.array(blockGroup).nonempty().exactOptional(),
  questions: z.array(questionSchema).nonempty(),
});
