/** Values of a JSON file that may be anything. */
import type { Texts } from "../foreign-survey.ts";

export type Json = Readonly<Record<string, unknown>>;

export function record(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text or number as text, "" for anything else. */
export function wordOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}

export function wholeOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : undefined;
}

export function flag(value: unknown): boolean {
  return value === true || value === "true";
}

/** A text, or texts by language in which "default" is the survey's own; undefined where nothing is said. */
export function textsOf(value: unknown): Extract<Texts, ReadonlyMap<string, string>> | undefined {
  const word = wordOf(value);
  if (word.trim() !== "") return new Map([["", word]]);
  const texts = Object.entries(record(value)).flatMap(([language, text]) =>
    wordOf(text).trim() === ""
      ? []
      : [[language === "default" ? "" : language, wordOf(text)] as const],
  );
  return texts.length === 0 ? undefined : new Map(texts);
}
