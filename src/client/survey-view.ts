/** What a step looks like: one section in sight, its place in words, its errors. */
import type { AnswerFault } from "../survey/answers.ts";
import type { FormWords, SurveyPageData } from "../survey/page-data.ts";
import { element } from "./element.ts";
import { stepKey, type Step, type StepPlace } from "../survey/steps.ts";

export interface StepLook {
  readonly place: StepPlace;
  readonly isFirst: boolean;
  readonly next: "next" | "next-item" | "send";
}

export interface SurveyView {
  readonly form: HTMLFormElement;
  readonly back: HTMLElement;
  readonly skip: HTMLElement;
  readonly section: (step: Step) => HTMLElement;
  readonly show: (step: Step, takesFocus: boolean) => void;
  readonly label: (step: Step, look: StepLook) => void;
  readonly showFaults: (step: Step, faults: readonly AnswerFault[]) => void;
  readonly kept: (isKept: boolean) => void;
  readonly busy: () => void;
}

export function surveyView(main: HTMLElement, data: SurveyPageData): SurveyView {
  const find = <T extends HTMLElement>(selector: string, root: ParentNode = main): T =>
    root.querySelector<T>(selector)!;
  const form = find<HTMLFormElement>("#form");
  const site = document.title.split(" · ").at(-1) ?? "";
  let title = document.title;
  const section = (step: Step) => find(`[data-step="${stepKey(step)}"]`);
  for (const heading of main.querySelectorAll(".question")) {
    heading.setAttribute("role", "heading");
    heading.setAttribute("aria-level", "1");
  }
  /** An item of a matrix is named on the page. */
  const nameOf = (step: Step): string =>
    data.names[stepKey(step)] ??
    data.names[step.question.id] ??
    section(step).querySelector(".lead")?.textContent ??
    "";
  main.classList.add("stepwise");
  find("#where").hidden = false;
  return {
    form,
    back: find("#back"),
    skip: find("#skip"),
    section,
    show: (step, takesFocus) => {
      clearFaults(main);
      main.querySelector(".step.now")?.classList.remove("now");
      const shown = section(step);
      shown.classList.add("now");
      find("#skip").hidden = step.question.required === true || step.question.type === "note";
      if (!takesFocus) return;
      scrollTo(0, 0);
      find(".question", shown).focus();
    },
    label: (step, { place, isFirst, next }) => {
      const where = placeText(data.words, place);
      title = `${stepTitle(data.words, nameOf(step), where)} · ${site}`;
      if (find("#summary").childElementCount === 0) document.title = title;
      main.classList.toggle("at-first", isFirst);
      find("#count").textContent = where;
      find("#back").hidden = isFirst;
      find("#go").textContent = data.words[next];
    },
    showFaults: (step, faults) => {
      clearFaults(main);
      const texts = faults.map(({ code, question }) =>
        (data.messages[question]?.[code] ?? code).replace("{name}", nameOf(step)),
      );
      document.title = data.words.error.replace("{title}", title);
      markFaults(section(step), texts);
      find("#summary").replaceChildren(summary(data.words.heading, section(step), texts));
      find(".summary").focus();
    },
    kept: (isKept) => {
      find("#kept", document).hidden = !isKept;
    },
    busy: () => {
      const go = find<HTMLButtonElement>("#go");
      go.textContent = data.words.sending;
      go.disabled = true;
    },
  };
}

function placeText(words: FormWords, place: StepPlace): string {
  if (place.question === 0) return "";
  const text = words[place.parts === 0 ? "where" : "where-part"];
  return text.replaceAll(/\{(question|of|part|parts)\}/gu, (_, name: keyof StepPlace) =>
    String(place[name]),
  );
}

function stepTitle(words: FormWords, name: string, where: string): string {
  if (name === "" || where === "") return name || where;
  return words["step-title"].replace("{where}", where).replace("{name}", name);
}

function clearFaults(main: HTMLElement): void {
  main.querySelector("#summary")?.replaceChildren();
  for (const wrong of main.querySelectorAll(".wrong")) {
    wrong.classList.remove("wrong");
    wrong.querySelector(".message")?.remove();
    describe(wrong, []);
  }
}

/** The same words as in the summary, beside the question, with a triangle. */
function markFaults(section: HTMLElement, texts: readonly string[]): void {
  const message = element("p");
  message.className = "message";
  message.id = "step-error";
  message.append(warning(), element("span", texts.join(" ")));
  section.classList.add("wrong");
  const heading = section.querySelector(".hint[id]") ?? section.querySelector("legend, label");
  heading?.after(message);
  describe(section, [message.id]);
}

/** The field is described by its hint, and by its error while it has one. */
function describe(section: Element, errors: readonly string[]): void {
  const field = section.querySelector("fieldset, textarea, .short-text");
  const ids = [section.querySelector(".hint[id]")?.id ?? "", ...errors].filter((id) => id !== "");
  if (ids.length === 0) field?.removeAttribute("aria-describedby");
  else field?.setAttribute("aria-describedby", ids.join(" "));
}

function summary(heading: string, section: HTMLElement, texts: readonly string[]): HTMLElement {
  const box = element("div");
  box.className = "summary";
  box.setAttribute("role", "alert");
  box.tabIndex = -1;
  const list = element("ul");
  const field = section.querySelector<HTMLElement>("input, button, select, textarea");
  if (field !== null) field.id ||= "f-first";
  for (const text of texts) {
    const link = element("a", text);
    link.href = `#${field?.id ?? ""}`;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      field?.focus();
    });
    const item = element("li");
    item.append(link);
    list.append(item);
  }
  box.append(element("h2", heading), list);
  return box;
}

/** The triangle stands once in the page, beside the words for answers not sent. */
function warning(): Node | string {
  const template = document.querySelector<HTMLTemplateElement>("#waiting");
  return template?.content.querySelector("svg")?.cloneNode(true) ?? "";
}
