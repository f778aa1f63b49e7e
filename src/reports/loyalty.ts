import type { Figure } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import { count, money, periodName } from "../words/numbers.ts";
import type { Finding } from "./finding.ts";
import { groupSections } from "./group-strips.ts";
import { loyaltySystems } from "./loyalty-systems.ts";
import { nextSteps, ownerStep, reportStep } from "./next-steps.ts";
import { numberBlock } from "./number-block.ts";
import type { Part, Report } from "./report.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import { numbersSection } from "./satisfaction.ts";
import { outcomes, outcomeTable, peopleOf, saidAndDid } from "./said-and-did.ts";
import { clauses, latestWave, print, type Story } from "./story.ts";
import { tierName, tierOrder } from "./tier-name.ts";
import { figureTable, keyOf } from "./tables.ts";
import { numberStyle } from "./trend.ts";

/**
 * Loyalty: said and did (忠诚：说的与做的): of those who gave full marks, who said
 * that they will return, who did, and what the rest are worth.
 */
export function loyaltyReport(story: Story): Report {
  const { book, words, locale } = story;
  const did = latestWave(story, "loyalty.satisfied-not-returned") ?? "all";
  const said = latestWave(story, "loyalty.said-yes") ?? latestWave(story, "loyalty.nps") ?? "all";
  const period = book.get("loyalty.satisfied-not-returned", did).value === null ? said : did;
  const finding = loyaltyFinding(story, period);
  if (finding === null) {
    return absentReport(
      story,
      "loyalty",
      story.tables.has("responses") ? "transactions" : "responses",
    );
  }
  const people = saidAndDid(story, period, "loyalty-people");
  const ids = [
    "loyalty.said-yes",
    "loyalty.satisfied-not-loyal",
    "loyalty.satisfied-not-returned",
    "loyalty.said-yes-not-returned",
    "loyalty.nps",
    "loyalty.recommend-share",
    "top2.loyalty-intent",
    "loyalty.repeat-rate",
    "loyalty.repeat-rate-90d",
    "trust.index",
    "value.revenue-at-risk",
  ] as const;
  const isKnown = (id: (typeof ids)[number]) =>
    book.get(id, latestWave(story, id) ?? "all").value !== null;
  const known = ids.filter(isKnown);
  const sections: Part[] = [
    ...(people === null ? [] : [outcomeSection(story, period)]),
    numbersSection(
      story,
      known.slice(0, 9).map((id) =>
        numberBlock(story, id, {
          pagePeriod: period,
          ...(id === "trust.index" ? { href: story.href("reports/trust/") } : {}),
        }),
      ),
    ),
    ...groupSections(story, "loyalty.satisfied-not-returned", { period, name: "not-returned" }),
    ...[
      curveSection(story),
      besideSection(story, period),
      npsSection(story),
      tierSection(story, said),
      cutsSection(story),
    ].filter((each) => each !== null),
    ...loyaltySystems(story),
    ...claimSection(story, period),
    ...nextSection(story, period),
  ];
  return finishReport(story, {
    id: "loyalty",
    kicker: [period === "all" ? words.t("reports.period.all") : periodName(period, locale)],
    finding,
    lead: loyaltyLead(story, period),
    hero: people?.block ?? null,
    parts: sections,
    figures: [...(people?.keys ?? []), ...finding.figures],
    methods: [...known, ...systemMethods(story)],
    caveats: ["caveat.regulars", "caveat.unjoined", "caveat.association"],
  });
}

