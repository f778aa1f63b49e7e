/** Touchpoints of the warehouse as the columns of `facts.ts`. */
import type { TouchpointColumns } from "./facts.ts";

/** Columns without a row. */
export function noTouchpoints(): TouchpointColumns {
  const category = () => ({ codes: new Int32Array(0), levels: [] });
  const numbers = () => new Float64Array(0);
  return {
    n: 0,
    customer: new Int32Array(0),
    at: numbers(),
    day: numbers(),
    wave: category(),
    segment: category(),
    stage: category(),
    step: category(),
    touchpoint: category(),
    encounter: category(),
    channel: category(),
    location: category(),
    employee: category(),
    wait: numbers(),
    duration: numbers(),
    outcome: category(),
  };
}
