/**
 * Numbers in words. Digits follow the interval: half-width of 0.5 or more prints
 * whole numbers, less prints one decimal; both ends of a range are printed, never ±.
 * Rounding is half away from zero, at display only.
 */
const MINUS = "−";

const formatters = new Map<string, Intl.NumberFormat>();

/** Formats are dear to make and asked for thousands of times. */
function formatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale}${JSON.stringify(options)}`;
  const known = formatters.get(key) ?? new Intl.NumberFormat(locale, options);
  formatters.set(key, known);
  return known;
}

export interface Range {
  readonly low: number | null;
  readonly high: number | null;
}

/** Decimals that a value with this interval deserves, in the unit that is printed. */
export function digitsFor({ low, high }: Range, fallback = 0): number {
  if (low === null || high === null) return fallback;
  return (high - low) / 2 >= 0.5 ? 0 : 1;
}

const decimalFormats = new Map<string, Intl.NumberFormat>();

/** Making a format costs fifty times as much as using it; a page prints hundreds of numbers. */
function decimalFormat(digits: number, locale: string): Intl.NumberFormat {
  const key = `${locale} ${digits}`;
  const known = decimalFormats.get(key);
  if (known !== undefined) return known;
  const made = formatter(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    roundingMode: "halfExpand",
    signDisplay: "negative",
  });
  decimalFormats.set(key, made);
  return made;
}

/** 86, 58.3, −0.4: fixed decimals, real minus, no "−0". */
export function decimal(value: number, digits: number, locale: string): string {
  const text = decimalFormat(digits, locale).format(value);
  return text.replace("-", MINUS);
}

export function count(value: number, locale: string): string {
  return formatter(locale, { maximumFractionDigits: 0 }).format(value).replace("-", MINUS);
}

/** 0.863 → "86%", or "86.3%" when its range is narrow. */
export function percent(share: number, range: Range, locale: string): string {
  return `${decimal(share * 100, percentDigits(range), locale)}%`;
}

/** Nothing and everything need no decimal: "0%" and "100%", when the whole range prints so. */
function percentDigits(range: Range): number {
  const { low, high } = timesHundred(range);
  const isEnd = (low ?? 50) >= 99.95 || (high ?? 50) < 0.05;
  return isEnd ? 0 : digitsFor({ low, high });
}

/** "85–87%": both ends with the digits of the value they belong to. */
export function percentRange(range: Range, locale: string): string {
  if (range.low === null || range.high === null) return "";
  const digits = percentDigits(range);
  return `${decimal(range.low * 100, digits, locale)}${joiner(range.low, locale)}${decimal(range.high * 100, digits, locale)}%`;
}

/** "39–43", or "−2到4" / "−2 to 4" when an end is negative and a dash would be misread. */
export function plainRange(range: Range, digits: number, locale: string): string {
  if (range.low === null || range.high === null) return "";
  return `${decimal(range.low, digits, locale)}${joiner(range.low, locale)}${decimal(range.high, digits, locale)}`;
}

/** A signed change: "+2.7", "−11", "0". */
export function signed(value: number, digits: number, locale: string): string {
  const text = decimal(value, digits, locale);
  return Number(text.replace(MINUS, "-").replaceAll(",", "")) > 0 ? `+${text}` : text;
}

/** One decimal while the half-width is under 2, else whole: the rule for changes. */
export function changeDigits({ low, high }: Range): number {
  if (low === null || high === null) return 1;
  return (high - low) / 2 < 2 ? 1 : 0;
}

/** "77.4万元" from 10,000 in Chinese when the currency is yuan, "¥774,000" elsewhere. */
export function money(value: number, currency: string, locale: string): string {
  return moneyText(value, { currency, locale, digits: moneyDigits(value) });
}

/** "¥94–¥112", "3.2–36.6元": both ends with the decimals of the larger, a shared unit once in Chinese. */
export function moneyRange({ low, high }: Range, currency: string, locale: string): string {
  if (low === null || high === null) return "";
  const digits = Math.min(...[low, high].filter((end) => end !== 0).map(moneyDigits));
  const style = { currency, locale, digits: Number.isFinite(digits) ? digits : 0 };
  const [first, last] = [moneyText(low, style), moneyText(high, style)];
  const unit = /[万亿]?元$/u.exec(first)?.[0];
  const isShared = unit !== undefined && unit === /[万亿]?元$/u.exec(last)?.[0];
  return `${isShared ? first.slice(0, -unit.length) : first}${joiner(low, locale)}${last}`;
}

/** Less than a hundred shows a decimal, unless it would be 0.0. */
function moneyDigits(value: number): number {
  return Math.abs(value) >= 0.05 && Math.abs(value) < 100 ? 1 : 0;
}

function moneyText(
  value: number,
  { currency, locale, digits }: { currency: string; locale: string; digits: number },
): string {
  if (locale.startsWith("zh") && currency === "CNY") {
    if (Math.abs(value) >= 1e8) return `${decimal(value / 1e8, 2, locale)}亿元`;
    if (Math.abs(value) >= 1e4) return `${decimal(value / 1e4, 1, locale)}万元`;
    return `${decimal(value, digits, locale)}元`;
  }
  const magnitude = Math.abs(value);
  return formatter(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    ...(magnitude >= 1e5
      ? { maximumSignificantDigits: 3, roundingPriority: "lessPrecision" }
      : { maximumFractionDigits: digits }),
  })
    .format(value)
    .replace("-", MINUS);
}

/** 2026-Q2 → "2026年第2季度", "Q2 2026"; 2026-03 → "2026年3月", "March 2026". */
export function periodName(period: string, locale: string): string {
  const chinese = locale.startsWith("zh");
  const quarter = /^(\d{4})-Q([1-4])$/u.exec(period);
  if (quarter)
    return chinese ? `${quarter[1]}年第${quarter[2]}季度` : `Q${quarter[2]} ${quarter[1]}`;
  const month = /^(\d{4})-(\d{2})$/u.exec(period);
  if (month) {
    if (chinese) return `${month[1]}年${Number(month[2])}月`;
    const date = new Date(Date.UTC(Number(month[1]), Number(month[2]) - 1, 1));
    return new Intl.DateTimeFormat(locale, {
      month: "long",
      year: "numeric",
      timeZone: "UTC",
    }).format(date);
  }
  if (/^\d{4}$/u.test(period)) return chinese ? `${period}年` : period;
  return period;
}

/** 2026-07-02 → "2026年7月2日", "2 July 2026". */
export function dayName(isoDay: string, locale: string): string {
  const [year, month, day] = isoDay.split("-").map(Number) as [number, number, number];
  if (locale.startsWith("zh")) return `${year}年${month}月${day}日`;
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(Date.UTC(year, month - 1, day)));
}

function timesHundred({ low, high }: Range): Range {
  return { low: low === null ? null : low * 100, high: high === null ? null : high * 100 };
}

function joiner(low: number, locale: string): string {
  if (low >= 0) return "–";
  return locale.startsWith("zh") ? "到" : " to ";
}
