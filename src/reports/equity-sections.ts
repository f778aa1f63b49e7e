import type { By, Figure } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import { equityCareSections } from "./equity-care-sections.ts";
import { rowsBy, tierName } from "./equity-rows.ts";
import { figureStrips, type FigureRow } from "./group-strips.ts";
import { levelName } from "./level-name.ts";
import type { Part, TableModel } from "./report.ts";
import { print, type Story } from "./story.ts";
import { stripSection } from "./strip-section.ts";
import { figureTable, keyOf } from "./tables.ts";
import { trend } from "./trend.ts";

/** Sections of customer value, from the tiers to what is kept up. */
export function equitySections(story: Story): readonly Part[] {
  return [
    ...strategySection(story),
    ...cutSection(story),
    ...agreementSection(story),
    ...mixSection(story),
    ...marginSection(story),
    ...categorySection(story),
    ...segmentSection(story),
    ...targetSection(story),
    ...costSection(story),
    ...equityCareSections(story),
  ];
}

function tiersOf({ rules }: Story): readonly string[] {
  return rules.equity.tiers.toSorted((a, b) => b.above - a.above).map(({ id }) => id);
}

/** What each tier brings, takes and costs, and what is meant for it. */
function strategySection(story: Story): readonly Part[] {
  const { book, words } = story;
  const ids = [
    "equity.tier-value",
    "equity.tier-contacts",
    "equity.tier-cost",
    "equity.tier-reply",
  ] as const;
  const tiers = tiersOf(story);
  const cell = (id: FigureId, tier: string) => book.get(id, "all", { tier });
  const told = ids.filter((id) => tiers.some((tier) => cell(id, tier).value !== null));
  const strategy = (tier: string) => {
    const key = `reports.equity.strategy.${tier}`;
    return words.has(key) ? words.t(key) : "";
  };
  const column = (id: FigureId) => id.split(".")[1] ?? "";
  const table: TableModel = {
    id: "equity-strategy",
    columns: [
      { key: "tier", title: words.t("reports.equity.tier-head"), kind: "words" },
      ...told.map((id) => ({
        key: column(id),
        title: words.t(`figures.${id}.short`),
        kind: "number" as const,
        phone: id === "equity.tier-value" ? ("main" as const) : ("aside" as const),
      })),
      { key: "strategy", title: words.t("reports.equity.strategy-head"), kind: "words" },
    ],
    rows: tiers.map((tier) => ({
      cells: {
        tier: tierName(story, tier),
        ...Object.fromEntries(told.map((id) => [column(id), print(story, cell(id, tier)).text])),
        strategy: strategy(tier),
      },
      raw: {
        tier,
        ...Object.fromEntries(told.map((id) => [column(id), cell(id, tier).value])),
        strategy: strategy(tier),
      },
    })),
  };
  const best = tiers[0] ?? "";
  const [cost, most] = [
    cell("equity.tier-cost", best),
    cell("equity.tier-cost", tiers.at(-1) ?? ""),
  ];
  const waits = tiers.map((tier) => ({
    label: tierName(story, tier),
    figure: cell("equity.tier-wait", tier),
  }));
  const strips = waits.some(({ figure }) => figure.value !== null)
    ? figureStrips(story, "equity-waits", {
        rows: waits,
        head: words.t("figures.equity.tier-wait.name"),
      })
    : null;
  return [
    {
      section: {
        id: "strategy",
        head:
          cost.value === null
            ? words.t("reports.equity.strategy-plain")
            : words.t("reports.equity.strategy-cost", {
                top: print(story, cost).text,
                base: print(story, most).text,
              }),
        sub: words.t("reports.equity.strategy-sub", {
          cost: cost.value === null ? "none" : "known",
        }),
        blocks: [{ kind: "table", table }, ...(strips === null ? [] : [strips.block])],
      },
      keys: [
        ...told.flatMap((id) => tiers.map((tier) => keyOf(cell(id, tier)))),
        ...(strips?.keys ?? []),
      ],
    },
  ];
}

/** The share of customers that each tier holds by the rules, from the best. */
function sharesOf(story: Story): string {
  const { words, rules } = story;
  const tiers = rules.equity.tiers.toSorted((a, b) => b.above - a.above);
  return tiers
    .map(({ id, above }, at) => {
      const share = Math.round(((tiers[at - 1]?.above ?? 1) - above) * 100);
      return words.t("reports.labelled", { label: tierName(story, id), value: `${share}%` });
    })
    .join(words.t("reports.list-gap"));
}

