/** Margin boxes of the printed page: who, which report, page n of m. */
import type { Words } from "../words/words.ts";

export function printMargins(words: Words, company: string, report: string): string {
  const left = cssString(words.t("ui.print.left", { company, report }));
  const [before = "", between = "", after = ""] = words
    .t("ui.print.right", { page: "\u0001", pages: "\u0001" })
    .split("\u0001")
    .map(cssString);
  const style = "font:8.5pt sans-serif;color:#555";
  return (
    `@page{@bottom-left{content:${left};${style}}` +
    `@bottom-right{content:${before} counter(page) ${between} counter(pages) ${after};${style}}}`
  );
}

/** Everything but letters, digits and blanks is escaped: a company may be called `</style>`. */
function cssString(text: string): string {
  const safe = text.replace(
    /[^\p{L}\p{N} ]/gu,
    (sign) => `\\${sign.codePointAt(0)?.toString(16)} `,
  );
  return `"${safe}"`;
}
