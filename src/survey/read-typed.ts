/** What people type for a number or a day, in any width of digits; form and collector read the same. */

const NUMBER = /^[-+]?\d+(?:\.\d+)?$/u;

/** null where it is no number that files keep. */
export function numberIn(text: string): number | null {
  const plain = text.normalize("NFKC").trim();
  return NUMBER.test(plain) ? keptNumber(+plain) : null;
}

/**
 * A number that stands in a file in digits; null for one that does not: 1e21, 1e-7, no end.
 *
 * @example keptNumber(1e-7) // => null
 */
export function keptNumber(number: number): number | null {
  const digits = String(number);
  return NUMBER.test(digits) && digits.length < 25 ? number : null;
}

/**
 * A day with its year first, as ISO 8601 writes it; other text as it stands.
 *
 * @example dayIn("2026年3月7日") // => "2026-03-07"
 */
export function dayIn(text: string): string {
  const [year, month = "", day = ""] = text
    .normalize("NFKC")
    .trim()
    .split(/[^\d]+/u);
  const two = (part: string) => part.padStart(2, "0");
  return day === "" ? text.trim() : `${year}-${two(month)}-${two(day)}`;
}
