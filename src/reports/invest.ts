import type { Figure } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import { count, decimal } from "../words/numbers.ts";
import { type Picture } from "./demand-parts.ts";
import type { Finding } from "./finding.ts";
import { leftSection, newSection, tenureSection, tierSections } from "./invest-sections.ts";
import { nameList } from "./name-list.ts";
import { nextSteps, reportStep } from "./next-steps.ts";
import { numberBlock } from "./number-block.ts";
import type { Part, Report, TableRow } from "./report.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import { numbersSection } from "./satisfaction.ts";
import { clauses, print, type Story } from "./story.ts";
import { tierName } from "./tier-name.ts";
import { figureTable, keyOf, labelled, told } from "./tables.ts";
import { numberStyle } from "./trend.ts";

const shown = [
  "value.clv",
  "invest.acquisition-ratio",
  "invest.cost-per-new",
  "invest.cost-per-retained",
  "invest.new-gain",
] as const satisfies readonly FigureId[];

const explained = [
  ...shown,
  "invest.tier-value",
  "invest.tier-gain",
  "invest.tier-return",
  "invest.tier-stake",
  "invest.tenure-buyer",
  "invest.worst-left",
] as const satisfies readonly FigureId[];

/** Where to invest (投在哪里): tiers in money, the article's order beside ours, new against present. */
export function investReport(story: Story): Report {
  const { book, words, rules } = story;
  const opening = investFinding(story);
  if (opening === null) {
    return absentReport(
      story,
      "invest",
      story.tables.has("transactions") ? "costs" : "transactions",
    );
  }
  const hero = orderHero(story);
  const has = (id: FigureId) => book.figures.some((each) => each.id === id && each.value !== null);
  const sections: Part[] = [
    numbersSection(
      story,
      shown
        .filter((id) => told(book.get(id)))
        .map((id) => numberBlock(story, id, { period: "all" })),
    ),
    ...orderSection(story),
    ...tierSections(story),
    ...leftSection(story),
    ...newSection(story),
    ...tenureSection(story),
    ...nextSection(story),
  ];
  return finishReport(story, {
    id: "invest",
    kicker: [words.t("reports.period.all")],
    finding: opening.finding,
    lead: opening.lead,
    hero: hero?.block ?? null,
    parts: sections,
    figures: [...opening.finding.figures, ...opening.keys, ...(hero?.keys ?? [])],
    methods: explained.filter(has),
    caveats: [
      "invest.conflict",
      `invest.deterred.${rules.invest.deterred === 0 ? "zero" : "some"}`,
      "invest.caveat",
      "caveat.model",
    ],
  });
}

/** Tiers with a return, highest first. */
export function returns({ book }: Story): readonly Figure[] {
  return book
    .list("invest.tier-return", "all", ["tier"])
    .filter(told)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
}

interface Opening {
  readonly finding: Finding;
  readonly lead: Report["lead"];
  readonly keys: readonly string[];
}

export function investFinding(story: Story): Opening | null {
  const { book, words } = story;
  const [first, second] = returns(story);
  if (first === undefined) return plainFinding(story);
  const isFirst = second === undefined || (first.low ?? -Infinity) > (second.high ?? Infinity);
  const saboteurs = book.get("loyalty.tier", "all", { tier: "saboteur" });
  return {
    finding: finding(
      words.t(`reports.invest.finding.${isFirst ? "first" : "together"}`, {
        name: tierName(story, first.by["tier"] ?? ""),
        next: tierName(story, second?.by["tier"] ?? ""),
        value: print(story, first).text,
      }),
      [first],
    ),
    lead: words.rich("reports.invest.lead", { worst: print(story, saboteurs).text }),
    keys: [keyOf(saboteurs)],
  };
}

/** Without tiers: what new customers cost beside present ones, else profit by year. */
function plainFinding(story: Story): Opening | null {
  const { book, words } = story;
  const ratio = book.get("invest.acquisition-ratio");
  const [fresh, kept] = [book.get("invest.cost-per-new"), book.get("invest.cost-per-retained")];
  if (told(ratio)) {
    return {
      finding: finding(
        words.t("reports.invest.finding.ratio", { value: print(story, ratio).text }),
        [ratio],
      ),
      lead: words.rich("reports.invest.lead-costs", {
        new: print(story, fresh).text,
        kept: print(story, kept).text,
      }),
      keys: [fresh, kept].map(keyOf),
    };
  }
  const years = book.list("invest.tenure-profit", "all", ["year"]).filter(told);
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const text = words.t("reports.invest.finding.tenure", {
    year: last.by["year"] ?? "",
    value: print(story, last).text,
    first: print(story, first).text,
  });
  return {
    finding: finding(text, [first, last]),
    lead: words.rich("reports.invest.lead-tenure"),
    keys: [],
  };
}

