/**
 * Chart models: plain objects that say what is drawn, not how. Each is drawn
 * twice: as inline SVG at build, and as Chart.js when the reader touches it.
 * All words in a model are ready to print; all numbers are raw.
 */

export type Tone = "good" | "bad" | "data" | "flat" | "context";

/** How numbers of an axis and of marks are printed. */
export interface NumberStyle {
  readonly unit: "percent" | "points" | "score" | "money" | "count" | "days";
  readonly locale: string;
  readonly currency?: string;
  readonly digits?: number;
}

export interface TrendPoint {
  readonly label: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** A score over waves with its band; the last point is coloured and labelled. */
export interface TrendChart {
  readonly kind: "trend";
  readonly style: NumberStyle;
  /** Stacked panels of equal span, so that slopes compare. */
  readonly panels: readonly {
    readonly name: string;
    readonly points: readonly TrendPoint[];
    readonly tone: Tone;
    /** Words beside the last point, e.g. the change. */
    readonly note: string;
    readonly style?: NumberStyle;
  }[];
}

/** Rows of shares that add up to 1: answers of a question, or promoters to detractors. */
export interface StackedChart {
  readonly kind: "stacked";
  readonly style: NumberStyle;
  readonly parts: readonly {
    readonly name: string;
    readonly tone: "bad" | "soft-bad" | "middle" | "soft-good" | "good";
  }[];
  readonly rows: readonly {
    readonly label: string;
    readonly shares: readonly (number | null)[];
    readonly end?: string;
  }[];
}

/** A line with a band over the levels of a scale (loyalty over satisfaction). */
export interface CurveChart {
  readonly kind: "curve";
  readonly style: NumberStyle;
  readonly name: string;
  readonly points: readonly TrendPoint[];
}

/** Cumulative share of a total, largest first; one marked point. */
export interface LorenzChart {
  readonly kind: "lorenz";
  readonly style: NumberStyle;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly mark: {
    readonly x: number;
    readonly y: number;
    readonly text: string;
    readonly range: string;
  };
  readonly ends: { readonly x: string; readonly y: string };
}

/** Horizontal bars from one left edge, with words at their ends. */
export interface BarsChart {
  readonly kind: "bars";
  readonly style: NumberStyle;
  readonly bars: readonly {
    readonly label: string;
    readonly value: number | null;
    readonly text: string;
    readonly tone: Tone;
    readonly note?: string;
  }[];
}

/** A hundred people, ten a row: solid did, hollow only said, grey did without saying, dashed neither. */
export interface PeopleChart {
  readonly kind: "people";
  readonly groups: readonly {
    readonly label: string;
    readonly count: number;
    readonly mark: "solid" | "hollow" | "grey" | "dashed";
    readonly note?: string;
  }[];
}

/** A step curve that falls from 1: who still waits after so many hours. */
export interface StepsChart {
  readonly kind: "steps";
  readonly style: NumberStyle;
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly promise: {
    readonly x: number;
    readonly text: string;
    readonly y: number;
    readonly atText: string;
  };
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
}

/** Two estimates of each thing: dots with crosses of their intervals, means dashed, one corner named. */
export interface ScatterChart {
  readonly kind: "scatter";
  /** Of the values upwards. */
  readonly style: NumberStyle;
  readonly up: string;
  readonly across: { readonly name: string; readonly style: NumberStyle };
  readonly marks: readonly {
    readonly label: string;
    readonly x: number;
    readonly y: number;
    readonly xLow: number;
    readonly xHigh: number;
    readonly yLow: number;
    readonly yHigh: number;
    readonly tone: Tone;
  }[];
  readonly means: { readonly x: number; readonly y: number };
  /** What the upper left corner is called. */
  readonly corner: string;
}

/** Links of a chain from top to bottom: solid where they are clear, dashed where not seen. */
export interface ChainChart {
  readonly kind: "chain";
  readonly boxes: readonly { readonly label: string; readonly text: string }[];
  /** One fewer than boxes. */
  readonly links: readonly {
    /** "r 0.72". */
    readonly text: string;
    /** "0.20–0.93, 11 stores"; what is missing, where there is no r. */
    readonly note: string;
    readonly state: "clear" | "unclear" | "missing";
  }[];
}

/** Demand over named points under what fits at most and at best; the part turned away stands apart. */
export interface CapacityChart {
  readonly kind: "capacity";
  readonly style: NumberStyle;
  readonly names: {
    readonly demand: string;
    readonly lost: string;
    readonly max: string;
    readonly best: string;
  };
  readonly points: readonly {
    /** Named once below its points: the day of the week. */
    readonly group: string;
    readonly label: string;
    readonly demand: number;
    /** Part of the demand. */
    readonly lost: number;
    readonly max: number;
    readonly best: number;
  }[];
}

/** What came, and what is to come with its range. */
export interface ForecastChart {
  readonly kind: "forecast";
  readonly style: NumberStyle;
  readonly name: string;
  readonly past: readonly { readonly label: string; readonly value: number }[];
  readonly ahead: readonly {
    readonly label: string;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  }[];
}

export type ChartModel =
  | CapacityChart
  | ForecastChart
  | TrendChart
  | StackedChart
  | CurveChart
  | LorenzChart
  | BarsChart
  | PeopleChart
  | StepsChart
  | ScatterChart
  | ChainChart;
