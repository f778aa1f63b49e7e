import { decimal, periodName } from "../words/numbers.ts";
import type { FigureRow } from "./group-strips.ts";
import { levelName } from "./level-name.ts";
import type { Block, ListItem, Part } from "./report.ts";
import { print, type Story } from "./story.ts";
import { apart, constructName, scoreRows, stripSection } from "./strip-section.ts";
import { figureTable, keyOf } from "./tables.ts";
import { trend } from "./trend.ts";

/** Three questions first; groups, members, culture, referrals and costs after the journey. */
export function journeyPeopleParts(story: Story): {
  readonly first: readonly Part[];
  readonly others: readonly Part[];
} {
  return {
    first: questionPart(story),
    others: [
      ...groupPart(story),
      ...memberPart(story),
      ...culturePart(story),
      ...advocacyPart(story),
      ...costPart(story),
    ],
  };
}

/** Groups by revenue, the largest first; hidden ones are left out. */
function groupsOf({ book }: Story) {
  return book
    .list("journey.segment-revenue", "all", ["segment"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
}

/** Who is our customer, how do we differ, what keeps them buying: one line each, with its page. */
function questionPart(story: Story): readonly Part[] {
  const { book, words } = story;
  const [main, next] = groupsOf(story);
  const rivals = book
    .list("experience.rival-gap", "all", ["construct"])
    .filter(({ value }) => value !== null);
  const ahead = rivals.filter(({ low }) => (low ?? 0) > 0);
  const behind = rivals.filter(({ high }) => (high ?? 0) < 0);
  const repeat = book.get("loyalty.repeat-rate");
  const names = (list: typeof rivals) =>
    list
      .map(({ by }) => constructName(story, by["construct"] ?? ""))
      .join(words.t("reports.list-gap"));
  const items: ListItem[] = [
    ...(main === undefined
      ? []
      : [
          {
            state: "firm" as const,
            text: words.t("reports.journey.three.who", {
              segment: levelName(story, main.by["segment"] ?? ""),
              share: print(story, main).text,
              second: next === undefined ? "none" : levelName(story, next.by["segment"] ?? ""),
              secondShare: next === undefined ? "" : print(story, next).text,
            }),
            sub: words.t("reports.journey.three.who-page"),
          },
        ]),
    ...(rivals.length === 0
      ? []
      : [
          {
            state: ahead.length + behind.length > 0 ? ("firm" as const) : ("unclear" as const),
            text: words.t(
              `reports.journey.three.differ-${ahead.length > 0 ? (behind.length > 0 ? "both" : "ahead") : behind.length > 0 ? "behind" : "none"}`,
              { ahead: names(ahead), behind: names(behind) },
            ),
            sub: words.t("reports.journey.three.differ-page"),
          },
        ]),
    ...(repeat.value === null
      ? []
      : [
          {
            state: "firm" as const,
            text: words.t("reports.journey.three.again", {
              value: print(story, repeat).text,
              range: print(story, repeat).range,
            }),
            sub: words.t("reports.journey.three.again-page"),
          },
        ]),
  ];
  if (items.length === 0) return [];
  return [
    {
      section: {
        id: "three",
        head: words.t("reports.journey.three.head"),
        sub: words.t("reports.journey.three.sub"),
        blocks: [{ kind: "list", items }],
      },
      keys: [...[main, next].filter((each) => each !== undefined), ...rivals, repeat].map(keyOf),
    },
  ];
}

/** The four steps of secret 1: types, main group, its needs, what to do. */
function groupPart(story: Story): readonly Part[] {
  const { book, words } = story;
  const groups = groupsOf(story);
  const [main, second] = groups;
  if (main === undefined) return [];
  const segment = main.by["segment"] ?? "";
  const named = (level: string) => levelName(story, level);
  const sizes = groups.flatMap(({ by }) =>
    (["journey.existing", "journey.potential"] as const).map((id) => ({
      label: words.t(
        `reports.journey.group.${id === "journey.existing" ? "existing" : "potential"}`,
        {
          segment: named(by["segment"] ?? ""),
        },
      ),
      figure: book.get(id, "all", by),
    })),
  );
  const needs = book
    .list("journey.main-need", "all", ["option"])
    .filter(({ value }) => value !== null)
    .map((figure): FigureRow => ({
      label: story.optionName("need.stated", figure.by["option"] ?? ""),
      figure,
    }))
    .toSorted((a, b) => (a.figure.value ?? 0) - (b.figure.value ?? 0));
  const top = apart(needs, "highest");
  const table: Block = {
    kind: "table",
    table: figureTable(story, "journey-groups", [
      ...groups.map((figure) => ({
        label: words.t("reports.journey.group.revenue", {
          segment: named(figure.by["segment"] ?? ""),
        }),
        figure,
      })),
      ...sizes,
    ]),
  };
  const sized = {
    block: table,
    keys: [...groups, ...sizes.map(({ figure }) => figure)].map(keyOf),
  };
  const values = {
    segment: named(segment),
    share: print(story, main).text,
    second: named(second?.by["segment"] ?? ""),
    secondShare: second === undefined ? "" : print(story, second).text,
    existing: print(story, book.get("journey.existing", "all", main.by)).text,
    potential: print(story, book.get("journey.potential", "all", main.by)).text,
  };
  return [
    {
      section: {
        id: "groups",
        head: words.t(`reports.journey.group.head${second === undefined ? "" : "-two"}`, values),
        sub: words.t("reports.journey.group.sub", values),
        blocks: [sized.block],
      },
      keys: sized.keys,
    },
    ...stripSection(story, "journey-needs", {
      rows: needs.toReversed(),
      head: words.t(`reports.journey.need.head-${top === null ? "together" : "top"}`, {
        ...values,
        need: top?.label ?? needs.at(-1)?.label ?? "",
        value: needs.at(-1) === undefined ? "" : print(story, needs.at(-1)!.figure).text,
      }),
      sub: words.t("reports.journey.need.sub", values),
      column: words.t("reports.journey.need.who"),
    }),
  ];
}

/** Members with a digital experience beside people who were alike. */
function memberPart(story: Story): readonly Part[] {
  const { book, words } = story;
  const idle = book.get("journey.member-idle");
  const rows = (
    [
      "journey.member-frequency",
      "journey.member-basket",
      "journey.member-shares",
      "journey.member-satisfaction",
    ] as const
  )
    .map((id) => ({ label: words.t(`figures.${id}.name`), figure: book.get(id) }))
    .filter(({ figure }) => figure.value !== null);
  if (idle.value === null) return [];
  const more = book.get("journey.member-frequency");
  const key =
    more.value === null
      ? "idle"
      : (more.low ?? 0) > 0
        ? "more"
        : (more.high ?? 0) < 0
          ? "fewer"
          : "unclear";
  const all = [...rows, { label: words.t("figures.journey.member-idle.name"), figure: idle }];
  return [
    {
      section: {
        id: "members",
        head: words.t(`reports.journey.member.head-${key}`, {
          idle: print(story, idle).text,
          more: print(story, more).text,
        }),
        sub: words.t("reports.journey.member.sub"),
        blocks: [{ kind: "table", table: figureTable(story, "journey-members", all) }],
      },
      keys: all.map(({ figure }) => keyOf(figure)),
    },
  ];
}

const culture = [
  "employee.training",
  "employee.group",
  "employee.goal",
  "employee.latitude",
] as const;

/** Secret 3: training, a group of all departments, clear goals, latitude at the front line. */
function culturePart(story: Story): readonly Part[] {
  const { book, words } = story;
  const rows = scoreRows(story, culture);
  const low = apart(rows, "lowest");
  const trained = book.get("choice.employee-trained", "all", { option: "yes" });
  return stripSection(story, "journey-culture", {
    rows,
    head: words.t(`reports.journey.culture.head-${low === null ? "together" : "lowest"}`, {
      label: low?.label ?? "",
      value: low === null ? "" : print(story, low.figure).text,
    }),
    sub: words.t(`reports.journey.culture.sub${trained.value === null ? "" : "-trained"}`, {
      trained: print(story, trained).text,
    }),
    column: words.t("reports.journey.culture.who"),
  }).map((part) => ({ ...part, keys: [...part.keys, keyOf(trained)] }));
}

/** Whether those brought by friends buy more often, and trust more. */
function advocacyPart(story: Story): readonly Part[] {
  const { book, words, locale } = story;
  const gap = book.get("journey.first-order-gap");
  const rows = (["friend", "other"] as const)
    .map((came) => ({
      label: words.t(`reports.journey.advocacy.${came}`),
      figure: book.get("journey.first-order", "all", { came }),
    }))
    .filter(({ figure }) => figure.value !== null);
  const trust = [
    ...(["friend", "other"] as const).map((came) => ({
      label: words.t(`reports.journey.advocacy.trust-${came}`),
      figure: book.get("journey.referred-trust", "all", { came }),
    })),
    {
      label: words.t("reports.journey.advocacy.trust-gap"),
      figure: book.get("journey.referred-trust-gap"),
    },
  ].filter(({ figure }) => figure.value !== null);
  const trustGap = book.get("journey.referred-trust-gap");
  const orders = (gap.low ?? 0) > 0 ? "more" : (gap.high ?? 0) < 0 ? "fewer" : "unclear";
  const believes =
    trustGap.value === null
      ? "unknown"
      : (trustGap.low ?? 0) > 0
        ? "more"
        : (trustGap.high ?? 0) < 0
          ? "less"
          : "unclear";
  return stripSection(story, "journey-advocacy", {
    rows,
    head: words.t(`reports.journey.advocacy.head-${orders}`, {
      value: decimal(Math.abs(gap.value ?? 0), 0, locale),
    }),
    sub: words.t(`reports.journey.advocacy.sub-${believes}`),
    column: words.t("reports.journey.advocacy.who"),
    more:
      trust.length === 0
        ? []
        : [
            {
              block: { kind: "table", table: figureTable(story, "journey-trust", trust) },
              keys: [...trust.map(({ figure }) => keyOf(figure)), keyOf(gap)],
            },
          ],
  });
}

/** What a new customer costs from wave to wave, beside satisfaction. */
function costPart(story: Story): readonly Part[] {
  const { book, words, locale } = story;
  const waves = book.waves("journey.cost-per-new");
  const drawn = trend(story, ["journey.cost-per-new"], { name: "journey-cost" });
  const first = book.get("journey.cost-per-new", waves[0]);
  const last = book.get("journey.cost-per-new", waves.at(-1));
  if (drawn === null || last.value === null) return [];
  const year = book.get("journey.cost-per-new", waves.at(-5) ?? waves[0]);
  const scores = waves
    .map((wave) => ({
      label: words.t("reports.journey.cost.row", { period: periodName(wave, locale) }),
      figure: book.get("score.satisfaction", wave),
    }))
    .filter(({ figure }) => figure.value !== null);
  return [
    {
      section: {
        id: "cost",
        head: words.t("reports.journey.cost.head", {
          value: print(story, last).text,
          period: periodName(last.period, locale),
          before: print(story, year).text,
          then: periodName(year.period, locale),
        }),
        sub: words.t("reports.journey.cost.sub"),
        blocks: [
          drawn.block,
          ...(scores.length === 0
            ? []
            : [
                {
                  kind: "table" as const,
                  table: figureTable(story, "journey-cost-scores", scores),
                },
              ]),
        ],
      },
      keys: [
        ...drawn.keys,
        keyOf(first),
        keyOf(year),
        ...scores.map(({ figure }) => keyOf(figure)),
      ],
    },
  ];
}
