/** Earlier answers in later texts: `{q:satisfaction}`, or `{q:satisfaction|this score}` with words for when there is none. */

export interface Pipe {
  /** A question, or an item as in conditions. */
  readonly name: string;
  /** Said where there is no answer, and without script. */
  readonly otherwise: string | null;
}

const PIPE = /\{q:([^|{}]*)(?:\|([^{}]*))?\}/gu;

/**
 * A text in pieces.
 *
 * @example pipesIn("You said {q:why|so}.") // => ["You said ", { name: "why", otherwise: "so" }, "."]
 */
export function pipesIn(text: string): readonly (string | Pipe)[] {
  const pieces: (string | Pipe)[] = [];
  let end = 0;
  for (const match of text.matchAll(PIPE)) {
    const [whole, name = "", otherwise] = match;
    pieces.push(text.slice(end, match.index), { name: name.trim(), otherwise: otherwise ?? null });
    end = match.index + whole.length;
  }
  return [...pieces, text.slice(end)].filter((piece) => piece !== "");
}
