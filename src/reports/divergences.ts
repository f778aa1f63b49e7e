import type { Figure } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import type { Finding } from "./finding.ts";
import type { FigureRow } from "./group-strips.ts";
import { levelName } from "./level-name.ts";
import { nameList } from "./name-list.ts";
import { nextSteps, ownerStep, reportStep } from "./next-steps.ts";
import { numberBlock } from "./number-block.ts";
import type { Block, Part, Report } from "./report.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import { numbersSection } from "./satisfaction.ts";
import { clauses, print, type Story } from "./story.ts";
import { apart, crossTableOf, levelRows, named, stripSection, tableOf } from "./strip-section.ts";
import { figureTable, keyOf, labelled, type CrossTable } from "./tables.ts";
import { numberStyle } from "./trend.ts";

const shownNumbers = [
  "divergence.price-spread",
  "divergence.over-promised",
  "divergence.ratchet",
  "divergence.rules-honest",
] as const satisfies readonly FigureId[];

const explained = [
  "divergence.score",
  "divergence.price-lines",
  ...shownNumbers,
  "divergence.tick",
  "divergence.campaign-uplift",
  "divergence.campaign-honest",
  "divergence.sku-margin",
] as const satisfies readonly FigureId[];

/** Four divergences (四大背离): where price, standards, marketing and speed part from what customers value. */
export function divergencesReport(story: Story): Report {
  const { book, words } = story;
  const finding = divergencesFinding(story);
  if (finding === null) return absentReport(story, "divergences", missingTable(story));
  const told = new Set(book.figures.map(({ id }) => id));
  const hero = scoreHero(story);
  const [lowest] = scoresOf(story);
  const over = book.get("divergence.over-promised");
  const sections: readonly Part[] = [
    numbersSection(
      story,
      shownNumbers
        .filter((id) => book.get(id).value !== null && !isOfOneRaise(story, id))
        .map((id) => numberBlock(story, id, { period: "all" })),
    ),
    ...priceSection(story),
    ...standardSections(story),
    ...campaignSection(story),
    ...skuSection(story),
    ...speedSection(story),
    ...nextSection(story),
  ];
  return finishReport(story, {
    id: "divergences",
    kicker: [words.t("reports.period.all")],
    finding,
    lead:
      lowest === undefined
        ? words.rich("reports.divergences.lead.standards", { over: print(story, over).text })
        : words.rich("reports.divergences.lead.scores", {
            name: lowest.label,
            value: print(story, lowest.figure).text,
            range: print(story, lowest.figure).range,
            n: print(story, lowest.figure).n,
          }),
    hero: hero?.block ?? null,
    parts: sections,
    figures: [...(hero?.keys ?? []), ...finding.figures],
    methods: explained.filter((id) => told.has(id)),
    caveats: ["caveat.regulars", "caveat.association", "divergences.caveat"],
  });
}

/** How expectations followed one raise alone is an event, no estimate: the section tells it in words. */
function isOfOneRaise({ book }: Story, id: FigureId): boolean {
  return id === "divergence.ratchet" && (book.get(id).n ?? 0) < 2;
}

function missingTable({ tables }: Story): string {
  return (
    ["responses", "standards", "transactions"].find((table) => !tables.has(table)) ?? "responses"
  );
}

