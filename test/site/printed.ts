/** Reads a number as it is printed, and says whether a raw number could have been printed so. */

export interface Printed {
  readonly value: number;
  /** Half of the last printed digit. */
  readonly half: number;
  readonly isPercent: boolean;
}

const SCALES: Readonly<Record<string, number>> = {
  万: 1e4,
  亿: 1e8,
  K: 1e3,
  M: 1e6,
  B: 1e9,
  million: 1e6,
  billion: 1e9,
};

const NUMBER =
  /(?<sign>[−-])?(?<![\d.])(?<digits>\d[\d,]*(?:\.(?<decimals>\d+))?)(?:\s?(?<scale>万|亿|million|billion|[KMB](?![a-z])))?(?<percent>%)?/gu;

/** Numbers of a text in order; the ends of a range share the scale and the sign of percent that stand at its end. */
export function printedNumbers(text: string): readonly Printed[] {
  const found = [...text.matchAll(NUMBER)].map(({ groups = {}, index, 0: all }) => ({
    sign: isNegative(text, index, groups["sign"]) ? -1 : 1,
    digits: Number((groups["digits"] ?? "").replaceAll(",", "")),
    decimals: groups["decimals"]?.length ?? 0,
    scale: groups["scale"],
    isPercent: groups["percent"] !== undefined,
    isRange: /^元?(?:[–-]|到| to )/u.test(text.slice(index + all.length)),
    hasUnit: text.slice(index + all.length).startsWith("元"),
    zeros: /[¥$€£]$/u.test(text.slice(0, index)) ? zerosBeyondThree(groups["digits"] ?? "") : 0,
  }));
  return found.map((each, index) => {
    const end = each.isRange ? (found[index + 1] ?? each) : each;
    const scale = SCALES[each.scale ?? (each.hasUnit ? "" : end.scale) ?? ""] ?? 1;
    return {
      value: each.sign * each.digits * scale,
      half: (0.5 * scale) / 10 ** (each.decimals - each.zeros),
      isPercent: each.isPercent || end.isPercent,
    };
  });
}

/** Money is printed with three digits from 10,000 on: ¥102,000. */
function zerosBeyondThree(digits: string): number {
  const plain = digits.replaceAll(",", "");
  const zeros = /^\d+$/u.test(plain) ? (/0*$/u.exec(plain)?.[0].length ?? 0) : 0;
  return plain.length < 5 ? 0 : Math.min(zeros, plain.length - 3);
}

/** A minus stands before the number, or before the currency before it. */
function isNegative(text: string, index: number, sign: string | undefined): boolean {
  if (sign !== undefined) return !isDash(text, index);
  return /[−-][¥$€£]$/u.test(text.slice(0, index));
}

/** A hyphen after a digit or letter joins; it does not make negative. */
function isDash(text: string, index: number): boolean {
  return text[index] === "-" && /[\p{L}\d%]/u.test(text[index - 1] ?? " ");
}

/** True when `raw`, in the unit of its figure, rounds to what is printed. */
export function couldBe({ value, half, isPercent }: Printed, raw: number, unit = ""): boolean {
  const scaled = isPercent || unit === "share" ? raw * 100 : raw;
  return Math.abs(scaled - value) <= half * (1 + 1e-9) + 1e-9;
}