function finding(text: string, figures: readonly Figure[]): Finding {
  return { clauses: clauses(text), tone: "data", kind: "level", figures: figures.map(keyOf) };
}

/** Tiers of the rules in the article's order, first first; apart from those, the ones nobody is in. */
function articleOrder({ rules }: Story, data: readonly Figure[]) {
  const order = rules.tiers.toSorted((a, b) => a.priority - b.priority).map(({ id }) => id);
  const isPresent = (tier: string) => data.some(({ by }) => by["tier"] === tier);
  return {
    present: order.filter(isPresent),
    absent: order.filter((tier) => !isPresent(tier)),
  };
}

function orderHero(story: Story): Picture | null {
  const { words, locale } = story;
  const rows = returns(story);
  if (rows.length < 2) return null;
  const { present } = articleOrder(story, rows);
  const t = (key: string, values = {}) => words.t(`reports.invest.order.${key}`, values);
  const named = rows.map((figure) => ({
    label: tierName(story, figure.by["tier"] ?? ""),
    figure,
  }));
  return {
    block: {
      kind: "chart",
      chart: {
        kind: "bars",
        style: numberStyle(story, "ratio"),
        bars: named.map(({ label, figure }) => ({
          label,
          value: Math.max(0, figure.value ?? 0),
          text: print(story, figure).text,
          tone: (figure.high ?? Infinity) < 1 ? "bad" : "data",
          note: t("note", {
            place: present.indexOf(figure.by["tier"] ?? "") + 1,
            n: count(figure.n ?? 0, locale),
            range: print(story, figure).range,
          }),
        })),
      },
      title: t("title"),
      sub: null,
      caption: t("caption"),
      label: labelled(story, named),
      table: figureTable(story, "invest-returns", named),
    },
    keys: rows.map(keyOf),
  };
}

/** The article's order and the data's, side by side. */
function orderSection(story: Story): readonly Part[] {
  const { words } = story;
  const data = returns(story);
  if (data.length < 2) return [];
  const { present, absent } = articleOrder(story, data);
  const same = present.filter((tier, place) => data[place]?.by["tier"] === tier).length;
  const t = (key: string, values = {}) => words.t(`reports.invest.order.${key}`, values);
  const names = absent.map((tier) => tierName(story, tier));
  const sub = [
    t("sub"),
    ...(names.length === 0 ? [] : [t("absent", { names: nameList(words, names) })]),
    words.t("reports.invest.conflict"),
  ].join(words.t("reports.word-gap"));
  const rows = present.map((tier, place): TableRow => {
    const own = data[place];
    return {
      cells: {
        rank: decimal(place + 1, 0, story.locale),
        article: tierName(story, tier),
        data: own === undefined ? "" : tierName(story, own.by["tier"] ?? ""),
        return: own === undefined ? "" : print(story, own).text,
        range: own === undefined ? "" : print(story, own).range,
      },
      raw: {
        rank: place + 1,
        article: tier,
        data: own?.by["tier"] ?? "",
        return: own?.value ?? null,
        range: "",
        low: own?.low ?? null,
        high: own?.high ?? null,
      },
    };
  });
  return [
    {
      section: {
        id: "order",
        head: t("head", { same, n: present.length }),
        sub,
        blocks: [
          {
            kind: "table",
            table: {
              id: "invest-order",
              columns: [
                { key: "rank", title: t("rank"), kind: "number", phone: "aside" },
                { key: "article", title: t("article"), kind: "words" },
                { key: "data", title: t("data"), kind: "words", phone: "aside" },
                { key: "return", title: t("return"), kind: "number", phone: "main" },
                { key: "range", title: words.t("reports.range"), kind: "number", phone: "aside" },
              ],
              rows,
            },
          },
        ],
      },
      keys: data.map(keyOf),
    },
  ];
}

function nextSection(story: Story): readonly Part[] {
  const { words } = story;
  const first = returns(story)[0];
  if (first === undefined) return [];
  const t = (key: string, values = {}) => words.t(`reports.invest.next.${key}`, values);
  const attempt = t("try", { name: tierName(story, first.by["tier"] ?? "") });
  return nextSteps(
    story,
    [
      { who: t("who"), when: t("when"), what: attempt },
      reportStep(story, t("threshold"), t("report")),
    ],
    [keyOf(first)],
  );
}
