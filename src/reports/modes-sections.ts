import type { Figure } from "../figures/figure.ts";
import { decimal } from "../words/numbers.ts";
import { figureStrips, type FigureRow } from "./group-strips.ts";
import { levelName } from "./level-name.ts";
import { nameList } from "./name-list.ts";
import type { Part, TableModel } from "./report.ts";
import { latestWave, print, type Story } from "./story.ts";
import { figureTable, keyOf } from "./tables.ts";

/** The five modes, one section each; consistency has three. */
export function modesSections(story: Story, promises: readonly FigureRow[]): readonly Part[] {
  return [
    openPart(story),
    predictPart(story),
    promisePart(story, promises),
    fairPart(story),
    channelPart(story),
    swingPart(story),
    wishPart(story),
  ].filter((each) => each !== null);
}

const isTold = ({ figure }: FigureRow) => figure.value !== null || figure.low !== null;

function stripsPart(
  story: Story,
  rows: readonly FigureRow[],
  about: { readonly id: string; readonly head: string; readonly sub: string; readonly who: string },
): Part | null {
  const strips = figureStrips(story, `modes-${about.id}`, { rows, head: about.who });
  if (strips === null) return null;
  const { id, head, sub } = about;
  return { section: { id, head, sub, blocks: [strips.block] }, keys: strips.keys };
}

/** Six things, open or not, and what customers feel. */
function openPart(story: Story): Part | null {
  const { book, words, rules } = story;
  const open = book.get("modes.open");
  if (open.value === null) return null;
  const items = rules.modes.open.map((dimension) =>
    book.get("modes.open-item", "all", { dimension }),
  );
  const named = ({ by }: Figure) => {
    const key = `reports.modes.open.${by["dimension"]}`;
    return words.has(key) ? words.t(key) : (by["dimension"] ?? "");
  };
  const missing = items.filter(({ value }) => value === 0).map(named);
  const felt = book.get("score.transparency-clarity");
  const table: TableModel = {
    ...figureTable(story, "modes-open", [
      { label: words.t("reports.modes.open.felt"), figure: felt },
    ]),
  };
  const rows = items.map((each) => ({
    cells: {
      label: named(each),
      value: words.t(`reports.modes.open.${each.value === 1 ? "yes" : "no"}`),
      range: "",
      n: "",
    },
    raw: { label: named(each), value: each.value, low: null, high: null, n: each.n },
  }));
  return {
    section: {
      id: "open",
      head: words.t(`reports.modes.open.${missing.length === 0 ? "head-all" : "head"}`, {
        n: print(story, open).text,
        missing: nameList(words, missing),
      }),
      sub: words.t("reports.modes.open.sub"),
      blocks: [
        {
          kind: "table",
          table: { ...table, rows: [...rows, ...(felt.value === null ? [] : table.rows)] },
        },
      ],
    },
    keys: [open, ...items, felt].map(keyOf),
  };
}

