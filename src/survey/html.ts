/** HTML as text that cannot be broken by what is put into it. */

export interface Html {
  readonly html: string;
}

type Piece = Html | string | number | null | false | readonly Piece[];

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => ESCAPES[character] ?? character);
}

/** A template whose values are escaped unless they are HTML already; null and false print nothing. */
export function markup(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return {
    html: strings
      .map((text, index) => text + (index < pieces.length ? print(pieces[index]) : ""))
      .join(""),
  };
}

/** Data for a script of the page; it cannot end the element that holds it. */
export function jsonHtml(value: unknown): Html {
  return { html: JSON.stringify(value).replaceAll("<", "\\u003c") };
}

function print(piece: Piece | undefined): string {
  if (piece === undefined || piece === null || piece === false) return "";
  if (Array.isArray(piece)) return (piece as readonly Piece[]).map(print).join("");
  if (typeof piece === "object") return (piece as Html).html;
  return escapeHtml(String(piece));
}
