/** HTML as the text that it shows: our texts are plain, and never HTML. */

export interface PlainText {
  readonly text: string;
  /** Bold, colours, lists and the like were there. */
  readonly isFormatted: boolean;
  /** Kinds of media that the text held: "img", "video". */
  readonly media: readonly string[];
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  euro: "€",
  copy: "©",
  reg: "®",
  deg: "°",
  middot: "·",
  times: "×",
};
const MEDIA = new Set(["img", "video", "audio", "iframe", "object", "embed", "svg", "canvas"]);
/** What stands inside is no text. */
const HIDDEN = new Set(["script", "style", "template"]);
const BREAKS = /^(?:br|p|div|li|tr|h[1-6]|ul|ol|td|table)$/u;

/**
 * The text of a label that may be HTML.
 *
 * Takes    any text; "<" counts as HTML only before a letter, "/" or "!". Time grows with the
 *          length alone, whatever is left open.
 * Gives    one line, entities as signs, runs of white space as one blank.
 */
export function plainText(source: string): PlainText {
  const media = new Set<string>();
  const pieces: string[] = [];
  let isFormatted = false;
  let at = 0;
  while (at < source.length) {
    const open = source.indexOf("<", at);
    if (open < 0) break;
    const tag = tagAt(source, open);
    if (tag === null) {
      pieces.push(source.slice(at, open + 1));
      at = open + 1;
      continue;
    }
    pieces.push(source.slice(at, open), BREAKS.test(tag.name) ? " " : "");
    isFormatted = true;
    if (MEDIA.has(tag.name)) media.add(tag.name);
    at = HIDDEN.has(tag.name) && !tag.isEnd ? afterHidden(source, tag) : tag.end;
  }
  pieces.push(source.slice(at));
  const text = decoded(pieces.join("")).replaceAll(CONTROL, " ").replaceAll(/\s+/gu, " ").trim();
  return { text, isFormatted, media: [...media] };
}

/** Signs that show nothing, and those that turn the direction of what follows. */
export const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

interface Tag {
  readonly name: string;
  readonly isEnd: boolean;
  readonly end: number;
}

function tagAt(source: string, open: number): Tag | null {
  const head = /^<(?<end>\/?)(?<name>[a-z][a-z0-9]*|!)/iu.exec(source.slice(open, open + 20));
  if (head?.groups === undefined) return null;
  const next = source.slice(open + 1, open + 5000).search(/[<>]/u);
  const close = next < 0 ? -1 : open + 1 + next;
  if (close < 0 || source[close] !== ">") return null;
  const { name = "", end = "" } = head.groups;
  return { name: name.toLowerCase(), isEnd: end === "/", end: close + 1 };
}

function afterHidden(source: string, { name, end }: Tag): number {
  const close = source.indexOf(`</${name}`, end);
  const last = close < 0 ? -1 : source.indexOf(">", close);
  return last < 0 ? source.length : last + 1;
}

function decoded(text: string): string {
  return text.replaceAll(
    /&(?:#x(?<hex>[0-9a-f]{1,6})|#(?<digits>\d{1,7})|(?<name>[a-z]{2,8}));/giu,
    (whole, ...rest) => {
      const { hex, digits, name } = rest.at(-1) as Record<string, string | undefined>;
      if (name !== undefined) {
        return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole;
      }
      const point = hex === undefined ? Number(digits) : Number.parseInt(hex, 16);
      const isSign = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
      return isSign ? String.fromCodePoint(point) : "";
    },
  );
}
