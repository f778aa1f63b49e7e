/**
 * What a cell of a table may hold. A reader takes the text of a cell and gives the text in its
 * one canonical form, null for an empty cell, or the fault that it has.
 */
import type { ProblemValues } from "../errors.ts";

export interface Fault {
  readonly code: string;
  readonly values: ProblemValues;
}

export type Reading = string | null | Fault;
export type CellReader = (text: string) => Reading;

/** Faults are the only objects among readings. */
export function isFault(reading: Reading): reading is Fault {
  return typeof reading === "object" && reading !== null;
}

/** Code units that nobody sees: soft hyphens, joiners, marks of direction and of byte order. */
const unseen = "\\u00ad\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff";
const isUnseen = new RegExp(`[${unseen}]`, "u");
const unseenEnds = new RegExp(`^[\\s${unseen}]+|[\\s${unseen}]+$`, "gu");

/** A text without blanks, and without what nobody sees, at both ends. */
export function trimmed(text: string): string {
  const cell = text.trim();
  if (cell.charCodeAt(0) < 0xad && cell.charCodeAt(cell.length - 1) < 0xad) return cell;
  return cell.replace(unseenEnds, "");
}

const scientific = /^\d+(?:[.,]\d+)?E\+\d+$|^\d[.,]\d+E-?\d+$/iu;
const placeholder =
  /^(?:null|\\n|nan|none|undefined|[(<]null[)>]|#?n\/a|#+|#(?:ref!|value!|name\?|num!|null!|div\/0!)|-+)$/iu;
const wide = /^(?=.*[０-９Ａ-Ｚａ-ｚ])[!-~！-～]+$/u;
// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u001f\u007f\ufffd]/u;
/** Without an E there is no exponent, and nothing that stands for no id has a digit. */
const plainId = /^(?=.*[0-9])[0-9A-DF-Za-df-z_-]+$/u;
const guarded = /^="([^"]*)"$/u;

/**
 * An id is text, always: 00123 stays 00123; a spreadsheet's 1.23E+15 has lost its digits. The quote
 * that lists put before "+86…" or 0012, so that a spreadsheet leaves them alone, is none of it.
 */
export function readId(text: string): Reading {
  if (plainId.test(text)) return text;
  const cell = trimmed(text);
  if (cell === "") return null;
  const id = trimmed(guarded.exec(cell)?.[1] ?? withoutGuard(cell));
  const code = idFault(id);
  if (code !== null) return { code, values: { value: shown(id) } };
  return id === "" ? null : id;
}

function withoutGuard(cell: string): string {
  return cell.startsWith("'") && !cell.endsWith("'") ? cell.slice(1) : cell;
}

function idFault(id: string): string | null {
  if (scientific.test(id)) return "id-scientific";
  if (placeholder.test(id)) return "id-placeholder";
  if (control.test(id) || isUnseen.test(id)) return "id-unreadable";
  return wide.test(id) ? "id-wide" : null;
}

/** The name of something, trimmed at both ends; line ends inside are kept. */
export function readText(text: string): Reading {
  return textOf(trimmed(text));
}

/** What a person wrote: marks of direction and joiners belong to it. */
export function readFreeText(text: string): Reading {
  return textOf(text.trim());
}

function textOf(cell: string): Reading {
  if (cell.includes("\0")) return { code: "nul-byte", values: { value: shown(cell) } };
  return cell === "" ? null : cell;
}

const decimal = /^([+-]?)(\d*)(?:\.(\d*))?$/u;

/** Money: at most eleven digits and four decimals, kept as decimal text. */
export function readDecimal(text: string): Reading {
  const cell = trimmed(text);
  if (cell === "") return null;
  const [, sign = "", whole = "", part = ""] = decimal.exec(cell) ?? [];
  const digits = whole.replace(/^0+(?=\d)/u, "");
  if ((whole === "" && part === "") || part.length > 4 || digits.length > 11) {
    return { code: "amount-unreadable", values: { value: shown(cell), reason: reasonOf(cell) } };
  }
  const minus = sign === "-" ? "-" : "";
  return `${minus}${digits === "" ? "0" : digits}${part === "" ? "" : `.${part}`}`;
}

const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)$/u;

/** A plain number such as a weight or a score. */
export function readNumber(text: string): Reading {
  const cell = trimmed(text);
  if (cell === "") return null;
  if (!plainNumber.test(cell) || cell.length > 24) {
    return { code: "number-unreadable", values: { value: shown(cell), reason: reasonOf(cell) } };
  }
  return String(Number(cell));
}

/** A number of things, seconds or persons: not below zero. */
export function readMeasure(text: string): Reading {
  const number = readNumber(text);
  if (typeof number !== "string" || Number(number) >= 0) return number;
  return { code: "number-negative", values: { value: shown(number) } };
}

/** A part of a whole, from 0 to 1. */
export function readShare(text: string): Reading {
  const number = readMeasure(text);
  if (typeof number !== "string" || Number(number) <= 1) return number;
  return { code: "share-above-one", values: { value: shown(number) } };
}

/** Names the fault of a number, so that the advice fits it. */
function reasonOf(cell: string): string {
  if (/^[+-]?\d+(?:\.\d+)?e[+-]?\d+$/iu.test(cell)) return "scientific";
  if (/^[+-]?\d*\.\d{5,}$/u.test(cell)) return "decimals";
  if (/^[+-]?\d{12,}(?:\.\d*)?$/u.test(cell)) return "large";
  if (/[０-９．－＋]/u.test(cell)) return "wide";
  if (/\p{Sc}|[元圆]|[A-Z]{3}/u.test(cell)) return "currency";
  if (/^[+-]?\d{1,3}(?:[,' \u00a0\u202f]\d{3})+(?:\.\d+)?$/u.test(cell)) return "thousands";
  if (/^[+-]?[\d.]*,\d+$/u.test(cell)) return "comma";
  return "other";
}

const yes: ReadonlySet<string> = new Set(["1", "true", "yes", "y", "是", "1.0"]);
const no: ReadonlySet<string> = new Set(["0", "false", "no", "n", "否", "0.0"]);

/** Yes or no, in the spellings that exports use. */
export function readBoolean(text: string): Reading {
  const cell = trimmed(text);
  if (cell === "") return null;
  const word = cell.toLowerCase();
  if (yes.has(word)) return "true";
  if (no.has(word)) return "false";
  return { code: "yes-no-unreadable", values: { value: shown(cell) } };
}

/** One word of a closed list. */
export function choiceReader(choices: readonly string[], code = "option-unknown"): CellReader {
  const known = new Set(choices);
  return (text) => {
    const cell = trimmed(text);
    if (cell === "") return null;
    if (known.has(cell)) return cell;
    return {
      code,
      values: { value: shown(cell), options: quotedList(choices) },
    };
  };
}

const unshown = new RegExp(`[\\u0000-\\u001f\\u007f\\u00a0\\u2000-\\u200a\\u202f${unseen}]+`, "gu");

/** A value as a message shows it: one line, nothing that cannot be seen, not too long. */
export function shown(value: string): string {
  const line = value.replace(unshown, "␣");
  return [...line.slice(0, 160)].length > 60
    ? `${[...line.slice(0, 160)].slice(0, 57).join("")}…`
    : line;
}

/** Names in double quotes, at most twelve. */
export function quotedList(names: readonly string[]): string {
  const first = names.slice(0, 12).map((name) => `"${shown(name)}"`);
  return first.join(", ") + (names.length > 12 ? ", …" : "");
}
