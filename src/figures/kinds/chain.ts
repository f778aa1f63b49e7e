/** Figures of the report Service-profit chain and encounters (服务利润链). */
import { kindsOf } from "./kind.ts";

const kind = kindsOf("chain");

export const chainKinds = {} as const;
