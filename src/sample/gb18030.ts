/** Text as GB18030 bytes (its two-byte part, which holds all of GBK), made by turning the platform's decoder round. */
export function gb18030Bytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const pair = code < 0x80 ? code : doubleBytes.get(character);
    if (pair === undefined) throw new Error(`no GBK bytes for "${character}"`);
    if (pair < 0x80) bytes.push(pair);
    else bytes.push(pair >> 8, pair & 0xff);
  }
  return Uint8Array.from(bytes);
}

const doubleBytes: ReadonlyMap<string, number> = turnedRound();

function turnedRound(): Map<string, number> {
  const decoder = new TextDecoder("gb18030");
  const map = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1 && character !== "�") map.set(character, (lead << 8) | trail);
    }
  }
  return map;
}
