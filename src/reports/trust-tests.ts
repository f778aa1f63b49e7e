import type { Figure } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import { decimal } from "../words/numbers.ts";
import { figureStrips, type FigureRow } from "./group-strips.ts";
import { levelName } from "./level-name.ts";
import type { Block, Part } from "./report.ts";
import { print, type Story } from "./story.ts";
import { figureTable, keyOf } from "./tables.ts";

/** What tests trust: belief and proof, failures, manners, amends, being heard, contacts. */
export function trustTests(story: Story): readonly Part[] {
  return [
    beliefPart(story),
    failuresPart(story),
    mannersPart(story),
    rootPart(story),
    amendsPart(story),
    ideasPart(story),
    contactsPart(story),
    assurancePart(story),
  ].filter((each) => each !== null);
}

const sources = ["brand", "advertising"] as const;
/** What article 000 says of brands and of advertising. */
const claimed = { brand: 0.42, advertising: 0.69 } as const;

function beliefPart(story: Story): Part | null {
  const { book, words } = story;
  const seen = (source: string, word: string) =>
    book.get("trust.distrust-by-seen", "all", { source, seen: word });
  const rows = sources.flatMap((source): FigureRow[] => {
    const named = (key: string) => words.t(`reports.trust.belief.${source}.${key}`);
    return [
      { label: named("all"), figure: book.get("trust.distrust", "all", { source }), total: true },
      { label: named("yes"), figure: seen(source, "yes") },
      { label: named("no"), figure: seen(source, "no") },
    ];
  });
  const known = rows.filter(({ figure }) => figure.value !== null || figure.low !== null);
  const strips = figureStrips(story, "trust-belief", {
    rows: known,
    head: words.t("reports.trust.belief.who"),
  });
  if (strips === null) return null;
  const differences = sources.map((source) => book.get("trust.seen-difference", "all", { source }));
  const clear = sources.find(
    (source, at) =>
      (differences[at]?.high ?? 0) < 0 &&
      ["yes", "no"].every((word) => seen(source, word).value !== null),
  );
  return {
    section: {
      id: "belief",
      head: words.t(`reports.trust.belief.head-${clear === undefined ? "level" : "seen"}`, {
        source: words.t(`reports.trust.belief.source.${clear ?? "brand"}`),
        yes: print(story, seen(clear ?? "brand", "yes")).text,
        no: print(story, seen(clear ?? "brand", "no")).text,
        brand: print(story, book.get("trust.distrust", "all", { source: "brand" })).text,
        ads: print(story, book.get("trust.distrust", "all", { source: "advertising" })).text,
      }),
      sub: words.t("reports.trust.belief.sub"),
      blocks: [strips.block, ...beliefClaims(story)],
    },
    keys: [...strips.keys, ...differences.map(keyOf)],
  };
}

/** 42% and 69% beside the own shares. */
function beliefClaims(story: Story): Block[] {
  const { book, words } = story;
  return sources.flatMap((source): Block[] => {
    const own = book.get("trust.distrust", "all", { source });
    const { low, high } = own;
    if (low === null || high === null) return [];
    const claim = claimed[source];
    const verdict = low > claim ? "higher" : high < claim ? "lower" : "agrees";
    return [
      {
        kind: "claim",
        claim: words.t(`reports.trust.belief.${source}.claim`),
        own: words.t("reports.trust.belief.own", {
          value: print(story, own).text,
          range: print(story, own).range,
          n: print(story, own).n,
        }),
        verdict: words.t(`reports.trust.belief.verdict.${verdict}`),
      },
    ];
  });
}

function failuresPart(story: Story): Part | null {
  const { book, words } = story;
  const kept = book
    .list("trust.kept-after", "all", ["failures"])
    .toSorted((a, b) => Number(a.by["failures"]) - Number(b.by["failures"]));
  const rows = kept.map((each) => ({
    label: words.t("reports.trust.failures.row", { n: Number(each.by["failures"]) }),
    figure: each,
  }));
  const strips = figureStrips(story, "trust-failures", {
    rows,
    head: words.t("reports.trust.failures.who"),
  });
  if (strips === null) return null;
  const firm = kept.filter(({ value, by }) => value !== null && by["failures"] !== "0");
  const [first, last] = [firm.at(0), firm.at(-1)];
  const falls = (last?.high ?? 1) < (first?.low ?? 0);
  const rises = (last?.low ?? 0) > (first?.high ?? 1);
  const key = falls ? "falls" : rises ? "rises" : "together";
  return {
    section: {
      id: "failures",
      head: words.t(`reports.trust.failures.head-${key}`, {
        first: first === undefined ? "" : print(story, first).text,
        last: last === undefined ? "" : print(story, last).text,
        n: Number(last?.by["failures"] ?? 0),
      }),
      sub: words.t("reports.trust.failures.sub", {
        window: book.get("loyalty.return-window").value ?? 0,
      }),
      blocks: [strips.block],
    },
    keys: strips.keys,
  };
}

