/** Figures of the report Journey (旅程). */
import { kindsOf } from "./kind.ts";

const kind = kindsOf("journey");

export const journeyKinds = {} as const;
