import type { StackedChart } from "../charts/chart.ts";
import type { Figure } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import { periodName } from "../words/numbers.ts";
import { driverSection } from "./driver-section.ts";
import type { Finding } from "./finding.ts";
import { groupSections } from "./group-strips.ts";
import { numberBlock } from "./number-block.ts";
import type { Part, Report } from "./report.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import {
  alphaSection,
  expectationSections,
  nextSection,
  painSection,
  tenureSection,
  warningSection,
} from "./satisfaction-sections.ts";
import { clauses, latestWave, print, printChange, type Story } from "./story.ts";
import { figureTable, keyOf } from "./tables.ts";
import { numberStyle, trend } from "./trend.ts";

/** Explained at the end beside the four numbers, where they are told. */
const others = [
  "driver.satisfaction",
  "driver.satisfaction-rank",
  "experience.pain-weight",
  "experience.lever",
  "experience.warned-complaints",
  "experience.tenure-slope",
  "satisfaction.alpha",
] as const satisfies readonly FigureId[];

/**
 * Satisfaction (满意度): the level, its change, what the answers look like one by
 * one, which part of the visit is weakest, and where.
 */
export function satisfactionReport(story: Story): Report {
  const { book, words, locale } = story;
  const period = latestWave(story, "satisfaction.csat") ?? "all";
  const csat = book.get("satisfaction.csat", period);
  if (csat.value === null) return absentReport(story, "satisfaction", "responses");
  const told = new Set(book.figures.map(({ id }) => id));
  const picture = trend(story, ["satisfaction.csat"], { name: "satisfaction-trend" });
  const ids = [
    "satisfaction.csat",
    "satisfaction.mean",
    "satisfaction.full-marks",
    "satisfaction.expectation-gap",
  ] as const;
  const blocks = ids
    .filter((id) => book.get(id, period).value !== null)
    .map((id) => numberBlock(story, id, { period, pagePeriod: period }));
  const scores = scoresSection(story, period);
  const aspects = aspectsSection(story, period);
  const gap = gapSection(story, period);
  const groups = groupSections(story, "satisfaction.csat", { period, name: "satisfaction" });
  const sections = [
    numbersSection(story, blocks),
    ...driverSection(story),
    ...painSection(story),
    ...[scores, aspects, gap].filter((each) => each !== null),
    ...expectationSections(story),
    ...warningSection(story),
    ...tenureSection(story),
    ...groups,
    ...alphaSection(story),
    ...nextSection(story),
  ];
  return finishReport(story, {
    id: "satisfaction",
    kicker: [periodName(period, locale)],
    finding: satisfactionFinding(story, csat),
    lead: words.rich("reports.satisfaction.lead", {
      top2: print(story, csat).text,
      range: print(story, csat).range,
      n: print(story, csat).n,
      mean: print(story, book.get("satisfaction.mean", period)).text,
      full: print(story, book.get("satisfaction.full-marks", period)).text,
    }),
    hero: picture?.block ?? null,
    parts: sections,
    figures: picture?.keys ?? [],
    methods: [...ids, ...others.filter((id) => told.has(id))],
    caveats: ["caveat.culture", "caveat.regulars", "caveat.association"],
  });
}

export function satisfactionFinding(story: Story, csat: Figure): Finding {
  const { words } = story;
  const change = printChange(story, "satisfaction.csat", { period: csat.period, by: csat.by });
  const key = change === null ? "level" : change.clear ? (change.up ? "rise" : "fall") : "unclear";
  const since = words.t(`reports.since.${story.site.wave}`);
  return {
    clauses: clauses(
      words.t(`reports.satisfaction.finding.${key}`, {
        value: print(story, csat).text,
        since,
        size: change?.size ?? "",
      }),
    ),
    tone: change?.tone ?? "data",
    kind: change === null ? "level" : change.clear ? "change" : "no-change",
    figures: [keyOf(csat), ...(change === null ? [] : [keyOf(change.figure)])],
  };
}

export function numbersSection(
  story: Story,
  items: readonly ReturnType<typeof numberBlock>[],
): Part {
  const hasBar = items.some(({ bar }) => bar !== null);
  return {
    section: {
      id: "numbers",
      head: "",
      sub: null,
      blocks: [
        {
          kind: "numbers",
          items,
          howto: hasBar ? story.words.t(`reports.howto.${story.site.wave}`) : null,
        },
      ],
    },
    keys: items.flatMap(({ figure, bar }) =>
      bar === null ? [figure] : [figure, figure.replace("@", ".change@")],
    ),
  };
}

