/** Figures of the report Four divergences (四大背离). */
import { kindsOf } from "./kind.ts";

const kind = kindsOf("divergences");

export const divergencesKinds = {} as const;
