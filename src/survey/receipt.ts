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
  const bits = BigInt(`0x${responseId.replaceAll("-", "").slice(0, 10) || "0"}`);
  const characters = Array.from({ length: 8 }, (_, place) => {
    const shift = BigInt((7 - place) * 5);
    return ALPHABET[Number((bits >> shift) & 31n)];
  }).join("");
  return `${characters.slice(0, 4)}-${characters.slice(4)}`;
}
