import { homes } from "../figures/kinds/kind.ts";
import { figureKinds } from "../figures/registry.ts";
import type { Report, Section, TableModel } from "./report.ts";
import { defineValues, finishReport, wordsOnly } from "./report-frame.ts";
import { clauses, type Story } from "./story.ts";

/** A docstring of a metric, as its file states it. */
export interface MetricDoc {
  /** `netPromoterScore`. */
  readonly name: string;
  /** "Net Promoter Score (净推荐值): promoters less detractors ..." */
  readonly summary: string;
  readonly parts: readonly { readonly term: string; readonly text: string }[];
}

type ListedId = keyof typeof figureKinds;

/** Methods (方法): every figure in words, then every metric as its docstring has it. */
export function methodsReport(story: Story, docs: readonly MetricDoc[]): Report {
  const { words } = story;
  const ids = Object.keys(figureKinds) as ListedId[];
  const values = { figures: ids.length, metrics: docs.length };
  return finishReport(story, {
    id: "methods",
    inMenu: false,
    kicker: [],
    finding: {
      clauses: clauses(words.t("reports.methods.finding", values)),
      tone: "data",
      kind: "level",
      figures: [],
    },
    lead: words.rich("reports.methods.lead", values),
    hero: null,
    parts: [
      ...homes.flatMap((home) => {
        const own = ids.filter((id) => figureKinds[id].home === home);
        return own.length === 0 ? [] : [glossarySection(story, home, own)];
      }),
      ...docs.map((doc) => docSection(doc)),
    ].map(wordsOnly),
    figures: [],
    methods: [],
    caveats: [],
  });
}

function glossarySection(
  story: Story,
  home: (typeof homes)[number],
  ids: readonly ListedId[],
): Section {
  const { words } = story;
  const table: TableModel = {
    id: `methods-${home}`,
    columns: [
      { key: "name", title: words.t("reports.methods.figure"), kind: "words" },
      { key: "define", title: words.t("reports.methods.define"), kind: "words", phone: "aside" },
      { key: "base", title: words.t("reports.methods.base"), kind: "words", phone: "aside" },
      { key: "method", title: words.t("reports.methods.method"), kind: "words", phone: "aside" },
      { key: "id", title: words.t("reports.how.ids"), kind: "words", phone: "aside" },
    ],
    rows: ids.map((id) => {
      const { base, method } = figureKinds[id];
      const cells = {
        name: words.t(`figures.${id}.name`),
        define: words.t(`figures.${id}.define`, defineValues(story)),
        base: words.t(`base.${base}`),
        method: words.t(`method.${method}`),
        id,
      };
      return { cells, raw: cells };
    }),
  };
  return {
    id: `glossary-${home}`,
    head: words.t(`reports.${home}.name`),
    sub: null,
    blocks: [{ kind: "table", table }],
  };
}

/** The code's own words for a number that is not there. */
function readable(text: string): string {
  return text.replaceAll(/\b(?:null|NaN)(s?)\b/gu, "no value$1");
}

function docSection({ name, summary, parts }: MetricDoc): Section {
  return {
    id: `metric-${name}`,
    head: name,
    sub: null,
    blocks: [
      {
        kind: "prose",
        lang: "en",
        paragraphs: [
          [readable(summary)],
          ...parts.map(({ term, text }) => [{ strong: `${term} ` }, readable(text)]),
        ],
      },
    ],
  };
}
