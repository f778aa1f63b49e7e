import type { ScatterChart } from "../charts/chart.ts";
import { placedDrivers } from "../figures/driver-figures.ts";
import type { Figure } from "../figures/figure.ts";
import { nameList } from "./name-list.ts";
import type { Block, Part } from "./report.ts";
import { print, type Story } from "./story.ts";
import { constructName } from "./strip-section.ts";
import { figureTable, keyOf, labelled } from "./tables.ts";
import { numberStyle } from "./trend.ts";

export interface DriverPicture {
  readonly head: string;
  readonly block: Block & { readonly kind: "chart" };
  readonly keys: readonly string[];
}

/** Importance over performance of the parts of a visit: what matters and is not well done. */
export function driverPicture(story: Story): DriverPicture | null {
  const { book, words } = story;
  const shares = inOrder(book.list("driver.satisfaction", "all", ["driver"]));
  const scores = book.list("driver.satisfaction-score", "all", ["driver"]);
  const ranks = book.list("driver.satisfaction-rank", "all", ["driver"]);
  const { axes, attributes } = placedDrivers(shares, scores);
  if (axes === null || shares.length < 2) return null;
  const chart: ScatterChart = {
    kind: "scatter",
    style: numberStyle(story, "share", 0),
    up: words.t("reports.satisfaction.drivers.up"),
    across: {
      name: words.t("reports.satisfaction.drivers.across"),
      style: numberStyle(story, "score", 0),
    },
    means: { x: axes.performance, y: axes.importance },
    corner: words.t("reports.satisfaction.drivers.corner"),
    marks: attributes.map(({ name, importance, performance, quadrant, borderline }) => ({
      label: driverName(story, name),
      x: performance.value ?? 0,
      xLow: performance.low ?? performance.value ?? 0,
      xHigh: performance.high ?? performance.value ?? 0,
      y: importance.value ?? 0,
      yLow: importance.low ?? importance.value ?? 0,
      yHigh: importance.high ?? importance.value ?? 0,
      tone: quadrant === "concentrate-here" && borderline.length === 0 ? "bad" : "data",
    })),
  };
  const borderline = attributes.filter((each) => each.borderline.length > 0);
  const named = (list: readonly { readonly name: string }[]) =>
    nameList(
      words,
      list.map(({ name }) => driverName(story, name)),
    );
  const rows = shares.flatMap((share) => {
    const name = share.by["driver"] ?? "";
    const of = (all: readonly Figure[]) => all.find(({ by }) => by["driver"] === name) ?? share;
    return (["matters", "score", "rank"] as const).map((what, at) => ({
      label: words.t(`reports.satisfaction.drivers.row.${what}`, { name: driverName(story, name) }),
      figure: [share, of(scores), of(ranks)][at] ?? share,
    }));
  });
  return {
    head: driverHead(story, { shares, ranks, chart }),
    block: {
      kind: "chart",
      chart,
      title: null,
      sub: null,
      caption: [
        notSeparable(story, ranks),
        borderline.length === 0
          ? ""
          : words.t("reports.satisfaction.drivers.borderline", {
              n: borderline.length,
              names: named(borderline),
            }),
      ].join(""),
      label: labelled(
        story,
        rows.filter((_, at) => at % 3 !== 2),
      ),
      table: figureTable(story, "satisfaction-drivers", rows),
    },
    keys: [...shares, ...scores, ...ranks].map(keyOf),
  };
}

/** A section of the picture, with what the parts explain together. */
export function driverSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const picture = driverPicture(story);
  if (picture === null) return [];
  const fit = book.get("driver.satisfaction-fit");
  return [
    {
      section: {
        id: "drivers",
        head: picture.head,
        sub: words.t("reports.satisfaction.drivers.sub", { fit: print(story, fit).text }),
        blocks: [picture.block],
      },
      keys: [...picture.keys, keyOf(fit)],
    },
  ];
}

export function driverName(story: Story, driver: string): string {
  return driver.startsWith("aspect.")
    ? story.aspectName(driver.slice("aspect.".length))
    : constructName(story, driver);
}

function inOrder(shares: readonly Figure[]): readonly Figure[] {
  return shares.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
}

function driverHead(
  story: Story,
  {
    shares,
    ranks,
    chart,
  }: {
    readonly shares: readonly Figure[];
    readonly ranks: readonly Figure[];
    readonly chart: ScatterChart;
  },
): string {
  const { words } = story;
  const [first, second] = shares;
  const rankOf = (share: Figure | undefined) =>
    ranks.find(({ by }) => by["driver"] === share?.by["driver"]);
  const values = {
    first: driverName(story, first?.by["driver"] ?? ""),
    second: driverName(story, second?.by["driver"] ?? ""),
    share: first === undefined ? "" : print(story, first).text,
  };
  const isFirst = (rankOf(first)?.high ?? 2) < (rankOf(second)?.low ?? 1);
  if (!isFirst) return words.t("reports.satisfaction.drivers.head.unclear", values);
  const problem = chart.marks.find(({ label }) => label === values.first)?.tone === "bad";
  return words.t(`reports.satisfaction.drivers.head.${problem ? "problem" : "first"}`, values);
}

/** Neighbours whose rank intervals overlap are named; silence would read as an order. */
function notSeparable(story: Story, ranks: readonly Figure[]): string {
  const { words } = story;
  const ordered = ranks.toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const pairs = ordered.slice(1).flatMap((next, at) => {
    const before = ordered[at];
    const overlap = before !== undefined && (before.high ?? 0) >= (next.low ?? 0);
    return overlap ? [[before, next] as const] : [];
  });
  if (pairs.length === 0) return words.t("reports.satisfaction.drivers.separable");
  const names = new Set(pairs.flat().map(({ by }) => driverName(story, by["driver"] ?? "")));
  return words.t("reports.satisfaction.drivers.not-separable", {
    names: nameList(words, [...names]),
  });
}
