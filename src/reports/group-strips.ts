import type { Tone } from "../charts/chart.ts";
import { figureKey, type Figure } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import { dimensions, type Dimension } from "../figures/slice.ts";
import { decimal } from "../words/numbers.ts";
import { baseWord } from "./number-block.ts";
import type { Block, Part, StripRow, StripTable, TableModel } from "./report.ts";
import { levelName } from "./level-name.ts";
import { levelPath } from "./level-path.ts";
import { print, type Story } from "./story.ts";
import { figureTable } from "./tables.ts";

export interface Groups {
  readonly block: Block & { kind: "strips" };
  readonly keys: readonly string[];
  /** Groups whose whole range misses the target, worst first; empty without a target. */
  readonly misses: readonly Figure[];
  /** Groups whose whole range reaches it. */
  readonly hits: readonly Figure[];
  readonly visible: readonly Figure[];
}

const SHOWN = 16;

/**
 * Groups of one dimension against the target: worst first, the whole last.
 * A group takes a colour only when its whole range lies on one side of the
 * target; hidden groups keep their row in words, many of them share one.
 */
export function groupStrips(
  story: Story,
  id: FigureId,
  { dimension, period, table }: { dimension: Dimension; period: string; table: string },
): Groups | null {
  const { book, words, site } = story;
  const levels = book.list(id, period, [dimension]);
  if (levels.length === 0) return null;
  const target = site.targets[id] ?? null;
  const better = target?.better ?? "higher";
  const visible = levels
    .filter((each) => each.suppressed === null && each.value !== null)
    .toSorted((a, b) => (better === "lower" ? -1 : 1) * ((a.value ?? 0) - (b.value ?? 0)));
  if (visible.length === 0) return null;
  const hidden = levels.filter((each) => each.suppressed !== null);
  const total = book.get(id, period);
  const shown = [...visible.slice(0, SHOWN)];
  const toned = (each: Figure): Tone => targetTone(story, each, target);
  const rows: StripRow[] = [
    ...shown.map((each) => stripRow(story, each, { dimension, tone: toned(each) })),
    ...hiddenRows(story, hidden, dimension),
    {
      ...figureRow(story, { label: words.t("reports.whole"), figure: total, tone: "data" }),
      total: true,
    },
  ];
  const strips: StripTable = {
    head: {
      group: words.t(`reports.dimension.${dimension}`),
      value: words.t(`figures.${id}.short`),
      range: words.t("reports.range"),
      n: words.t("reports.people"),
    },
    axis: axisOf([...shown, total], target?.value ?? null, story),
    target:
      target === null
        ? null
        : {
            at: target.value,
            text: words.t("reports.target", {
              target: print(story, {
                ...total,
                value: target.value,
                low: null,
                high: null,
                suppressed: null,
              }).text,
            }),
          },
    rows,
  };
  return {
    block: {
      kind: "strips",
      strips,
      table: groupTable(story, [...levels, total], { dimension, id, name: table }),
    },
    keys: [...levels, total].map((each) => figureKey(each.id, each.period, each.by)),
    misses: visible.filter((each) => toned(each) === "bad"),
    hits: visible.filter((each) => toned(each) === "good"),
    visible,
  };
}

export interface FigureRow {
  readonly label: string;
  readonly figure: Figure;
  readonly href?: string;
  readonly tone?: Tone;
  readonly total?: boolean;
  readonly mark?: StripRow["mark"];
}

/**
 * Any figures of one unit as a table with a picture column, in the order given: constructs beside
 * each other, options of a choice, steps of a path. Hidden and missing ones keep their row in words.
 */
