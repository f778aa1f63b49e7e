import type { Figure } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import { count, decimal } from "../words/numbers.ts";
import type { FigureRow } from "./group-strips.ts";
import { levelName } from "./level-name.ts";
import type { ListItem, Part, TableModel } from "./report.ts";
import { print, type Story } from "./story.ts";
import { apart, stripSection } from "./strip-section.ts";
import { figureTable, keyOf } from "./tables.ts";

/** Touchpoints, phases, what comes after the sale, who hesitates and who owns what. */
export function journeyPlaceParts(story: Story): readonly Part[] {
  return [
    ...dropPart(story),
    ...mapPart(story),
    ...phasePart(story),
    ...afterPart(story),
    ...hesitantPart(story),
    ...ownerPart(story),
  ];
}

/** Where contacts go wrong most often, and what that goes with. */
function dropPart(story: Story): readonly Part[] {
  const { book, words } = story;
  const rows = book
    .list("journey.drop-off", "all", ["touchpoint"])
    .filter(({ value }) => value !== null)
    .map((figure): FigureRow => ({
      label: touchName(story, figure.by["touchpoint"] ?? ""),
      figure,
    }))
    .toSorted((a, b) => (a.figure.value ?? 0) - (b.figure.value ?? 0));
  const worst = (rows.length < 2 ? rows[0] : apart(rows, "highest")) ?? null;
  const gaps = book
    .list("journey.setback-gap", "all", ["touchpoint"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const deepest = gaps.filter(({ high }) => (high ?? 0) < 0)[0];
  return stripSection(story, "journey-drop-off", {
    rows: rows.toReversed(),
    head: words.t(`reports.journey.drop.head-${worst === null ? "together" : "worst"}`, {
      label: worst?.label ?? "",
      value: worst === null ? "" : print(story, worst.figure).text,
      first: rows.at(-1)?.label ?? "",
      second: rows.at(-2)?.label ?? "",
      share: print(story, rows.at(-1)?.figure ?? book.get("journey.drop-off")).text,
    }),
    sub: words.t(`reports.journey.drop.sub-${deepest === undefined ? "plain" : "gap"}`, {
      label: touchName(story, deepest?.by["touchpoint"] ?? ""),
      gap: decimal(Math.abs(deepest?.value ?? 0), 0, story.locale),
    }),
    column: words.t("reports.journey.drop.who"),
    more:
      gaps.length === 0
        ? []
        : [
            {
              block: {
                kind: "table",
                table: figureTable(
                  story,
                  "journey-setbacks",
                  gaps.map((figure) => ({
                    label: words.t("reports.journey.drop.gap", {
                      label: touchName(story, figure.by["touchpoint"] ?? ""),
                    }),
                    figure,
                  })),
                ),
              },
              keys: gaps.map(keyOf),
            },
          ],
  });
}

const measures = ["journey.contacts", "journey.touch-score", "journey.drop-off"] as const;

/** All touchpoints by the five steps of article 004: how many, how good, how often it goes wrong. */
function mapPart(story: Story): readonly Part[] {
  const { book, words, rules, locale } = story;
  const rows = Object.entries(rules.journey.steps).flatMap(([step, touchpoints]) =>
    touchpoints.flatMap((touchpoint) => {
      const figures = measures.map((id) => book.get(id, "all", { touchpoint }));
      return figures[0]?.value === null ? [] : [{ step, touchpoint, figures }];
    }),
  );
  if (rows.length === 0) return [];
  const cell = (figure: Figure | undefined) =>
    figure === undefined || figure.value === null ? "" : print(story, figure).text;
  const table: TableModel = {
    id: "journey-map",
    columns: [
      { key: "touchpoint", title: words.t("reports.journey.map.touchpoint"), kind: "words" },
      { key: "step", title: words.t("reports.journey.map.step"), kind: "words", phone: "aside" },
      {
        key: "contacts",
        title: words.t("figures.journey.contacts.short"),
        kind: "number",
        phone: "aside",
      },
      {
        key: "score",
        title: words.t("figures.journey.touch-score.short"),
        kind: "number",
        phone: "main",
      },
      { key: "range", title: words.t("reports.range"), kind: "number", phone: "aside" },
      {
        key: "drop",
        title: words.t("figures.journey.drop-off.short"),
        kind: "number",
        phone: "aside",
      },
    ],
    rows: rows.map(({ step, touchpoint, figures: [contacts, score, drop] }) => ({
      cells: {
        step: stepName(story, step),
        touchpoint: touchName(story, touchpoint),
        contacts: count(contacts?.value ?? 0, locale),
        score: isThin(story, score) ? words.t("reports.state.thin") : cell(score),
        range: score === undefined || score.value === null ? "" : print(story, score).range,
        drop: cell(drop),
      },
      raw: {
        step,
        touchpoint,
        contacts: contacts?.value ?? null,
        score: score?.value ?? null,
        range: null,
        low: score?.low ?? null,
        high: score?.high ?? null,
        drop: drop?.value ?? null,
      },
    })),
  };
  return [
    {
      section: {
        id: "map",
        head: words.t("reports.journey.map.head", { n: rows.length }),
        sub: words.t("reports.journey.map.sub", { days: rules.encounters.days }),
        blocks: [{ kind: "table", table }],
      },
      keys: rows.flatMap(({ figures }) => figures.map(keyOf)),
    },
  ];
}

/** Reviews by customers bear the name of a kind of action in the site's own words. */
function touchName(story: Story, touchpoint: string): string {
  const key = `reports.journey.touch.${touchpoint}`;
  return story.words.has(key) ? story.words.t(key) : levelName(story, touchpoint);
}

function isThin(story: Story, figure: Figure | undefined): boolean {
  return figure !== undefined && print(story, figure).state === "thin";
}

function stepName({ words }: Story, step: string): string {
  const key = `reports.journey.map.${step}`;
  return words.has(key) ? words.t(key) : step;
}

/** Before, during and after the sale. */
function phasePart(story: Story): readonly Part[] {
  const { book, words } = story;
  const of = (id: FigureId) =>
    ["pre", "in", "after"]
      .map((stage) => ({
        label: words.t(`reports.journey.phase.${stage}`),
        figure: book.get(id, "all", { stage }),
      }))
      .filter(({ figure }) => figure.value !== null);
  const scores = of("journey.phase-score");
  const sorted = scores.toSorted((a, b) => (a.figure.value ?? 0) - (b.figure.value ?? 0));
  const low = apart(sorted, "lowest");
  const others = [
    ...of("journey.phase-contacts").map(({ label, figure }) => ({
      label: words.t("reports.journey.phase.contacts", { label }),
      figure,
    })),
    ...of("journey.phase-drop-off").map(({ label, figure }) => ({
      label: words.t("reports.journey.phase.drop", { label }),
      figure,
    })),
  ];
  return stripSection(story, "journey-phases", {
    rows: scores,
    head: words.t(`reports.journey.phase.head-${low === null ? "together" : "lowest"}`, {
      label: low?.label ?? "",
      value: low === null ? "" : print(story, low.figure).text,
    }),
    sub: words.t("reports.journey.phase.sub"),
    column: words.t("reports.journey.phase.who"),
    more:
      others.length === 0
        ? []
        : [
            {
              block: { kind: "table", table: figureTable(story, "journey-phase-counts", others) },
              keys: others.map(({ figure }) => keyOf(figure)),
            },
          ],
  });
}

/** After the sale: bought again, and told others. */
function afterPart(story: Story): readonly Part[] {
  const { book, words } = story;
  const rows = (["journey.after-bought", "journey.after-shared"] as const)
    .map((id) => ({ label: words.t(`figures.${id}.name`), figure: book.get(id) }))
    .filter(({ figure }) => figure.value !== null);
  const [bought, shared] = rows;
  if (bought === undefined || shared === undefined) return [];
  return stripSection(story, "journey-after", {
    rows,
    head: words.t("reports.journey.after.head", {
      bought: print(story, bought.figure).text,
      shared: print(story, shared.figure).text,
    }),
    sub: words.t("reports.journey.after.sub", {
      window: book.get("loyalty.return-window").value ?? 0,
    }),
    column: words.t("reports.journey.after.who"),
  });
}

/** Came often, asked and never bought: the act step, or no customers of ours. */
function hesitantPart(story: Story): readonly Part[] {
  const { book, words, rules } = story;
  const people = book.get("journey.hesitant");
  if (people.value === null || people.value === 0) return [];
  const rows = (["act", "target", "unclear"] as const)
    .map((verdict) => ({
      verdict,
      label: words.t(`reports.journey.hesitant.${verdict}`),
      figure: book.get("journey.hesitant-verdict", "all", { verdict }),
    }))
    .filter(({ figure }) => figure.value !== null);
  const [most, next] = rows.toSorted((a, b) => (b.figure.value ?? 0) - (a.figure.value ?? 0));
  const isApart = (most?.figure.low ?? 0) > (next?.figure.high ?? 0);
  const rates = book.list("journey.buy-rate", "all", ["segment"]);
  const key = isApart && most !== undefined ? most.verdict : "mixed";
  return stripSection(story, "journey-hesitant", {
    rows,
    head: words.t(`reports.journey.hesitant.head-${key}`, {
      n: people.value,
      value: most === undefined ? "" : print(story, most.figure).text,
    }),
    sub: words.t("reports.journey.hesitant.sub", { visits: rules.journey.leastVisits }),
    column: words.t("reports.journey.hesitant.who"),
    more: [
      {
        block: {
          kind: "table",
          table: figureTable(story, "journey-buy-rates", [
            ...rates.map((figure) => ({
              label: words.t("reports.journey.hesitant.rate", {
                segment: levelName(story, figure.by["segment"] ?? ""),
              }),
              figure,
            })),
            {
              label: words.t("reports.journey.hesitant.all"),
              figure: book.get("journey.buy-rate"),
              total: true,
            },
          ]),
        },
        keys: [...rates, book.get("journey.buy-rate"), people].map(keyOf),
      },
    ],
  });
}

/** Touchpoint by department; the orphans first. */
function ownerPart(story: Story): readonly Part[] {
  const { book, words } = story;
  const owned = book.get("journey.owned");
  const cells = book.list("journey.owner", "all", ["touchpoint", "department"]);
  if (owned.value === null) return [];
  const orphans = cells.filter(({ by }) => by["department"] === "");
  const byTouchpoint = Map.groupBy(
    cells.filter(({ by }) => by["department"] !== ""),
    ({ by }) => by["touchpoint"] ?? "",
  );
  const name = (touchpoint: string) => touchName(story, touchpoint);
  const items: ListItem[] = [
    ...(orphans.length === 0
      ? []
      : [
          {
            state: "missing" as const,
            text: words.t("reports.journey.owners.orphans", { n: orphans.length }),
            sub: orphans
              .map(({ by }) => name(by["touchpoint"] ?? ""))
              .join(words.t("reports.list-gap")),
          },
        ]),
    ...[...byTouchpoint].map(([touchpoint, own]) => ({
      state: "firm" as const,
      text: name(touchpoint),
      sub: own
        .map((each) =>
          words.t("reports.journey.owners.entry", {
            department: levelName(story, each.by["department"] ?? ""),
            n: each.value ?? 0,
          }),
        )
        .join(words.t("reports.list-gap")),
    })),
  ];
  return [
    {
      section: {
        id: "owners",
        head: words.t("reports.journey.owners.head", {
          value: print(story, owned).text,
          n: owned.n ?? 0,
        }),
        sub: words.t("reports.journey.owners.sub"),
        blocks: [{ kind: "list", items }],
      },
      keys: [owned, ...cells].map(keyOf),
    },
  ];
}
