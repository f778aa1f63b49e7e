/** Figures of the report Customer value management (客户价值管理). */
import { kindsOf } from "./kind.ts";

const kind = kindsOf("equity");

export const equityKinds = {} as const;
