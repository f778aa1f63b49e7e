/** Numbers on axes and beside marks; everything else comes worded in the model. */
import {
  changeDigits,
  count,
  decimal,
  money,
  moneyRange,
  percent,
  percentRange,
} from "../words/numbers.ts";
import type { Range } from "../words/numbers.ts";
import type { NumberStyle } from "./chart.ts";

/** What a raw value is on the axis: shares are drawn as percent. */
export function printed(value: number, style: NumberStyle): number {
  return style.unit === "percent" ? value * 100 : value;
}

/** A round number of an axis, given in printed units. */
export function tickText(value: number, style: NumberStyle): string {
  const digits = Number.isInteger(value)
    ? 0
    : Math.abs(value * 10 - Math.round(value * 10)) < 1e-9
      ? 1
      : 2;
  if (style.unit === "percent") return `${decimal(value, digits, style.locale)}%`;
  if (style.unit === "money") return moneyTick(value, style);
  return decimal(value, digits, style.locale);
}

/** The value of a mark, with the digits that its range deserves. */
export function valueText(value: number, range: Range, style: NumberStyle): string {
  const { locale, digits } = style;
  switch (style.unit) {
    case "percent":
      return digits === undefined
        ? percent(value, range, locale)
        : `${decimal(value * 100, digits, locale)}%`;
    case "money":
      return money(value, style.currency ?? "CNY", locale);
    case "count":
      return count(value, locale);
    case "score":
      return decimal(value, digits ?? 1, locale);
    case "points":
    case "days":
      return decimal(value, digits ?? (changeDigits(range) === 1 && wide(range) ? 1 : 0), locale);
  }
}

/** "85–87%": both ends, for what the reader asks of a woken chart. */
export function rangeText(range: Range, style: NumberStyle): string {
  const { low, high } = range;
  if (low === null || high === null) return "";
  if (style.unit === "percent" && style.digits === undefined) {
    return percentRange(range, style.locale);
  }
  if (style.unit === "money") return moneyRange(range, style.currency ?? "CNY", style.locale);
  const joiner = low >= 0 ? "–" : style.locale.startsWith("zh") ? "到" : " to ";
  return `${valueText(low, range, style)}${joiner}${valueText(high, range, style)}`;
}

function wide({ low, high }: Range): boolean {
  return low !== null && high !== null && (high - low) / 2 < 0.5;
}

function moneyTick(value: number, style: NumberStyle): string {
  if (style.locale.startsWith("zh") && (style.currency ?? "CNY") === "CNY") {
    return Math.abs(value) >= 1e4
      ? `${decimal(value / 1e4, Number.isInteger(value / 1e4) ? 0 : 1, style.locale)}万`
      : decimal(value, 0, style.locale);
  }
  return new Intl.NumberFormat(style.locale, { notation: "compact", maximumFractionDigits: 1 })
    .format(value)
    .replace("-", "−");
}