function mannersPart(story: Story): Part | null {
  const { book, words } = story;
  const difference = book.get("trust.forgiveness");
  const rows = (["trust.forgiven", "trust.forgiven-satisfied"] as const).flatMap((id) =>
    (["good", "poor"] as const).map((manners) => ({
      label: words.t(
        `reports.trust.manners.${manners}.${id === "trust.forgiven" ? "came" : "pleased"}`,
      ),
      figure: book.get(id, "all", { manners }),
    })),
  );
  const strips = figureStrips(story, "trust-manners", {
    rows: rows.filter(({ figure }) => figure.value !== null || figure.low !== null),
    head: words.t("reports.trust.manners.who"),
  });
  if (strips === null) return null;
  const isClear = (difference.low ?? 0) > 0 || (difference.high ?? 0) < 0;
  const key = !isClear ? "unclear" : (difference.value ?? 0) > 0 ? "more" : "fewer";
  return {
    section: {
      id: "manners",
      head: words.t(`reports.trust.manners.head-${key}`, {
        value: decimal(Math.abs(difference.value ?? 0), 0, story.locale),
        range: print(story, difference).range,
      }),
      sub: words.t("reports.trust.manners.sub"),
      blocks: [strips.block],
    },
    keys: [...strips.keys, keyOf(difference)],
  };
}

const manners = ["broken-promise", "arrogant", "late", "passing-the-buck", "other", "good"];

/** Does everything come down to broken faith and arrogance? And how often each is met. */
function rootPart(story: Story): Part | null {
  const { book, words } = story;
  const named = (attitude: string) => words.t(`reports.trust.attitude.${attitude}`);
  const rows = manners.map((attitude) => ({
    label: named(attitude),
    figure: book.get("trust.root", "all", { attitude }),
  }));
  const known = rows.filter(({ figure }) => figure.value !== null || figure.suppressed !== null);
  const two = book.get("trust.root-two");
  const strips = figureStrips(story, "trust-roots", {
    rows: [
      ...known,
      ...(two.value === null
        ? []
        : [{ label: words.t("reports.trust.attitude.two"), figure: two, total: true }]),
    ],
    head: words.t("reports.trust.attitude.who"),
  });
  if (strips === null) return null;
  const rates = manners
    .slice(0, 4)
    .map((attitude) => ({
      label: named(attitude),
      figure: book.get("trust.incidents", "all", { attitude }),
    }))
    .filter(({ figure }) => figure.value !== null);
  return {
    section: {
      id: "roots",
      head: words.t("reports.trust.attitude.head", { value: print(story, two).text }),
      sub: words.t("reports.trust.attitude.sub"),
      blocks: [
        strips.block,
        ...(rates.length === 0
          ? []
          : [{ kind: "table" as const, table: figureTable(story, "trust-incidents", rates) }]),
      ],
    },
    keys: [...strips.keys, ...rates.map(({ figure }) => keyOf(figure))],
  };
}

