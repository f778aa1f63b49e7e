/**
 * The one shared script that draws chart models with Chart.js, fetched on the
 * first touch of a picture. The model of each stands in its figure.
 */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Filler,
  LineController,
  LineElement,
  LinearScale,
  PointElement,
  ScatterController,
  Tooltip,
} from "chart.js";
import type { ChartModel } from "../charts/chart.ts";
import { wokenPanels, type Theme, type WokenPanel } from "../charts/woken.ts";

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  LineController,
  LineElement,
  LinearScale,
  PointElement,
  ScatterController,
  Tooltip,
);

const awake = new Map<HTMLElement, readonly Chart[]>();

function grant(figure: HTMLElement): void {
  const wish = figure.dataset["wish"];
  delete figure.dataset["wish"];
  const button = figure.querySelector("button");
  if (!button || wish === undefined || wish === "ready") return;
  if (awake.has(figure)) {
    if (wish === "toggle") putBack(figure, button);
    return;
  }
  // A reader who put the picture back is not asked again by the pointer.
  if (wish === "look" && figure.dataset["kept"] !== undefined) return;
  wake(figure, button, JSON.parse(figure.dataset["model"] ?? "{}") as ChartModel);
}

function wake(figure: HTMLElement, button: HTMLButtonElement, model: ChartModel): void {
  const drawing = figure.querySelector<HTMLElement>(".drawing");
  const picture = drawing?.querySelector("svg");
  if (!drawing || !picture) return;
  const height = picture.getBoundingClientRect().height;
  const panels = wokenPanels(model, themeNow());
  const live = document.createElement("div");
  live.className = "live";
  drawing.append(live);
  figure.classList.add("awake");
  const label = picture.getAttribute("aria-label") ?? "";
  const charts = panels.map((panel) =>
    showPanel(panel, { live, label, height: height / panels.length, words: button.dataset }),
  );
  awake.set(figure, charts);
  button.dataset["asleep"] ??= button.textContent;
  button.textContent = button.dataset["awake"] ?? "";
  button.setAttribute("aria-pressed", "true");
}

function putBack(figure: HTMLElement, button: HTMLButtonElement): void {
  for (const chart of awake.get(figure) ?? []) chart.destroy();
  awake.delete(figure);
  figure.querySelector(".live")?.remove();
  figure.classList.remove("awake");
  figure.dataset["kept"] = "";
  button.textContent = button.dataset["asleep"] ?? "";
  button.setAttribute("aria-pressed", "false");
}

interface Place {
  readonly live: HTMLElement;
  readonly label: string;
  readonly height: number;
  readonly words: DOMStringMap;
}

function showPanel(panel: WokenPanel, { live, label, height, words }: Place): Chart {
  if (panel.name !== null) {
    const name = document.createElement("p");
    name.textContent = panel.name;
    live.append(name);
  }
  const box = document.createElement("div");
  box.className = "panel";
  box.style.height = `${Math.max(120, height - (panel.name === null ? 0 : 22))}px`;
  const canvas = document.createElement("canvas");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `${label} ${words["keys"] ?? ""}`);
  box.append(canvas);
  const now = document.createElement("p");
  now.className = "value-now";
  now.setAttribute("aria-live", "polite");
  live.append(box, now);
  const chart = new Chart(canvas, panel.config);
  walkWithKeys(chart, panel, now);
  if (panel.series.length > 1) live.append(seriesSwitches(chart, panel, words["series"] ?? ""));
  return chart;
}

function walkWithKeys(chart: Chart, panel: WokenPanel, now: HTMLElement): void {
  let index = -1;
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowDown: 1,
    ArrowLeft: -1,
    ArrowUp: -1,
  };
  chart.canvas.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const last = panel.readings.length - 1;
    index = Math.min(Math.max(index + step, 0), last);
    const active = [{ datasetIndex: panel.walks, index }];
    chart.setActiveElements(active);
    chart.tooltip?.setActiveElements(active, { x: 0, y: 0 });
    chart.update("none");
    now.textContent = panel.readings[index] ?? "";
  });
}

function seriesSwitches(chart: Chart, { series }: WokenPanel, name: string): HTMLElement {
  const group = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = name;
  group.append(legend);
  for (const { name: title, datasets } of series) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = true;
    box.addEventListener("change", () => {
      for (const dataset of datasets) chart.setDatasetVisibility(dataset, box.checked);
      chart.update("none");
    });
    label.append(box, title);
    group.append(label);
  }
  return group;
}

/** Colours as the browser computes them, so that `color-mix` and system colours reach the canvas. */
function themeNow(): Theme {
  const probe = document.createElement("span");
  probe.style.setProperty("forced-color-adjust", "none");
  document.body.append(probe);
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return plainColour(getComputedStyle(probe).color);
  };
  const theme: Theme = {
    font: getComputedStyle(document.body).fontFamily,
    ink: colour("ink"),
    ink2: colour("ink-2"),
    ink3: colour("ink-3"),
    rule: colour("rule"),
    paper: colour("paper"),
    data: colour("data"),
    band: colour("band"),
    context: colour("context"),
    good: colour("good"),
    goodBand: colour("good-band"),
    bad: colour("bad"),
    badBand: colour("bad-band"),
    middle: colour("seq-2"),
    bar: colour("seq-4"),
  };
  probe.remove();
  return theme;
}

/** Chart.js reads `rgb()`, not `color(srgb 0.3 0.3 0.3)`. */
function plainColour(computed: string): string {
  const parts = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)/u.exec(computed);
  if (!parts) return computed;
  return `rgb(${parts
    .slice(1, 4)
    .map((part) => Math.round(Number(part) * 255))
    .join(", ")})`;
}

function redrawAll(): void {
  for (const [figure] of [...awake]) {
    const button = figure.querySelector("button");
    if (!button) continue;
    putBack(figure, button);
    delete figure.dataset["kept"];
    figure.dataset["wish"] = "toggle";
    grant(figure);
  }
}

for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
  matchMedia(query).addEventListener("change", redrawAll);
}
document.addEventListener("wish", ({ target }) => grant(target as HTMLElement));
for (const figure of document.querySelectorAll<HTMLElement>("figure[data-wish]")) grant(figure);
