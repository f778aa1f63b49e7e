/** After the last question: received, once a collector said so; kept and not sent, until then. */
import { receiptOf } from "../survey/receipt.ts";
import { isPreview } from "./preview.ts";
import { element } from "./element.ts";
import type { Refusal, Sealed } from "./outbox.ts";

export interface DoneView {
  readonly main: HTMLElement;
  readonly locale: string;
}

/** How things stand with sealed answers that are not received. */
export type Standing = {
  readonly state: "kept" | "unkept" | "refused";
  readonly why: "network" | "busy" | Refusal;
};

export function showReceived({ main, locale }: DoneView, sealed: Sealed): void {
  const panel = showPanel(main, "received");
  fill(panel, "receipt", receiptOf(sealed.id));
  const language = locale === "en" ? "en-GB" : locale;
  const time = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
  fill(panel, "time", time.format(new Date()));
  announce(panel);
}

export function showWaiting(
  { main }: DoneView,
  sealed: Sealed,
  { state, why }: Standing,
  retry: () => void,
): void {
  const standing = `${state} ${why}`;
  if (main.querySelector<HTMLElement>(".done")?.dataset.standing === standing) return;
  const panel = showPanel(main, "waiting");
  panel.dataset.standing = standing;
  fill(panel, "receipt", receiptOf(sealed.id));
  for (const part of panel.querySelectorAll<HTMLElement>("[data-state]")) {
    part.hidden = !(part.dataset.state ?? "").split(" ").includes(state);
  }
  for (const part of panel.querySelectorAll<HTMLElement>("[data-why]")) {
    part.hidden = part.dataset.why !== why;
  }
  announce(panel);
  panel.querySelector("#retry")?.addEventListener("click", retry);
  panel.querySelector("#save")?.addEventListener("click", (event) => {
    event.preventDefault();
    save(panel, sealed);
  });
}

/** Replaces the form, or an earlier ending. */
function showPanel(main: HTMLElement, id: string): HTMLElement {
  main.querySelector(".done")?.remove();
  const { content } = main.querySelector<HTMLTemplateElement>(`#${id}`)!;
  main.append(content.cloneNode(true));
  main.classList.add("finished");
  document.querySelector("#kept")?.setAttribute("hidden", "");
  const panel = main.querySelector<HTMLElement>(".done")!;
  if (isPreview) panel.prepend(main.querySelector("#notice") ?? "");
  return panel;
}

/** Says in title and focus what the panel says, once it says only what is true. */
function announce(panel: HTMLElement): void {
  const heading = panel.querySelector<HTMLElement>("h1");
  document.title = document.title.replace(/^.*(?= · )/u, heading?.innerText.trim() ?? "");
  scrollTo(0, 0);
  heading?.focus();
}

function fill(panel: HTMLElement, name: string, text: string): void {
  for (const place of panel.querySelectorAll(`[data-fill="${name}"]`)) place.textContent = text;
}

/** As a file where the browser allows it, and as text to copy where it does not. */
function save(panel: HTMLElement, sealed: Sealed): void {
  const copy = panel.querySelector<HTMLTextAreaElement>("#copy");
  if (copy !== null) {
    copy.value = sealed.body;
    copy.parentElement?.removeAttribute("hidden");
  }
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([sealed.body], { type: "application/json" }));
  link.download = `${sealed.survey}-${receiptOf(sealed.id)}.json`;
  link.click();
}
