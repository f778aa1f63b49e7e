import type { Figure } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import { decimal } from "../words/numbers.ts";
import type { Finding } from "./finding.ts";
import { journeyPeopleParts } from "./journey-people-sections.ts";
import { journeyPlaceParts } from "./journey-place-sections.ts";
import type { FigureRow } from "./group-strips.ts";
import { nextSteps, ownerStep, reportStep } from "./next-steps.ts";
import type { Part, Report } from "./report.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import { clauses, print, type Story } from "./story.ts";
import { stripSection } from "./strip-section.ts";
import { figureTable, keyOf } from "./tables.ts";
import { numberStyle } from "./trend.ts";

const steps = ["aware", "appeal", "ask", "act", "advocate"] as const;

/** Journey (客户旅程): where people go on and where they stay behind, touchpoint by touchpoint. */
export function journeyReport(story: Story): Report {
  const { book, words } = story;
  const funnel = funnelOf(story);
  const people = journeyPeopleParts(story);
  const parts: readonly Part[] = [
    ...people.first,
    ...funnelPart(story),
    ...journeyPlaceParts(story),
    ...people.others,
    ...linkPart(story),
    ...nextPart(story),
  ];
  const finding = journeyFinding(story) ?? groupFinding(story);
  if (finding === null) {
    return absentReport(
      story,
      "journey",
      story.tables.has("touchpoints") ? "transactions" : "touchpoints",
    );
  }
  return finishReport(story, {
    id: "journey",
    kicker: [words.t("reports.period.all")],
    finding,
    lead: journeyLead(story),
    hero: funnel?.hero ?? null,
    parts,
    figures: [...(funnel?.keys ?? []), ...finding.figures],
    methods: methodIds.filter((id) => book.figures.some((each) => each.id === id)),
    caveats: ["journey.caveat.seen", "journey.caveat.claims", "caveat.association"],
  });
}

const methodIds = [
  "journey.a5-next",
  "journey.par",
  "journey.bar",
  "journey.drop-off",
  "journey.touch-score",
  "journey.setback-gap",
  "journey.after-bought",
  "journey.hesitant",
  "journey.hesitant-verdict",
  "journey.owned",
  "journey.member-frequency",
  "journey.first-order",
  "journey.cost-per-new",
  "journey.with-recognition",
] as const satisfies readonly FigureId[];

interface Conversion {
  readonly from: string;
  readonly to: string;
  readonly figure: Figure;
}

/** Shares that go on from one step to the next, the least first. */
function conversions({ book, words }: Story): readonly Conversion[] {
  return steps
    .slice(1)
    .map((step, at) => ({
      from: words.t(`reports.journey.step.${steps[at] ?? step}`),
      to: words.t(`reports.journey.step.${step}`),
      figure: book.get("journey.a5-next", "all", { step }),
    }))
    .filter(({ figure }) => figure.value !== null)
    .toSorted((a, b) => (a.figure.value ?? 0) - (b.figure.value ?? 0));
}

/** Where the fewest go on, if its range lies below that of all others. */
function journeyFinding(story: Story): Finding | null {
  const [least, next] = conversions(story);
  if (least === undefined) return null;
  const isApart = next === undefined || (least.figure.high ?? 1) < (next.figure.low ?? 0);
  return {
    clauses: clauses(
      story.words.t(`reports.journey.finding.${isApart ? "least" : "together"}`, {
        from: least.from,
        to: least.to,
        value: print(story, least.figure).text,
      }),
    ),
    tone: "data",
    kind: "level",
    figures: [keyOf(least.figure)],
  };
}

/** Without touchpoints: which group brings most. */
function groupFinding(story: Story): Finding | null {
  const gap = story.book.get("journey.first-order-gap");
  if (gap.value === null) return null;
  const isClear = (gap.low ?? 0) > 0 || (gap.high ?? 0) < 0;
  return {
    clauses: clauses(
      story.words.t(`reports.journey.finding.${isClear ? "referred" : "referred-unclear"}`, {
        value: decimal(gap.value, 0, story.locale),
      }),
    ),
    tone: "data",
    kind: "association",
    figures: [keyOf(gap)],
  };
}

function journeyLead(story: Story): Report["lead"] {
  const { book, words } = story;
  const [par, bar] = [book.get("journey.par"), book.get("journey.bar")];
  if (par.value === null || bar.value === null) return words.rich("reports.journey.lead.none", {});
  return words.rich("reports.journey.lead.ratios", {
    par: print(story, par).text,
    parRange: print(story, par).range,
    bar: print(story, bar).text,
    barRange: print(story, bar).range,
    n: print(story, par).n,
  });
}