export function figureStrips(
  story: Story,
  table: string,
  { rows, head, target }: { rows: readonly FigureRow[]; head: string; target?: number },
): { readonly block: Block & { kind: "strips" }; readonly keys: readonly string[] } | null {
  const { words } = story;
  const drawn = rows.filter(({ figure }) => figure.value !== null || figure.low !== null);
  if (drawn.length === 0) return null;
  const marked = drawn.flatMap(({ figure, mark }) =>
    mark === undefined ? [] : [{ ...figure, value: mark.at, low: null, high: null }],
  );
  const axis = axisOf([...drawn.map(({ figure }) => figure), ...marked], target ?? null, story);
  const strips: StripTable = {
    head: {
      group: head,
      value: words.t("reports.amount"),
      range: words.t("reports.range"),
      n: words.t("reports.people"),
    },
    axis,
    target: null,
    rows: rows.map(({ label, figure, href, tone = "data", total, mark }) => ({
      ...markedRow(story, { label, figure, tone }, mark),
      ...(href === undefined ? {} : { href }),
      ...(total === true ? { total: true } : {}),
    })),
  };
  return {
    block: { kind: "strips", strips, table: figureTable(story, table, rows) },
    keys: rows.map(({ figure }) => figureKey(figure.id, figure.period, figure.by)),
  };
}

function markedRow(
  story: Story,
  row: { label: string; figure: Figure; tone: Tone },
  mark: StripRow["mark"],
): StripRow {
  const plain = figureRow(story, row);
  if (mark === undefined) return plain;
  const gap = story.words.t("reports.clause-gap");
  return { ...plain, mark, text: `${plain.text}${gap}${mark.text}` };
}

function figureRow(
  story: Story,
  { label, figure, tone }: { label: string; figure: Figure; tone: Tone },
): StripRow {
  const { words } = story;
  const printed = print(story, figure);
  const thin = printed.state === "thin";
  const valueText = thin ? words.t("reports.state.thin") : printed.text;
  const isCounted = printed.range === "" && figure.value !== null;
  return {
    label,
    state: printed.state,
    value: figure.value,
    low: figure.low,
    high: figure.high,
    valueText,
    rangeText: isCounted ? words.t("reports.counted") : printed.range,
    nText: printed.n === "" ? "" : words.t(`reports.base.${baseWord(figure)}`, { n: printed.n }),
    tone: thin ? "flat" : tone,
    text:
      printed.range === ""
        ? words.t("reports.labelled", { label, value: valueText })
        : words.t("reports.strip", { label, value: valueText, range: printed.range }),
  };
}

/** A section a dimension: which groups miss the target, or how they lie. */
export function groupSections(
  story: Story,
  id: FigureId,
  { period, name }: { readonly period: string; readonly name: string },
): readonly Part[] {
  const { words, site } = story;
  return dimensions.flatMap((dimension) => {
    const groups = groupStrips(story, id, { dimension, period, table: `${name}-by-${dimension}` });
    if (groups === null) return [];
    const head = groupHead(story, id, { groups, dimension });
    const target = site.targets[id];
    const sub = words.t(
      target === undefined ? "reports.groups.sub" : `reports.groups.sub-target.${target.better}`,
    );
    return [
      { section: { id: `by-${dimension}`, head, sub, blocks: [groups.block] }, keys: groups.keys },
    ];
  });
}

/** Who misses the target; else that nobody does; without a target, whether the ends lie apart. */
export function groupHead(
  story: Story,
  id: FigureId,
  { groups, dimension }: { readonly groups: Groups; readonly dimension: Dimension },
): string {
  const { words } = story;
  const { misses, hits, visible } = groups;
  const named = (each: Figure | undefined) => levelName(story, each?.by[dimension] ?? "");
  const values = {
    dimension: words.t(`reports.by-dimension.${dimension}`),
    what: words.t(`figures.${id}.name`),
    group: named(misses[0] ?? hits[0]),
    n: misses.length === 0 ? hits.length : misses.length,
  };
  if (misses.length > 1 && misses.length === visible.length)
    return words.t("reports.groups.all-miss", values);
  if (misses.length > 0) return words.t("reports.groups.miss", values);
  if (story.site.targets[id] !== undefined) {
    return words.t(hits.length > 0 ? "reports.groups.hit" : "reports.groups.none-misses", values);
  }
  const firm = visible.filter(({ n }) => (n ?? 0) >= story.rules.thinBelow);
  const [low, high] = [firm.at(0), firm.at(-1)];
  const isApart =
    low !== undefined && high !== undefined && low !== high && (low.high ?? 1) < (high.low ?? 0);
  return isApart
    ? words.t("reports.groups.apart", { ...values, best: named(high), worst: named(low) })
    : words.t("reports.groups.together", values);
}

