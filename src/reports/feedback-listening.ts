import type { FigureId } from "../figures/registry.ts";
import { figureStrips } from "./group-strips.ts";
import type { Part } from "./report.ts";
import { print, type Story } from "./story.ts";
import { named, tableOf } from "./strip-section.ts";

interface Strips {
  readonly section: string;
  readonly id: FigureId;
  /** Attribute whose levels are the rows. */
  readonly name: string;
  readonly label: (level: string) => string;
  /** Order of the levels; by value, largest first, where none is given. */
  readonly order?: readonly string[];
  readonly head: string;
  readonly sub: string;
}

/** What stands behind the clock: who is asked, by which way people come, what is asked of a complaint, what comes again. */
export function listeningSections(story: Story): readonly Part[] {
  return [
    speedSection(story),
    recurrenceSection(story),
    signalSection(story),
    fiveSection(story),
    waySection(story),
    answerSection(story),
  ].filter((part) => part !== null);
}

function stripsSection(
  story: Story,
  { section, id, name, label, order, head, sub }: Strips,
): Part | null {
  const levels = story.book.list(id, "all", [name]);
  const place = (level: string) => order?.indexOf(level) ?? 0;
  const sorted = levels.toSorted((a, b) =>
    order === undefined
      ? (b.value ?? -1) - (a.value ?? -1)
      : place(a.by[name] ?? "") - place(b.by[name] ?? ""),
  );
  const strips = figureStrips(story, `feedback-${section}`, {
    head: story.words.t(`figures.${id}.name`),
    rows: sorted.map((figure) => ({ label: label(figure.by[name] ?? ""), figure })),
  });
  if (strips === null) return null;
  return { section: { id: section, head, sub, blocks: [strips.block] }, keys: strips.keys };
}

/** An association is said to be there only when its whole range lies on one side of 0. */
function speedSection(story: Story): Part | null {
  const { book, words } = story;
  const relation = book.get("feedback.speed-loyalty");
  if (relation.value === null || relation.low === null || relation.high === null) return null;
  const bands = book.list("feedback.return-by-reply", "all", ["reply"]);
  const at = (band: string) => bands.find(({ by }) => by["reply"] === band);
  const [fast, late] = [at("0-8"), at("72-")];
  const isLater = fast !== undefined && late !== undefined && (late.high ?? 1) < (fast.low ?? 0);
  const key =
    relation.low > 0 ? "faster" : relation.high < 0 ? "slower" : isLater ? "late" : "unclear";
  const printed = print(story, relation);
  const values = {
    late: late === undefined ? "" : print(story, late).text,
    fast: fast === undefined ? "" : print(story, fast).text,
  };
  const part = stripsSection(story, {
    section: "speed",
    id: "feedback.return-by-reply",
    name: "reply",
    label: (band) => words.t(`reports.feedback.band.${band}`),
    order: ["0-8", "8-24", "24-72", "72-"],
    head: words.t(`reports.feedback.speed.${key}`, values),
    sub: words.t("reports.feedback.speed.sub", { r: printed.text, range: printed.range }),
  });
  return part === null ? null : { ...part, keys: [...part.keys, "feedback.speed-loyalty@all"] };
}

function recurrenceSection(story: Story): Part | null {
  const { book, words } = story;
  const whole = book.get("feedback.recurrence");
  if (whole.value === null) return null;
  const prevented = book.get("feedback.recurrence-prevented");
  const part = stripsSection(story, {
    section: "recurrence",
    id: "feedback.recurrence-by-cause",
    name: "cause",
    label: (cause) => causeName(story, cause),
    head: words.t("reports.feedback.recurrence.head", { value: print(story, whole).text }),
    sub: words.t(
      `reports.feedback.recurrence.${prevented.value === null ? "sub" : "sub-prevented"}`,
      {
        range: print(story, whole).range,
        n: print(story, whole).n,
        prevented: print(story, prevented).text,
        preventedRange: print(story, prevented).range,
      },
    ),
  });
  const keys = ["feedback.recurrence@all", "feedback.recurrence-prevented@all"];
  return part === null ? null : { ...part, keys: [...part.keys, ...keys] };
}

