import type { Figure } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import { decimal, periodName } from "../words/numbers.ts";
import type { Finding } from "./finding.ts";
import { groupSections } from "./group-strips.ts";
import { nextSteps, ownerStep, reportStep } from "./next-steps.ts";
import { numberBlock } from "./number-block.ts";
import type { Part, Report } from "./report.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import { numbersSection } from "./satisfaction.ts";
import { clauses, latestWave, print, printChange, type Story } from "./story.ts";
import { figureTable, keyOf } from "./tables.ts";
import { numberStyle, trend } from "./trend.ts";
import { trustTests } from "./trust-tests.ts";

const shownNumbers = [
  "trust.index",
  "trust.brand-index",
  "trust.zero-share",
  "trust.forgiveness",
] as const;

/** Trust and sincerity (信任与真诚): which link holds trust back, and what failures and manners do to it. */
export function trustReport(story: Story): Report {
  const { book, words, locale } = story;
  const period = latestWave(story, "trust.index") ?? "all";
  const sections = trustTests(story);
  const finding = trustFinding(story, period) ?? testFinding(story);
  if (finding === null) {
    return absentReport(story, "trust", story.tables.has("responses") ? "cases" : "responses");
  }
  const picture = factorHero(story, period);
  const known = shownNumbers.filter((id) => book.get(id, waveOf(story, id)).value !== null);
  const parts: Part[] = [
    numbersSection(
      story,
      known.map((id) => numberBlock(story, id, { pagePeriod: period })),
    ),
    ...trendPart(story),
    ...brandPart(story),
    ...sections,
    ...weakestGroups(story, period),
    ...nextPart(story, period),
  ];
  return finishReport(story, {
    id: "trust",
    kicker: [period === "all" ? words.t("reports.period.all") : periodName(period, locale)],
    finding,
    lead: trustLead(story, period),
    hero: picture?.hero ?? null,
    parts,
    figures: [...(picture?.keys ?? []), ...finding.figures],
    methods: methodIds(story),
    caveats: ["caveat.regulars", "caveat.association", "trust.caveat"],
  });
}

function waveOf(story: Story, id: FigureId): string {
  return latestWave(story, id) ?? "all";
}

function methodIds(story: Story): readonly FigureId[] {
  const ids = [
    "trust.index",
    "trust.gain",
    "trust.brand-index",
    "trust.distrust",
    "trust.kept-after",
    "trust.root",
    "trust.forgiveness",
    "trust.recovery-satisfied",
    "trust.ideas-adopted",
  ] as const;
  return ids.filter((id) => story.book.figures.some((each) => each.id === id));
}

