/** Figures of the report Demand and capacity (需求与能力). */
import { kindsOf } from "./kind.ts";

const kind = kindsOf("demand");

export const demandKinds = {} as const;
