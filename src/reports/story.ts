import type { Book } from "../figures/book.ts";
import { figureKey, type By, type Figure } from "../figures/figure.ts";
import type { ChangingFigureId, FigureId } from "../figures/registry.ts";
import type { Claims } from "../settings/claims.ts";
import type { Rules } from "../settings/rules.ts";
import type { Site } from "../settings/site.ts";
import type { Tone } from "../charts/chart.ts";
import {
  changeDigits,
  count,
  decimal,
  digitsFor,
  money,
  moneyRange,
  percent,
  percentRange,
  plainRange,
  signed,
} from "../words/numbers.ts";
import type { Words } from "../words/words.ts";
import type { NumberState } from "./report.ts";

/** What every report is told from: figures, words and the rules of the site, in one locale. */
export interface Story {
  readonly book: Book;
  readonly words: Words;
  readonly locale: string;
  readonly site: Site;
  readonly rules: Rules;
  /** Tables that the drop holds. */
  readonly tables: ReadonlySet<string>;
  /** What the articles claim. */
  readonly claims: Claims;
  /** Files of a table, as printed under "source". */
  readonly sources: (table: string) => readonly string[];
  /** Why the lifetime-value model is not published, as codes; empty when it is. */
  readonly clvReasons: readonly string[];
  /** Words of a matrix item that measures nothing but itself. */
  readonly aspectName: (item: string) => string;
  /** Words of an option of the question that measures a construct. */
  readonly optionName: (construct: string, option: string) => string;
  /** True when a survey with answers asks what this figure needs. */
  readonly isAsked: (id: FigureId) => boolean;
  /** Address of a page below the site's base. */
  readonly href: (path: string) => string;
}

/** A number as it is printed: the value, its range, and its state. */
export interface Printed {
  readonly state: NumberState;
  readonly value: string;
  readonly unit: string;
  readonly range: string;
  readonly n: string;
  /** Value and unit together. */
  readonly text: string;
}

/** Which way is better; where nothing is said neither is. */
const lowerIsBetter = new Set<string>([
  "loyalty.satisfied-not-loyal",
  "loyalty.satisfied-not-returned",
  "loyalty.said-yes-not-returned",
  "value.revenue-at-risk",
]);

export function stateOf(figure: Figure, thinBelow: number): NumberState {
  if (figure.suppressed !== null) return figure.suppressed === "uniform" ? "thin" : "hidden";
  if (figure.value === null) return "missing";
  const isEstimate = figure.low !== null;
  return isEstimate && figure.n !== null && figure.n < thinBelow ? "thin" : "firm";
}

/** A figure in words and digits, by its unit and its range. */
export function print(story: Story, figure: Figure): Printed {
  const { locale, site, words } = story;
  const state = stateOf(figure, story.rules.thinBelow);
  const n = figure.n === null ? "" : count(figure.n, locale);
  if (state === "hidden")
    return { state, value: "", unit: "", range: "", n: "", text: words.t("reports.state.hidden") };
  if (figure.value === null && figure.low === null) {
    return {
      state: "missing",
      value: "",
      unit: "",
      range: "",
      n: "",
      text: words.t("reports.state.missing"),
    };
  }
  const parts = printedParts(figure, locale, site.currency);
  if (figure.value === null) {
    return { state, value: parts.range, unit: "", range: parts.range, n, text: parts.range };
  }
  return { state, ...parts, n, text: `${parts.value}${parts.unit}` };
}

function printedParts(
  figure: Figure,
  locale: string,
  currency: string,
): { value: string; unit: string; range: string } {
  const value = figure.value ?? 0;
  switch (figure.unit) {
    case "share":
      return {
        value: percent(value, figure, locale).replace("%", ""),
        unit: "%",
        range: percentRange(figure, locale),
      };
    case "money":
      return {
        value: money(value, currency, locale),
        unit: "",
        range: moneyRange(figure, currency, locale),
      };
    case "count":
      return { value: count(value, locale), unit: "", range: "" };
    case "days":
      return { value: count(value, locale), unit: "", range: "" };
    case "hours":
      return {
        value: decimal(value, 1, locale),
        unit: locale.startsWith("zh") ? "小时" : " h",
        range: plainRange(figure, 1, locale),
      };
    case "minutes":
      return {
        value: decimal(value, 1, locale),
        unit: locale.startsWith("zh") ? "分钟" : " min",
        range: plainRange(figure, 1, locale),
      };
    default: {
      const digits = scoreDigits(figure);
      return {
        value: decimal(value, digits, locale),
        unit: "",
        range: plainRange(figure, digits, locale),
      };
    }
  }
}

