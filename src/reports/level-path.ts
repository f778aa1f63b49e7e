/**
 * Address of a level's page: letters and digits of any script stay, the rest
 * becomes a hyphen; a short mark of the whole name keeps two levels apart whose
 * letters are the same.
 */
export function levelPath(dimension: string, level: string): string {
  const plain = level
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/gu, "")
    .slice(0, 60);
  const isPlain = /^[a-z0-9-]+$/u.test(plain) && plain === level;
  return `reports/${dimension}/${isPlain ? plain : `${plain}${plain === "" ? "" : "-"}${mark(level)}`}/`;
}

/** FNV-1a, 32 bits, in base 36: short and the same everywhere. */
function mark(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash.toString(36);
}
