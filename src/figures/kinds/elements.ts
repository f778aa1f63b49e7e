/** Figures of the report What service is, five elements (服务五要素). */
import { kindsOf } from "./kind.ts";

const kind = kindsOf("elements");

export const elementsKinds = {} as const;
