import type { Figure } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import { decimal } from "../words/numbers.ts";
import { figureStrips, type FigureRow } from "./group-strips.ts";
import { levelName } from "./level-name.ts";
import type { Block, Part } from "./report.ts";
import { print, type Story } from "./story.ts";
import { apart, constructName, lowestHead, scoreRows, stripSection } from "./strip-section.ts";
import { figureTable, keyOf } from "./tables.ts";

const encounters = ["face", "human-machine", "machine-machine"] as const;

/** Contacts of the three kinds, what makes them good, and who caused what failed. */
export function encounterParts(story: Story): readonly Part[] {
  return [
    ...mixPart(story),
    ...hoursPart(story),
    ...factorPart(story, "face"),
    ...factorPart(story, "self"),
    ...machinePart(story),
    ...environmentPart(story),
    ...rolePart(story),
    ...causePart(story),
    ...teachingPart(story),
  ];
}

function encounterName({ words }: Story, encounter: string): string {
  const key = `reports.chain.encounter.${encounter}`;
  return words.has(key) ? words.t(key) : encounter;
}

/** Below the scores, a table of something else about the same. */
function tableBelow(
  story: Story,
  id: string,
  rows: readonly FigureRow[],
): readonly { readonly block: Block; readonly keys: readonly string[] }[] {
  return rows.length === 0
    ? []
    : [
        {
          block: { kind: "table", table: figureTable(story, id, rows) },
          keys: rows.map(({ figure }) => keyOf(figure)),
        },
      ];
}

function mixPart(story: Story): readonly Part[] {
  const { book, words } = story;
  const shares = book
    .list("chain.encounter", "all", ["encounter"])
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const [most] = shares;
  if (most === undefined) return [];
  const named = (each: Figure) => encounterName(story, each.by["encounter"] ?? "");
  const scores = encounters
    .map((encounter) => book.get("chain.satisfied-by-encounter", "all", { encounter }))
    .filter(({ value }) => value !== null)
    .map((figure) => ({ label: named(figure), figure }))
    .toSorted((a, b) => (a.figure.value ?? 0) - (b.figure.value ?? 0));
  const top = apart(scores, "highest");
  return stripSection(story, "chain-encounters", {
    rows: shares.map((figure) => ({ label: named(figure), figure })),
    head: words.t(`reports.chain.mix.head-${top === null ? "level" : "apart"}`, {
      most: named(most),
      share: print(story, most).text,
      best: top?.label ?? "",
    }),
    sub: words.t("reports.chain.mix.sub", { days: story.rules.encounters.days }),
    column: words.t("reports.chain.mix.who"),
    more: tableBelow(
      story,
      "chain-encounter-scores",
      scores.map(({ label, figure }) => ({
        label: words.t("reports.chain.mix.row", { encounter: label }),
        figure,
      })),
    ),
  });
}

/** When: satisfaction after contacts of each part of the day, and how many of them are face to face. */
function hoursPart(story: Story): readonly Part[] {
  const { book, words } = story;
  const inOrder = (id: FigureId) =>
    book
      .list(id, "all", ["part"])
      .toSorted((a, b) => parseInt(a.by["part"] ?? "", 10) - parseInt(b.by["part"] ?? "", 10));
  const named = ({ by }: Figure) => {
    const [from = "", to = ""] = (by["part"] ?? "").split("-");
    return words.t("reports.chain.hours.part", { from, to });
  };
  const rows = inOrder("chain.satisfied-by-part").map((figure) => ({
    label: named(figure),
    figure,
  }));
  const sorted = rows.toSorted((a, b) => (a.figure.value ?? 0) - (b.figure.value ?? 0));
  const low = apart(sorted, "lowest");
  return stripSection(story, "chain-hours", {
    rows,
    head: words.t(`reports.chain.hours.head-${low === null ? "together" : "lowest"}`, {
      part: low?.label ?? "",
    }),
    sub: words.t("reports.chain.hours.sub"),
    column: words.t("reports.chain.hours.who"),
    more: tableBelow(
      story,
      "chain-face-by-part",
      inOrder("chain.face-by-part").map((figure) => ({
        label: words.t("reports.chain.hours.face", { part: named(figure) }),
        figure,
      })),
    ),
  });
}

const factors = {
  face: ["face.ability", "face.support", "face.environment", "face.proof"],
  self: [
    "self.understandable",
    "self.easy",
    "self.query",
    "self.fast",
    "self.human",
    "self.secure",
    "self.insured",
  ],
} as const;

/** Scores of the factors of article 001, lowest first, with the rank of each as a driver. */
function factorPart(story: Story, group: "face" | "self"): readonly Part[] {
  const { book, words } = story;
  const rows = scoreRows(story, factors[group]);
  const shares = book
    .list(`chain.${group}-driver`, "all", ["driver"])
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const ranks = shares.map(({ by }) => book.get(`chain.${group}-rank`, "all", by));
  const isFirst = (ranks[0]?.high ?? 2) < (ranks[1]?.low ?? 1);
  const sub = shares.length === 0 ? "none" : isFirst ? "first" : "together";
  const driverRows = shares.flatMap((share, at) => {
    const label = constructName(story, share.by["driver"] ?? "");
    const rank = ranks[at];
    return [
      { label: words.t("reports.chain.factor.share", { label }), figure: share },
      ...(rank === undefined
        ? []
        : [{ label: words.t("reports.chain.factor.rank", { label }), figure: rank }]),
    ];
  });
  return stripSection(story, `chain-${group}`, {
    rows,
    head: lowestHead(story, words.t(`reports.chain.factor.${group}`), rows),
    sub: words.t(`reports.chain.factor.sub-${sub}`, {
      label: constructName(story, shares[0]?.by["driver"] ?? ""),
    }),
    column: words.t(`reports.chain.factor.${group}-who`),
    more: tableBelow(story, `chain-${group}-drivers`, driverRows),
  });
}

