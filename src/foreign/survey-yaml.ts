/** A survey as the text of `content/surveys/<id>.yaml`, with a mark where a translation is wanted. */
import { Document, isMap, isPair, isScalar, isSeq, type Node } from "yaml";
import type { Localised, SurveyDefinition } from "../survey/definition.ts";

/**
 * The file.
 *
 * Takes    a survey; the locales of its texts in which another language stands in; the sentence
 *          for the head of the file and the mark for such a text.
 */
export function surveyYaml(
  survey: SurveyDefinition,
  untranslated: ReadonlyMap<Localised, readonly string[]>,
  { head, mark }: { readonly head: string; readonly mark: string },
): string {
  const document = new Document(survey);
  document.commentBefore = ` ${head}`;
  markTexts(document.contents, survey, untranslated, mark);
  for (const item of isMap(document.contents) ? document.contents.items : []) {
    if (isPair(item) && isSeq(item.value)) {
      for (const [index, each] of item.value.items.entries()) {
        if (index > 0 && isMap(each)) each.spaceBefore = true;
      }
    }
  }
  return document.toString({ lineWidth: 0 });
}

function markTexts(
  node: Node | null | unknown,
  value: unknown,
  untranslated: ReadonlyMap<Localised, readonly string[]>,
  mark: string,
): void {
  if (isSeq(node) && Array.isArray(value)) {
    for (const [index, item] of node.items.entries()) {
      markTexts(item, value[index], untranslated, mark);
    }
  }
  if (!isMap(node) || typeof value !== "object" || value === null) return;
  const missing = untranslated.get(value as Localised) ?? [];
  for (const { key, value: inner } of node.items) {
    const name = String(isScalar(key) ? key.value : key);
    if (missing.includes(name) && isScalar(inner)) inner.comment = ` ${mark}`;
    markTexts(inner, (value as Record<string, unknown>)[name], untranslated, mark);
  }
}