function scoresOf(story: Story): readonly FigureRow[] {
  const scores = story.book
    .list("divergence.score", "all", ["divergence"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
  return levelRows(scores, "divergence", (name) => story.words.t(`reports.divergences.of.${name}`));
}

export function divergencesFinding(story: Story): Finding | null {
  const { book, words } = story;
  const rows = scoresOf(story);
  const [first] = rows;
  if (first !== undefined && rows.length > 1) {
    const near = rows.filter(({ figure }) => (figure.low ?? 0) <= (first.figure.high ?? 100));
    const key = near.length === 1 ? "lowest" : near.length === rows.length ? "alike" : "together";
    return {
      clauses: clauses(
        words.t(`reports.divergences.finding.${key}`, {
          first: first.label,
          names: nameList(
            words,
            near.map(({ label }) => label),
          ),
          value: print(story, first.figure).text,
        }),
      ),
      tone: near.length === 1 ? "bad" : "data",
      kind: "level",
      figures: near.map(({ figure }) => keyOf(figure)),
    };
  }
  const over = book.get("divergence.over-promised");
  const spread = book.get("divergence.price-spread");
  const figure = over.value === null ? spread : over;
  if (figure.value === null) return null;
  const key = over.value === null ? "spread" : "over";
  return {
    clauses: clauses(
      words.t(`reports.divergences.finding.${key}`, { value: print(story, figure).text }),
    ),
    tone: "data",
    kind: "level",
    figures: [keyOf(figure)],
  };
}

function scoreHero(
  story: Story,
): { readonly block: Block & { kind: "chart" }; readonly keys: readonly string[] } | null {
  const { words } = story;
  const rows = scoresOf(story);
  if (rows.length < 2) return null;
  const lowest = apart(rows, "lowest");
  return {
    block: {
      kind: "chart",
      chart: {
        kind: "bars",
        style: numberStyle(story, "index"),
        bars: rows.map((row) => ({
          label: row.label,
          value: row.figure.value,
          text: print(story, row.figure).text,
          tone: row === lowest ? "bad" : "data",
          note: words.t("reports.range-of", { range: print(story, row.figure).range }),
        })),
      },
      title: words.t("reports.divergences.hero"),
      sub: null,
      caption: words.t(`reports.divergences.hero-caption${lowest === null ? "-plain" : ""}`),
      label: labelled(story, rows),
      table: figureTable(story, "divergences", rows),
    },
    keys: rows.map(({ figure }) => keyOf(figure)),
  };
}

/** Prices that can be explained and those that cannot, and whether customers find them fair and clear. */
function priceSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const whys = ["list", "discount", "unexplained"];
  const lines = book.list("divergence.price-lines", "all", ["why"]);
  const unexplained = book.get("divergence.price-lines", "all", { why: "unexplained" });
  return stripSection(story, "price-lines", {
    head: words.t("reports.divergences.price.head", { share: print(story, unexplained).text }),
    sub: words.t("reports.divergences.price.sub"),
    column: words.t("reports.divergences.price.column"),
    rows: levelRows(
      lines.toSorted((a, b) => whys.indexOf(a.by["why"] ?? "") - whys.indexOf(b.by["why"] ?? "")),
      "why",
      (why) => words.t(`reports.divergences.why.${why}`),
    ),
    more: tableOf(
      story,
      "divergence-prices",
      (
        [
          "divergence.price-spread",
          "divergence.price-ratio",
          "score.price-fair",
          "score.price-clear",
        ] as const
      ).map((id) => named(story, id)),
    ),
  });
}

/** Each standard against what is published and expected, and the three principles. */
function standardSections(story: Story): readonly Part[] {
  const { book, words } = story;
  const over = book.get("divergence.over-promised");
  const ratchet = book.get("divergence.ratchet");
  const gap = (standard: string, against: string) =>
    book.get("divergence.standard-gap", "all", { against, standard });
  const ticks = book.list("divergence.ticks", "all", ["standard"]);
  const published = ({ by }: Figure) => gap(by["standard"] ?? "", "published");
  const rows = ticks
    .toSorted((a, b) => (published(a).value ?? 0) - (published(b).value ?? 0))
    .map((tick) => ({
      label: levelName(story, tick.by["standard"] ?? ""),
      figures: [published(tick), gap(tick.by["standard"] ?? "", "expected"), tick],
    }));
  return stripSection(story, "standards", {
    head: words.t("reports.divergences.standards.head", { over: print(story, over).text }),
    sub:
      ratchet.value === null
        ? words.t("reports.divergences.standards.sub")
        : words.t("reports.divergences.standards.sub-ratchet", {
            slope: print(story, ratchet).text,
            n: ratchet.n ?? 0,
          }),
    column: words.t("reports.divergences.standards.column"),
    rows: levelRows(book.list("divergence.tick", "all", ["tick"]), "tick", (tick) =>
      words.t(`reports.divergences.tick.${tick}`, {
        need: Math.round(story.rules.standards.need * 100),
        kept: Math.round(story.rules.standards.kept * 100),
      }),
    ),
    more: crossTableOf(story, "divergence-standards", {
      what: words.t("reports.divergences.standards.what"),
      columns: ["published", "expected", "ticks"].map((key) => ({
        key,
        title: words.t(`reports.divergences.standards.${key}`),
      })),
      rows,
    }),
  }).map((part) => ({
    ...part,
    keys: [...part.keys, ...[over, ratchet].filter(({ value }) => value !== null).map(keyOf)],
  }));
}

/** Campaigns by what they put in the middle: felt honesty, then what they sold and what came back. */
function campaignSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const honest = book.list("divergence.campaign-honest", "all", ["centre"]);
  const none = honest.find(({ by }) => by["centre"] === "none");
  const name = (centre: string) => words.t(`reports.divergences.centre.${centre}`);
  const tricky = honest.find(
    ({ by, high }) => by["centre"] !== "none" && (high ?? 100) < (none?.low ?? 0),
  );
  const ids = [
    "divergence.campaign-rules",
    "divergence.campaign-uplift",
    "divergence.campaign-refunds",
    "divergence.campaign-complaints",
  ] as const;
  const values = { centre: tricky === undefined ? "" : name(tricky.by["centre"] ?? "") };
  const parts = {
    head: words.t(
      `reports.divergences.campaigns.${tricky === undefined ? "unclear" : "tricky"}`,
      values,
    ),
    sub: words.t("reports.divergences.campaigns.sub"),
    column: words.t("reports.divergences.campaigns.column"),
  };
  return stripSection(story, "campaigns", {
    ...parts,
    rows: levelRows(honest, "centre", name),
    more: crossTableOf(story, "divergence-campaigns", {
      what: parts.column,
      columns: shortNames(story, ids),
      rows: (["brand", "product", "promotion", "customer"] as const).map((centre) => ({
        label: name(centre),
        figures: ids.map((id) => book.get(id, "all", { centre })),
      })),
    }),
  });
}