function targetTone(
  story: Story,
  each: Figure,
  target: { value: number; better: "higher" | "lower" } | null,
): Tone {
  if (target === null || each.low === null || each.high === null) return "data";
  if ((each.n ?? 0) < story.rules.thinBelow) return "flat";
  const above = each.low > target.value;
  const below = each.high < target.value;
  if (!above && !below) return "data";
  return (target.better === "higher") === above ? "good" : "bad";
}

function stripRow(
  story: Story,
  each: Figure,
  { dimension, tone }: { dimension: Dimension; tone: Tone },
): StripRow {
  const level = each.by[dimension] ?? "";
  return {
    ...figureRow(story, { label: levelName(story, level), figure: each, tone }),
    ...(level === "" ? {} : { href: story.href(levelPath(dimension, level)) }),
  };
}

function hiddenRows(story: Story, hidden: readonly Figure[], dimension: Dimension): StripRow[] {
  if (hidden.length === 0) return [];
  const { words, locale } = story;
  const names = hidden.map((each) => levelName(story, each.by[dimension] ?? ""));
  const label =
    names.length > 4
      ? words.t("reports.hidden.many", { n: names.length })
      : names.join(locale.startsWith("zh") ? "、" : ", ");
  const text = words.t(hidden.length === 1 ? "reports.hidden.one" : "reports.hidden.several");
  return [
    {
      label,
      state: "hidden",
      value: null,
      low: null,
      high: null,
      valueText: text,
      rangeText: "",
      nText: "",
      tone: "flat",
      text,
    },
  ];
}

/** A span that holds every range (that of a hidden share too) and the target, on ticks of 1, 2 or 5. */
function axisOf(
  figures: readonly Figure[],
  target: number | null,
  story: Story,
): StripTable["axis"] {
  const isShare = figures[0]?.unit === "share";
  const factor = isShare ? 100 : 1;
  const ends = figures
    .flatMap((each) => [each.low ?? each.value, each.high ?? each.value])
    .concat(target)
    .filter((end) => end !== null)
    .map((end) => end * factor);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const step = niceStep((high - low) / 5);
  const min = Math.floor(low / step) * step;
  const max = Math.max(Math.ceil(high / step) * step, min + step);
  const digits = step < 1 ? 1 : 0;
  const ticks = Array.from(
    { length: Math.round((max - min) / step) + 1 },
    (_, index) => min + index * step,
  );
  return {
    min: min / factor,
    max: max / factor,
    ticks: ticks.map((at) => ({
      at: at / factor,
      text: `${decimal(at, digits, story.locale)}${isShare ? "%" : ""}`,
    })),
  };
}

function niceStep(raw: number): number {
  if (raw <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  return ([1, 2, 5, 10].find((step) => step * power >= raw) ?? 10) * power;
}

function groupTable(
  story: Story,
  figures: readonly Figure[],
  { dimension, id, name }: { dimension: Dimension; id: FigureId; name: string },
): TableModel {
  const { words } = story;
  return {
    id: name,
    columns: [
      { key: "group", title: words.t(`reports.dimension.${dimension}`), kind: "words" },
      { key: "value", title: words.t(`figures.${id}.short`), kind: "number", phone: "main" },
      { key: "low", title: words.t("reports.low"), kind: "number", phone: "none" },
      { key: "high", title: words.t("reports.high"), kind: "number", phone: "none" },
      { key: "n", title: words.t("reports.people"), kind: "number", phone: "aside" },
      { key: "suppressed", title: words.t("reports.hidden.column"), kind: "words", phone: "none" },
    ],
    rows: figures.map((each) => {
      const printed = print(story, each);
      const isTotal = !(dimension in each.by);
      const label = isTotal ? words.t("reports.whole") : levelName(story, each.by[dimension] ?? "");
      return {
        cells: {
          group: label,
          value: printed.text,
          low: printed.range,
          high: "",
          n: printed.n,
          suppressed: each.suppressed ?? "",
        },
        raw: {
          group: label,
          value: each.value,
          low: each.low,
          high: each.high,
          n: each.n,
          suppressed: each.suppressed,
        },
        ...(isTotal ? { total: true } : {}),
        state: printed.state,
      };
    }),
  };
}