/** The distribution of the scores, a row a wave: the same mean can hide two camps. */
function scoresSection(story: Story, period: string): Part | null {
  const { book, words, locale } = story;
  const waves = period === "all" ? ["all"] : book.waves("satisfaction.csat").slice(-4);
  const rows = waves
    .map((wave) => ({
      wave,
      shares: book.list("satisfaction.score-share", wave, ["score"]).toSorted(byScore),
    }))
    .filter(({ shares }) => shares.length >= 2 && shares.every(({ value }) => value !== null));
  const last = rows.at(-1);
  if (last === undefined) return null;
  const top = last.shares.at(-1);
  const bottom = last.shares.slice(0, Math.floor(last.shares.length / 2));
  const unhappy = bottom.reduce((sum, { value }) => sum + (value ?? 0), 0);
  const named = (wave: string) =>
    wave === "all" ? words.t("reports.period.all") : periodName(wave, locale);
  const chart: StackedChart = {
    kind: "stacked",
    style: numberStyle(story, "share"),
    parts: last.shares.map(({ by }, index) => ({
      name: words.t("reports.score", { score: by["score"] ?? "" }),
      tone: stackTone(index, last.shares.length),
    })),
    rows: rows.map(({ wave, shares }) => ({
      label: named(wave),
      shares: shares.map(({ value }) => value),
    })),
  };
  const unhappyText = print(story, {
    ...(top as Figure),
    value: unhappy,
    low: null,
    high: null,
  }).text;
  return {
    section: {
      id: "scores",
      head: words.t("reports.satisfaction.scores", {
        top: top?.by["score"] ?? "",
        share: print(story, { ...(top as Figure), low: null, high: null }).text,
      }),
      sub: null,
      blocks: [
        {
          kind: "chart",
          chart,
          title: null,
          sub: null,
          caption: words.t("reports.satisfaction.scores-caption"),
          label: words.t("reports.satisfaction.scores-label", { unhappy: unhappyText }),
          table: figureTable(
            story,
            "satisfaction-scores",
            rows.flatMap(({ wave, shares }) =>
              shares.map((each) => ({
                label: [
                  named(wave),
                  words.t("reports.score", { score: each.by["score"] ?? "" }),
                ].join(words.t("reports.clause-gap")),
                figure: each,
              })),
            ),
          ),
        },
      ],
    },
    keys: rows.flatMap(({ shares }) => shares.map(keyOf)),
  };
}

function byScore(a: Figure, b: Figure): number {
  return Number(a.by["score"]) - Number(b.by["score"]);
}

/** The lower half is bad, the upper half good, the middle grey; the ends are the strongest. */
export function stackTone(index: number, length: number): StackedChart["parts"][number]["tone"] {
  const middle = (length - 1) / 2;
  if (index === 0) return "bad";
  if (index === length - 1) return "good";
  if (index === middle || (length % 2 === 0 && Math.abs(index - middle) < 1)) return "middle";
  return index < middle ? "soft-bad" : "soft-good";
}

/** Which part of the visit is weakest: the share of good marks a part, worst first. */
function aspectsSection(story: Story, period: string): Part | null {
  const { book, words } = story;
  const aspects = book
    .list("satisfaction.aspect", period, ["aspect"])
    .filter(({ value, suppressed }) => value !== null && suppressed === null)
    .toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const worst = aspects[0];
  const next = aspects[1];
  if (worst === undefined) return null;
  const isClear = next !== undefined && (worst.high ?? 1) < (next.low ?? 0);
  const name = (each: Figure) => story.aspectName(each.by["aspect"] ?? "");
  return {
    section: {
      id: "aspects",
      head: words.t(
        isClear ? "reports.satisfaction.aspects-worst" : "reports.satisfaction.aspects",
        {
          aspect: name(worst),
          share: print(story, worst).text,
        },
      ),
      sub: words.t("reports.satisfaction.aspects-sub"),
      blocks: [
        {
          kind: "chart",
          chart: {
            kind: "bars",
            style: numberStyle(story, "share"),
            bars: aspects.map((each) => ({
              label: name(each),
              value: each.value,
              text: print(story, each).text,
              tone: each === worst && isClear ? "bad" : "data",
              note: words.t("reports.range-of", { range: print(story, each).range }),
            })),
          },
          title: null,
          sub: null,
          caption: words.t(
            isClear
              ? "reports.satisfaction.aspects-caption"
              : "reports.satisfaction.aspects-caption-plain",
          ),
          label: aspects
            .map((each) =>
              words.t("reports.labelled", { label: name(each), value: print(story, each).text }),
            )
            .join(words.t("reports.list-gap")),
          table: figureTable(
            story,
            "satisfaction-aspects",
            aspects.map((each) => ({ label: name(each), figure: each })),
          ),
        },
      ],
    },
    keys: aspects.map(keyOf),
  };
}

/** Expectation gap: what was got less what was expected, person by person. */
function gapSection(story: Story, period: string): Part | null {
  const { book, words } = story;
  const gap = book.get("satisfaction.expectation-gap", period);
  if (gap.value === null || gap.low === null || gap.high === null) return null;
  const below = book.get("satisfaction.below-expectation", period);
  const verdict = gap.high < 0 ? "below" : gap.low > 0 ? "above" : "even";
  return {
    section: {
      id: "expectation",
      head: words.t(`reports.satisfaction.gap.${verdict}`, {
        gap: print(story, { ...gap, value: Math.abs(gap.value) }).text,
      }),
      sub: words.t("reports.satisfaction.gap.sub", {
        range: print(story, gap).range,
        below: print(story, below).text,
        n: print(story, gap).n,
      }),
      blocks: [
        {
          kind: "table",
          table: figureTable(story, "satisfaction-expectation", [
            { label: words.t("figures.satisfaction.expectation-gap.name"), figure: gap },
            { label: words.t("figures.satisfaction.below-expectation.name"), figure: below },
          ]),
        },
      ],
    },
    keys: [keyOf(gap), keyOf(below)],
  };
}
