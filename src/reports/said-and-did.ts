import type { PeopleChart } from "../charts/chart.ts";
import type { Figure } from "../figures/figure.ts";
import { count, money } from "../words/numbers.ts";
import type { Block } from "./report.ts";
import { print, type Story } from "./story.ts";
import { figureTable, keyOf } from "./tables.ts";

/** The four ways in which word and deed can meet, in the order in which they are read. */
export const outcomes = ["yes-came", "yes-away", "no-came", "no-away"] as const;
export type Outcome = (typeof outcomes)[number];

const marks = {
  "yes-came": "solid",
  "yes-away": "hollow",
  "no-came": "grey",
  "no-away": "dashed",
} as const;

export interface SaidAndDid {
  readonly block: Block & { kind: "chart" };
  readonly keys: readonly string[];
  /** Of a hundred, by outcome. */
  readonly hundred: Readonly<Record<Outcome, number>>;
}

/** How many full-mark customers a share of them stands for; null where it is hidden. */
export function peopleOf({ value, n }: Figure): number | null {
  return value === null || n === null ? null : Math.round(value * n);
}

/** A hundred full-mark customers: what they said and what they did; null without both tables. */
export function saidAndDid(story: Story, period: string, name: string): SaidAndDid | null {
  const { book, words, locale, site } = story;
  const shares = outcomes.map((outcome) => book.get("loyalty.said-and-did", period, { outcome }));
  if (shares.some(({ value }) => value === null)) return null;
  const spends = outcomes.map((outcome) =>
    book.get("loyalty.said-and-did-spend", period, { outcome }),
  );
  const hundred = ofAHundred(shares.map(({ value }) => value ?? 0));
  const chart: PeopleChart = {
    kind: "people",
    groups: outcomes.map((outcome, index) => {
      const spend = spends[index];
      const people = shares[index] === undefined ? null : peopleOf(shares[index]);
      return {
        label: words.t(`reports.outcome.${outcome}`),
        count: hundred[index] ?? 0,
        mark: marks[outcome],
        ...(outcome === "yes-away" && spend?.value != null && people !== null
          ? {
              note: words.t("reports.loyalty.away-note", {
                n: count(people, locale),
                spend: money(spend.value, site.currency, locale),
              }),
            }
          : {}),
      };
    }),
  };
  return {
    block: {
      kind: "chart",
      chart,
      title: words.t("reports.loyalty.people-title"),
      sub: words.t("reports.loyalty.people-sub"),
      caption: words.t("reports.loyalty.people-caption"),
      label: words.t(
        "reports.loyalty.people-label",
        Object.fromEntries(
          outcomes.map((outcome, index) => [outcome.replace("-", "_"), hundred[index] ?? 0]),
        ),
      ),
      table: figureTable(
        story,
        name,
        outcomes.map((outcome, index) => ({
          label: words.t(`reports.outcome.${outcome}`),
          figure: shares[index] as Figure,
        })),
      ),
    },
    keys: [...shares, ...spends].map(keyOf),
    hundred: Object.fromEntries(
      outcomes.map((outcome, index) => [outcome, hundred[index] ?? 0]),
    ) as Record<Outcome, number>,
  };
}

/** Whole numbers that sum to 100, by largest remainder. */
export function ofAHundred(shares: readonly number[]): readonly number[] {
  const floors = shares.map((share) => Math.floor(share * 100));
  const missing = 100 - floors.reduce((sum, each) => sum + each, 0);
  const order = shares
    .map((share, index) => ({ index, rest: share * 100 - Math.floor(share * 100) }))
    .toSorted((a, b) => b.rest - a.rest || a.index - b.index)
    .slice(0, Math.max(0, missing))
    .map(({ index }) => index);
  return floors.map((floor, index) => floor + (order.includes(index) ? 1 : 0));
}

export function outcomeTable(
  story: Story,
  period: string,
): { block: Block & { kind: "table" }; keys: readonly string[] } {
  const { book, words, locale, site } = story;
  const rows = outcomes.map((outcome) => ({
    outcome,
    share: book.get("loyalty.said-and-did", period, { outcome }),
    spend: book.get("loyalty.said-and-did-spend", period, { outcome }),
  }));
  return {
    block: {
      kind: "table",
      table: {
        id: "loyalty-said-and-did",
        columns: [
          { key: "outcome", title: words.t("reports.loyalty.full-mark-customers"), kind: "words" },
          { key: "people", title: words.t("reports.people"), kind: "number", phone: "aside" },
          { key: "share", title: words.t("reports.share"), kind: "number", phone: "main" },
          { key: "range", title: words.t("reports.range"), kind: "number", phone: "aside" },
          {
            key: "spend",
            title: words.t("reports.loyalty.spend-before"),
            kind: "number",
            phone: "aside",
          },
        ],
        rows: rows.map(({ outcome, share, spend }) => {
          const people = peopleOf(share);
          return {
            cells: {
              outcome: words.t(`reports.outcome.${outcome}`),
              people: people === null ? "" : count(people, locale),
              share: print(story, share).text,
              range: print(story, share).range,
              spend:
                spend.value === null
                  ? words.t("reports.state.hidden")
                  : money(spend.value, site.currency, locale),
            },
            raw: {
              outcome,
              people,
              share: share.value,
              low: share.low,
              high: share.high,
              spend: spend.value,
            },
          };
        }),
      },
    },
    keys: rows.flatMap(({ share, spend }) => [keyOf(share), keyOf(spend)]),
  };
}
