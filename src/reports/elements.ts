import type { StackedChart } from "../charts/chart.ts";
import type { FigureId } from "../figures/registry.ts";
import type { Finding } from "./finding.ts";
import type { FigureRow } from "./group-strips.ts";
import { levelName } from "./level-name.ts";
import { nextSteps, ownerStep, reportStep } from "./next-steps.ts";
import { numberBlock } from "./number-block.ts";
import type { Block, Part, Report } from "./report.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import { numbersSection } from "./satisfaction.ts";
import { clauses, print, type Story } from "./story.ts";
import {
  apart,
  levelRows,
  lowestHead,
  named,
  scoreRows,
  stripSection,
  tableOf,
} from "./strip-section.ts";
import { figureTable, keyOf, labelled } from "./tables.ts";
import { numberStyle } from "./trend.ts";

const shownNumbers = [
  "score.emotion-sincere",
  "elements.compliance",
  "elements.quality-continuity",
  "elements.refused-politely",
] as const satisfies readonly FigureId[];

const explained = [
  "elements.inventory",
  "elements.miscounted",
  "elements.refused-politely",
  "elements.over-service",
  "elements.cost-score",
  "elements.kept",
  "elements.continuity",
  "elements.score-by-reply",
] as const satisfies readonly FigureId[];

const propositions = [
  "proposition.free",
  "proposition.honest",
  "proposition.relationship",
  "proposition.care",
] as const;

/** What service is (真正的服务与五要素): what counts as service, and five elements of doing it well. */
export function elementsReport(story: Story): Report {
  const { book, words } = story;
  const finding = elementsFinding(story);
  if (finding === null) {
    const table = story.tables.has("standards") ? "responses" : "standards";
    return absentReport(story, "elements", table);
  }
  const told = new Set(book.figures.map(({ id }) => id));
  const hero = inventoryHero(story);
  const sections: readonly Part[] = [
    numbersSection(
      story,
      shownNumbers
        .filter((id) => book.get(id).value !== null)
        .map((id) => numberBlock(story, id, { period: "all" })),
    ),
    ...propositionSection(story),
    ...misconceptionSection(story),
    ...emotionSection(story),
    ...fitSection(story),
    ...normSection(story),
    ...continuitySection(story),
    ...efficiencySection(story),
    ...nextSection(story),
  ];
  const compliance = book.get("elements.compliance");
  const sincere = book.get("score.emotion-sincere");
  return finishReport(story, {
    id: "elements",
    kicker: [words.t("reports.period.all")],
    finding,
    lead:
      compliance.value === null
        ? words.rich("reports.elements.lead.said", {
            sincere: print(story, sincere).text,
            range: print(story, sincere).range,
          })
        : words.rich("reports.elements.lead.did", {
            kept: print(story, compliance).text,
            range: print(story, compliance).range,
          }),
    hero: hero?.block ?? null,
    parts: sections,
    figures: [...(hero?.keys ?? []), ...finding.figures],
    methods: explained.filter((id) => told.has(id)),
    caveats: ["caveat.regulars", "caveat.association"],
  });
}

export function elementsFinding(story: Story): Finding | null {
  const { book, words } = story;
  const wrong = book.get("elements.miscounted");
  if (wrong.value !== null) {
    return {
      clauses: clauses(
        words.t("reports.elements.finding.miscounted", { value: print(story, wrong).text }),
      ),
      tone: "data",
      kind: "level",
      figures: [keyOf(wrong)],
    };
  }
  const rows = scoreRows(story, propositions);
  const [lowest] = rows;
  if (lowest === undefined) return null;
  const what = words.t("reports.elements.propositions.name");
  return {
    clauses: clauses(lowestHead(story, what, rows)),
    tone: "data",
    kind: "level",
    figures: [keyOf(lowest.figure)],
  };
}

