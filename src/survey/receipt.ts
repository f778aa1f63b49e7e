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

/**
 * The ids that have a receipt number: 40 of their 128 bits are known.
 *
 * Takes    a number as people type it, in either case, with blanks and dashes anywhere or nowhere,
 *          O for 0, I and L for 1, which stand in no number.
 * Gives    the first and the last of them in order; null when it is no number.
 *
 * @example idsOf("0000 0000") // => ["00000000-0000-0000-0000-000000000000", "00000000-00ff-ffff-ffff-ffffffffffff"]
 */
export function idsOf(receipt: string): readonly [first: string, last: string] | null {
  const values = [...receipt.replaceAll(/[\s\p{Pd}]/gu, "").toUpperCase()].map((character) =>
    ALPHABET.indexOf({ O: "0", I: "1", L: "1" }[character] ?? character),
  );
  if (values.length !== 8 || values.includes(-1)) return null;
  const head = values.reduce((bits, value) => bits * 32 + value, 0).toString(16);
  const idWith = (rest: string) =>
    head
      .padStart(10, "0")
      .padEnd(32, rest)
      .replace(/^(.{8})(.{4})(.{4})(.{4})/u, "$1-$2-$3-$4-");
  return [idWith("0"), idWith("f")];
}