function predictPart(story: Story): Part | null {
  const { book, words, rules } = story;
  const ids = ["modes.forecast-hit", "modes.reminder-in-time", "modes.reminder-hit"] as const;
  const period = latestWave(story, "satisfaction.csat") ?? "all";
  const aspects = book
    .list("satisfaction.aspect", period, ["aspect"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const [best, worst] = [aspects.at(0), aspects.at(-1)];
  const ends = [
    ["best", best],
    ["worst", worst],
  ] as const;
  const rows: FigureRow[] = [
    ...ids.map((id) => ({ label: words.t(`figures.${id}.name`), figure: book.get(id) })),
    ...ends.flatMap(([key, figure]) =>
      figure === undefined || best === worst
        ? []
        : [
            {
              label: words.t(`reports.modes.predict.${key}`, {
                aspect: story.aspectName(figure.by["aspect"] ?? ""),
              }),
              figure,
            },
          ],
    ),
  ].filter(isTold);
  if (book.get("modes.forecast-hit").value === null) return null;
  return stripsPart(story, rows, {
    id: "predict",
    head: words.t("reports.modes.predict.head", {
      value: print(story, book.get("modes.forecast-hit")).text,
    }),
    sub: words.t("reports.modes.predict.sub", { days: rules.modes.remindDays }),
    who: words.t("reports.modes.predict.who"),
  });
}

function promisePart(story: Story, promises: readonly FigureRow[]): Part | null {
  const { book, words } = story;
  const kept = book.get("modes.kept");
  const rows: FigureRow[] = [
    ...(kept.value === null
      ? []
      : [{ label: words.t("reports.modes.promise.all"), figure: kept, total: true }]),
    ...promises,
    ...(["modes.on-time", "modes.refunded"] as const).map((id) => ({
      label: words.t(`figures.${id}.name`),
      figure: book.get(id),
    })),
    { label: words.t("reports.modes.promise.said"), figure: book.get("top2.promise-kept") },
  ].filter(isTold);
  if (kept.value === null && book.get("modes.on-time").value === null) return null;
  return stripsPart(story, rows, {
    id: "promise",
    head: words.t("reports.modes.promise.head", {
      value: print(story, kept.value === null ? book.get("modes.on-time") : kept).text,
    }),
    sub: words.t("reports.modes.promise.sub"),
    who: words.t("reports.modes.promise.who"),
  });
}

function fairPart(story: Story): Part | null {
  const { book, words } = story;
  const named = (tier: string) => {
    const key = `reports.modes.tier.${tier}`;
    return words.has(key) ? words.t(key) : levelName(story, tier);
  };
  const spread = (["modes.wait-spread", "modes.score-spread"] as const).flatMap((id) =>
    book.list(id, "all", ["tier"]).map((each) => ({
      label: words.t(`reports.modes.alike.${id === "modes.wait-spread" ? "wait" : "score"}`, {
        tier: named(each.by["tier"] ?? ""),
      }),
      figure: each,
    })),
  );
  const rows = [
    ...spread,
    { label: words.t("reports.modes.alike.paid"), figure: book.get("modes.price-spread") },
    { label: words.t("reports.modes.alike.felt"), figure: book.get("score.fairness") },
  ].filter(({ figure }) => figure.value !== null);
  if (rows.length === 0) return null;
  const waits = spread
    .map(({ figure }) => figure)
    .filter(({ id, value }) => id === "modes.wait-spread" && value !== null)
    .toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const [calm, tense] = [waits[0], waits.at(-1)];
  const isApart = (tense?.low ?? 0) > (calm?.high ?? Infinity);
  return {
    section: {
      id: "fair",
      head: words.t(`reports.modes.alike.${isApart ? "fair-head" : "fair-plain"}`, {
        tier: named(tense?.by["tier"] ?? ""),
        value: tense === undefined ? "" : print(story, tense).text,
        calm: named(calm?.by["tier"] ?? ""),
        least: calm === undefined ? "" : print(story, calm).text,
      }),
      sub: words.t("reports.modes.alike.fair-sub"),
      blocks: [{ kind: "table", table: figureTable(story, "modes-fair", rows) }],
    },
    keys: rows.map(({ figure }) => keyOf(figure)),
  };
}

function channelPart(story: Story): Part | null {
  const { book, words } = story;
  const gaps = book
    .list("modes.channel-gap", "all", ["dimension"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const named = ({ by }: Figure) => words.t(`reports.modes.alike.${by["dimension"]}`);
  const clear = gaps.find(({ low }) => (low ?? -1) > 0);
  const part = stripsPart(
    story,
    gaps.map((each) => ({ label: named(each), figure: each })),
    {
      id: "channels",
      head: words.t(`reports.modes.alike.${clear === undefined ? "head-even" : "head-gap"}`, {
        dimension: clear === undefined ? "" : named(clear),
        value: decimal(clear?.value ?? 0, 0, story.locale),
      }),
      sub: words.t("reports.modes.alike.sub"),
      who: words.t("reports.modes.alike.who"),
    },
  );
  if (part === null) return null;
  const more = [
    { label: words.t("reports.modes.alike.several"), figure: book.get("modes.two-channels") },
    { label: words.t("reports.modes.alike.same"), figure: book.get("score.consistency-channels") },
  ].filter(({ figure }) => figure.value !== null);
  if (more.length === 0) return part;
  const table = { kind: "table" as const, table: figureTable(story, "modes-channels-more", more) };
  return {
    section: { ...part.section, blocks: [...part.section.blocks, table] },
    keys: [...part.keys, ...more.map(({ figure }) => keyOf(figure))],
  };
}

function swingPart(story: Story): Part | null {
  const { book, words } = story;
  const signals = book.get("modes.signals");
  const swings = book
    .list("modes.swing", "all", ["location"])
    .toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1));
  if (signals.value === null) return null;
  const calm = signals.value === 0 ? "-calm" : "";
  const part = stripsPart(
    story,
    swings.map((each) => ({ label: levelName(story, each.by["location"] ?? ""), figure: each })),
    {
      id: "swing",
      head: words.t(`reports.modes.alike.swing-head${calm}`, {
        signals: signals.value,
        n: signals.n ?? 0,
      }),
      sub: words.t("reports.modes.alike.swing-sub"),
      who: words.t("reports.modes.alike.swing-who"),
    },
  );
  return part === null ? null : { ...part, keys: [...part.keys, keyOf(signals)] };
}

function wishPart(story: Story): Part | null {
  const { book, words } = story;
  const unwanted = book.get("modes.unwanted");
  const shares = [
    ["opt-in", book.get("modes.opt-in")],
    ["unsubscribed", book.get("modes.unsubscribed")],
    ["unwanted", book.get("modes.unwanted-share")],
    ["substitute", book.get("modes.substitute")],
  ] as const;
  const plans = book
    .list("modes.plan", "all", ["term"])
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))
    .map((each) => ({
      label: words.t("reports.modes.wish.plan", { term: termName(story, each.by["term"] ?? "") }),
      figure: each,
    }));
  const rows: FigureRow[] = [
    ...shares.map(([key, figure]) => ({ label: words.t(`reports.modes.wish.${key}`), figure })),
    ...plans,
  ].filter(isTold);
  const isClean = unwanted.value === 0;
  const part = stripsPart(story, rows, {
    id: "wish",
    head: words.t(`reports.modes.wish.${isClean ? "head-zero" : "head"}`, {
      n: print(story, unwanted).text,
    }),
    sub: words.t("reports.modes.wish.sub"),
    who: words.t("reports.modes.wish.who"),
  });
  if (part === null) return null;
  const more = [
    ...(["in", "out", "never"] as const).map((permission) => ({
      label: words.t(`reports.modes.wish.messages.${permission}`),
      figure: book.get("modes.messages", "all", { permission }),
    })),
    { label: words.t("reports.modes.wish.exit"), figure: book.get("score.exit-ease") },
  ].filter(({ figure }) => figure.value !== null);
  const table = { kind: "table" as const, table: figureTable(story, "modes-messages", more) };
  return {
    section: {
      ...part.section,
      blocks: [...part.section.blocks, ...(more.length === 0 ? [] : [table])],
    },
    keys: [...part.keys, keyOf(unwanted), ...more.map(({ figure }) => keyOf(figure))],
  };
}

function termName({ words }: Story, term: string): string {
  const key = `reports.modes.term.${term}`;
  return words.has(key) ? words.t(key) : term;
}
