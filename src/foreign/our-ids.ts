/** Names of other tools as ids of ours: letters, digits, "-" and "_", each once, none that is taken. */
import { responseColumns } from "../survey/columns.ts";

const LONGEST = 60;
/** Columns and names that no question may have, in small letters. */
const TAKEN: readonly string[] = [...responseColumns, "end", "blocks", "seed"];

/** Gives ids that nobody has yet. */
export interface IdGiver {
  /** `columns`: what the id would write beside itself, none of which may be taken either. */
  readonly give: (
    name: string,
    fallback: string,
    columns?: (id: string) => readonly string[],
  ) => string;
}

/**
 * Ids of questions: they begin with a letter.
 *
 * @example questionIds().give("How old are you?", "q1") // => "How-old-are-you"
 */
export function questionIds(): IdGiver {
  return idGiver(TAKEN, /^[A-Za-z]/u);
}

/** Ids of the options or rows of one question: they may begin with a digit. */
export function partIds(): IdGiver {
  return idGiver([], /^[A-Za-z0-9]/u);
}

function idGiver(before: readonly string[], begins: RegExp): IdGiver {
  const taken = new Set(before);
  const isFree = (id: string) => !taken.has(id) && !(id in Object.prototype);
  return {
    give: (name, fallback, columns = () => []) => {
      const plain = asciiName(name);
      const base = plain === "" ? fallback : begins.test(plain) ? plain : `q-${plain}`;
      let id = base;
      for (let n = 2; !isFree(id) || !columns(id).every(isFree); n += 1) id = `${base}-${n}`;
      for (const each of [id, ...columns(id)]) taken.add(each);
      return id;
    },
  };
}

/** "Größe (cm)" → "Grosse-cm"; "" where nothing of the name is a Latin letter or digit. */
function asciiName(name: string): string {
  return name
    .slice(0, 1000)
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^A-Za-z0-9_-]+/gu, "-")
    .replaceAll(/^[-_]+|-+$/gu, "")
    .slice(0, LONGEST)
    .replace(/-+$/u, "");
}
