import type { CustomerColumns, Facts } from "../../src/warehouse/facts.ts";
import { noTouchpoints } from "../../src/warehouse/read-touchpoints.ts";

const noLevels = () => ({ codes: new Int32Array(0), levels: [] });
const noNumbers = () => new Float64Array(0);

/** Customer columns without a row. */
export function emptyCustomers(): CustomerColumns {
  return {
    n: 0,
    id: [],
    segment: noLevels(),
    type: noLevels(),
    memberTier: noLevels(),
    location: noLevels(),
    channel: noLevels(),
    purchases: noNumbers(),
    firstDay: noNumbers(),
    secondDay: noNumbers(),
    lastDay: noNumbers(),
    revenue: noNumbers(),
    repeatValue: noNumbers(),
    calibrationPurchases: noNumbers(),
    calibrationLastDay: noNumbers(),
    listed: new Uint8Array(0),
    referrer: [],
    acquiredBy: noLevels(),
    leaveReason: noLevels(),
    firstSeenDay: noNumbers(),
    optIn: noNumbers(),
    optOutDay: noNumbers(),
    leftDay: noNumbers(),
  };
}

/** Facts of an empty data folder; a test names the members that it is about. */
export function emptyFacts(own: Partial<Facts> = {}): Facts {
  return {
    asOf: null,
    asOfDay: NaN,
    calibrationDay: NaN,
    tables: new Set(),
    files: [],
    leftOut: [],
    remarks: [],
    transactions: {
      rows: 0,
      rejected: 0,
      customers: 0,
      revenue: "0",
      byWave: [],
      gaps: [],
      cohorts: [],
      lastCompleteMonth: null,
    },
    customers: emptyCustomers(),
    answers: [],
    cases: [],
    costs: [],
    orders: null,
    touchpoints: noTouchpoints(),
    capacity: [],
    standards: [],
    campaigns: [],
    actions: [],
    digest: "empty",
    ...own,
  };
}
