/** How wide a text will be, near enough to keep labels apart without a browser. */
import { TEXT_PX } from "./svg.ts";

const NARROW = /[ijl.,:;'’|!()[\]ftIr ]/u;
const WIDE = /[mwMW%@—]/u;
const CAPITAL = /[A-Z+=<>~≈±]/u;
/** Han, kana, hangul, full-width forms and Chinese marks. */
const SQUARE =
  /[\u1100-\u115f\u2014\u2018-\u201d\u2026\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;

/** Where Han meets a digit or a letter, browsers put an eighth of an em between. */
const SEAM = /(?<=[\u2e80-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u2e80-\u9fff])/gu;
const SEAM_EMS = 0.125;

/** Width in px, a little generous: system fonts differ by a few percent. */
export function textWidth(words: string, sizePx: number = TEXT_PX): number {
  let ems = 0;
  for (const letter of words) ems += letterEms(letter);
  const seams = words.match(SEAM)?.length ?? 0;
  return (ems + seams * SEAM_EMS) * sizePx;
}

const known = new Map<string, number>();

/** Looked up once a letter: a page measures thousands. */
function letterEms(letter: string): number {
  const ems = known.get(letter) ?? classEms(letter);
  known.set(letter, ems);
  return ems;
}

function classEms(letter: string): number {
  if (SQUARE.test(letter)) return 1;
  if (NARROW.test(letter)) return 0.37;
  if (WIDE.test(letter)) return 0.9;
  if (CAPITAL.test(letter)) return 0.69;
  return 0.58;
}

/**
 * Splits a text into lines no wider than `widthPx`: after a blank in Latin, between
 * any two signs in Han (never before a closing mark). A single long word stands over.
 */
export function wrapLines(
  words: string,
  widthPx: number,
  sizePx: number = TEXT_PX,
): readonly string[] {
  if (textWidth(words, sizePx) <= widthPx) return [words];
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces(words)) {
    if (line !== "" && textWidth((line + piece).trimEnd(), sizePx) > widthPx) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else {
      line += piece;
    }
  }
  return [...lines, line.trimEnd()].filter((each) => each !== "");
}

function pieces(words: string): readonly string[] {
  return (
    words.match(/[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef][，。、；：！？）」』》％]*\s*|\s+/gu) ?? [
      words,
    ]
  );
}
