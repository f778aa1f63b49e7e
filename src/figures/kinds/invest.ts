/** Figures of the report Lifetime value and where to invest (终身价值与投资). */
import { kindsOf } from "./kind.ts";

const kind = kindsOf("invest");

export const investKinds = {} as const;
