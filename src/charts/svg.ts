/** The few words of SVG that the drawings use; every text is escaped here and only here. */

/** All charts are drawn this wide, so that 13 px text stays 13 px on a phone. */
export const WIDTH = 328;
export const TEXT_PX = 13;
export const BIG_PX = 21;

export interface TextOptions {
  /** Where `x` stands in the text. */
  readonly at?: "start" | "mid" | "end";
  readonly classes?: string;
}

export function escapeText(text: string): string {
  if (!MARKUP.test(text)) return text;
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const MARKUP = /[&<>"]/u;

/** Coordinates carry one decimal: a tenth of a pixel is finer than any screen. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

export function text(x: number, y: number, words: string, options: TextOptions = {}): string {
  const { at = "start", classes = "" } = options;
  const names = [classes, at === "start" ? "" : at].filter((name) => name !== "").join(" ");
  const attribute = names === "" ? "" : ` class="${names}"`;
  return `<text${attribute} x="${px(x)}" y="${px(y)}">${escapeText(words)}</text>`;
}

export function rect(
  classes: string,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): string {
  return `<rect class="${classes}" x="${px(box.x)}" y="${px(box.y)}" width="${px(box.width)}" height="${px(box.height)}"/>`;
}

export function path(classes: string, d: string): string {
  return d === "" ? "" : `<path class="${classes}" d="${d}"/>`;
}

export function circle(classes: string, x: number, y: number, radius: number): string {
  return `<circle class="${classes}" cx="${px(x)}" cy="${px(y)}" r="${px(radius)}"/>`;
}

/** A picture: its label says the numbers in a sentence. */
export function picture(height: number, label: string, body: string): string {
  return `<svg viewBox="0 0 ${WIDTH} ${Math.ceil(height)}" role="img" aria-label="${escapeText(label)}">${body}</svg>`;
}
