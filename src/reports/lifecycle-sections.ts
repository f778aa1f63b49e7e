import type { Figure } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import { count, decimal } from "../words/numbers.ts";
import { figureStrips } from "./group-strips.ts";
import { levelName } from "./level-name.ts";
import { nameList } from "./name-list.ts";
import { nextSteps, ownerStep, reportStep } from "./next-steps.ts";
import type { GridModel, Part, TableModel } from "./report.ts";
import { print, type Story } from "./story.ts";
import { apart, stripSection } from "./strip-section.ts";
import { figureTable, keyOf } from "./tables.ts";
import { tintOf } from "./value.ts";

/** In the order of article 002, then those who went quiet or away. */
export const stageOrder = [
  "new",
  "potential",
  "target",
  "first-time",
  "repeat",
  "die-hard",
  "advocate",
  "sleeping",
  "left",
  "unclassified",
  "other",
] as const;

export function byStage(name: "stage" | "from" | "to") {
  const place = (each: Figure) => (stageOrder as readonly string[]).indexOf(each.by[name] ?? "");
  return (a: Figure, b: Figure): number => place(a) - place(b);
}

/** What the page says beyond stages and cohorts. */
export function lifecycleSections(story: Story): readonly Part[] {
  return [
    ...boardSection(story),
    ...flowSection(story),
    ...nextPurchaseSection(story),
    ...contactSection(story),
    ...referralSection(story),
    ...leadSection(story),
    ...nextSection(story),
  ];
}

/** Persons, spend and days of each stage in one table. */
function boardSection(story: Story): readonly Part[] {
  const { book, words, locale } = story;
  const stages = book.list("lifecycle.stage", "all", ["stage"]).toSorted(byStage("stage"));
  const values = book.list("lifecycle.stage-value", "all", ["stage"]);
  const days = book.list("lifecycle.stage-days", "all", ["stage"]);
  if (values.length === 0) return [];
  const at = (figures: readonly Figure[], each: Figure) =>
    figures.find(({ by }) => by["stage"] === each.by["stage"]);
  const text = (figure: Figure | undefined) =>
    figure === undefined ? words.t("reports.lifecycle.not-told") : print(story, figure).text;
  const table: TableModel = {
    id: "lifecycle-board",
    columns: (["stage", "people", "share", "value", "days"] as const).map((key) => ({
      key,
      title: words.t(`reports.lifecycle.board.${key}`),
      kind: key === "stage" ? "words" : "number",
      phone: key === "people" ? "main" : "aside",
    })),
    rows: stages.map((each) => {
      const [value, own] = [at(values, each), at(days, each)];
      const people = each.value === null ? null : Math.round(each.value * (each.n ?? 0));
      return {
        cells: {
          stage: words.t(`reports.stage.${each.by["stage"]}`),
          people: people === null ? print(story, each).text : count(people, locale),
          share: text(each),
          value: text(value),
          days: text(own),
        },
        raw: {
          stage: each.by["stage"] ?? "",
          people,
          share: each.value,
          value: value?.value ?? null,
          days: own?.value ?? null,
        },
      };
    }),
  };
  return [
    {
      section: {
        id: "board",
        head: words.t("reports.lifecycle.board-head"),
        sub: words.t("reports.lifecycle.board-sub"),
        blocks: [{ kind: "table", table }],
      },
      keys: [...stages, ...values, ...days].map(keyOf),
    },
  ];
}

