/**
 * The view model of a page: everything it shows, worked out and worded, in the
 * order in which it is read. Components place it and compute nothing.
 */
import type { ChartModel, Tone } from "../charts/chart.ts";
import type { Finding, Rich } from "./finding.ts";

/** Six states of a number (design: firm, unclear, thin, hidden, missing, not applicable). */
export type NumberState = "firm" | "unclear" | "thin" | "hidden" | "missing" | "not-applicable";

/** The change bar: band and dot against zero, on a span of `max` either side. */
export interface ChangeBar {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly max: number;
  readonly tone: Tone;
  /** The same in a sentence, for `aria-label`. */
  readonly text: string;
}

/** One of the four numbers of the overview, and the number blocks of a report. */
export interface NumberBlock {
  readonly figure: string;
  readonly name: string;
  readonly state: NumberState;
  /** "86", with `unit` "%" set smaller; null when there is nothing to show. */
  readonly value: string | null;
  readonly unit: string;
  /** "▲ 较上季高2.7个百分点", "≈ 较上季看不出变化". */
  readonly change: string | null;
  readonly changeTone: Tone;
  readonly bar: ChangeBar | null;
  /** "误差范围85–87%，4,812份答卷"; for a missing number what it needs. */
  readonly note: string;
  /** Page that explains it. */
  readonly href?: string;
}

export interface Action {
  readonly title: string;
  readonly stake: string;
  readonly evidence: string;
  readonly who: string;
  readonly href: string;
}

/** Groups compared with a target: a table whose second column is a picture. */
export interface StripTable {
  readonly head: {
    readonly group: string;
    readonly value: string;
    readonly range: string;
    readonly n: string;
  };
  /** Axis in raw values; `ticks` carry their words. */
  readonly axis: {
    readonly min: number;
    readonly max: number;
    readonly ticks: readonly { readonly at: number; readonly text: string }[];
  };
  readonly target: { readonly at: number; readonly text: string } | null;
  readonly rows: readonly StripRow[];
}

export interface StripRow {
  readonly label: string;
  readonly href?: string;
  readonly state: NumberState;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly valueText: string;
  readonly rangeText: string;
  readonly nText: string;
  readonly tone: Tone;
  readonly total?: boolean;
  /** A number of somebody else on the same axis, drawn as a hollow square. */
  readonly mark?: { readonly at: number; readonly text: string };
  /** Says all of the row in words. */
  readonly text: string;
}

export interface TableModel {
  /** File name of the CSV download without its ending; unique on the site. */
  readonly id: string;
  readonly caption?: string;
  readonly columns: readonly {
    readonly key: string;
    readonly title: string;
    readonly kind: "words" | "number";
    /** On a phone: the main number, small print, or left out. */
    readonly phone?: "main" | "aside" | "none";
  }[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** Printed text by column key. */
  readonly cells: Readonly<Record<string, string>>;
  /** Raw values by column key, for the CSV; text where a column has no raw value. */
  readonly raw: Readonly<Record<string, string | number | null>>;
  readonly href?: string;
  readonly total?: boolean;
  readonly state?: NumberState;
  /** Set on a hidden row: words instead of numbers. */
  readonly instead?: string;
}

/** A grid of tinted cells (cohorts, RFM): text is text, tint is 1 to 5. */
export interface GridModel {
  readonly id: string;
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly label: string;
    readonly cells: readonly {
      readonly text: string;
      readonly raw: number | null;
      readonly tint: 0 | 1 | 2 | 3 | 4 | 5;
      readonly state?: NumberState;
      readonly label?: string;
    }[];
  }[];
}

export type Block =
  | {
      readonly kind: "numbers";
      readonly items: readonly NumberBlock[];
      readonly howto: string | null;
    }
  | {
      readonly kind: "actions";
      readonly items: readonly Action[];
      readonly fineprint: string | null;
    }
  | {
      readonly kind: "chart";
      readonly chart: ChartModel;
      readonly title: Finding | string | null;
      readonly sub: string | null;
      readonly caption: string;
      readonly label: string;
      readonly table: TableModel;
    }
  | { readonly kind: "charts"; readonly items: readonly (Block & { kind: "chart" })[] }
  | { readonly kind: "strips"; readonly strips: StripTable; readonly table: TableModel }
  | { readonly kind: "table"; readonly table: TableModel }
  | {
      readonly kind: "grid";
      readonly grid: GridModel;
      readonly caption: string;
      readonly table: TableModel;
    }
  | { readonly kind: "list"; readonly items: readonly ListItem[] }
  | {
      readonly kind: "steps";
      readonly items: readonly {
        readonly who: string;
        readonly when: string;
        readonly what: string;
      }[];
    }
  | {
      readonly kind: "index";
      /** Name of the group. */
      readonly title: string;
      readonly items: readonly {
        readonly title: string;
        readonly href: string;
        readonly finding: string;
      }[];
    }
  | {
      readonly kind: "claim";
      readonly claim: string;
      readonly own: string;
      readonly verdict: string;
    }
  | {
      readonly kind: "problems";
      readonly items: readonly {
        readonly where: string;
        readonly what: string;
        readonly todo: string;
      }[];
    }
  | {
      /** A form that asks the collector where on the page something stands. */
      readonly kind: "lookup";
      readonly action: string;
      readonly label: string;
      readonly button: string;
      /** Shown only to whom it was found nowhere: the address then leads to this id. */
      readonly none: { readonly id: string; readonly text: string };
    }
  | {
      readonly kind: "prose";
      readonly paragraphs: readonly Rich[];
      /** Where it is not the page's own language. */
      readonly lang?: string;
    };

export interface ListItem {
  /** Where an address can lead; unique on the page. */
  readonly id?: string;
  readonly state: NumberState;
  readonly text: string;
  readonly sub: string;
}

export interface Section {
  readonly id: string;
  readonly head: Finding | string;
  readonly sub: string | null;
  readonly blocks: readonly Block[];
  /** Two sections with the same `pair` stand side by side on a wide screen. */
  readonly pair?: string;
}

/** A section and the keys of the figures that it prints. */
export interface Part {
  readonly section: Section;
  readonly keys: readonly string[];
}

/** "怎么算的": who is counted and how, open; "可能看偏的地方", closed. */
export interface HowItIsWorkedOut {
  readonly facts: readonly { readonly term: string; readonly text: string }[];
  readonly caveats: readonly string[];
}

export interface Report {
  readonly id: string;
  readonly locale: string;
  /** Address below the locale: "" for the overview, "reports/loyalty/", ... */
  readonly path: string;
  /** Short name in the menu. */
  readonly name: string;
  /** Stands in the executive's menu; false for pages that lack their input and for detail pages. */
  readonly inMenu: boolean;
  readonly kicker: readonly string[];
  readonly finding: Finding;
  readonly lead: Rich;
  /** The picture beside the words, and its key. */
  readonly hero: (Block & { kind: "chart" }) | null;
  readonly sections: readonly Section[];
  /** By figure id, the sections that print it. */
  readonly places: Readonly<Record<string, readonly string[]>>;
  readonly how: HowItIsWorkedOut | null;
  readonly description: string;
  /** Keys of all figures whose numbers this page prints. */
  readonly figures: readonly string[];
  /** One sentence for the overview's index. */
  readonly summary: string;
}
