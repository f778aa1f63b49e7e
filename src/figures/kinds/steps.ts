/** Figures of the report Five loyalty steps (忠诚五步). */
import { kindsOf } from "./kind.ts";

const kind = kindsOf("steps");

export const stepsKinds = {} as const;