/** Deed before word: who said yes and stayed away, else who stayed away, else what was said, else who repeats. */
export function loyaltyFinding(story: Story, period: string): Finding | null {
  const { book, words } = story;
  const away = book.get("loyalty.said-yes-not-returned", period);
  const notReturned = book.get("loyalty.satisfied-not-returned", period);
  const nps = book.get("loyalty.nps", latestWave(story, "loyalty.nps") ?? "all");
  const notLoyal = book.get(
    "loyalty.satisfied-not-loyal",
    latestWave(story, "loyalty.satisfied-not-loyal") ?? "all",
  );
  const repeat = book.get("loyalty.repeat-rate");
  const options: readonly (readonly [Figure, string])[] = [
    [away, "away"],
    [notReturned, "not-returned"],
    [notLoyal, "not-loyal"],
    [nps, "nps"],
    [repeat, "repeat"],
  ];
  const found = options.find(
    ([each]) => each.value !== null && (each.n ?? 0) >= story.rules.thinBelow,
  );
  if (found === undefined) return null;
  const [chosen, key] = found;
  return {
    clauses: clauses(
      words.t(`reports.loyalty.finding.${key}`, {
        value: print(story, chosen).text,
        tenth: Math.round((chosen.value ?? 0) * 10),
      }),
    ),
    tone: "data",
    kind: key === "away" ? "contradiction" : "level",
    figures: [keyOf(chosen)],
  };
}

function loyaltyLead(story: Story, period: string): Report["lead"] {
  const { book, words, locale, site } = story;
  const saidYes = book.get("loyalty.said-yes", period);
  const notReturned = book.get("loyalty.satisfied-not-returned", period);
  const atRisk = book.get("value.said-yes-at-risk", period);
  const people = outcomes.map((outcome) =>
    peopleOf(book.get("loyalty.said-and-did", period, { outcome })),
  );
  if (people.every((each) => each !== null) && atRisk.value !== null) {
    const [yesCame = 0, yesAway = 0, noCame = 0, noAway = 0] = people;
    return words.rich("reports.loyalty.lead.both", {
      n: count(yesCame + yesAway + noCame + noAway, locale),
      window: book.get("loyalty.return-window").value ?? 0,
      said: count(yesCame + yesAway, locale),
      came: count(yesCame + noCame, locale),
      away: count(yesAway, locale),
      spend: money(atRisk.value, site.currency, locale),
    });
  }
  if (notReturned.value !== null) {
    return words.rich("reports.loyalty.lead.did", {
      away: print(story, notReturned).text,
      range: print(story, notReturned).range,
      n: print(story, notReturned).n,
    });
  }
  if (saidYes.value !== null) {
    return words.rich("reports.loyalty.lead.said", {
      said: print(story, saidYes).text,
      range: print(story, saidYes).range,
      n: print(story, saidYes).n,
    });
  }
  const repeat = book.get("loyalty.repeat-rate");
  return words.rich("reports.loyalty.lead.orders", {
    repeat: print(story, repeat).text,
    range: print(story, repeat).range,
    n: print(story, repeat).n,
  });
}

function outcomeSection(story: Story, period: string): Part {
  const { book, words } = story;
  const table = outcomeTable(story, period);
  const yesAway = book.get("loyalty.said-and-did", period, { outcome: "yes-away" }).value ?? 0;
  const noAway = book.get("loyalty.said-and-did", period, { outcome: "no-away" }).value ?? 0;
  const share = yesAway + noAway === 0 ? 0 : yesAway / (yesAway + noAway);
  return {
    section: {
      id: "outcomes",
      head: words.t("reports.loyalty.outcomes", { share: Math.round(share * 100) }),
      sub: words.t("reports.loyalty.outcomes-sub", {
        window: book.get("loyalty.return-window").value ?? 0,
      }),
      blocks: [table.block],
    },
    keys: table.keys,
  };
}