/** Stages then by stages today; a row that all went one way says nothing and is left out. */
function flowSection(story: Story): readonly Part[] {
  const { book, words, locale } = story;
  const flows = book.list("lifecycle.flow", "all", ["from", "to"]);
  const rows = [...Map.groupBy(flows.toSorted(byStage("from")), ({ by }) => by["from"] ?? "")];
  const told = rows.filter(([, own]) => own.length > 1);
  if (told.length < 2) return [];
  const shown = told.flatMap(([, own]) => own);
  const columns = [...new Set(shown.toSorted(byStage("to")).map(({ by }) => by["to"] ?? ""))];
  const most = Math.max(0.01, ...shown.map(({ value }) => value ?? 0));
  const stage = (name: string) => words.t(`reports.stage.${name}`);
  const grid: GridModel = {
    id: "lifecycle-flows",
    corner: words.t("reports.lifecycle.flow-corner"),
    columns: columns.map(stage),
    rows: told.map(([from, own]) => ({
      label: stage(from),
      cells: columns.map((to) => flowCell(story, { own, to, most })),
    })),
  };
  const slept = book.get("lifecycle.flow", "all", { from: "first-time", to: "sleeping" });
  const days = book.get("lifecycle.flow-days");
  return [
    {
      section: {
        id: "flows",
        head: words.t(
          slept.value === null
            ? "reports.lifecycle.flow-head-plain"
            : "reports.lifecycle.flow-head",
          { days: count(days.value ?? 0, locale), share: print(story, slept).text },
        ),
        sub: words.t("reports.lifecycle.flow-sub"),
        blocks: [
          {
            kind: "grid",
            grid,
            caption: words.t("reports.lifecycle.flow-caption"),
            table: figureTable(
              story,
              "lifecycle-flows",
              shown.map((each) => ({
                label: `${stage(each.by["from"] ?? "")} → ${stage(each.by["to"] ?? "")}`,
                figure: each,
              })),
            ),
          },
        ],
      },
      keys: [...shown, days].map(keyOf),
    },
  ];
}

function flowCell(
  { words, locale }: Story,
  { own, to, most }: { own: readonly Figure[]; to: string; most: number },
): GridModel["rows"][number]["cells"][number] {
  const cell = own.find(({ by }) => by["to"] === to);
  if (cell === undefined) return { text: "", raw: null, tint: 0 };
  if (cell.value === null)
    return {
      text: "▨",
      raw: null,
      tint: 0,
      state: "hidden",
      label: words.t("reports.state.hidden"),
    };
  return {
    text: `${decimal(cell.value * 100, 0, locale)}%`,
    raw: cell.value,
    tint: tintOf(cell.value, most),
  };
}

/** How likely the next purchase is after each one: why three and five. */
function nextPurchaseSection(story: Story): readonly Part[] {
  const { book, words, rules } = story;
  const rows = book
    .list("lifecycle.next-purchase", "all", ["purchases"])
    .toSorted((a, b) => Number(a.by["purchases"]) - Number(b.by["purchases"]));
  const watch = rows.find(({ by }) => Number(by["purchases"]) === rules.purchases.watch);
  if (watch === undefined || watch.value === null) return [];
  return stripSection(story, "lifecycle-next-purchase", {
    rows: rows.map((figure) => ({
      label: words.t("reports.lifecycle.nth", { n: Number(figure.by["purchases"]) }),
      figure,
    })),
    head: words.t("reports.lifecycle.next-head", {
      from: rules.purchases.watch,
      share: print(story, watch).text,
    }),
    sub: words.t("reports.lifecycle.next-sub"),
    column: words.t("reports.lifecycle.nth-head"),
  });
}

const overdueLists = ["watch", "care"] as const;

/** Of the overdue: who may be contacted and who was. */
function contactSection(story: Story): readonly Part[] {
  const { book, words, rules } = story;
  const row = (id: FigureId, list: "watch" | "care") => ({
    label: words.t(
      id === "lifecycle.overdue-reachable"
        ? "reports.lifecycle.reachable-row"
        : "reports.lifecycle.contacted-row",
      { list: words.t(`reports.lifecycle.list.${list}`) },
    ),
    figure: book.get(id, "all", { list }),
  });
  const rows = overdueLists
    .flatMap((list) => [
      row("lifecycle.overdue-reachable", list),
      row("lifecycle.overdue-contacted", list),
    ])
    .filter(({ figure }) => figure.value !== null);
  const care = book.get("lifecycle.overdue-contacted", "all", { list: "care" });
  if (rows.length === 0) return [];
  return stripSection(story, "lifecycle-contacted", {
    rows,
    head: words.t(
      care.value === null
        ? "reports.lifecycle.contacted-missing"
        : "reports.lifecycle.contacted-head",
      { share: print(story, care).text },
    ),
    sub: words.t("reports.lifecycle.contacted-sub", { days: rules.lifecycle.contactDays }),
    column: words.t("reports.what"),
  });
}

/** Whose turn it is: the overdue who may be contacted. */
function nextSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const care = book.get("lifecycle.overdue-contacted", "all", { list: "care" });
  if (care.value === null) return [];
  const names = overdueLists.map((list) => words.t(`reports.lifecycle.list.${list}`));
  const call = words.t("reports.lifecycle.next-step", { list: nameList(words, names) });
  const threshold = words.t("reports.lifecycle.next-threshold", {
    high: print(story, { ...care, value: care.high, low: null, high: null }).text,
  });
  return nextSteps(
    story,
    [
      ownerStep(story, ["win-back"], call),
      reportStep(story, threshold, words.t("reports.lifecycle.analyst")),
    ],
    [keyOf(care)],
  );
}

