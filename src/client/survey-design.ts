/** Only on pages of surveys where chance decides something: this person's blocks and orders. */
import type { SurveyDefinition } from "../survey/definition.ts";
import { designOf, given } from "../survey/design.ts";

const page = document.querySelector<HTMLElement>("#survey");

// Some thousand bytes of names are not sent: a field is called like its step.
for (const section of page?.querySelectorAll<HTMLElement>("[data-step]") ?? []) {
  for (const field of section.querySelectorAll<HTMLInputElement>("input, select, textarea")) {
    field.name ||= section.dataset["step"] ?? "";
  }
}

page?.addEventListener("begin", (event) => {
  const { id, data } = (event as CustomEvent<{ id: string; data: { survey: SurveyDefinition } }>)
    .detail;
  const design = designOf(data.survey, id);
  for (const [name, text] of Object.entries(design)) {
    const cell = page.querySelector<HTMLInputElement>(`input[name="${name}"]`);
    if (cell !== null) cell.value = text;
  }
  data.survey = given(data.survey, design);
  for (const question of data.survey.questions) {
    if (question.order !== undefined) orderOptions(page, question);
  }
});

/** The options on the page in the order of the question. */
function orderOptions(
  root: HTMLElement,
  { id: name, options = [] }: SurveyDefinition["questions"][number],
): void {
  for (const { id } of options) {
    const value = `[value="${id}"]`;
    const field = `[name="${name}"]`;
    for (const found of root.querySelectorAll(`${field}${value}, ${field} ${value}`)) {
      const entry = found.closest("option, label");
      const words = entry?.nextElementSibling;
      entry?.parentElement?.append(entry);
      if (words?.matches(".other")) entry?.after(words);
    }
  }
}