/** The three parts, the weakest first. */
function factorsOf(story: Story, period: string): readonly Figure[] {
  return story.book
    .list("trust.factor", period, ["factor"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
}

/** A clear change of the index first; the weakest part only where its range lies below the next. */
export function trustFinding(story: Story, period: string): Finding | null {
  const { book, words } = story;
  const index = book.get("trust.index", period);
  if (index.value === null) return null;
  const [weakest, next] = factorsOf(story, period);
  const isApart =
    weakest !== undefined && next !== undefined && (weakest.high ?? 100) < (next.low ?? 0);
  const change = printChange(story, "trust.index", { period });
  const isClear = change?.clear ?? false;
  const key = isClear ? (change?.up ? "rose" : "fell") : "level";
  const values = {
    value: print(story, index).text,
    since: words.t(`reports.since.${story.site.wave}`),
    size: change?.size ?? "",
    factor: words.t(`reports.trust.${weakest?.by["factor"] ?? "closeness"}`),
  };
  return {
    clauses: clauses(words.t(`reports.trust.finding.${key}${isApart ? "-weakest" : ""}`, values)),
    tone: isClear ? (change?.tone ?? "data") : "data",
    kind: isClear ? "change" : "level",
    figures: [
      keyOf(index),
      ...(weakest === undefined ? [] : [keyOf(weakest)]),
      ...(isClear && change !== null ? [keyOf(change.figure)] : []),
    ],
  };
}

/** Without trust questions: what manners do. */
function testFinding(story: Story): Finding | null {
  const { book, words } = story;
  const difference = book.get("trust.forgiveness");
  if (difference.value === null || difference.low === null || difference.high === null) return null;
  const isClear = difference.low > 0 || difference.high < 0;
  const key = !isClear ? "unclear" : difference.value > 0 ? "more" : "fewer";
  return {
    clauses: clauses(
      words.t(`reports.trust.finding.manners-${key}`, { value: absolute(story, difference) }),
    ),
    tone: "data",
    kind: "association",
    figures: [keyOf(difference)],
  };
}

/** A difference without its sign. */
function absolute(story: Story, { value }: Figure): string {
  return decimal(Math.abs(value ?? 0), 0, story.locale);
}

function trustLead(story: Story, period: string): Report["lead"] {
  const { book, words } = story;
  const index = book.get("trust.index", period);
  const [weakest] = factorsOf(story, period);
  const gain = book.get("trust.gain", "all", { factor: weakest?.by["factor"] ?? "" });
  if (index.value === null || weakest === undefined || gain.value === null) {
    const difference = book.get("trust.forgiveness");
    return words.rich("reports.trust.lead.cases", {
      value: print(story, difference).text,
      range: print(story, difference).range,
      n: print(story, difference).n,
    });
  }
  return words.rich("reports.trust.lead.index", {
    index: print(story, index).text,
    range: print(story, index).range,
    n: print(story, index).n,
    factor: words.t(`reports.trust.${weakest.by["factor"]}`),
    score: print(story, weakest).text,
    gain: print(story, gain).text,
  });
}

/** The three parts as bars, and what ten points more of each would bring. */
function factorHero(
  story: Story,
  period: string,
): { readonly hero: Report["hero"]; readonly keys: readonly string[] } | null {
  const { book, words } = story;
  const factors = factorsOf(story, period);
  const [weakest, next] = factors;
  if (weakest === undefined) return null;
  const isApart = next !== undefined && (weakest.high ?? 100) < (next.low ?? 0);
  const gains = factors.map(({ by }) => book.get("trust.gain", "all", by));
  const named = ({ by }: Figure) => words.t(`reports.trust.${by["factor"]}`);
  return {
    hero: {
      kind: "chart",
      chart: {
        kind: "bars",
        style: numberStyle(story, "index"),
        bars: factors.map((each, at) => ({
          label: named(each),
          value: each.value,
          text: print(story, each).text,
          tone: at === 0 && isApart ? "bad" : "data",
          note: words.t("reports.trust.gain-note", {
            range: print(story, each).range,
            gain: print(story, gains[at] as Figure).text,
          }),
        })),
      },
      title: words.t("reports.trust.hero-title"),
      sub: words.t("reports.trust.hero-sub"),
      caption: words.t("reports.trust.hero-caption"),
      label: factors
        .map((each) =>
          words.t("reports.labelled", { label: named(each), value: print(story, each).text }),
        )
        .join(words.t("reports.list-gap")),
      table: figureTable(story, "trust-factors", [
        ...factors.map((each) => ({ label: named(each), figure: each })),
        ...gains.map((each) => ({
          label: words.t("reports.trust.gain-row", { factor: named(each) }),
          figure: each,
        })),
      ]),
    },
    keys: [...factors, ...gains].map(keyOf),
  };
}

function trendPart(story: Story): Part[] {
  const { words } = story;
  const drawn = trend(story, ["trust.index"], { name: "trust-trend" });
  if (drawn === null) return [];
  const change = printChange(story, "trust.index", { period: waveOf(story, "trust.index") });
  const key = change === null || !change.clear ? "unclear" : change.up ? "up" : "down";
  return [
    {
      section: {
        id: "trend",
        head: words.t(`reports.trust.trend.${key}`, {
          size: change?.size ?? "",
          since: words.t(`reports.since.${story.site.wave}`),
        }),
        sub: null,
        blocks: [drawn.block],
      },
      keys: drawn.keys,
    },
  ];
}

/** The same formula for the brand, from other questions. */
function brandPart(story: Story): Part[] {
  const { book, words } = story;
  const index = book.get("trust.brand-index");
  const factors = book
    .list("trust.brand-factor", "all", ["factor"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
  if (index.value === null || factors.length === 0) return [];
  const [weakest, next] = factors;
  const isApart = (weakest?.high ?? 100) < (next?.low ?? 0);
  const rows = [
    ...factors.map((each) => ({
      label: words.t(`reports.trust.${each.by["factor"]}`),
      figure: each,
    })),
    ...factors.map(({ by }) => ({
      label: words.t("reports.trust.gain-row", {
        factor: words.t(`reports.trust.${by["factor"]}`),
      }),
      figure: book.get("trust.brand-gain", "all", by),
    })),
    { label: words.t("figures.trust.brand-index.name"), figure: index, total: true },
  ];
  return [
    {
      section: {
        id: "brand",
        head: words.t(`reports.trust.brand-head.${isApart ? "weakest" : "together"}`, {
          index: print(story, index).text,
          factor: words.t(`reports.trust.${weakest?.by["factor"] ?? "quality"}`),
        }),
        sub: words.t("reports.trust.brand-sub"),
        blocks: [{ kind: "table", table: figureTable(story, "trust-brand", rows) }],
      },
      keys: rows.map(({ figure }) => keyOf(figure)),
    },
  ];
}

/** The weakest part by group: where people feel least known, or least kept to. */
function weakestGroups(story: Story, period: string): readonly Part[] {
  const [weakest] = factorsOf(story, period);
  const ids = {
    reliability: "score.trust-reliability",
    competence: "score.trust-competence",
    closeness: "score.trust-closeness",
  } as const;
  const id = ids[(weakest?.by["factor"] ?? "") as keyof typeof ids];
  return id === undefined ? [] : groupSections(story, id, { period: "all", name: "trust-weakest" });
}

function nextPart(story: Story, period: string): readonly Part[] {
  const { words, locale } = story;
  const [weakest] = factorsOf(story, period);
  if (weakest === undefined || weakest.high === null) return [];
  const factor = weakest.by["factor"] ?? "closeness";
  const threshold = words.t("reports.trust.next.threshold", {
    factor: words.t(`reports.trust.${factor}`),
    value: print(story, weakest).text,
    high: decimal(weakest.high, 0, locale),
  });
  return nextSteps(
    story,
    [
      ownerStep(story, ["trust", "worst-group"], words.t(`reports.trust.next.${factor}`)),
      reportStep(story, threshold),
    ],
    [keyOf(weakest)],
  );
}
