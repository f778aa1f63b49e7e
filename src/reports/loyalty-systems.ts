import type { StackedChart } from "../charts/chart.ts";
import type { Figure } from "../figures/figure.ts";
import { decimal } from "../words/numbers.ts";
import { figureStrips, type FigureRow } from "./group-strips.ts";
import { nameList } from "./name-list.ts";
import type { Block, Part } from "./report.ts";
import { latestWave, print, type Story } from "./story.ts";
import { figureTable, keyOf, labelled } from "./tables.ts";
import { tierName, tierOrder } from "./tier-name.ts";
import { numberStyle, trend } from "./trend.ts";

/** Loyalty beyond the two shares: the shape of the curve, flows, rungs, drivers, premium, retention. */
export function loyaltySystems(story: Story): readonly Part[] {
  return [
    bendPart(story),
    flowPart(story),
    tierFlowPart(story),
    ladderPart(story),
    driversPart(story),
    premiumPart(story),
    keepPart(story),
  ].filter((each) => each !== null);
}

const bentBelow = 0.05;

function bendPart(story: Story): Part | null {
  const { book, words } = story;
  const points = book
    .list("loyalty.said-by-score", "all", ["score"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => Number(a.by["score"]) - Number(b.by["score"]));
  const said = book.get("loyalty.bend");
  const did = book.get("loyalty.bend-did");
  if (points.length < 3 || said.value === null) return null;
  const named = ({ by }: Figure) => words.t("reports.score", { score: by["score"] ?? "" });
  const isBent = said.value < bentBelow;
  return {
    section: {
      id: "bend",
      head: words.t(`reports.loyalty.bend.${isBent ? "said-bent" : "said-straight"}`),
      sub: words.t("reports.loyalty.bend.sub", {
        did: (did.value ?? 1) < bentBelow ? "bent" : "straight",
        p: decimal(did.value ?? 1, 3, story.locale),
      }),
      blocks: [
        {
          kind: "chart",
          chart: {
            kind: "curve",
            style: numberStyle(story, "share"),
            name: words.t("figures.loyalty.said-by-score.name"),
            points: points.map((each) => ({
              label: named(each),
              value: each.value,
              low: each.low,
              high: each.high,
            })),
          },
          title: null,
          sub: null,
          caption: words.t("reports.loyalty.bend.caption"),
          label: points
            .map((each) =>
              words.t("reports.labelled", { label: named(each), value: print(story, each).text }),
            )
            .join(words.t("reports.list-gap")),
          table: figureTable(
            story,
            "loyalty-said-by-score",
            points.map((each) => ({ label: named(each), figure: each })),
          ),
        },
      ],
    },
    keys: [...points, said, did].map(keyOf),
  };
}

const groups = ["loyalist", "mercenary", "hostage", "defector"] as const;
const tones = ["good", "soft-good", "soft-bad", "bad"] as const;

/** Four rows of where each group went: the alluvial as rows that add up. */
function flowPart(story: Story): Part | null {
  const { book, words } = story;
  const named = (group: string) => words.t(`reports.quadrant.${group}`);
  const cells = groups.map((from) =>
    groups.map((to) => book.get("loyalty.flow", "all", { from, to })),
  );
  if (cells.flat().every(({ value }) => value === null)) return null;
  const nets = groups.map((quadrant) => book.get("loyalty.net-flow", "all", { quadrant }));
  const stays = groups.map((quadrant) => book.get("loyalty.stayed", "all", { quadrant }));
  const half = book.get("loyalty.half-life", "all", { quadrant: "loyalist" });
  const clear = nets
    .filter(({ low, high }) => (low ?? -1) > 0 || (high ?? 1) < 0)
    .toSorted((a, b) => Math.abs(b.value ?? 0) - Math.abs(a.value ?? 0))[0];
  const rows: FigureRow[] = [
    ...groups.map((group, at) => ({
      label: words.t("reports.loyalty.flow.stay-row", { group: named(group) }),
      figure: stays[at] as Figure,
    })),
    ...groups.map((group, at) => ({
      label: words.t("reports.loyalty.flow.net-row", { group: named(group) }),
      figure: nets[at] as Figure,
    })),
    { label: words.t("reports.loyalty.flow.half-row"), figure: half },
  ].filter(({ figure }) => figure.value !== null);
  return {
    section: {
      id: "flow",
      head:
        clear === undefined
          ? words.t("reports.loyalty.flow.head-balance")
          : words.t("reports.loyalty.flow.head-net", {
              group: named(clear.by["quadrant"] ?? ""),
              side: (clear.value ?? 0) > 0 ? "in" : "out",
              value: decimal(Math.abs(clear.value ?? 0), 1, story.locale),
            }),
      sub: words.t("reports.loyalty.flow.sub", {
        half: half.value === null ? "none" : print(story, half).text,
      }),
      blocks: [
        flowChart(story, cells, named),
        { kind: "table", table: figureTable(story, "loyalty-flow-sums", rows) },
      ],
    },
    keys: [...cells.flat(), ...rows.map(({ figure }) => figure)].map(keyOf),
  };
}

function flowChart(
  story: Story,
  cells: readonly (readonly Figure[])[],
  named: (group: string) => string,
): Block & { kind: "chart" } {
  const { words } = story;
  const chart: StackedChart = {
    kind: "stacked",
    style: numberStyle(story, "share"),
    parts: groups.map((group, at) => ({ name: named(group), tone: tones[at] ?? "middle" })),
    rows: cells.map((row, at) => ({
      label: words.t("reports.loyalty.flow.rest", { group: named(groups[at] ?? "") }),
      shares: row.map(({ value }) => value),
    })),
  };
  const rows = cells.flatMap((row) =>
    row.map((each) => ({
      label: `${named(each.by["from"] ?? "")} → ${named(each.by["to"] ?? "")}`,
      figure: each,
    })),
  );
  return {
    kind: "chart",
    chart,
    title: null,
    sub: null,
    caption: words.t("reports.loyalty.flow.caption"),
    label: labelled(
      story,
      rows.filter(({ figure }) => figure.value !== null),
    ),
    table: figureTable(story, "loyalty-flow", rows),
  };
}

function tierFlowPart(story: Story): Part | null {
  const { book, words } = story;
  const rows = tierOrder(story)
    .map((tier) => ({
      label: tierName(story, tier),
      figure: book.get("loyalty.tier-stayed", "all", { tier }),
    }))
    .filter(({ figure }) => figure.method !== "");
  const [most] = rows
    .filter(({ figure }) => figure.value !== null)
    .toSorted((a, b) => (b.figure.value ?? 0) - (a.figure.value ?? 0));
  const strips = figureStrips(story, "loyalty-tier-stayed", {
    rows,
    head: words.t("reports.loyalty.flow.who"),
  });
  if (strips === null) return null;
  return {
    section: {
      id: "tier-flow",
      head: words.t(`reports.loyalty.flow.tier-head.${most === undefined ? "plain" : "most"}`, {
        tier: most?.label ?? "",
        value: most === undefined ? "" : print(story, most.figure).text,
      }),
      sub: words.t("reports.loyalty.flow.tier-sub"),
      blocks: [strips.block],
    },
    keys: strips.keys,
  };
}

const rungs = ["satisfied", "delighted", "trusting"] as const;

function ladderPart(story: Story): Part | null {
  const { book, words, rules } = story;
  const on = rungs.map((rung) => book.get("loyalty.rung", "all", { rung }));
  if (on.every(({ value }) => value === null)) return null;
  const rows: FigureRow[] = [
    ...rungs.map((rung, at) => ({
      label: words.t(`reports.loyalty.ladder.${rung}`),
      figure: on[at] as Figure,
    })),
    ...(["delighted", "trusting"] as const).map((rung) => ({
      label: words.t(`reports.loyalty.ladder.step-${rung}`),
      figure: book.get("loyalty.rung-step", "all", { rung }),
    })),
    ...["none", ...rungs].map((rung) => ({
      label: words.t(`reports.loyalty.ladder.back.${rung}`),
      figure: book.get("loyalty.rung-returned", "all", { rung }),
    })),
  ].filter(({ figure }) => figure.value !== null || figure.suppressed !== null);
  const strips = figureStrips(story, "loyalty-ladder", {
    rows,
    head: words.t("reports.loyalty.ladder.who"),
  });
  if (strips === null) return null;
  const [satisfied, delighted, trusting] = on.map((each) => print(story, each).text);
  return {
    section: {
      id: "ladder",
      head: words.t("reports.loyalty.ladder.head", {
        satisfied: satisfied ?? "",
        delighted: delighted ?? "",
        trusting: trusting ?? "",
      }),
      sub: words.t("reports.loyalty.ladder.sub", { cut: rules.ladder.satisfied }),
      blocks: [strips.block],
    },
    keys: strips.keys,
  };
}

/** What goes with the score, and what goes with coming back. */
function driversPart(story: Story): Part | null {
  const { book, words } = story;
  const returns = book
    .list("loyalty.driver-return", "all", ["aspect"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const overall = book.get("loyalty.linked-effect");
  const raw = book.get("loyalty.linked-raw");
  if (overall.value === null && returns.length === 0) return null;
  const named = ({ by }: Figure) => story.aspectName(by["aspect"] ?? "");
  const rows: FigureRow[] = [
    ...returns.map((each) => ({
      label: words.t("reports.loyalty.drivers.return-row", { aspect: named(each) }),
      figure: each,
    })),
    { label: words.t("reports.loyalty.drivers.overall-row"), figure: overall },
    { label: words.t("reports.loyalty.drivers.raw-row"), figure: raw },
  ].filter(({ figure }) => figure.value !== null);
  const scores = returns
    .map((each) => ({
      label: words.t("reports.loyalty.drivers.score-row", { aspect: named(each) }),
      figure: book.get("driver.satisfaction", "all", {
        driver: `aspect.${each.by["aspect"] ?? ""}`,
      }),
    }))
    .filter(({ figure }) => figure.value !== null);
  const strips = figureStrips(story, "loyalty-drivers", {
    rows,
    head: words.t("reports.loyalty.drivers.who"),
  });
  const shares = figureStrips(story, "loyalty-score-drivers", {
    rows: scores,
    head: words.t("reports.loyalty.drivers.who"),
  });
  if (strips === null) return null;
  const clear = returns.filter(({ low }) => (low ?? -1) > 0);
  return {
    section: {
      id: "drivers",
      head:
        clear.length === 0
          ? words.t("reports.loyalty.drivers.head-score")
          : words.t("reports.loyalty.drivers.head-both", {
              list: nameList(words, clear.map(named)),
            }),
      sub: `${words.t("reports.loyalty.drivers.sub")}${words.t("reports.word-gap")}${words.t("reports.association")}`,
      blocks: [...(shares === null ? [] : [shares.block]), strips.block],
    },
    keys: [...strips.keys, ...(shares?.keys ?? [])],
  };
}

function premiumPart(story: Story): Part | null {
  const { book, words } = story;
  const accepts = book
    .list("loyalty.premium-accepts", "all", ["uplift"])
    .toSorted((a, b) => Number(a.by["uplift"]) - Number(b.by["uplift"]));
  const median = book.get("loyalty.premium-median");
  if (median.value === null) return null;
  const rows: FigureRow[] = [
    ...accepts.map((each) => ({
      label: words.t("reports.loyalty.premium.row", { uplift: each.by["uplift"] ?? "" }),
      figure: each,
    })),
    ...(["all", "loyal", "other"] as const).map((intent) => ({
      label: words.t(`reports.loyalty.premium.median.${intent}`),
      figure: intent === "all" ? median : book.get("loyalty.premium-median", "all", { intent }),
    })),
  ].filter(({ figure }) => figure.value !== null || figure.suppressed !== null);
  const [least] = rows;
  const strips = figureStrips(story, "loyalty-premium", {
    rows,
    head: words.t("reports.loyalty.premium.who"),
  });
  if (strips === null) return null;
  return {
    section: {
      id: "premium",
      head: words.t(
        `reports.loyalty.premium.${(least?.figure.value ?? null) === null ? "head" : "head-least"}`,
        {
          median: print(story, median).text,
          uplift: least?.figure.by["uplift"] ?? "",
          share: least === undefined ? "" : print(story, least.figure).text,
        },
      ),
      sub: words.t("reports.loyalty.premium.sub"),
      blocks: [strips.block],
    },
    keys: strips.keys,
  };
}

function keepPart(story: Story): Part | null {
  const { book, words } = story;
  const period = latestWave(story, "loyalty.retention");
  const year = book.get("loyalty.year-retention");
  if (period === null && year.value === null) return null;
  const drawn = trend(story, ["loyalty.retention"], { name: "loyalty-retention" });
  const side = (points: string) => book.get("loyalty.sensitivity", "all", { points });
  const [more, fewer] = [side("5"), side("-5")];
  const rows = [
    { label: words.t("reports.loyalty.keep.year"), figure: year },
    { label: words.t("reports.loyalty.keep.more"), figure: more },
    { label: words.t("reports.loyalty.keep.fewer"), figure: fewer },
  ].filter(({ figure }) => figure.value !== null);
  const wave = book.get("loyalty.retention", period ?? "all");
  return {
    section: {
      id: "keep",
      head:
        year.value === null
          ? words.t("reports.loyalty.keep.head", { value: print(story, wave).text })
          : words.t("reports.loyalty.keep.head-year", { value: print(story, year).text }),
      sub: words.t("reports.loyalty.keep.sub"),
      blocks: [
        ...(drawn === null ? [] : [drawn.block]),
        ...(rows.length === 0
          ? []
          : [{ kind: "table" as const, table: figureTable(story, "loyalty-keep", rows) }]),
        ...sensitivityClaims(story, more, fewer),
      ],
    },
    keys: [...(drawn?.keys ?? []), ...rows.map(({ figure }) => keyOf(figure))],
  };
}

/** 85% (article 000) and more than 50% (article 002) beside the own number; they contradict each other. */
function sensitivityClaims(story: Story, more: Figure, fewer: Figure): Block[] {
  const { words } = story;
  const { low, high } = more;
  if (low === null || high === null) return [];
  const values = {
    more: print(story, more).text,
    fewer: print(story, fewer).text,
    range: print(story, more).range,
  };
  return ([85, 50] as const).map((claim): Block => {
    const article = claim === 85 ? "000" : "002";
    const verdict = low > claim ? "higher" : high < claim ? "lower" : "agrees";
    return {
      kind: "claim",
      claim: words.t(`reports.loyalty.keep.claim-${article}`),
      own: words.t(`reports.loyalty.keep.own-${fewer.value === null ? "002" : article}`, values),
      verdict: words.t(`reports.loyalty.keep.verdict.${verdict}`),
    };
  });
}
