/** Figures of the report The book says, your data (书上说，你的数据). */
import { kindsOf } from "./kind.ts";

const kind = kindsOf("claims");

export const claimsKinds = {} as const;
