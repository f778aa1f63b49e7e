/**
 * What a build knows, after intake and reduction: columns with at most one row
 * per customer, per answer, per case. Metrics and reports read this and nothing
 * else. Column conventions, stated once:
 *
 * - a number column is a Float64Array; "not observed" is NaN inside a column
 *   (and `null` everywhere outside of columns);
 * - a day is the count of local days since 1970-01-01 in the site's time zone;
 * - a category column is dictionary-encoded: `codes[i]` indexes `levels`, -1 is
 *   "not observed"; `levels` are sorted by code point;
 * - all rows are sorted by id (customers) or by survey and response id (answers),
 *   so that nothing depends on the order of rows in a file.
 */
import type { CountedProblem } from "../errors.ts";
import type { SurveyDefinition } from "../survey/definition.ts";

export interface Category {
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

/** One row a person who stands in transactions or in customers. */
export interface CustomerColumns {
  readonly n: number;
  readonly id: readonly string[];
  readonly segment: Category;
  readonly type: Category;
  readonly memberTier: Category;
  /** Where most of the person's purchases were; ties go to the latest, then to the name. */
  readonly location: Category;
  readonly channel: Category;
  /** Purchases: days with positive lines (refunds and zero amounts make none). */
  readonly purchases: Float64Array;
  readonly firstDay: Float64Array;
  readonly secondDay: Float64Array;
  readonly lastDay: Float64Array;
  /** Net sum of all lines in site currency; refunds count, so it may be below zero. */
  readonly revenue: Float64Array;
  /** Mean positive amount of the purchases after the first; NaN without a second. */
  readonly repeatValue: Float64Array;
  /** The same sums for the part of history up to the calibration day (see `calibrationDay`). */
  readonly calibrationPurchases: Float64Array;
  readonly calibrationLastDay: Float64Array;
  /** 1 when the person stands in the customers table. */
  readonly listed: Uint8Array;
  readonly referrer: readonly (string | null)[];
  readonly acquiredBy: Category;
  readonly leaveReason: Category;
  readonly firstSeenDay: Float64Array;
  /** 1 agreed to be contacted, 0 did not, NaN where nothing is said. */
  readonly optIn: Float64Array;
  readonly optOutDay: Float64Array;
  readonly leftDay: Float64Array;
}

export type AnswerColumn =
  | { readonly kind: "number"; readonly values: Float64Array }
  | { readonly kind: "text"; readonly values: readonly (string | null)[] };

/** The answers to one survey: one row a response. */
export interface SurveyAnswers {
  readonly survey: SurveyDefinition;
  readonly n: number;
  readonly responseId: readonly string[];
  /** Customer id, or null: then the response is a person of its own. */
  readonly customerId: readonly (string | null)[];
  /** Row in `CustomerColumns`, or -1 when there is none to join. */
  readonly customer: Int32Array;
  /** Local milliseconds since 1970-01-01T00:00 (for order), and the local day. */
  readonly answeredAt: Float64Array;
  readonly answeredDay: Float64Array;
  /** Period of the answer as the site counts waves: 2026-Q1, 2026-03 or 2026. */
  readonly wave: Category;
  readonly segment: Category;
  readonly location: Category;
  readonly channel: Category;
  readonly team: Category;
  readonly brand: Category;
  /** 1 where nothing is given. */
  readonly weight: Float64Array;
  readonly suspect: Uint8Array;
  /** First purchase day after the day of the answer; NaN when none is known. */
  readonly nextPurchaseDay: Float64Array;
  /** Net spend of the person in the 12 months before the answer's day. */
  readonly spendBefore: Float64Array;
  /** By column name as in the file: `satisfaction`, `aspects_wait`, `overall_expected`, ... */
  readonly values: Readonly<Record<string, AnswerColumn>>;
}

export interface CaseRow {
  readonly caseId: string;
  readonly customerId: string | null;
  /** Local milliseconds. */
  readonly openedAt: number;
  readonly firstReplyAt: number | null;
  readonly closedAt: number | null;
  readonly type: string | null;
  readonly cause: string | null;
  readonly attributable: string | null;
  readonly attitude: string | null;
  readonly preventedBy: string | null;
  readonly owner: string | null;
  /** Row in `CustomerColumns`, or -1. */
  readonly customer: number;
  readonly severity: string | null;
  readonly resolved: boolean | null;
  readonly recursOf: string | null;
  readonly channel: string | null;
  readonly location: string | null;
  readonly segment: string | null;
  readonly wave: string;
  /** First purchase day of the customer after the day it was opened; null when none is known. */
  readonly nextPurchaseDay: number | null;
}

export interface CostRow {
  readonly period: string;
  readonly kind: string;
  readonly amount: number;
  readonly segment: string | null;
  readonly location: string | null;
}

/** One row an event, sorted by customer row, time and event id. Times are local milliseconds. */
export interface TouchpointColumns {
  readonly n: number;
  /** Row in `CustomerColumns`, or -1 when the customer stands in no other table. */
  readonly customer: Int32Array;
  readonly at: Float64Array;
  readonly day: Float64Array;
  readonly wave: Category;
  readonly segment: Category;
  readonly stage: Category;
  readonly step: Category;
  readonly touchpoint: Category;
  readonly encounter: Category;
  readonly channel: Category;
  readonly location: Category;
  /** Never published: only how many there are, and how they differ. */
  readonly employee: Category;
  /** Seconds; NaN where nothing is said. */
  readonly wait: Float64Array;
  readonly duration: Float64Array;
  readonly outcome: Category;
}

export interface CapacityRow {
  readonly location: string;
  /** Local day, hour of the day (0 for a whole day), and wave. */
  readonly day: number;
  readonly hour: number;
  readonly wave: string;
  readonly max: number;
  readonly optimal: number | null;
  readonly demand: number | null;
  readonly served: number | null;
  readonly lost: number | null;
  readonly fixedCost: number | null;
  readonly varCost: number | null;
}

export interface StandardRow {
  readonly standardId: string;
  readonly period: string | null;
  readonly dimension: string | null;
  readonly kind: string | null;
  readonly stage: string | null;
  readonly unit: string | null;
  readonly better: string | null;
  readonly published: number | null;
  readonly delivered: number | null;
  readonly expected: number | null;
  readonly commonNeed: number | null;
  readonly competitor: number | null;
  readonly kept: number | null;
  readonly due: number | null;
  readonly shown: boolean | null;
  readonly priced: boolean | null;
  readonly partOfProduct: boolean | null;
}

export interface CampaignRow {
  readonly campaignId: string;
  readonly startDay: number;
  readonly endDay: number;
  readonly centre: string | null;
  readonly rulesCount: number | null;
  readonly cost: number | null;
}

export interface ActionRow {
  readonly actionId: string;
  readonly step: string | null;
  readonly kind: string | null;
  readonly topic: string | null;
  readonly touchpoint: string | null;
  readonly department: string | null;
  readonly location: string | null;
  readonly owner: string | null;
  /** Local days. */
  readonly startedDay: number | null;
  readonly dueDay: number | null;
  readonly doneDay: number | null;
  readonly metric: string | null;
  readonly expected: number | null;
  readonly amount: number | null;
}

/**
 * Orders of each person, aligned with `CustomerColumns`; an order is an order_id of a person, else
 * a person's day, and counts when it has a positive line: in the day, month, hour, location and
 * channel of the first one. Counts, quantity and discount are, here and below, of lines with a
 * positive amount; revenue and cost are net of all. A column is NaN where no file has what it
 * needs, and 0 for a person of whom nothing is said.
 */
export interface CustomerOrders {
  readonly orders: Float64Array;
  readonly discountedOrders: Float64Array;
  /** Sum of cost, NaN without any; margin to date is revenue less it. */
  readonly cost: Float64Array;
  readonly discount: Float64Array;
  /** Lines with an amount below zero or a refunded part. */
  readonly refundedLines: Float64Array;
  /** Different categories and channels bought in. */
  readonly categories: Float64Array;
  readonly channels: Float64Array;
  /** Median days between own purchases; NaN below two gaps. */
  readonly medianGap: Float64Array;
  /**
   * Orders with a promised and a real time, and how many of them came late. A promise without a
   * time of day holds until the end of that day.
   */
  readonly deliveries: Float64Array;
  readonly lateDeliveries: Float64Array;
  /** Of the positive lines at the person's first moment; of several, the first by name. */
  readonly firstChannel: Category;
  readonly firstLocation: Category;
  /** Campaign of the first order; -1 without one. */
  readonly firstCampaign: Category;
}

export interface SkuRow {
  readonly sku: string;
  /** Of several, the first by name. */
  readonly category: string | null;
  readonly lines: number;
  readonly customers: number;
  readonly quantity: number;
  readonly revenue: number;
  readonly cost: number | null;
  readonly campaignLines: number;
  readonly discountedLines: number;
}

/**
 * Net price of one unit among the positive lines of a sku and month, between customers: a
 * customer's price is what was paid over what was bought. Needs quantity.
 */
export interface SkuMonthRow {
  readonly sku: string;
  readonly month: string;
  readonly customers: number;
  readonly quantity: number;
  readonly meanPrice: number;
  /** Of the sample; 0 with one customer. */
  readonly sdPrice: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  /** Highest of net amount plus discount a unit: the price before any discount. */
  readonly listPrice: number;
  /** Lines whose price before discounts is more than 0.01 off the list price without a campaign. */
  readonly unexplainedLines: number;
  readonly discountedLines: number;
  readonly lines: number;
}

/**
 * Orders of a month: of the whole (dimension and level ""), and of each segment, location and
 * channel that is named. Quantity and discount are 0 where no file has them.
 */
export interface SeriesRow {
  readonly month: string;
  readonly dimension: "" | "segment" | "location" | "channel";
  readonly level: string;
  readonly revenue: number;
  readonly orders: number;
  readonly buyers: number;
  readonly quantity: number;
  readonly cost: number | null;
  readonly discount: number;
}

export interface DayRow {
  readonly day: number;
  readonly revenue: number;
  readonly orders: number;
  readonly buyers: number;
}

/**
 * Orders by weekday (1 Monday to 7) and hour, revenue by those of each line, of a location (""
 * where none is named). Midnight to the second is taken for a day without a time. Needs location.
 */
export interface WeekHourRow {
  readonly location: string;
  readonly weekday: number;
  readonly hour: number;
  readonly orders: number;
  readonly revenue: number;
}

export interface CampaignOrders {
  readonly campaignId: string;
  readonly lines: number;
  readonly orders: number;
  readonly customers: number;
  /** Customers with a line of it at their first moment. */
  readonly newCustomers: number;
  readonly revenue: number;
  readonly discount: number;
  /** Orders with a negative line or a refunded part. */
  readonly refundedOrders: number;
}

/** Margin of persons in a year since their first purchase; only years that are over at asOf. */
export interface TenureYearRow {
  /** 1 for the first 365 days. */
  readonly year: number;
  /** Everybody observed for the whole year, buyers or not. */
  readonly customers: number;
  readonly revenue: number;
  readonly revenueSquares: number;
  readonly cost: number | null;
  readonly buyers: number;
}

export interface CategoryRow {
  /** "" for persons without one. */
  readonly segment: string;
  readonly category: string;
  readonly customers: number;
  readonly revenue: number;
}

/** What the optional columns of order lines come to. A table of it is empty where its column is. */
export interface OrderFacts {
  /** Optional columns of transactions that any file has. */
  readonly has: ReadonlySet<string>;
  readonly customers: CustomerOrders;
  readonly skus: readonly SkuRow[];
  readonly skuMonths: readonly SkuMonthRow[];
  readonly series: readonly SeriesRow[];
  readonly days: readonly DayRow[];
  readonly weekHours: readonly WeekHourRow[];
  readonly campaigns: readonly CampaignOrders[];
  readonly tenureYears: readonly TenureYearRow[];
  readonly categories: readonly CategoryRow[];
}

export interface Retained {
  readonly wave: string;
  readonly buyers: number;
  readonly again: number;
}

/** Buyers of a first-purchase month seen again k months later. */
export interface CohortCell {
  readonly cohort: string;
  readonly offset: number;
  readonly customers: number;
}

/** What intake did with one file. */
export interface FileRecord {
  /** Relative to the data folder, with forward slashes. */
  readonly path: string;
  readonly table: string;
  readonly survey: string | null;
  readonly sha256: string;
  readonly rows: number;
  readonly rejected: number;
  /** Set when the file is byte-identical to one already counted. */
  readonly sameAs: string | null;
}

/** One kind of problem in one file, counted; `examples` are at most 20. */
export type ProblemCount = CountedProblem;

export interface Facts {
  /** The day as of which everything is counted (YYYY-MM-DD), null when there is nothing. */
  readonly asOf: string | null;
  readonly asOfDay: number;
  /** Last day of the calibration part that the hold-out of CLV uses; NaN without orders. */
  readonly calibrationDay: number;
  readonly tables: ReadonlySet<string>;
  readonly files: readonly FileRecord[];
  readonly leftOut: readonly ProblemCount[];
  readonly remarks: readonly ProblemCount[];
  readonly transactions: {
    readonly rows: number;
    readonly rejected: number;
    readonly customers: number;
    /** Decimal text, exact. */
    readonly revenue: string;
    /** Net revenue and buyers by wave, ascending; `complete` when the wave is over at asOf. */
    readonly byWave: readonly {
      readonly wave: string;
      readonly revenue: number;
      readonly buyers: number;
      readonly complete: boolean;
    }[];
    /** Gaps in whole days between a person's consecutive purchases, as a histogram. */
    readonly gaps: readonly { readonly days: number; readonly count: number }[];
    readonly cohorts: readonly CohortCell[];
    /** Buyers of a wave who bought in the next one too; only where the next one is over at asOf. */
    readonly retention?: readonly Retained[];
    /** Buyers of the 365 days that ended a year before asOf, and those who bought in the year since. */
    readonly yearRetention?: Omit<Retained, "wave"> | null;
    /** Months not over at asOf: their cells are masked. */
    readonly lastCompleteMonth: string | null;
  };
  readonly customers: CustomerColumns;
  readonly answers: readonly SurveyAnswers[];
  readonly cases: readonly CaseRow[];
  readonly costs: readonly CostRow[];
  /** Null without transactions. */
  readonly orders: OrderFacts | null;
  readonly touchpoints: TouchpointColumns;
  readonly capacity: readonly CapacityRow[];
  readonly standards: readonly StandardRow[];
  readonly campaigns: readonly CampaignRow[];
  readonly actions: readonly ActionRow[];
  /** One line for everything read: same digest, same site. */
  readonly digest: string;
}