/** Loyalty over satisfaction: the share that came back, score by score. */
function curveSection(story: Story): Part | null {
  const { book, words } = story;
  const points = book
    .list("loyalty.returned-by-score", "all", ["score"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => Number(a.by["score"]) - Number(b.by["score"]));
  if (points.length < 3) return null;
  const top = points.at(-1) as Figure;
  const next = points.at(-2) as Figure;
  const isClear = (top.low ?? 0) > (next.high ?? 1);
  return {
    section: {
      id: "curve",
      head: words.t(isClear ? "reports.loyalty.curve-rises" : "reports.loyalty.curve-flat", {
        top: print(story, top).text,
        next: print(story, next).text,
        from: next.by["score"] ?? "",
        to: top.by["score"] ?? "",
      }),
      sub: words.t("reports.association"),
      blocks: [
        {
          kind: "chart",
          chart: {
            kind: "curve",
            style: numberStyle(story, "share"),
            name: words.t("figures.loyalty.returned-by-score.name"),
            points: points.map((each) => ({
              label: words.t("reports.score", { score: each.by["score"] ?? "" }),
              value: each.value,
              low: each.low,
              high: each.high,
            })),
          },
          title: null,
          sub: null,
          caption: words.t("reports.loyalty.curve-caption"),
          label: points
            .map((each) =>
              words.t("reports.labelled", {
                label: words.t("reports.score", { score: each.by["score"] ?? "" }),
                value: print(story, each).text,
              }),
            )
            .join(words.t("reports.list-gap")),
          table: figureTable(
            story,
            "loyalty-curve",
            points.map((each) => ({
              label: words.t("reports.score", { score: each.by["score"] ?? "" }),
              figure: each,
            })),
          ),
        },
      ],
    },
    keys: points.map(keyOf),
  };
}

/** Full marks beside the rest: without the rest, a share of leavers says nothing. */
function besideSection(story: Story, period: string): Part | null {
  const { book, words } = story;
  const rows = (
    [
      ["loyalty.satisfied-not-loyal", "reports.loyalty.beside.full-not-loyal"],
      ["loyalty.others-not-loyal", "reports.loyalty.beside.others-not-loyal"],
      ["loyalty.satisfied-not-returned", "reports.loyalty.beside.full-not-returned"],
      ["loyalty.others-not-returned", "reports.loyalty.beside.others-not-returned"],
    ] as const
  )
    .map(([id, key]) => ({ label: words.t(key), figure: book.get(id, period) }))
    .filter(({ figure }) => figure.value !== null);
  if (rows.length < 2) return null;
  const [full, others] = rows.filter(({ figure }) => figure.id.endsWith("not-returned"));
  return {
    section: {
      id: "beside",
      head: words.t(`reports.loyalty.beside.${others === undefined ? "plain" : "head"}`, {
        full: full === undefined ? "" : print(story, full.figure).text,
        others: others === undefined ? "" : print(story, others.figure).text,
      }),
      sub: words.t("reports.association"),
      blocks: [{ kind: "table", table: figureTable(story, "loyalty-beside", rows) }],
    },
    keys: rows.map(({ figure }) => keyOf(figure)),
  };
}

/** What the score is made of, wave by wave. */
function npsSection(story: Story): Part | null {
  const { book, words, locale } = story;
  const waves = book
    .waves("loyalty.nps")
    .filter((wave) => book.get("loyalty.nps", wave).value !== null)
    .slice(-4);
  const periods = waves.length > 0 ? waves : book.get("loyalty.nps").value === null ? [] : ["all"];
  const last = periods.at(-1);
  if (last === undefined) return null;
  const ids = ["loyalty.detractors", "loyalty.passives", "loyalty.promoters"] as const;
  const named = (wave: string) =>
    wave === "all" ? words.t("reports.period.all") : periodName(wave, locale);
  const nps = book.get("loyalty.nps", last);
  return {
    section: {
      id: "nps",
      head: words.t("reports.loyalty.nps-head", {
        nps: print(story, nps).text,
        range: print(story, nps).range,
      }),
      sub: null,
      blocks: [
        {
          kind: "chart",
          chart: {
            kind: "stacked",
            style: numberStyle(story, "share"),
            parts: [
              { name: words.t("reports.loyalty.detractors"), tone: "soft-bad" },
              { name: words.t("reports.loyalty.passives"), tone: "middle" },
              { name: words.t("reports.loyalty.promoters"), tone: "soft-good" },
            ],
            rows: periods.map((wave) => ({
              label: named(wave),
              shares: ids.map((id) => book.get(id, wave).value),
              end: print(story, book.get("loyalty.nps", wave)).text,
            })),
          },
          title: null,
          sub: null,
          caption: words.t("reports.loyalty.nps-caption"),
          label: words.t("reports.loyalty.nps-label", {
            detractors: print(story, book.get("loyalty.detractors", last)).text,
            promoters: print(story, book.get("loyalty.promoters", last)).text,
            nps: print(story, nps).text,
          }),
          table: figureTable(
            story,
            "loyalty-nps",
            periods.flatMap((wave) =>
              ["loyalty.nps" as const, ...ids].map((id) => ({
                label: `${named(wave)} ${words.t(`figures.${id}.name`)}`,
                figure: book.get(id, wave),
              })),
            ),
          ),
        },
      ],
    },
    keys: periods.flatMap((wave) =>
      ["loyalty.nps" as const, ...ids].map((id) => keyOf(book.get(id, wave))),
    ),
  };
}

/** Quadrants and the eight tiers, as shares of those who answered both questions. */
function tierSection(story: Story, period: string): Part | null {
  const { book, words } = story;
  const quadrants = book.list("loyalty.quadrant", period, ["quadrant"]);
  const tiers = book.list("loyalty.tier", period, ["tier"]);
  if (quadrants.every(({ value }) => value === null)) return null;
  const order = ["loyalist", "mercenary", "hostage", "defector"];
  const sorted = quadrants.toSorted(
    (a, b) => order.indexOf(a.by["quadrant"] ?? "") - order.indexOf(b.by["quadrant"] ?? ""),
  );
  const ranks = tierOrder(story);
  const ranked = tiers.toSorted(
    (a, b) => ranks.indexOf(a.by["tier"] ?? "") - ranks.indexOf(b.by["tier"] ?? ""),
  );
  const mercenary = book.get("loyalty.quadrant", period, { quadrant: "mercenary" });
  return {
    section: {
      id: "tiers",
      head: words.t("reports.loyalty.tiers-head", { share: print(story, mercenary).text }),
      sub: words.t("reports.loyalty.tiers-sub"),
      blocks: [
        {
          kind: "table",
          table: figureTable(
            story,
            "loyalty-quadrants",
            sorted.map((each) => ({
              label: words.t(`reports.quadrant.${each.by["quadrant"]}`),
              figure: each,
            })),
          ),
        },
        ...(ranked.length === 0
          ? []
          : [
              {
                kind: "table" as const,
                table: figureTable(
                  story,
                  "loyalty-tiers",
                  ranked.map((each) => ({
                    label: tierName(story, each.by["tier"] ?? ""),
                    figure: each,
                  })),
                ),
              },
            ]),
      ],
    },
    keys: [...quadrants, ...tiers].map(keyOf),
  };
}

/** How far the two shares hang on where the line is drawn. */
function cutsSection(story: Story): Part | null {
  const { book, words } = story;
  const cuts = book.list("loyalty.not-loyal-by-cut", "all", ["satisfied", "intent"]);
  const windows = book
    .list("loyalty.not-returned-by-window", "all", ["window"])
    .toSorted((a, b) => Number(a.by["window"]) - Number(b.by["window"]));
  if (cuts.length + windows.length === 0) return null;
  const spread = cuts
    .filter(({ value }) => value !== null)
    .toSorted((x, y) => (x.value ?? 0) - (y.value ?? 0));
  const last = spread.at(-1);
  return {
    section: {
      id: "cuts",
      head: words.t(`reports.loyalty.cuts-${spread.length < 2 ? "plain" : "head"}`, {
        low: spread[0] === undefined ? "" : print(story, spread[0]).text,
        high: last === undefined ? "" : print(story, last).text,
      }),
      sub: words.t("reports.loyalty.cuts-sub"),
      blocks: [
        ...(cuts.length === 0
          ? []
          : [
              {
                kind: "table" as const,
                table: figureTable(
                  story,
                  "loyalty-cuts",
                  cuts.map((each) => ({
                    label: words.t("reports.loyalty.cut", {
                      satisfied: each.by["satisfied"] ?? "",
                      intent: each.by["intent"] ?? "",
                    }),
                    figure: each,
                  })),
                ),
              },
            ]),
        ...(windows.length === 0
          ? []
          : [
              {
                kind: "table" as const,
                table: figureTable(
                  story,
                  "loyalty-windows",
                  windows.map((each) => ({
                    label: words.t("reports.loyalty.window", { days: each.by["window"] ?? "" }),
                    figure: each,
                  })),
                ),
              },
            ]),
      ],
    },
    keys: [...cuts, ...windows].map(keyOf),
  };
}

/** Article 000's number beside the company's own. */
function claimSection(story: Story, period: string): Part[] {
  const { book, words } = story;
  const told = (
    [
      ["planned", book.get("loyalty.satisfied-not-loyal", period)],
      ["done", book.get("loyalty.satisfied-not-returned", period)],
    ] as const
  ).filter(([, { low, high }]) => low !== null && high !== null);
  if (told.every(([, { value }]) => value === null)) return [];
  const sideOf = ({ low, high }: Figure) =>
    (low ?? 0) > PUBLISHED ? "higher" : (high ?? 1) < PUBLISHED ? "lower" : "same";
  return [
    {
      section: {
        id: "claim",
        head: "",
        sub: null,
        blocks: [
          {
            kind: "claim",
            claim: words.t("reports.claim.book"),
            own: words.t("reports.claim.yours", {
              own: told
                .map(([what, figure]) =>
                  words.t(`reports.claim.${what}`, {
                    value: print(story, figure).text,
                    range: print(story, figure).range,
                  }),
                )
                .join(words.t("reports.clause-gap")),
            }),
            verdict: words.t("reports.claim.judged", {
              all: told
                .map(([what, figure], at) =>
                  words.t("reports.claim.verdict", {
                    what,
                    side: sideOf(figure),
                    place: at === 0 ? "first" : "later",
                  }),
                )
                .join(words.t("reports.semicolon-gap")),
            }),
          },
        ],
      },
      keys: told.map(([, figure]) => keyOf(figure)),
    },
  ];
}

/** Article 000: of customers with full marks so many do not plan to return. */
const PUBLISHED = 0.2;

function nextSection(story: Story, period: string): readonly Part[] {
  const { book, words, locale } = story;
  const away = book.get("value.said-yes-away", period);
  const share = book.get("loyalty.said-yes-not-returned", period);
  if (away.value === null || away.value === 0 || share.value === null || share.low === null)
    return [];
  const ask = words.t("reports.loyalty.next.ask", { n: count(away.value, locale) });
  const threshold = words.t("reports.loyalty.next.threshold", {
    value: print(story, share).text,
    low: print(story, { ...share, value: share.low, low: null, high: null }).text,
  });
  return nextSteps(
    story,
    [ownerStep(story, ["win-back"], ask), reportStep(story, threshold)],
    [keyOf(away), keyOf(share)],
  );
}

/** Figures of the systems below whose base and method are explained at the end. */
function systemMethods({ book }: Story): readonly FigureId[] {
  const ids = [
    "loyalty.year-retention",
    "loyalty.sensitivity",
    "loyalty.flow",
    "loyalty.half-life",
    "loyalty.rung",
    "loyalty.linked-effect",
    "loyalty.driver-return",
    "loyalty.premium-median",
    "loyalty.bend",
  ] as const;
  return ids.filter((id) => book.figures.some((each) => each.id === id));
}