/** Where the tiers part, and how many would keep theirs in another sample. */
function cutSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const kept = book.get("equity.tier-kept");
  const rows = tiersOf(story).flatMap((tier) => {
    const [cut, own] = [
      book.get("equity.tier-cut", "all", { tier }),
      book.get("equity.tier-kept", "all", { tier }),
    ];
    const label = (what: string) =>
      words.t("reports.equity.of-tier", { what, tier: tierName(story, tier) });
    return [
      { label: label(words.t("figures.equity.tier-cut.short")), figure: cut },
      { label: label(words.t("figures.equity.tier-kept.short")), figure: own },
    ].filter(({ figure }) => figure.value !== null);
  });
  if (kept.value === null) return [];
  return [
    {
      section: {
        id: "cuts",
        head: words.t(
          (kept.low ?? 0) >= 0.8 ? "reports.equity.cuts-head" : "reports.equity.cuts-loose",
          {
            kept: print(story, kept).text,
            range: print(story, kept).range,
          },
        ),
        sub: words.t("reports.equity.cuts-sub", {
          shares: sharesOf(story),
        }),
        blocks: [{ kind: "table", table: figureTable(story, "equity-cuts", rows) }],
      },
      keys: [...rows.map(({ figure }) => figure), kept].map(keyOf),
    },
  ];
}

function agreementSection(story: Story): readonly Part[] {
  const { words } = story;
  const way = (name: string) => words.t(`reports.equity.way.${name}`);
  const rows = rowsBy(story, "equity.agreement", {
    attribute: "ways",
    name: (ways) => {
      const [first = "", second = ""] = ways.split("-");
      return words.t("reports.equity.ways", { first: way(first), second: way(second) });
    },
  });
  const [most, least] = [rows[0], rows.at(-1)];
  if (most === undefined || least === undefined || rows.length < 2) return [];
  const isApart = (least.figure.high ?? 1) < (most.figure.low ?? 0);
  return stripSection(story, "equity-agreement", {
    rows,
    head: isApart
      ? words.t("reports.equity.agreement-head", { most: most.label, least: least.label })
      : words.t("reports.equity.agreement-plain"),
    sub: words.t("reports.equity.agreement-sub"),
    column: words.t("reports.equity.ways-head"),
  });
}

function mixSection(story: Story): readonly Part[] {
  const { words, book } = story;
  const name = (mix: string) =>
    mix === "none" || mix === "other"
      ? words.t(`reports.equity.mix.${mix}`)
      : mix
          .split("-")
          .map((part) => words.t(`reports.equity.mix.${part}`))
          .join(words.t("reports.equity.mix-gap"));
  const rows = rowsBy(story, "equity.mix", { attribute: "mix", name });
  const only = book.get("equity.mix", "all", { mix: "influence" });
  if (rows.length === 0) return [];
  return stripSection(story, "equity-mix", {
    rows,
    head:
      only.value === null
        ? words.t("reports.equity.mix-plain")
        : words.t("reports.equity.mix-head", { share: print(story, only).text }),
    sub: words.t("reports.equity.mix-sub"),
    column: words.t("reports.equity.mix-column"),
  });
}

function marginSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const growth = book.get("equity.margin-growth");
  const line = trend(story, ["equity.margin"], { name: "equity-margin" });
  if (line === null) return [];
  const head =
    growth.value === null
      ? "reports.equity.margin-plain"
      : growth.value > 0
        ? "reports.equity.margin-up"
        : "reports.equity.margin-down";
  const size = print(story, { ...growth, value: Math.abs(growth.value ?? 0) }).text;
  return [
    {
      section: {
        id: "margin",
        head: words.t(head, { size }),
        sub: words.t("reports.equity.margin-sub"),
        blocks: [line.block],
      },
      keys: [...line.keys, keyOf(growth)],
    },
  ];
}

/** Categories and what segments leave unbought: potential beyond more of the same. */
function categorySection(story: Story): readonly Part[] {
  const { words } = story;
  const named = { name: (level: string) => levelName(story, level) };
  const rows = rowsBy(story, "equity.category-share", { attribute: "category", ...named });
  const gaps = rowsBy(story, "equity.cross-gap", { attribute: "segment", ...named });
  const most = gaps.find(({ figure }) => (figure.value ?? 0) > 0);
  return stripSection(story, "equity-categories", {
    rows,
    head:
      most === undefined
        ? words.t("reports.equity.category-plain")
        : words.t("reports.equity.category-head", {
            segment: most.label,
            gap: print(story, most.figure).text,
          }),
    sub: words.t("reports.equity.category-sub"),
    column: words.t("reports.equity.category-column"),
    more:
      gaps.length === 0
        ? []
        : [
            {
              block: { kind: "table", table: figureTable(story, "equity-cross-gap", gaps) },
              keys: gaps.map(({ figure }) => keyOf(figure)),
            },
          ],
  });
}