function funnelOf(
  story: Story,
): { hero: NonNullable<Report["hero"]>; keys: readonly string[] } | null {
  const { book, words } = story;
  const counts = steps.map((step) => book.get("journey.a5", "all", { step }));
  if (counts.every(({ value }) => value === null)) return null;
  const nexts = steps.map((step) => book.get("journey.a5-next", "all", { step }));
  const [least, second] = conversions(story);
  const isApart = (least?.figure.high ?? 1) < (second?.figure.low ?? 0);
  const name = (at: number) => words.t(`reports.journey.step.${steps[at] ?? "aware"}`);
  return {
    hero: {
      kind: "chart",
      chart: {
        kind: "bars",
        style: numberStyle(story, "count"),
        bars: counts.map((each, at) => {
          const next = nexts[at];
          return {
            label: name(at),
            value: each.value,
            text: print(story, each).text,
            tone: isApart && next !== undefined && next === least?.figure ? "bad" : "data",
            ...(next === undefined || next.value === null
              ? {}
              : {
                  note: words.t("reports.journey.funnel.note", {
                    from: name(at - 1),
                    value: print(story, next).text,
                    range: print(story, next).range,
                  }),
                }),
          };
        }),
      },
      title: words.t("reports.journey.funnel.title"),
      sub: words.t("reports.journey.funnel.sub"),
      caption: words.t("reports.journey.funnel.caption"),
      label: counts
        .map((each, at) =>
          words.t("reports.labelled", { label: name(at), value: print(story, each).text }),
        )
        .join(words.t("reports.list-gap")),
      table: figureTable(story, "journey-5a", [
        ...counts.map((figure, at) => ({ label: name(at), figure })),
        ...nexts.flatMap((figure, at) =>
          figure.value === null
            ? []
            : [
                {
                  label: words.t("reports.journey.funnel.row", {
                    from: name(at - 1),
                    to: name(at),
                  }),
                  figure,
                },
              ],
        ),
      ]),
    },
    keys: [...counts, ...nexts].map(keyOf),
  };
}

/** Loops and skips; and what both ends of the funnel come to. */
function funnelPart(story: Story): readonly Part[] {
  const { book, words } = story;
  const ids = [
    "journey.par",
    "journey.bar",
    "journey.a5-loops",
    "journey.a5-unasked",
  ] as const satisfies readonly FigureId[];
  const rows = ids
    .map((id): FigureRow => ({ label: words.t(`figures.${id}.name`), figure: book.get(id) }))
    .filter(({ figure }) => figure.value !== null);
  return stripSection(story, "journey-loops", {
    rows,
    head: words.t("reports.journey.loops.head", {
      loops: print(story, book.get("journey.a5-loops")).text,
      unasked: print(story, book.get("journey.a5-unasked")).text,
    }),
    sub: words.t("reports.journey.loops.sub"),
    column: words.t("reports.journey.loops.who"),
  });
}

const linked = ["recognition", "loyalty", "belonging", "revenue"] as const;

/** Experience beside identification, loyalty, belonging and growth, store by store; and person by person. */
function linkPart(story: Story): readonly Part[] {
  const { book, words } = story;
  const rows = linked
    .map((what) => ({
      label: words.t(`reports.journey.links.${what}`),
      figure: book.get(`journey.with-${what}`),
    }))
    .filter(({ figure }) => figure.value !== null);
  const slopes = ["brand.preference", "brand.identification"]
    .map((outcome) => ({
      label: words.t(
        `reports.journey.links.${outcome === "brand.preference" ? "prefers" : "identifies"}`,
      ),
      figure: book.get("journey.recognition-slope", "all", { outcome }),
    }))
    .filter(({ figure }) => figure.value !== null);
  const clear = rows.filter(({ figure }) => (figure.low ?? 0) > 0).length;
  const first = slopes[0];
  return [
    ...stripSection(story, "journey-links", {
      rows,
      head: words.t(`reports.journey.links.head-${clear === 0 ? "none" : "some"}`, {
        clear,
        all: rows.length,
        n: rows[0]?.figure.n ?? 0,
      }),
      sub: words.t("reports.journey.links.sub"),
      column: words.t("reports.journey.links.who"),
    }),
    ...stripSection(story, "journey-recognition", {
      rows: slopes,
      head: words.t(
        `reports.journey.recognition.head-${(first?.figure.low ?? 0) > 0 ? "more" : "unclear"}`,
        { value: first === undefined ? "" : print(story, first.figure).text },
      ),
      sub: words.t("reports.journey.recognition.sub", {
        preference: print(story, book.get("score.brand-preference")).text,
        identification: print(story, book.get("score.brand-identification")).text,
      }),
      column: words.t("reports.journey.recognition.who"),
    }).map((part) => ({
      ...part,
      keys: [
        ...part.keys,
        keyOf(book.get("score.brand-preference")),
        keyOf(book.get("score.brand-identification")),
      ],
    })),
  ];
}

function nextPart(story: Story): readonly Part[] {
  const { words, locale } = story;
  const [least] = conversions(story);
  if (least === undefined || least.figure.high === null) return [];
  const threshold = words.t("reports.journey.next.threshold", {
    from: least.from,
    to: least.to,
    value: print(story, least.figure).text,
    high: decimal(100 * least.figure.high, 1, locale),
  });
  return nextSteps(
    story,
    [
      ownerStep(story, ["journey", "worst-group"], words.t("reports.journey.next.orphans")),
      reportStep(story, threshold),
    ],
    [keyOf(least.figure)],
  );
}