function shortNames(story: Story, ids: readonly FigureId[]): CrossTable["columns"] {
  return ids.map((id) => ({ key: id, title: story.words.t(`figures.${id}.short`) }));
}

/** Heroes sell themselves, tails do not move: the margins and movement of both. */
function skuSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const groups = ["hero", "middle", "tail"];
  const shares = book
    .list("divergence.sku-campaign", "all", ["group"])
    .toSorted((a, b) => groups.indexOf(a.by["group"] ?? "") - groups.indexOf(b.by["group"] ?? ""));
  const name = (group: string) => words.t(`reports.divergences.sku.${group}`);
  const ids = ["divergence.sku-margin", "divergence.sku-lines"] as const;
  const of = (id: (typeof ids)[number], group: string): Figure => book.get(id, "all", { group });
  const margin = {
    hero: of("divergence.sku-margin", "hero"),
    tail: of("divergence.sku-margin", "tail"),
  };
  const isKnown = margin.hero.value !== null && margin.tail.value !== null;
  return stripSection(story, "skus", {
    head: words.t(`reports.divergences.skus.${isKnown ? "head" : "plain"}`, {
      hero: isKnown ? print(story, margin.hero).text : "",
      tail: isKnown ? print(story, margin.tail).text : "",
    }),
    sub: words.t("reports.divergences.skus.sub"),
    column: words.t("reports.divergences.skus.column"),
    rows: levelRows(shares, "group", name),
    more: crossTableOf(story, "divergence-skus", {
      what: words.t("reports.divergences.skus.column"),
      columns: shortNames(story, ids),
      rows: groups.map((group) => ({
        label: name(group),
        figures: ids.map((id) => of(id, group)),
      })),
    }),
  });
}

/** The fourth divergence stands on the page of experience; its numbers in short. */
function speedSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const rows = (["p50", "p90"] as const)
    .map((quantile) => ({
      label: words.t(`reports.experience.quantile.${quantile}`, {
        name: words.t("figures.experience.wait.name"),
      }),
      figure: book.get("experience.wait", "all", { quantile }),
    }))
    .filter(({ figure }) => figure.value !== null);
  return stripSection(story, "speed-in-short", {
    head: words.t("reports.divergences.speed.head", {
      wait: rows[0] === undefined ? "" : print(story, rows[0].figure).text,
      slow: rows[1] === undefined ? "" : print(story, rows[1].figure).text,
    }),
    sub: words.t("reports.divergences.speed.sub"),
    column: words.t("reports.what"),
    rows,
  });
}

function nextSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const over = book.get("divergence.over-promised");
  if (over.value === null) return [];
  const threshold = words.t("reports.divergences.next.threshold", {
    over: print(story, over).text,
  });
  return nextSteps(
    story,
    [
      ownerStep(story, ["worst-group"], words.t("reports.divergences.next.standards")),
      reportStep(story, threshold),
    ],
    [keyOf(over)],
  );
}
