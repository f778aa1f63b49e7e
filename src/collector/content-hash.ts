/** One text for one content, whatever order its keys came in; and short names for such texts. */
import { createHmac, hash } from "node:crypto";

export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalText(inner)}`);
  return `{${entries.join(",")}}`;
}

export function sha256(text: string): string {
  return hash("sha256", text);
}

/** A UUID (version 8) that only the holder of the secret can foretell from the text. */
export function keyedId(secret: Uint8Array, text: string): string {
  const hex = createHmac("sha256", secret).update(text).digest("hex");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/u, "$1-$2-8$3-8$4-$5");
}
