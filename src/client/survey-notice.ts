/** The line above the question: no network, nothing is kept, resumed. It states what happens. */

export interface SurveyNotice {
  readonly unkept: () => void;
  readonly resumed: (startOver: () => void) => void;
  /** Answers of an earlier visit wait in the outbox. */
  readonly unsent: (isWaiting: boolean) => void;
  /** The person has gone on: no more about having come back. */
  readonly moved: () => void;
}

export function surveyNotice(
  main: HTMLElement,
  words: Readonly<Record<string, string>>,
): SurveyNotice {
  const place = main.querySelector<HTMLElement>("#notice");
  const said = { something: false, unkept: false, unsent: false, resumed: null as Node | null };
  const say = () => {
    if (place === null) return;
    const lines: Node[] = [];
    if (said.unkept) lines.push(paragraph(words.refused ?? ""));
    else if (!navigator.onLine) lines.push(paragraph(words.offline ?? ""));
    if (said.unsent) lines.push(paragraph(words.unsent ?? ""));
    if (said.resumed !== null) lines.push(said.resumed);
    // What the collector wrote there stays until there is something else to say.
    if (lines.length > 0 || said.something) place.replaceChildren(...lines);
    said.something ||= lines.length > 0;
  };
  addEventListener("online", say);
  addEventListener("offline", say);
  say();
  return {
    unkept: () => {
      if (said.unkept) return;
      said.unkept = true;
      say();
    },
    resumed: (startOver) => {
      said.resumed = resumedLine(words, startOver);
      say();
    },
    unsent: (isWaiting) => {
      said.unsent = isWaiting;
      say();
    },
    moved: () => {
      if (said.resumed === null) return;
      said.resumed = null;
      say();
    },
  };
}

function resumedLine(words: Readonly<Record<string, string>>, startOver: () => void): Node {
  const line = paragraph(words.resumed ?? "");
  const link = document.createElement("a");
  link.href = "#start-over";
  link.textContent = words["start-over"] ?? "";
  link.addEventListener("click", (event) => {
    event.preventDefault();
    startOver();
  });
  line.append(" ", link);
  return line;
}

function paragraph(text: string): HTMLElement {
  const line = document.createElement("p");
  line.textContent = text;
  return line;
}
