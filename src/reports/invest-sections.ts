import type { Figure } from "../figures/figure.ts";
import type { FigureRow } from "./group-strips.ts";
import { levelName } from "./level-name.ts";
import type { Part } from "./report.ts";
import { print, type Story } from "./story.ts";
import { apart, stripSection, tableOf } from "./strip-section.ts";
import { tierName, tierOrder } from "./tier-name.ts";
import { told } from "./tables.ts";

function rising(rows: readonly FigureRow[]): readonly FigureRow[] {
  return rows.toSorted((a, b) => (a.figure.value ?? 0) - (b.figure.value ?? 0));
}

/** What a customer of each tier is worth, and how much is at stake in each. */
export function tierSections(story: Story): readonly Part[] {
  const { book, words } = story;
  const rowsOf = (id: "invest.tier-value" | "invest.tier-stake") =>
    rising(
      book
        .list(id, "all", ["tier"])
        .filter(told)
        .map((figure) => ({ label: tierName(story, figure.by["tier"] ?? ""), figure })),
    );
  const [values, stakes] = [rowsOf("invest.tier-value"), rowsOf("invest.tier-stake")];
  const [low, high, most] = [values[0], values.at(-1), stakes.at(-1)];
  const t = (key: string, given = {}) => words.t(`reports.invest.${key}`, given);
  const isApart = (high?.figure.low ?? -Infinity) > (low?.figure.high ?? Infinity);
  const column = t("tiers.column");
  const tierRows = (id: "invest.tier-referrals" | "invest.tier-gain", key: string) =>
    tierOrder(story).map((tier) => ({
      label: t(key, { name: tierName(story, tier) }),
      figure: book.get(id, "all", { tier }),
    }));
  return [
    ...stripSection(story, "tiers", {
      head:
        low === undefined || high === undefined || !isApart
          ? t("tiers.together")
          : t("tiers.head", {
              best: high.label,
              high: print(story, high.figure).text,
              worst: low.label,
              low: print(story, low.figure).text,
            }),
      sub: t("tiers.sub"),
      column,
      rows: values,
      more: tableOf(story, "invest-tier-parts", [
        ...tierRows("invest.tier-referrals", "tiers.referrals"),
        ...tierRows("invest.tier-gain", "tiers.gain"),
      ]),
    }),
    ...(most === undefined
      ? []
      : stripSection(story, "stake", {
          head: t("stake.head", { name: most.label, value: print(story, most.figure).text }),
          sub: t("stake.sub"),
          column,
          rows: stakes,
        })),
  ];
}

/** Whether saboteurs can be won back, with and without a complaint settled in between. */
export function leftSection(story: Story): readonly Part[] {
  const { book, words, rules } = story;
  const t = (key: string, given = {}) => words.t(`reports.invest.left.${key}`, given);
  const [settled, none] = (["settled", "none"] as const).map((action) =>
    book.get("invest.worst-left", "all", { action }),
  ) as [Figure, Figure];
  const isMore = (a: Figure, b: Figure) => (a.low ?? -Infinity) > (b.high ?? Infinity);
  const key = isMore(settled, none) ? "more" : isMore(none, settled) ? "fewer" : "unclear";
  const tiers = rules.invest.badMouths
    .map((tier) => ({
      label: t("tier", { name: tierName(story, tier) }),
      figure: book.get("invest.tier-left", "all", { tier }),
    }))
    .filter(({ figure }) => told(figure));
  return stripSection(story, "left", {
    head: t(`head.${key}`),
    sub: t("sub"),
    column: t("column"),
    rows: [
      { label: t("settled"), figure: settled },
      { label: t("none"), figure: none },
      ...tiers,
    ].filter(({ figure }) => told(figure)),
  });
}

/** In which new customers ten points more of satisfaction go with most worth. */
export function newSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const t = (key: string, given = {}) => words.t(`reports.invest.new.${key}`, given);
  const whole = book.get("invest.new-gain");
  if (!told(whole)) return [];
  const list = (name: "segment" | "source", label: (level: string) => string) =>
    rising(
      book
        .list("invest.new-gain", "all", [name])
        .filter(told)
        .map((figure) => ({ label: label(figure.by[name] ?? ""), figure })),
    ).toReversed();
  const source = (level: string) => {
    const key = `reports.invest.new.source.${level}`;
    return words.has(key) ? words.t(key) : levelName(story, level);
  };
  const segments = list("segment", (level) => levelName(story, level));
  const sources = list("source", source);
  const best = apart(segments.toReversed(), "highest");
  const isLinked = (whole.low ?? -1) > 0;
  const isReversed = (whole.high ?? 1) < 0;
  const key = best !== null ? "group" : isLinked ? "together" : isReversed ? "less" : "none";
  return stripSection(story, "new", {
    head: t(`head.${key}`, {
      name: best?.label ?? "",
      value: print(story, best?.figure ?? (isReversed ? mirrored(whole) : whole)).text,
    }),
    sub: t("sub"),
    column: t("column"),
    rows: [...segments, ...sources, { label: t("all"), figure: whole, total: true }],
    more: tableOf(
      story,
      "invest-new-returns",
      book
        .list("invest.new-return", "all", ["segment"])
        .filter(told)
        .map((figure) => ({
          label: t("return", { name: levelName(story, figure.by["segment"] ?? "") }),
          figure,
        })),
    ),
  });
}

/** The same size without its sign, for a sentence that says which way. */
function mirrored(figure: Figure): Figure {
  return { ...figure, value: Math.abs(figure.value ?? 0) };
}

/** Profit by year since the first purchase: of all who came, and of those who stayed. */
export function tenureSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const t = (key: string, given = {}) => words.t(`reports.invest.tenure.${key}`, given);
  const list = (id: "invest.tenure-profit" | "invest.tenure-buyer") =>
    book
      .list(id, "all", ["year"])
      .filter(told)
      .toSorted((a, b) => Number(a.by["year"]) - Number(b.by["year"]));
  const [all, buyers] = [list("invest.tenure-profit"), list("invest.tenure-buyer")];
  const [first, last, ofAll] = [buyers[0], buyers.at(-1), all.at(-1)];
  if (first === undefined || last === undefined || ofAll === undefined || first === last) return [];
  const rises = (last.low ?? -Infinity) > (first.high ?? Infinity);
  const falls = (ofAll.high ?? Infinity) < (all[0]?.low ?? -Infinity);
  return stripSection(story, "invest-tenure", {
    head: t(rises && falls ? "head.both" : "head.level", {
      later: print(story, last).text,
      first: print(story, first).text,
      all: print(story, ofAll).text,
      year: last.by["year"] ?? "",
    }),
    sub: t("sub"),
    column: t("column"),
    rows: [
      ...all.map((figure) => ({ label: t("all", { year: figure.by["year"] ?? "" }), figure })),
      ...buyers
        .slice(1)
        .map((figure) => ({ label: t("buyer", { year: figure.by["year"] ?? "" }), figure })),
    ],
  });
}
