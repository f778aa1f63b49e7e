import { localisedText, type Words } from "../words/words.ts";
import type { Question } from "./definition.ts";

/** The question as it is asked: the item stands in the title, or after it as a lead of its own. */
export function questionWords(
  { question, part }: { readonly question: Question; readonly part: string | null },
  words: Words,
): { readonly title: string; readonly lead: string | null } {
  const title = localisedText(question.title, words.locale);
  if (question.type === "pair" && (part === "expected" || part === "perceived")) {
    return question.ask === undefined
      ? { title, lead: words.t(`survey.pair.${part}`) }
      : { title: localisedText(question.ask[part], words.locale), lead: null };
  }
  const item = question.items?.find(({ id }) => id === part);
  if (item === undefined) return { title, lead: null };
  const name = localisedText(item.title, words.locale);
  return title.includes("{item}")
    ? { title: title.replace("{item}", name), lead: null }
    : { title, lead: name };
}
