import { judgedClaims, type Claim, type JudgedClaim } from "../figures/claim-figures.ts";
import type { Figure } from "../figures/figure.ts";
import { decimal } from "../words/numbers.ts";
import { localisedText } from "../words/words.ts";
import type { Finding } from "./finding.ts";
import { figureStrips } from "./group-strips.ts";
import { baseWord, numberBlock } from "./number-block.ts";
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
    parts: sections,
    figures: [],
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
    .filter(
      ({ claim, figure, verdict }) =>
        figure.unit === "share" && claim.says === "about" && verdict !== "too-little",
    )
    .toSorted((a, b) => distance(b) - distance(a));
  const strips = figureStrips(story, "claims-shares", {
    head: words.t("reports.claims.claim"),
    rows: shares.map(({ claim, figure, verdict }) => ({
      label: localisedText(claim.text, locale),
      figure,
      tone: verdict === "differs" ? "data" : "context",
      mark: {
        at: claim.value,
        text: words.t("reports.claims.book", { value: said(story, claim, figure) }),
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

/** Claims without a verdict need no card each: what is known here, and why that judges nothing. */
function openList(story: Story, judged: readonly JudgedClaim[]): Block {
  const { words, locale } = story;
  return {
    kind: "list",
    items: judged.map(({ claim, figure }) => ({
      state: "missing",
      text: saysText(story, claim),
      sub:
        claim.aside === undefined
          ? words.t("reports.claims.verdict.too-little")
          : figure.value === null
            ? localisedText(claim.aside, locale)
            : words.t("reports.claims.aside", {
                own: ownText(story, { claim, figure }),
                why: localisedText(claim.aside, locale),
              }),
    })),
  };
}

function saysText({ words, locale }: Story, claim: Claim): string {
  const title = `reports.systems.article.${claim.article}`;
  return words.t("reports.claims.says", {
    text: localisedText(claim.text, locale),
    article: claim.article,
    title: words.has(title) ? words.t(title) : claim.article,
  });
}

/** The own number with its name, its range or that it is counted, and its base. */
function ownText(story: Story, { claim, figure }: Pick<JudgedClaim, "claim" | "figure">): string {
  const { words, locale } = story;
  const printed = print(story, figure);
  const suffix = claim.suffix === undefined ? "" : localisedText(claim.suffix, locale);
  const isCounted = printed.range === "";
  return words.t(`reports.claims.own.${isCounted ? "counted" : "estimate"}`, {
    name: claim.own === undefined ? figureName(words, figure) : localisedText(claim.own, locale),
    value: `${printed.text}${suffix}`,
    range: `${printed.range}${suffix.startsWith("%") ? suffix : ""}`,
    people: words.t(`reports.base.${baseWord(figure)}`, { n: printed.n }),
  });
}

function figureName(words: Story["words"], { id }: Figure): string {
  const key = `figures.${id}.name`;
  return words.has(key) ? words.t(key) : "";
}

function claimCard(story: Story, { claim, figure, verdict }: JudgedClaim): Block {
  const { words } = story;
  const [low, high] = [figure.low ?? figure.value ?? 0, figure.high ?? figure.value ?? 0];
  return {
    kind: "claim",
    claim: saysText(story, claim),
    own: ownText(story, { claim, figure }),
    verdict: words.t(`reports.claims.verdict.${verdict}`, {
      side: low > claim.value ? "higher" : high < claim.value ? "lower" : "same",
      value: said(story, claim, figure),
    }),
  };
}

/** The book's number in the unit of the own one, in no more digits than the book gives. */
function said(story: Story, { value, suffix }: Claim, { unit }: Figure): string {
  const { locale } = story;
  const own = unit === "share" ? value * 100 : value;
  const sign = unit === "share" ? "%" : suffix === undefined ? "" : localisedText(suffix, locale);
  return `${decimal(own, 0, locale)}${sign}`;
}

const conflicts = [
  "retention",
  "saboteurs",
  "expectation",
  "always-right",
  "price",
  "free",
  "five-times",
  "tiers",
  "sources",
] as const;

/** What the articles say against each other, and what they leave open. */
function contradictions({ words }: Story): Part {
  return {
    section: {
      id: "contradictions",
      head: words.t("reports.claims.contradictions.head"),
      sub: null,
      blocks: [
        {
          kind: "prose",
          paragraphs: conflicts.map((key) => words.rich(`reports.claims.contradictions.${key}`)),
        },
      ],
    },
    keys: [],
  };
}
