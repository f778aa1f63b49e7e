/**
 * Inline in every report and fetched never: it offers to explore the pictures,
 * and asks for the drawing script on the first pointer, tap or key.
 */
const main = document.querySelector<HTMLElement>("main[data-chunk]");
let asked = false;

function ask(figure: HTMLElement, wish: string): void {
  figure.dataset["wish"] = wish;
  figure.dispatchEvent(new Event("wish", { bubbles: true }));
  if (asked) return;
  asked = true;
  const script = document.createElement("script");
  script.type = "module";
  script.src = main?.dataset["chunk"] ?? "";
  script.onerror = () => {
    asked = false;
    const button = figure.querySelector("button");
    if (button) button.textContent = button.dataset["lost"] ?? "";
  };
  document.head.append(script);
}

for (const figure of main?.querySelectorAll<HTMLElement>("figure[data-chart]") ?? []) {
  const button = figure.querySelector("button");
  if (!button) continue;
  button.hidden = false;
  const drawing = figure.querySelector(".drawing");
  drawing?.addEventListener("pointerenter", (event) => {
    if ((event as PointerEvent).pointerType === "mouse") ask(figure, "look");
  });
  drawing?.addEventListener("click", () => ask(figure, "look"));
  button.addEventListener("focus", () => ask(figure, "ready"));
  button.addEventListener("click", () => ask(figure, "toggle"));
}

export {};