/** Segments, kinds of customers, and who pays ahead, by what a person is worth. */
function segmentSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const named = { name: (level: string) => levelName(story, level) };
  const rows = [
    ...rowsBy(story, "equity.mean-value", { attribute: "segment", ...named }),
    ...rowsBy(story, "equity.mean-value", {
      attribute: "type",
      name: (type) => {
        const key = `reports.equity.type.${type}`;
        return words.has(key) ? words.t(key) : levelName(story, type);
      },
    }),
    ...rowsBy(story, "equity.plan-value", {
      attribute: "payment",
      name: (payment) => words.t(`reports.equity.payment.${payment}`),
    }),
    { label: words.t("reports.whole"), figure: book.get("equity.mean-value"), total: true },
  ];
  const [first, second] = rows.filter(
    ({ figure }) => "segment" in figure.by && print(story, figure).state === "firm",
  );
  const isApart =
    first !== undefined &&
    second !== undefined &&
    (first.figure.low ?? 0) > (second.figure.high ?? Infinity);
  if (rows.length < 2) return [];
  return stripSection(story, "equity-segments", {
    rows,
    head: isApart
      ? words.t("reports.equity.segment-head", {
          segment: first.label,
          value: print(story, first.figure).text,
        })
      : words.t(`reports.equity.segment-${second === undefined ? "plain" : "together"}`, {
          first: first?.label ?? "",
          second: second?.label ?? "",
          value: first === undefined ? "" : print(story, first.figure).text,
        }),
    sub: words.t("reports.equity.segment-sub", {
      plans: rows.some(({ figure }) => "payment" in figure.by) ? "known" : "none",
    }),
    column: words.t("reports.equity.segment-column"),
  });
}

/** Who is outside of what the company is for: their share of people, of value and of contacts. */
function targetSection(story: Story): readonly Part[] {
  const { book, words, rules } = story;
  const ids = [
    "equity.off-target",
    "equity.off-target-value",
    "equity.off-target-contacts",
  ] as const;
  const rows = ids
    .map((id) => ({ label: words.t(`figures.${id}.name`), figure: book.get(id) }))
    .filter(({ figure }) => figure.value !== null);
  const worth = (fit: string): FigureRow => ({
    label: words.t(`reports.equity.fit.${fit}`),
    figure: book.get("equity.fit-value", "all", { fit } satisfies By),
  });
  const share = book.get("equity.off-target");
  if (share.value === null) return [];
  const values = figureStrips(story, "equity-fit", {
    rows: ["target", "other"].map(worth),
    head: words.t("figures.equity.fit-value.name"),
  });
  return stripSection(story, "equity-off-target", {
    rows,
    head: words.t("reports.equity.target-head", {
      people: print(story, share).text,
      value: print(story, book.get("equity.off-target-value")).text,
    }),
    sub: words.t("reports.equity.target-sub", {
      segments: rules.equity.targetSegments
        .map((segment) => levelName(story, segment))
        .join(words.t("reports.list-gap")),
    }),
    column: words.t("reports.what"),
    more: values === null ? [] : [values],
  });
}

/** Service cost an order beside personal service: cheap and personal at once is what the article wants. */
function costSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const whole = book.get("equity.serve-cost");
  if (whole.value === null) return [];
  const personal = (by: By) => book.get("score.vip-special" as FigureId, "all", by);
  const usual = personal({});
  const rows = rowsBy(story, "equity.serve-cost", {
    attribute: "segment",
    name: (level) => levelName(story, level),
  }).filter(({ figure }) => figure.value !== null);
  const place = (figure: Figure, own: Figure): string => {
    if (usual.value === null || own.value === null) return "";
    const cheap = (figure.value ?? 0) < (whole.value ?? 0);
    const side =
      (own.low ?? -Infinity) > usual.value
        ? "personal"
        : (own.high ?? Infinity) < usual.value
          ? "plain"
          : "unclear";
    return words.t(`reports.equity.place.${cheap ? "cheap" : "dear"}-${side}`);
  };
  const withPlace = rows.map(({ label, figure }) => {
    const own = personal({ segment: figure.by["segment"] ?? "" });
    return { label, figure, own, place: place(figure, own) };
  });
  const table: TableModel = {
    id: "equity-serve-cost",
    columns: [
      { key: "segment", title: words.t("reports.dimension.segment"), kind: "words" },
      {
        key: "cost",
        title: words.t("figures.equity.serve-cost.short"),
        kind: "number",
        phone: "main",
      },
      { key: "personal", title: words.t("reports.equity.personal"), kind: "number" },
      { key: "range", title: words.t("reports.range"), kind: "number" },
      { key: "place", title: words.t("reports.equity.place-head"), kind: "words" },
    ],
    rows: [
      ...withPlace,
      { label: words.t("reports.whole"), figure: whole, own: usual, place: "" },
    ].map(({ label, figure, own, place: where }) => ({
      cells: {
        segment: label,
        cost: print(story, figure).text,
        personal: own.value === null ? "" : print(story, own).text,
        range: own.value === null ? "" : print(story, own).range,
        place: where,
      },
      raw: {
        segment: label,
        cost: figure.value,
        personal: own.value,
        low: own.low,
        high: own.high,
        place: where,
      },
      ...(figure === whole ? { total: true } : {}),
    })),
  };
  return [
    {
      section: {
        id: "serve-cost",
        head: words.t("reports.equity.cost-head", { cost: print(story, whole).text }),
        sub: words.t("reports.equity.cost-sub"),
        blocks: [{ kind: "table", table }],
      },
      keys: [...withPlace.flatMap(({ figure, own }) => [figure, own]), whole, usual].map(keyOf),
    },
  ];
}
