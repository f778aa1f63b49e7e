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
  readonly severity: string | null;
  readonly resolved: boolean | null;
  readonly recursOf: string | null;
  readonly channel: string | null;
  readonly location: string | null;
  readonly segment: string | null;
  readonly wave: string;
}

export interface CostRow {
  readonly period: string;
  readonly kind: string;
  readonly amount: number;
  readonly segment: string | null;
  readonly location: string | null;
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
    /** Months not over at asOf: their cells are masked. */
    readonly lastCompleteMonth: string | null;
  };
  readonly customers: CustomerColumns;
  readonly answers: readonly SurveyAnswers[];
  readonly cases: readonly CaseRow[];
  readonly costs: readonly CostRow[];
  /** One line for everything read: same digest, same site. */
  readonly digest: string;
}