/** Causes that lie wholly above what is usual at as many orders. */
function signalSection(story: Story): Part | null {
  const { book, words } = story;
  const signals = book.list("feedback.signal", "all", ["cause"]);
  const raised = signals
    .filter(({ low }) => (low ?? 0) > 1)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const first = raised[0];
  return stripsSection(story, {
    section: "signals",
    id: "feedback.signal",
    name: "cause",
    label: (cause) => causeName(story, cause),
    head:
      first === undefined
        ? words.t("reports.feedback.signal.none")
        : words.t("reports.feedback.signal.raised", {
            n: raised.length,
            cause: causeName(story, first.by["cause"] ?? ""),
            times: print(story, first).text,
          }),
    sub: words.t("reports.feedback.signal.sub"),
  });
}

function fiveSection(story: Story): Part | null {
  const { book, words } = story;
  const whole = book.get("feedback.five-complete");
  if (whole.value === null && whole.low === null) return null;
  const part = stripsSection(story, {
    section: "five",
    id: "feedback.five-questions",
    name: "question",
    label: (question) => words.t(`reports.feedback.question.${question}`),
    order: ["why", "did", "reasonable", "cause", "prevention"],
    head: words.t("reports.feedback.five.head", { value: print(story, whole).text }),
    sub: words.t("reports.feedback.five.sub"),
  });
  return part === null ? null : { ...part, keys: [...part.keys, "feedback.five-complete@all"] };
}

function waySection(story: Story): Part | null {
  const { book, words, site, locale } = story;
  const ease = book.get("score.feedback-ease");
  const chance = book.get("score.feedback-chance");
  const heard = ease.value !== null && chance.value !== null;
  const ways = book
    .list("feedback.way", "all", ["way"])
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const [most] = ways;
  if (most === undefined) return null;
  const name = (way: string) =>
    way === "" ? words.t("reports.not-stated") : (site.names?.[way]?.[locale] ?? way);
  const part = stripsSection(story, {
    section: "ways",
    id: "feedback.way",
    name: "way",
    label: name,
    head: words.t("reports.feedback.ways.head", {
      n: ways.length,
      way: name(most.by["way"] ?? ""),
      value: print(story, most).text,
    }),
    sub: heard
      ? words.t("reports.feedback.ways.sub-heard", {
          ease: print(story, ease).text,
          easeRange: print(story, ease).range,
          chance: print(story, chance).text,
          chanceRange: print(story, chance).range,
        })
      : words.t("reports.feedback.ways.sub"),
  });
  const keys = heard ? ["score.feedback-ease@all", "score.feedback-chance@all"] : [];
  return part === null ? null : { ...part, keys: [...part.keys, ...keys] };
}

function answerSection(story: Story): Part | null {
  const { book, words } = story;
  const whole = book.get("feedback.answer-rate");
  if (whole.value === null) return null;
  const part = stripsSection(story, {
    section: "answer-rate",
    id: "feedback.answer-rate",
    name: "rfm",
    label: (segment) => words.t(`reports.rfm.${segment}`),
    head: words.t("reports.feedback.answer.head", { value: print(story, whole).text }),
    sub: words.t("reports.feedback.answer.sub", { range: print(story, whole).range }),
  });
  if (part === null) return null;
  const unheard = tableOf(story, "feedback-unheard", [
    named(story, "feedback.silent-leavers"),
    {
      label: words.t("reports.feedback.answer.talk"),
      figure: book.get("choice.feedback-negative-talk", "all", { option: "yes" }),
    },
  ]);
  return {
    section: {
      ...part.section,
      blocks: [...part.section.blocks, ...unheard.map(({ block }) => block)],
    },
    keys: [...part.keys, "feedback.answer-rate@all", ...unheard.flatMap(({ keys }) => keys)],
  };
}

/** A code of the data in the words of the site. */
export function causeName({ words, site, locale }: Story, cause: string): string {
  if (cause === "") return words.t("reports.not-stated");
  const key = `reports.cause.${cause}`;
  return site.names?.[cause]?.[locale] ?? (words.has(key) ? words.t(key) : cause);
}
