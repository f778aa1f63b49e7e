/** Figures of the report Co-creation (共创). */
import { kindsOf } from "./kind.ts";

const kind = kindsOf("co-creation");

export const coCreationKinds = {} as const;
