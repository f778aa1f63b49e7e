/** What people type for a number or a day, in any width of digits; form and collector read the same. */

const NUMBER = /^[-+]?\d+(?:\.\d+)?$/u;

/** null where it is no number. */
export function numberIn(text: string): number | null {
  const plain = text.normalize("NFKC").trim();
  return NUMBER.test(plain) ? Number(plain) : null;
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
