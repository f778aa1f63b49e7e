import { judgedClaims, type JudgedClaim } from "../figures/claim-figures.ts";
import type { Figure } from "../figures/figure.ts";
import { localisedText } from "../words/words.ts";
import type { Finding } from "./finding.ts";
import { figureStrips } from "./group-strips.ts";
import { numberBlock } from "./number-block.ts";
import type { Block, Part, Report } from "./report.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import { numbersSection } from "./satisfaction.ts";
import { clauses, print, type Story } from "./story.ts";
import { keyOf } from "./tables.ts";

/** The book says, your data (书上说，你的数据): every number of the articles beside the company's own. */
export function claimsReport(story: Story): Report {
  const { words } = story;
  const judged = judgedClaims(story.book, story.claims, story.rules.thinBelow);
  if (!story.book.has("claims.agree")) return absentReport(story, "claims", "responses");
  const ids = ["claims.differ", "claims.agree", "claims.too-little"] as const;
  const sections = [
    numbersSection(
      story,
      ids.map((id) => numberBlock(story, id, { period: "all" })),
    ),
    ...[shareSection(story, judged)].filter((each) => each !== null),
    ...(["differs", "agrees", "too-little"] as const).flatMap((verdict) =>
      cardSection(story, judged, verdict),
    ),
    contradictions(story),
  ];
  return finishReport(story, {
    id: "claims",
    kicker: [words.t("reports.period.all")],
    finding: claimsFinding(story, judged),
    lead: words.rich("reports.claims.lead", { n: judged.length }),
    hero: null,
    sections: sections.map(({ section }) => section),
    figures: sections.flatMap(({ keys }) => keys),
    methods: ids,
    caveats: ["claims.caveat"],
  });
}

function claimsFinding(story: Story, judged: readonly JudgedClaim[]): Finding {
  const { words, book } = story;
  const values = {
    all: judged.length,
    agree: print(story, book.get("claims.agree")).text,
    differ: print(story, book.get("claims.differ")).text,
    open: print(story, book.get("claims.too-little")).text,
  };
  const key = (book.get("claims.differ").value ?? 0) > 0 ? "differ" : "agree";
  return {
    clauses: clauses(words.t(`reports.claims.finding.${key}`, values)),
    tone: "data",
    kind: "level",
    figures: ["claims.differ@all", "claims.agree@all"],
  };
}

/** Claims in per cent on one axis: the own range, and the book's number as a mark. */
function shareSection(story: Story, judged: readonly JudgedClaim[]): Part | null {
  const { words, locale } = story;
  const shares = judged
    .filter(({ figure, verdict }) => figure.unit === "share" && verdict !== "too-little")
    .toSorted((a, b) => distance(b) - distance(a));
  const strips = figureStrips(story, "claims-shares", {
    head: words.t("reports.claims.claim"),
    rows: shares.map(({ claim, figure, verdict }) => ({
      label: localisedText(claim.text, locale),
      figure,
      tone: verdict === "differs" ? "data" : "context",
      mark: {
        at: claim.value,
        text: words.t("reports.claims.book", { value: said(story, claim.value, figure) }),
      },
    })),
  });
  if (strips === null) return null;
  return {
    section: {
      id: "shares",
      head: words.t("reports.claims.shares-head"),
      sub: words.t("reports.claims.shares-sub"),
      blocks: [strips.block],
    },
    keys: strips.keys,
  };
}

/** How far the claim lies from the own range. */
function distance({ claim, figure }: JudgedClaim): number {
  return Math.max((figure.low ?? 0) - claim.value, claim.value - (figure.high ?? 0), 0);
}

function cardSection(
  story: Story,
  judged: readonly JudgedClaim[],
  verdict: JudgedClaim["verdict"],
): Part[] {
  const { words } = story;
  const own = judged.filter((each) => each.verdict === verdict);
  if (own.length === 0) return [];
  return [
    {
      section: {
        id: verdict,
        head: words.t(`reports.claims.head.${verdict}`, { n: own.length }),
        sub: null,
        blocks:
          verdict === "too-little"
            ? [openList(story, own)]
            : own.map((each) => claimCard(story, each)),
      },
      keys: own.filter(({ figure }) => figure.value !== null).map(({ figure }) => keyOf(figure)),
    },
  ];
}

/** Claims without a verdict need no card each. */
function openList(story: Story, judged: readonly JudgedClaim[]): Block {
  const { words, locale } = story;
  return {
    kind: "list",
    items: judged.map(({ claim, figure }) => ({
      state: "missing",
      text: words.t("reports.claims.says", {
        text: localisedText(claim.text, locale),
        article: claim.article,
      }),
      sub: print(story, figure).text,
    })),
  };
}

function claimCard(story: Story, { claim, figure, verdict }: JudgedClaim): Block {
  const { words, locale } = story;
  const printed = print(story, figure);
  const name = words.has(`figures.${figure.id}.name`) ? words.t(`figures.${figure.id}.name`) : "";
  const range = printed.range === "" ? "" : words.t("reports.range-in", { range: printed.range });
  const own =
    figure.value === null
      ? printed.text
      : words.t("reports.claims.own", { name, value: printed.text, range, n: printed.n });
  return {
    kind: "claim",
    claim: words.t("reports.claims.says", {
      text: localisedText(claim.text, locale),
      article: claim.article,
    }),
    own,
    verdict: words.t(`reports.claims.verdict.${verdict}`, {
      side: (figure.value ?? 0) > claim.value ? "higher" : "lower",
      value: said(story, claim.value, figure),
    }),
  };
}

/** The book's number in the unit of the own one. */
function said(story: Story, value: number, like: Figure): string {
  return print(story, { ...like, value, low: null, high: null, suppressed: null }).text;
}

/** What the articles say against each other. */
function contradictions({ words }: Story): Part {
  return {
    section: {
      id: "contradictions",
      head: words.t("reports.claims.contradictions.head"),
      sub: null,
      blocks: [
        {
          kind: "prose",
          paragraphs: ["retention", "saboteurs", "tiers", "sources"].map((key) =>
            words.rich(`reports.claims.contradictions.${key}`),
          ),
        },
      ],
    },
    keys: [],
  };
}