const twoDigits = new Set([
  "value.gini",
  "satisfaction.alpha",
  "lifecycle.k-factor",
  "lifecycle.invites",
  "lifecycle.per-invite",
  "equity.agreement",
  "divergence.ratchet",
  "feedback.speed-loyalty",
  "demand.forecast-gain",
  "invest.tier-referrals",
  "invest.new-return",
  "divergence.price-ratio",
  "divergence.rules-honest",
  "elements.cost-score",
  "modes.wait-spread",
  "modes.price-spread",
]);

/** Points and indexes by the common rule; scores and ratios are finer because their scale is short. */
function scoreDigits(figure: Figure): number {
  if (figure.id.endsWith("-rank")) return 0;
  if (figure.unit === "points" || figure.unit === "index") return digitsFor(figure);
  if (figure.id.startsWith("loyalty.bend")) return 3;
  if (figure.method.endsWith("fisher")) return 2;
  if (figure.unit === "ratio") return twoDigits.has(figure.id) ? 2 : 1;
  if (figure.low === null || figure.high === null) return 1;
  return (figure.high - figure.low) / 2 < 0.1 ? 2 : 1;
}

/** The change of a figure since the wave before, in words and as a bar. */
export interface PrintedChange {
  readonly figure: Figure;
  readonly clear: boolean;
  readonly tone: Tone;
  /** Rise or fall of the number itself. */
  readonly up: boolean;
  /** "2.7个百分点", "4". */
  readonly size: string;
  /** "+1.2到+4.2", "−2 to +4". */
  readonly range: string;
  /** "▲ 较上季高2.7个百分点" or "≈ 较上季看不出变化". */
  readonly text: string;
}

export function printChange(
  story: Story,
  id: ChangingFigureId,
  where: { period: string; by?: By },
): PrintedChange | null {
  const { book, words, locale, site } = story;
  const figure = book.get(`${id}.change`, where.period, where.by ?? {});
  if (figure.value === null || figure.low === null || figure.high === null) return null;
  const factor = figure.unit === "share" ? 100 : 1;
  const scaled = { low: figure.low * factor, high: figure.high * factor };
  const digits = figure.unit === "score" ? 2 : changeDigits(scaled);
  const clear = book.isClear(figureKey(figure.id, figure.period, figure.by));
  const up = figure.value > 0;
  const good = lowerIsBetter.has(id) ? !up : up;
  const magnitude = decimal(Math.abs(figure.value * factor), digits, locale);
  const size =
    figure.unit === "share" ? words.t("reports.change.points", { size: magnitude }) : magnitude;
  const since = words.t(`reports.since.${site.wave}`);
  const joiner = locale.startsWith("zh") ? "到" : " to ";
  return {
    figure,
    clear,
    up,
    tone: clear ? (good ? "good" : "bad") : "flat",
    size,
    range: `${signed(scaled.low, digits, locale)}${joiner}${signed(scaled.high, digits, locale)}`,
    text: words.t(
      clear ? (up ? "reports.change.up" : "reports.change.down") : "reports.change.none",
      { since, size },
    ),
  };
}

/** The last wave with enough persons, else the last in which the figure says something, else null. */
export function latestWave(story: Story, id: FigureId, by: By = {}): string | null {
  const told = story.book
    .waves(id, by)
    .toReversed()
    .map((wave) => story.book.get(id, wave, by))
    .filter(({ value }) => value !== null);
  const firm = told.find(({ n }) => (n ?? 0) >= story.rules.thinBelow);
  return (firm ?? told[0])?.period ?? null;
}

/** A heading broken at its marks, so that a line ends where a clause does. */
export function clauses(text: string): readonly string[] {
  return text.split(/(?<=[，；：])|(?<=[,;:]\s)/u).filter((clause) => clause.trim() !== "");
}
