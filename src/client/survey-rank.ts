/** Only on pages with a ranking: a list with buttons in place of one select a place. Nothing is dragged. */

interface Entry {
  readonly id: string;
  readonly text: string;
}

const icon = (path: string) =>
  `<svg viewBox="0 0 16 16" aria-hidden="true"><path class="line" d="${path}"/></svg>`;
const ARROW_UP = icon("M8 13.5V3M3.5 7.5L8 3l4.5 4.5");
const ARROW_DOWN = icon("M8 2.5V13M3.5 8.5L8 13l4.5-4.5");
const CROSS = icon("M4 4l8 8M12 4l-8 8");

const form = document.querySelector<HTMLFormElement>("#form");

for (const box of form?.querySelectorAll<HTMLElement>(".ranks") ?? []) startRanking(box);

function startRanking(box: HTMLElement): void {
  const places = [...box.querySelectorAll("select")];
  const entries: readonly Entry[] = [...(places[0]?.options ?? [])]
    .filter(({ value }) => value !== "")
    .map(({ value, text }) => ({ id: value, text: text.trim() }));
  const list = document.createElement("ol");
  list.className = "rank-list";
  const said = document.createElement("p");
  said.className = "said";
  said.setAttribute("role", "status");
  box.hidden = true;
  box.before(list, said);
  const word = (name: string, entry: Entry, place: number) =>
    (box.dataset[name] ?? "").replace("{name}", entry.text).replace("{place}", String(place));

  const ranked = () => places.map(({ value }) => value).filter((value) => value !== "");
  /** Writes the order into the selects, which are what is kept and sent. */
  const put = (order: readonly string[], moved: Entry, focus: string) => {
    places.forEach((select, index) => (select.value = order[index] ?? ""));
    draw();
    const row = list.querySelector(`[data-id="${moved.id}"]`);
    (
      row?.querySelector<HTMLElement>(`.${focus}:enabled`) ??
      row?.querySelector<HTMLElement>("button:enabled")
    )?.focus();
    const place = order.indexOf(moved.id) + 1;
    said.textContent = word(place === 0 ? "out" : "at", moved, place);
    places[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  };

  function draw(): void {
    const order = ranked();
    const rest = entries.filter(({ id }) => !order.includes(id));
    const first = order.flatMap((id) => entries.filter((entry) => entry.id === id));
    list.replaceChildren(...first.map(rankedRow), ...rest.map(restRow));
  }

  function rankedRow(entry: Entry, index: number): HTMLElement {
    const order = ranked();
    const swap = (other: number) => order.with(index, order[other] ?? "").with(other, entry.id);
    return row(entry, String(index + 1), [
      button("up", ARROW_UP, entry, index === 0 ? null : () => put(swap(index - 1), entry, "up")),
      button(
        "down",
        ARROW_DOWN,
        entry,
        index === order.length - 1 ? null : () => put(swap(index + 1), entry, "down"),
      ),
      button("off", CROSS, entry, () => put(order.toSpliced(index, 1), entry, "add")),
    ]);
  }

  function restRow(entry: Entry): HTMLElement {
    const order = ranked();
    const place = order.length + 1;
    const add = button(
      "add",
      (box.dataset["place"] ?? "").replace("{place}", String(place)),
      entry,
      () => put([...order, entry.id], entry, "up"),
    );
    return row(entry, "", [add]);
  }

  function button(kind: string, text: string, entry: Entry, act: (() => void) | null): HTMLElement {
    const made = document.createElement("button");
    made.type = "button";
    made.className = kind;
    if (text.startsWith("<svg")) made.innerHTML = text;
    else made.textContent = text;
    made.disabled = act === null;
    made.setAttribute("aria-label", word(kind, entry, ranked().length + 1));
    if (act !== null) made.addEventListener("click", act);
    return made;
  }

  form?.addEventListener("skipped", draw);
  draw();
}

function row(entry: Entry, place: string, buttons: readonly HTMLElement[]): HTMLElement {
  const made = document.createElement("li");
  made.dataset["id"] = entry.id;
  const number = document.createElement("b");
  number.textContent = place;
  const text = document.createElement("span");
  text.textContent = entry.text;
  made.append(number, text, ...buttons);
  return made;
}

export {};
