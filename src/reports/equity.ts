import type { StackedChart } from "../charts/chart.ts";
import type { FigureId } from "../figures/registry.ts";
import { tierName } from "./equity-rows.ts";
import { equitySections } from "./equity-sections.ts";
import type { Finding } from "./finding.ts";
import { numberBlock } from "./number-block.ts";
import type { Report } from "./report.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import { numbersSection } from "./satisfaction.ts";
import { clauses, print, type Story } from "./story.ts";
import { figureTable, keyOf } from "./tables.ts";
import { numberStyle } from "./trend.ts";

const numbers = [
  "equity.existing",
  "equity.potential",
  "equity.influence",
  "equity.referral-value",
] as const;

/** Customer value management (客户价值管理): what customers are worth, in which tiers, and what is done for them. */
export function equityReport(story: Story): Report {
  const { book, words, rules } = story;
  const existing = book.get("equity.existing");
  if (existing.value === null) return absentReport(story, "equity", "transactions");
  const known = numbers.filter((id) => book.get(id).value !== null);
  const hero = tierHero(story);
  const sections = [
    numbersSection(
      story,
      known.map((id) => numberBlock(story, id, { period: "all" })),
    ),
    ...equitySections(story),
  ];
  const top = book.get("equity.tier-value", "all", { tier: bestTier(story) });
  const kept = book.get("equity.tier-kept");
  return finishReport(story, {
    id: "equity",
    kicker: [words.t("reports.period.all")],
    finding: equityFinding(story),
    lead: words.rich(
      book.get("equity.potential").value === null
        ? "reports.equity.lead.past"
        : "reports.equity.lead.both",
      {
        existing: print(story, existing).text,
        potential: print(story, book.get("equity.potential")).text,
        months: rules.clv.months,
        kept: print(story, kept).text,
        range: print(story, kept).range,
        n: print(story, existing).n,
      },
    ),
    hero: hero?.hero ?? null,
    parts: sections,
    figures: [...(hero?.keys ?? []), ...[top, kept].map(keyOf)],
    methods: [...known, ...toldIds(story)],
    caveats: [
      "caveat.equity-sum",
      "caveat.equity-contacts",
      "caveat.equity-mended",
      "caveat.model",
    ],
  });
}

function bestTier({ rules }: Story): string {
  return rules.equity.tiers.toSorted((a, b) => b.above - a.above)[0]?.id ?? "";
}

/** What the best tier brings, and what it takes of the time of staff. */
export function equityFinding(story: Story): Finding {
  const { book, words } = story;
  const by = { tier: bestTier(story) };
  const people = book.get("equity.tier", "all", by);
  const value = book.get("equity.tier-value", "all", by);
  const contacts = book.get("equity.tier-contacts", "all", by);
  return {
    clauses: clauses(
      words.t(
        contacts.value === null ? "reports.equity.finding.value" : "reports.equity.finding.both",
        {
          people: print(story, people).text,
          value: print(story, value).text,
          contacts: print(story, contacts).text,
        },
      ),
    ),
    tone: "data",
    kind: "level",
    figures: [people, value, contacts].filter((each) => each.value !== null).map(keyOf),
  };
}

const tones: StackedChart["parts"][number]["tone"][] = ["good", "soft-good", "middle"];

/** People, value and contacts, each divided among the tiers. */
function tierHero(story: Story): { hero: Report["hero"]; keys: readonly string[] } | null {
  const { book, words, rules } = story;
  const tiers = rules.equity.tiers.toSorted((a, b) => b.above - a.above).map(({ id }) => id);
  const rows = (["equity.tier", "equity.tier-value", "equity.tier-contacts"] as const)
    .map((id) => ({ id, figures: tiers.map((tier) => book.get(id, "all", { tier })) }))
    .filter(({ figures }) => figures.every(({ value }) => value !== null));
  if (rows.length < 2 || tiers.length > tones.length) return null;
  const all = rows.flatMap(({ figures }) => figures);
  const label = (id: FigureId) => words.t(`figures.${id}.short`);
  return {
    hero: {
      kind: "chart",
      chart: {
        kind: "stacked",
        style: numberStyle(story, "share"),
        parts: tiers.map((tier, at) => ({
          name: tierName(story, tier),
          tone: tones[at] ?? "middle",
        })),
        rows: rows.map(({ id, figures }) => ({
          label: label(id),
          shares: figures.map(({ value }) => value),
        })),
      },
      title: words.t(`reports.equity.hero.${rows.length === 3 ? "title" : "title-plain"}`),
      sub: null,
      caption: words.t("reports.equity.hero.caption"),
      label: rows
        .flatMap(({ id, figures }) =>
          figures.map((each, at) =>
            words.t("reports.labelled", {
              label: `${label(id)} ${tierName(story, tiers[at] ?? "")}`,
              value: print(story, each).text,
            }),
          ),
        )
        .join(words.t("reports.list-gap")),
      table: figureTable(
        story,
        "equity-tiers",
        rows.flatMap(({ id, figures }) =>
          figures.map((figure, at) => ({
            label: words.t("reports.equity.of-tier", {
              what: label(id),
              tier: tierName(story, tiers[at] ?? ""),
            }),
            figure,
          })),
        ),
      ),
    },
    keys: all.map(keyOf),
  };
}

/** Figures of the sections whose base and method are explained at the end. */
function toldIds({ book }: Story): readonly FigureId[] {
  const ids = [
    "equity.tier-value",
    "equity.tier-cut",
    "equity.tier-kept",
    "equity.tier-contacts",
    "equity.tier-cost",
    "equity.agreement",
    "equity.mix",
    "equity.cross-gap",
    "equity.mean-value",
    "equity.off-target",
    "equity.serve-cost",
    "equity.margin-growth",
    "equity.social-givers",
    "equity.brought",
    "equity.proactive-untouched",
    "equity.proactive-reach",
    "equity.reviews-on-time",
  ] as const;
  return ids.filter((id) => book.figures.some((each) => each.id === id));
}
