/** A cell of a file of answers in the words that people saw, those of the codebook. */
import { localisedText, type Words } from "../words/words.ts";
import type { AnswerColumn } from "./columns.ts";
import { pointWord } from "./field-html.ts";
import { isWorded } from "./messages.ts";
import { scaleOf } from "./scale.ts";

/**
 * The words of a cell.
 *
 * For      whoever reads answers as a table, without the codebook beside it.
 * Takes    the column of an answer and its cell as text, "" where nothing was answered.
 * Gives    what the codebook writes after "=" for the value, several joined by " | "; the cell
 *          itself where a value has no words: numbers, points of a scale that is not all words,
 *          dates and what people wrote.
 */
export function answerWords(column: AnswerColumn, cell: string, words: Words): string {
  const { type, question, part } = column;
  if (cell === "") return "";
  if (type === "options") {
    return cell
      .split("|")
      .map((id) => optionWords(column, id, words))
      .join(" | ");
  }
  if (type === "option") return optionWords(column, cell, words);
  const scale = scaleOf(question);
  if (scale === null || !isWorded(question)) return cell;
  return pointWord({ step: { question, part }, words }, scale, Number(cell));
}

function optionWords({ question }: AnswerColumn, id: string, words: Words): string {
  if (question.type === "consent") {
    return id === "yes" || id === "no" ? words.t(`survey.consent.${id}`) : id;
  }
  const option = question.options?.find((each) => each.id === id);
  return option === undefined ? id : localisedText(option.title, words.locale);
}
