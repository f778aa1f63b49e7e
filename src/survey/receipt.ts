const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * Receipt number (回执编号): the first 40 bits of a response id, short enough to read aloud.
 *
 * Takes    a response id (UUID).
 * Gives    eight characters without I, L, O and U, in two groups.
 *
 * @example receiptOf("00000000-0000-4000-8000-000000000000") // => "0000-0000"
 */
export function receiptOf(responseId: string): string {
  const bits = parseInt(responseId.replaceAll("-", "").slice(0, 10) || "0", 16);
  const characters = bits
    .toString(32)
    .padStart(8, "0")
    .replace(/./gu, (digit) => ALPHABET[parseInt(digit, 32)] ?? "");
  return `${characters.slice(0, 4)}-${characters.slice(4)}`;
}