function machinePart(story: Story): readonly Part[] {
  const { book, words, rules } = story;
  const rows = rules.encounters.machine
    .map((touchpoint) => ({
      label: levelName(story, touchpoint),
      figure: book.get("chain.machine", "all", { touchpoint }),
    }))
    .filter(({ figure }) => figure.value !== null)
    .toSorted((a, b) => (a.figure.value ?? 0) - (b.figure.value ?? 0));
  const low = apart(rows, "lowest");
  return stripSection(story, "chain-machine", {
    rows,
    head: words.t(`reports.chain.machine.head-${low === null ? "together" : "lowest"}`, {
      label: low?.label ?? "",
      value: low === null ? "" : print(story, low.figure).text,
      n: rows.length,
    }),
    sub: words.t("reports.chain.machine.sub"),
    column: words.t("reports.chain.machine.who"),
  });
}

/** What goes with better surroundings, alone and with the other parts of the visit held still. */
function environmentPart(story: Story): readonly Part[] {
  const { book, words } = story;
  const rows = ["nothing", "others"]
    .map((held) => ({
      label: words.t(`reports.chain.environment.${held}`),
      figure: book.get("chain.environment", "all", { held }),
    }))
    .filter(({ figure }) => figure.value !== null);
  const last = rows.at(-1);
  if (last === undefined) return [];
  const isClear = (last.figure.low ?? 0) > 0;
  return stripSection(story, "chain-environment", {
    rows,
    head: words.t(`reports.chain.environment.head-${isClear ? "more" : "unclear"}`, {
      value: print(story, last.figure).text,
    }),
    sub: words.t("reports.chain.environment.sub"),
    column: words.t("reports.chain.environment.who"),
  });
}

/** The three roles of a customer: needs before, taking part, judging after. */
function rolePart(story: Story): readonly Part[] {
  const { book, words } = story;
  const rows = (
    [
      ["before", "top2.role-need-known"],
      ["during", "top2.role-took-part"],
      ["after", "feedback.answer-rate"],
    ] as const
  )
    .map(([role, id]) => ({ label: words.t(`reports.chain.role.${role}`), figure: book.get(id) }))
    .filter(({ figure }) => figure.value !== null);
  const [first] = rows;
  if (first === undefined) return [];
  return stripSection(story, "chain-roles", {
    rows,
    head: words.t(`reports.chain.role.head-${rows.length === 3 ? "all" : "plain"}`, {
      before: print(story, first.figure).text,
      during: print(story, (rows[1] ?? first).figure).text,
      after: print(story, (rows[2] ?? first).figure).text,
    }),
    sub: words.t("reports.chain.role.sub"),
    column: words.t("reports.chain.role.who"),
  });
}

function causePart(story: Story): readonly Part[] {
  const { book, words } = story;
  const rows = book
    .list("chain.attributed", "all", ["party"])
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))
    .map((figure) => ({ label: partyName(story, figure.by["party"] ?? ""), figure }));
  const customer = book.get("chain.attributed", "all", { party: "customer" });
  return stripSection(story, "chain-causes", {
    rows,
    head: words.t(`reports.chain.cause.head${customer.value === null ? "-unknown" : ""}`, {
      value: print(story, customer).text,
    }),
    sub: words.t("reports.chain.cause.sub"),
    column: words.t("reports.chain.cause.who"),
  });
}

function partyName({ words }: Story, party: string): string {
  const key = `reports.chain.cause.${party}`;
  return words.has(key) ? words.t(key) : party;
}

/** Customers taught what to expect, before and after; and whether terms are understood. */
function teachingPart(story: Story): readonly Part[] {
  const { book, words, locale } = story;
  const change = book.get("chain.customer-caused-change");
  const rows = ["before", "after"].map((when) => ({
    label: words.t(`reports.chain.teach.${when}`),
    figure: book.get("chain.customer-caused", "all", { when }),
  }));
  const understood = book.get("top2.contract-understood");
  const known = rows.filter(({ figure }) => figure.value !== null);
  const strips = figureStrips(story, "chain-teaching", {
    rows: [
      ...known,
      ...(understood.value === null
        ? []
        : [{ label: words.t("reports.chain.teach.understood"), figure: understood }]),
    ],
    head: words.t("reports.chain.teach.who"),
  });
  if (strips === null) return [];
  const key =
    change.value === null
      ? "terms"
      : (change.high ?? 0) < 0
        ? "fell"
        : (change.low ?? 0) > 0
          ? "rose"
          : "unclear";
  return [
    {
      section: {
        id: "teaching",
        head: words.t(`reports.chain.teach.head-${key}`, {
          size: decimal(Math.abs(change.value ?? 0), 0, locale),
          range: print(story, change).range,
          value: print(story, understood).text,
        }),
        sub: words.t("reports.chain.teach.sub"),
        blocks: [strips.block],
      },
      keys: [...strips.keys, keyOf(change)],
    },
  ];
}
