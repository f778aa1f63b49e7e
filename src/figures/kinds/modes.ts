/** Figures of the report Five service modes (五种服务). */
import { kindsOf } from "./kind.ts";

const kind = kindsOf("modes");

export const modesKinds = {} as const;
