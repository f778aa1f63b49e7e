/** What a reader can see of a page, as plain data. Runs inside the page, so it leans on nothing outside itself. */

export interface PageReading {
  readonly lang: string;
  readonly title: string;
  readonly headings: readonly string[];
  readonly ids: readonly string[];
  /** Where links, pictures, styles and scripts lead. */
  readonly addresses: readonly string[];
  readonly languages: readonly { readonly lang: string; readonly href: string }[];
  /** Lines of text in the page's own language; code and file names left out. */
  readonly lines: readonly string[];
  /** Names of what is spoken only: labels, titles, descriptions. */
  readonly spoken: readonly string[];
  readonly styled: readonly string[];
  readonly figures: readonly FigureReading[];
  readonly numbers: readonly NumberReading[];
  readonly strips: readonly StripReading[];
  readonly lead: string;
  readonly actions: readonly { readonly title: string; readonly evidence: string }[];
}

export interface FigureReading {
  readonly heading: string;
  readonly caption: string;
  readonly label: string;
  readonly rows: number;
}

export interface NumberReading {
  readonly key: string;
  readonly classes: string;
  readonly name: string;
  readonly value: string;
  readonly change: string;
  readonly note: string;
  /** Ends of the change bar's band and its zero, in the bar's own units; empty without a bar. */
  readonly band: readonly number[];
}

export interface StripReading {
  readonly classes: string;
  readonly cells: readonly string[];
  readonly tones: readonly string[];
}

export function readPage(): PageReading {
  const text = (element: Element | null | undefined) =>
    (element?.textContent ?? "").replace(/\s+/gu, " ").trim();
  const all = (selector: string, root: ParentNode = document) => [
    ...root.querySelectorAll(selector),
  ];
  const { lang } = document.documentElement;
  const language = lang.split("-")[0] ?? "";
  const foreign = (element: Element) => {
    const nearest = element.closest("[lang]")?.getAttribute("lang") ?? lang;
    return nearest.split("-")[0] !== language;
  };

  /** Text of each block; inline neighbours join as they do on screen. */
  const lines = (): string[] => {
    const found: string[] = [];
    let line = "";
    const end = () => {
      const said = line.replace(/\s+/gu, " ").trim();
      if (said !== "") found.push(said);
      line = "";
    };
    const walk = (node: Node): void => {
      if (node.nodeType === Node.TEXT_NODE) {
        line += node.textContent ?? "";
        return;
      }
      if (!(node instanceof Element)) return;
      if (["SCRIPT", "STYLE", "CODE", "PRE"].includes(node.tagName)) {
        line += "";
        return;
      }
      const content = node instanceof HTMLTemplateElement ? node.content : node;
      const isInline =
        /^(?:A|SPAN|STRONG|SMALL|B|EM|ABBR|LABEL|TSPAN)$/iu.test(node.tagName) &&
        /^inline(?:$|-block)/u.test(getComputedStyle(node).display);
      if (!isInline) end();
      if (!foreign(node)) for (const child of content.childNodes) walk(child);
      if (!isInline) end();
    };
    walk(document.body);
    end();
    return found;
  };

  const figures = all("figure").map((figure): FigureReading => {
    const heading = document.getElementById(figure.getAttribute("aria-labelledby") ?? "");
    return {
      heading: text(heading),
      caption: text(figure.querySelector("figcaption")),
      label: figure.querySelector("svg[role=img]")?.getAttribute("aria-label") ?? "",
      rows: all("details table tbody tr", figure).length,
    };
  });
  const ends = (path: Element | null | undefined): number[] =>
    (path?.getAttribute("d") ?? "").match(/-?\d+(?:\.\d+)?/gu)?.map(Number) ?? [];
  const numbers = all(".numbers > .number").map((item): NumberReading => {
    const bar = item.querySelector("svg.bar");
    const [low = 0, , high = 0] = ends(bar?.querySelector(".thick"));
    const [zero = 0] = ends(bar?.querySelector(".zero"));
    return {
      key: item.getAttribute("data-figure") ?? "",
      classes: item.className,
      name: text(item.querySelector("h3")),
      value: text(item.querySelector(".value")),
      change: text(item.querySelector(".change")),
      note: text(item.querySelector(".note")),
      band: bar ? [low, high, zero] : [],
    };
  });
  const strips = all("table.strips tbody tr").map((row): StripReading => ({
    classes: row.className,
    cells: all("th, td", row).map(text),
    tones: all("path", row).flatMap((path) =>
      [...path.classList].filter((c) => c.startsWith("s-")),
    ),
  }));
  const addressed = all("[href], [src], [data-models], [data-chunk]").flatMap((element) =>
    ["href", "src", "data-models", "data-chunk"].flatMap(
      (name) => element.getAttribute(name)?.replace(/^data:,$/u, "") || [],
    ),
  );
  return {
    lang,
    title: document.title,
    headings: all("h1").map(text),
    ids: all("[id]").map(({ id }) => id),
    addresses: addressed,
    languages: all("a[hreflang], link[hreflang]").map((link) => ({
      lang: link.getAttribute("hreflang") ?? "",
      href: link.getAttribute("href") ?? "",
    })),
    lines: lines(),
    spoken: [
      ...all("[aria-label], [title], [alt]")
        .filter((element) => !foreign(element))
        .flatMap((element) =>
          ["aria-label", "title", "alt"].flatMap((name) => element.getAttribute(name) ?? []),
        ),
      document.querySelector("meta[name=description]")?.getAttribute("content") ?? "",
      document.title,
    ],
    styled: all("[style]").map((element) => element.outerHTML.slice(0, 120)),
    figures,
    numbers,
    strips,
    lead: text(document.querySelector(".lead")),
    actions: all(".actions > li").map((item) => ({
      title: text(item.querySelector("h3")),
      evidence: text(item.querySelector("p")),
    })),
  };
}

/** Text of pictures that is too small or leaves its picture, at the width of the window. */
export function pictureFaults(): readonly string[] {
  const faults: string[] = [];
  for (const svg of document.querySelectorAll<SVGSVGElement>("svg")) {
    const frame = svg.getBoundingClientRect();
    if (frame.width === 0) continue;
    const scale = svg.viewBox.baseVal.width > 0 ? frame.width / svg.viewBox.baseVal.width : 1;
    for (const label of svg.querySelectorAll("text")) {
      const size = parseFloat(getComputedStyle(label).fontSize) * scale;
      const box = label.getBoundingClientRect();
      // The box is as high as the font's line; what is drawn stands around the base line.
      const base = frame.top + label.getStartPositionOfChar(0).y * scale;
      const [top, bottom] = [base - 0.88 * size, base + 0.12 * size];
      const name = `${label.closest("figure, table")?.getAttribute("aria-labelledby")}: ${(label.textContent ?? "").trim()}`;
      if (size < 12.95) faults.push(`${name} is ${size.toFixed(1)} px`);
      const left = frame.left - box.left;
      const right = box.right - frame.right;
      const outside = Math.max(left, right, frame.top - top, bottom - frame.bottom);
      if (outside > 1) faults.push(`${name} stands ${outside.toFixed(1)} px outside`);
    }
  }
  return faults;
}

/** How far the page can be scrolled sideways, and what sticks out. */
export function sidewaysFault(): string | null {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return null;
  const widest = [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 0.5)
    .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`);
  return `${scrollWidth} on ${clientWidth}: ${widest.slice(0, 3).join(", ")}`;
}
