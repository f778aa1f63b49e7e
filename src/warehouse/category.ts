import type { Category } from "./facts.ts";

/** Dictionary-encodes texts; levels are sorted by code point, null is "not observed". */
export function categoryOf(texts: readonly (string | null)[]): Category {
  const levels = [...new Set(texts)].filter((text) => text !== null).toSorted(byCodePoint);
  const places = new Map(levels.map((level, at) => [level, at]));
  const codes = new Int32Array(texts.length).fill(-1);
  for (const [at, text] of texts.entries()) {
    if (text !== null) codes[at] = places.get(text) ?? -1;
  }
  return { codes, levels };
}

/** A category whose levels that no row has are left out. */
export function usedLevels(names: readonly string[], codes: Int32Array): Category {
  if (names.length === 0) return { codes, levels: [] };
  const isUsed = new Uint8Array(names.length);
  for (const code of codes) if (code >= 0) isUsed[code] = 1;
  const levels = names.filter((_, at) => isUsed[at] === 1);
  const places = new Map(levels.map((level, at) => [level, at]));
  const moved = names.map((name) => places.get(name) ?? -1);
  return { codes: codes.map((code) => moved[code] ?? -1), levels };
}

/** Order of code points, which is the order of UTF-8 bytes and of the engine. */
export function byCodePoint(a: string, b: string): number {
  for (let at = 0; at < a.length && at < b.length; at += 1) {
    const one = a.charCodeAt(at);
    const two = b.charCodeAt(at);
    if (one !== two) return surrogateLast(one) - surrogateLast(two);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all others. */
function surrogateLast(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