function amendsPart(story: Story): Part | null {
  const { book, words } = story;
  const rows = ["none", "recovered", "unrecovered"].map((recovery) => ({
    label: words.t(`reports.trust.amends.${recovery}`),
    figure: book.get("trust.recovery-satisfied", "all", { recovery }),
  }));
  const strips = figureStrips(story, "trust-amends", {
    rows: rows.filter(({ figure }) => figure.value !== null || figure.low !== null),
    head: words.t("reports.trust.amends.who"),
  });
  const against = (other: string) =>
    book.get("trust.recovery-difference", "all", { against: other });
  const [gain, rest] = [against("unrecovered"), against("none")];
  if (strips === null || gain.value === null) return null;
  const helps = (gain.low ?? 0) > 0;
  const isShort = (rest.high ?? 0) < 0;
  const key = helps ? (isShort ? "short" : "full") : isShort ? "below" : "unclear";
  return {
    section: {
      id: "amends",
      head: words.t(`reports.trust.amends.head-${key}`, {
        gain: decimal(Math.abs(gain.value), 0, story.locale),
        short: decimal(Math.abs(rest.value ?? 0), 0, story.locale),
      }),
      sub: words.t("reports.trust.amends.sub"),
      blocks: [
        strips.block,
        {
          kind: "table",
          table: figureTable(story, "trust-amends-difference", [
            { label: words.t("reports.trust.amends.against-unrecovered"), figure: gain },
            { label: words.t("reports.trust.amends.against-none"), figure: rest },
          ]),
        },
      ],
    },
    keys: [...strips.keys, keyOf(gain), keyOf(rest)],
  };
}

/** Ideas heard, handed on, adopted: where the customers' voice goes. */
function ideasPart(story: Story): Part | null {
  const { book, words } = story;
  const heard = book.get("trust.ideas");
  if (heard.value === null) return null;
  const adopted = book.get("trust.ideas-adopted");
  const departments = book
    .list("trust.ideas-by-department", "all", ["department"])
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const rows: FigureRow[] = [
    { label: words.t("figures.trust.ideas-routed.name"), figure: book.get("trust.ideas-routed") },
    { label: words.t("figures.trust.ideas-adopted.name"), figure: adopted },
    ...departments.map((each) => ({
      label: words.t("reports.trust.ideas.to", {
        department: levelName(story, each.by["department"] ?? ""),
      }),
      figure: each,
    })),
  ];
  const strips = figureStrips(story, "trust-ideas", {
    rows,
    head: words.t("reports.trust.ideas.who"),
  });
  if (strips === null) return null;
  const days = book.get("trust.idea-days");
  const sub = days.value === null ? "sub" : "sub-days";
  return {
    section: {
      id: "ideas",
      head: words.t("reports.trust.ideas.head", {
        n: heard.value,
        value: print(story, adopted).text,
      }),
      sub: words.t(`reports.trust.ideas.${sub}`, { days: days.value ?? 0 }),
      blocks: [strips.block],
    },
    keys: [...strips.keys, keyOf(heard), keyOf(days)],
  };
}

/** Relationship and interaction: who talks with whom, and whether an answer comes. */
function contactsPart(story: Story): Part | null {
  const { book, words } = story;
  const rows = (["trust.contacts-a-month", "trust.reply-share"] as const)
    .map((id: FigureId) => ({ label: words.t(`figures.${id}.name`), figure: book.get(id) }))
    .filter(({ figure }) => figure.value !== null);
  const [first] = rows;
  if (first === undefined) return null;
  return {
    section: {
      id: "contacts",
      head: words.t("reports.trust.contacts.head", {
        value: print(story, book.get("trust.contacts-a-month")).text,
        reply: print(story, book.get("trust.reply-share")).text,
      }),
      sub: words.t("reports.trust.contacts.sub"),
      blocks: [{ kind: "table", table: figureTable(story, "trust-contacts", rows) }],
    },
    keys: rows.map(({ figure }) => keyOf(figure)),
  };
}

function assurancePart(story: Story): Part | null {
  const { book, words } = story;
  const rows = ["pre", "in", "after"].map((stage) => ({
    label: words.t(`reports.trust.stage.${stage}`),
    figure: book.get("trust.assured", "all", { stage }),
  }));
  const known = rows.filter(({ figure }) => figure.value !== null || figure.low !== null);
  const strips = figureStrips(story, "trust-assured", {
    rows: known,
    head: words.t("reports.trust.stage.who"),
  });
  if (strips === null) return null;
  const sorted = known.toSorted((a, b) => (a.figure.value ?? 0) - (b.figure.value ?? 0));
  const [least, next] = sorted.map(({ figure }): Figure => figure);
  const isApart = least !== undefined && next !== undefined && (least.high ?? 1) < (next.low ?? 0);
  return {
    section: {
      id: "assurance",
      head: words.t(`reports.trust.stage.head-${isApart ? "least" : "together"}`, {
        stage: sorted[0]?.label ?? "",
        value: least === undefined ? "" : print(story, least).text,
      }),
      sub: words.t("reports.trust.stage.sub"),
      blocks: [strips.block],
    },
    keys: strips.keys,
  };
}
