/** The line above the question: no network, nothing is kept, resumed. It states what happens. */
import type { FormWords } from "../survey/page-data.ts";
import { element } from "./element.ts";
import { isPreview } from "./preview.ts";

export interface SurveyNotice {
  readonly unkept: () => void;
  readonly resumed: (startOver: () => void) => void;
  /** Answers of an earlier visit wait in the outbox. */
  readonly unsent: (isWaiting: boolean) => void;
  /** The person has gone on: no more about having come back. */
  readonly moved: () => void;
}

export function surveyNotice(main: HTMLElement, words: FormWords): SurveyNotice {
  const place = main.querySelector<HTMLElement>("#notice");
  const said = { something: false, unkept: false, unsent: false, resumed: null as Node | null };
  const say = () => {
    if (place === null) return;
    const lines: Node[] = [];
    if (said.unkept) lines.push(element("p", words[isPreview ? "preview" : "refused"]));
    else if (!navigator.onLine) lines.push(element("p", words.offline));
    if (said.unsent) lines.push(element("p", words.unsent));
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

function resumedLine(words: FormWords, startOver: () => void): Node {
  const line = element("p", words.resumed);
  const link = element("a", words["start-over"]);
  link.href = "#start-over";
  link.addEventListener("click", (event) => {
    event.preventDefault();
    startOver();
  });
  line.append(" ", link);
  return line;
}
