import type { Figure } from "../figures/figure.ts";
import { NO_TOPIC, topicPlace } from "../survey/topic.ts";
import { decimal, periodName } from "../words/numbers.ts";
import type { Finding } from "./finding.ts";
import { figureStrips } from "./group-strips.ts";
import { numberBlock } from "./number-block.ts";
import type { Block, ListItem, Part, Report } from "./report.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import { numbersSection } from "./satisfaction.ts";
import { clauses, print, type Story } from "./story.ts";
import { figureTable, keyOf } from "./tables.ts";
import { numberStyle } from "./trend.ts";

/** You said, we did (你说我改): topics that customers raised, what was done, and who joins in. */
export function coCreationReport(story: Story): Report {
  const { book, words, site } = story;
  const topics = topicsOf(story);
  const first = topics[0];
  if (first === undefined) return absentReport(story, "co-creation", missingTable(story));
  const hero = topicsHero(story, topics);
  const ids = ["co-creation.answered", "co-creation.contributors", "co-creation.adopted"] as const;
  const known = ids.filter((id) => book.get(id).value !== null);
  const sections: Part[] = [
    doneSection(story, topics),
    numbersSection(
      story,
      known.map((id) => numberBlock(story, id, { period: "all" })),
    ),
    ...[makersSection(story)].filter((part) => part !== null),
  ];
  return finishReport(story, {
    id: "co-creation",
    kicker: [words.t("reports.period.all")],
    finding: coCreationFinding(story, topics),
    lead: words.rich("reports.co-creation.lead", {
      people: print(story, first).text,
      topic: topicName(story, first.by["topic"] ?? ""),
      k: site.k.customer,
    }),
    hero: hero.block,
    parts: sections,
    figures: hero.keys,
    methods: known,
    caveats: ["caveat.listening", "caveat.association"],
  });
}

function missingTable({ tables }: Story): string {
  return tables.has("cases") ? "responses" : "cases";
}

/** Topics that may be shown, most people first. */
function topicsOf({ book }: Story): readonly Figure[] {
  return book
    .list("co-creation.topic", "all", ["topic"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
}

/** Actions done about a topic, latest wave first. */
function actionsOn({ book }: Story, topic: string): readonly Figure[] {
  return book.figures
    .filter(({ id, by }) => id === "co-creation.action" && by["topic"] === topic)
    .toSorted((a, b) => (a.period < b.period ? 1 : -1));
}

function coCreationFinding(story: Story, topics: readonly Figure[]): Finding {
  const done = topics.filter(({ by }) => actionsOn(story, by["topic"] ?? "").length > 0).length;
  const key = done === topics.length ? "all" : done > 0 ? "some" : "none";
  const values = { n: topics.length, done };
  return {
    clauses: clauses(story.words.t(`reports.co-creation.finding.${key}`, values)),
    tone: "data",
    kind: "level",
    figures: topics.map(keyOf),
  };
}

function topicsHero(story: Story, topics: readonly Figure[]) {
  const { words } = story;
  const rows = topics.slice(0, 8).map((figure) => ({
    label: topicName(story, figure.by["topic"] ?? ""),
    figure,
  }));
  const block: NonNullable<Report["hero"]> = {
    kind: "chart",
    chart: {
      kind: "bars",
      style: numberStyle(story, "count"),
      bars: rows.map(({ label, figure }) => ({
        label,
        value: figure.value,
        text: print(story, figure).text,
        tone: "data",
      })),
    },
    title: words.t("reports.co-creation.topics-head"),
    sub: null,
    caption: words.t("reports.co-creation.topics-caption"),
    label: words.t("reports.co-creation.topics-label"),
    table: figureTable(story, "co-creation-topics", rows),
  };
  return { block, keys: rows.map(({ figure }) => keyOf(figure)) };
}

function doneSection(story: Story, topics: readonly Figure[]): Part {
  const { words } = story;
  const items = topics.map((figure) => topicItem(story, figure));
  return {
    section: {
      id: "done",
      head: words.t("reports.co-creation.done-head"),
      sub: words.t("reports.co-creation.done-sub"),
      blocks: [{ kind: "list", items }, ...receiptLookup(story)],
    },
    keys: topics.flatMap((figure) => [
      keyOf(figure),
      ...actionsOn(story, figure.by["topic"] ?? "").map(keyOf),
    ]),
  };
}

/** From a receipt number to the topic above, where a survey asks for one. */
function receiptLookup({ book, words, site, href }: Story): readonly Block[] {
  if (!book.figures.some(({ id }) => id === "choice.pain-point")) return [];
  const none = words.t("reports.co-creation.receipt.none", { k: site.k.customer });
  return [
    {
      kind: "lookup",
      action: `${site.collector ?? ""}${href("topic/")}`,
      label: words.t("reports.co-creation.receipt.label"),
      button: words.t("reports.co-creation.receipt.button"),
      none: { id: NO_TOPIC, text: none },
    },
  ];
}

function topicItem(story: Story, figure: Figure): ListItem {
  const { words, locale } = story;
  const topic = figure.by["topic"] ?? "";
  const actions = actionsOn(story, topic).map((each) =>
    words.t("reports.co-creation.entry", {
      kind: kindName(story, each.by["kind"] ?? ""),
      n: each.value ?? 0,
      period: periodName(each.period, locale),
    }),
  );
  const raised = words.t("reports.co-creation.raised", { n: print(story, figure).text });
  return {
    id: topicPlace(topic),
    state: actions.length === 0 ? "missing" : "firm",
    text: words.t("reports.labelled", { label: topicName(story, topic), value: raised }),
    sub:
      actions.length === 0
        ? words.t("reports.co-creation.open")
        : actions.join(words.t("reports.list-gap")),
  };
}

function makersSection(story: Story): Part | null {
  const { book, words, locale } = story;
  const gap = book.get("co-creation.return-difference");
  if (gap.value === null || gap.low === null || gap.high === null) return null;
  const key = gap.low > 0 ? "more" : gap.high < 0 ? "less" : "unclear";
  const strips = figureStrips(story, "co-creation-return", {
    head: words.t("figures.co-creation.return.name"),
    rows: ["makers", "others"].map((who) => ({
      label: words.t(`reports.co-creation.who.${who}`),
      figure: book.get("co-creation.return", "all", { who }),
    })),
  });
  if (strips === null) return null;
  return {
    section: {
      id: "makers",
      head: words.t(`reports.co-creation.makers-head.${key}`, {
        points: decimal(Math.abs(gap.value), 0, locale),
      }),
      sub: words.t("reports.co-creation.makers-sub", { range: print(story, gap).range }),
      blocks: [strips.block],
    },
    keys: [...strips.keys, keyOf(gap)],
  };
}

/** Own name of the site, else the usual word, else the code. */
function topicName({ words, site, locale }: Story, topic: string): string {
  const key = `reports.co-creation.topic.${topic}`;
  return site.names?.[topic]?.[locale] ?? (words.has(key) ? words.t(key) : topic);
}

function kindName({ words }: Story, kind: string): string {
  const key = `reports.co-creation.kind.${kind}`;
  return words.has(key) ? words.t(key) : kind;
}