function inventoryHero(
  story: Story,
): { readonly block: Block & { kind: "chart" }; readonly keys: readonly string[] } | null {
  const { book, words } = story;
  const classes = ["service", "priced", "part-of-product"] as const;
  const shares = classes.map((kind) => book.get("elements.inventory", "all", { class: kind }));
  if (shares.some(({ value }) => value === null)) return null;
  const tones = { service: "good", priced: "middle", "part-of-product": "soft-bad" } as const;
  const chart: StackedChart = {
    kind: "stacked",
    style: numberStyle(story, "share"),
    parts: classes.map((kind) => ({
      name: words.t(`reports.elements.class.${kind}`),
      tone: tones[kind],
    })),
    rows: [
      {
        label: words.t("reports.elements.hero-row"),
        shares: shares.map(({ value }) => value),
      },
    ],
  };
  const stages = book
    .list("elements.inventory-stage", "all", ["stage"])
    .filter(({ value }) => value !== null);
  const rows: readonly FigureRow[] = [
    ...levelRows(shares, "class", (kind) => words.t(`reports.elements.class.${kind}`)),
    ...levelRows(stages, "stage", (stage) => words.t(`reports.elements.stage.${stage}`)),
  ];
  return {
    block: {
      kind: "chart",
      chart,
      title: words.t("reports.elements.hero"),
      sub: null,
      caption: words.t("reports.elements.hero-caption"),
      label: labelled(story, rows),
      table: figureTable(story, "elements-inventory", rows),
    },
    keys: rows.map(({ figure }) => keyOf(figure)),
  };
}

function propositionSection(story: Story): readonly Part[] {
  const { words } = story;
  const rows = scoreRows(story, propositions);
  const name = words.t("reports.elements.propositions.name");
  return stripSection(story, "propositions", {
    head: lowestHead(story, name, rows),
    sub: words.t("reports.elements.propositions.sub"),
    column: name,
    rows,
  });
}

/** Three misconceptions: misread, inflated, boundless. */
function misconceptionSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const shares = (
    ["elements.miscounted", "elements.hospitality", "elements.refused-politely"] as const
  )
    .map((id) => named(story, id))
    .filter(({ figure }) => figure.value !== null);
  return stripSection(story, "misconceptions", {
    head: words.t(`reports.elements.misconceptions.${shares.length === 3 ? "head" : "plain"}`, {
      miscounted: print(story, book.get("elements.miscounted")).text,
      hospitality: print(story, book.get("elements.hospitality")).text,
      polite: print(story, book.get("elements.refused-politely")).text,
    }),
    sub: words.t("reports.elements.misconceptions.sub"),
    column: words.t("reports.what"),
    rows: shares,
    more: tableOf(story, "elements-over-service", [named(story, "elements.over-service")]),
  });
}

function emotionSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const sincere = book.get("score.emotion-sincere");
  if (sincere.value === null) return [];
  return stripSection(story, "emotion", {
    head: words.t("reports.elements.emotion.head", {
      sincere: print(story, sincere).text,
      delight: print(story, book.get("top2.emotion-delight")).text,
    }),
    sub: words.t("reports.elements.emotion.sub"),
    column: words.t("reports.what"),
    rows: scoreRows(story, ["emotion.sincere", "emotion.delight"]),
    more: tableOf(story, "elements-delight", [named(story, "top2.emotion-delight")]),
  });
}

function fitSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const order = ["too-little", "right", "too-much"];
  const shares = book
    .list("choice.service-fit", "all", ["option"])
    .toSorted((a, b) => order.indexOf(a.by["option"] ?? "") - order.indexOf(b.by["option"] ?? ""));
  const right = book.get("choice.service-fit", "all", { option: "right" });
  const related = book.get("elements.cost-score");
  const isClear = (related.low ?? -1) > 0;
  return stripSection(story, "fit", {
    head: words.t("reports.elements.fit.head", { right: print(story, right).text }),
    sub:
      related.value === null
        ? words.t("reports.elements.fit.sub")
        : words.t(`reports.elements.fit.${isClear ? "sub-more" : "sub-unclear"}`),
    column: words.t("reports.elements.fit.column"),
    rows: levelRows(shares, "option", (option) => story.optionName("service.fit", option)),
    more: tableOf(story, "elements-cost", [named(story, "elements.cost-score")]),
  });
}

function normSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const kept = book
    .list("elements.kept", "all", ["standard"])
    .toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const [worst, next] = kept;
  const isClear = (worst?.high ?? 1) < (next?.low ?? 0);
  const rows = levelRows(kept, "standard", (standard) => levelName(story, standard));
  return stripSection(story, "norm", {
    head: words.t(`reports.elements.norm.${isClear ? "worst" : "together"}`, {
      name: rows[0]?.label ?? "",
      value: worst === undefined ? "" : print(story, worst).text,
    }),
    sub: words.t("reports.elements.norm.sub"),
    column: words.t("reports.elements.norm.column"),
    rows: [
      ...rows,
      {
        label: words.t("reports.whole"),
        figure: book.get("elements.compliance"),
        total: true,
      },
    ].filter(({ figure }) => figure.value !== null),
  });
}

function continuitySection(story: Story): readonly Part[] {
  const { book, words } = story;
  const order = ["time", "persons", "content"];
  const sides = book
    .list("elements.continuity", "all", ["side"])
    .toSorted((a, b) => order.indexOf(a.by["side"] ?? "") - order.indexOf(b.by["side"] ?? ""));
  const rows = [
    ...levelRows(sides, "side", (side) => words.t(`reports.elements.side.${side}`)),
    {
      label: words.t("reports.elements.side.quality"),
      figure: book.get("elements.quality-continuity"),
    },
  ].filter(({ figure }) => figure.value !== null);
  const most = apart(
    rows.toSorted((a, b) => (a.figure.value ?? 0) - (b.figure.value ?? 0)),
    "highest",
  );
  return stripSection(story, "continuity", {
    head:
      most === null
        ? words.t("reports.elements.continuity.plain")
        : words.t("reports.elements.continuity.head", {
            side: most.label,
            value: print(story, most.figure).text,
          }),
    sub: words.t("reports.elements.continuity.sub"),
    column: words.t("reports.elements.continuity.column"),
    rows,
  });
}

/** Who sees to the standard that is followed least, and when the same number shows whether it worked. */
function nextSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const [worst] = book
    .list("elements.kept", "all", ["standard"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
  if (worst === undefined || worst.high === null) return [];
  const name = levelName(story, worst.by["standard"] ?? "");
  return nextSteps(
    story,
    [
      ownerStep(story, ["worst-group"], words.t("reports.elements.next.look", { name })),
      reportStep(
        story,
        words.t("reports.elements.next.threshold", {
          name,
          value: print(story, worst).text,
          high: print(story, { ...worst, value: worst.high, low: null, high: null }).text,
        }),
      ),
    ],
    [keyOf(worst)],
  );
}

/** The article's two hours and two days. */
function efficiencySection(story: Story): readonly Part[] {
  const { book, words } = story;
  const bands = book.list("elements.score-by-reply", "all", ["reply"]);
  const hours = (["p50", "p90"] as const).map((quantile) => ({
    label: words.t(`reports.experience.quantile.${quantile}`, {
      name: words.t("figures.experience.resolution.name"),
    }),
    figure: book.get("experience.resolution", "all", { quantile }),
  }));
  const [fast, slow] = [bands[0], bands.at(-1)];
  const verdict =
    (fast?.low ?? 0) > (slow?.high ?? 100)
      ? "faster"
      : (fast?.high ?? 100) < (slow?.low ?? 0)
        ? "slower"
        : "unclear";
  return stripSection(story, "efficiency", {
    head: words.t(`reports.elements.efficiency.${verdict}`),
    sub: words.t("reports.elements.efficiency.sub"),
    column: words.t("reports.elements.efficiency.column"),
    rows: levelRows(bands, "reply", (reply) => words.t(`reports.elements.reply.${reply}`)),
    more: tableOf(story, "elements-hours", hours),
  });
}