/** Customers by customers: the share of newcomers, K, and how long the chains are. */
function referralSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const share = book.get("lifecycle.referred-share");
  if (share.value === null) return [];
  const factors = (
    ["lifecycle.k-factor", "lifecycle.invites", "lifecycle.per-invite"] as const
  ).map((id) => ({ label: words.t(`figures.${id}.name`), figure: book.get(id) }));
  const told = factors.filter(({ figure }) => figure.value !== null);
  const depths = book.list("lifecycle.chain-depth", "all", ["depth"]);
  return stripSection(story, "lifecycle-referrals", {
    rows: [
      { label: words.t("figures.lifecycle.referred-share.name"), figure: share },
      {
        label: words.t("figures.lifecycle.bringers.name"),
        figure: book.get("lifecycle.bringers"),
      },
    ].filter(({ figure }) => figure.value !== null),
    head: words.t("reports.lifecycle.k-head", {
      share: print(story, share).text,
      range: print(story, share).range,
    }),
    sub: words.t("reports.lifecycle.k-sub", {
      k: print(story, book.get("lifecycle.k-factor")).text,
    }),
    column: words.t("reports.what"),
    more: [
      {
        block: { kind: "table", table: figureTable(story, "lifecycle-k", told) },
        keys: told.map(({ figure }) => keyOf(figure)),
      },
      ...[
        figureStrips(story, "lifecycle-chains", {
          rows: depths
            .toSorted((a, b) => Number(a.by["depth"]) - Number(b.by["depth"]))
            .map((figure) => ({
              label: words.t("reports.lifecycle.depth", { n: Number(figure.by["depth"]) }),
              figure,
            })),
          head: words.t("reports.lifecycle.place"),
        }),
      ].filter((each) => each !== null),
    ],
  });
}

/** Which way of coming brings people who buy, and at what cost. */
function leadSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const ids = [
    "lifecycle.first-order",
    "lifecycle.first-then-again",
    "lifecycle.qualified",
  ] as const;
  const rows = (id: FigureId) => [
    ...book
      .list(id, "all", ["way"])
      .map((figure) => ({ label: levelName(story, figure.by["way"] ?? ""), figure }))
      .toSorted((a, b) => (a.figure.value ?? 0) - (b.figure.value ?? 0)),
    { label: words.t("reports.lifecycle.whole-way"), figure: book.get(id), total: true },
  ];
  const [first, ...others] = ids;
  const whole = book.get(first);
  if (whole.value === null) return [];
  const best = apart(rows(first).slice(0, -1), "highest");
  const cost = [book.get("lifecycle.cost-per-lead"), book.get("lifecycle.cost-per-new")] as const;
  const costs = words.t(
    cost[0].value === null
      ? "reports.lifecycle.leads-cost-missing"
      : "reports.lifecycle.leads-cost",
    { lead: print(story, cost[0]).text, new: print(story, cost[1]).text },
  );
  const more = others.flatMap((id) => {
    const strips = figureStrips(story, `lifecycle-${id.split(".")[1] ?? ""}`, {
      rows: rows(id),
      head: words.t(`figures.${id}.name`),
    });
    return strips === null ? [] : [strips];
  });
  return stripSection(story, "lifecycle-leads", {
    rows: rows(first),
    head:
      best === null
        ? words.t("reports.lifecycle.leads-head", { share: print(story, whole).text })
        : words.t("reports.lifecycle.leads-best", {
            way: best.label,
            share: print(story, best.figure).text,
          }),
    sub: words.t("reports.lifecycle.leads-sub", { costs }),
    column: words.t("reports.lifecycle.way"),
    more: [
      ...more,
      {
        block: {
          kind: "table",
          table: figureTable(story, "lifecycle-lead-costs", [
            ...[book.get("lifecycle.heard"), ...cost]
              .filter(({ value }) => value !== null)
              .map((figure) => ({ label: words.t(`figures.${figure.id}.name`), figure })),
          ]),
        },
        keys: [book.get("lifecycle.heard"), ...cost].map(keyOf),
      },
    ],
  });
}
