import type { By } from "../figures/figure.ts";
import type { Dimension } from "../figures/slice.ts";
import type { FigureId } from "../figures/registry.ts";
import { periodName } from "../words/numbers.ts";
import type { Finding } from "./finding.ts";
import { levelName } from "./level-name.ts";
import { levelPath } from "./level-path.ts";
import { numberBlock } from "./number-block.ts";
import type { Report, TableModel } from "./report.ts";
import { finishReport } from "./report-frame.ts";
import { numbersSection } from "./satisfaction.ts";
import { clauses, latestWave, print, printChange, type Story } from "./story.ts";
import { keyOf } from "./tables.ts";
import { trend } from "./trend.ts";

const shown = [
  "satisfaction.csat",
  "loyalty.satisfied-not-returned",
  "loyalty.nps",
  "loyalty.repeat-rate-90d",
  "loyalty.said-yes",
  "loyalty.repeat-rate",
  "value.revenue-at-risk",
  "value.mean-revenue",
  "feedback.reply-24h",
] as const satisfies readonly FigureId[];

/** One page of a segment, a location or a channel, all from one template; null when nothing may be shown. */
export function sliceReport(story: Story, dimension: Dimension, level: string): Report | null {
  const { words, locale } = story;
  const by = { [dimension]: level };
  const known = knownFigures(story, by);
  if (known.length === 0) return null;
  const name = levelName(story, level);
  const wave = latestWave(story, "satisfaction.csat", by);
  const path = levelPath(dimension, level);
  const slug = path.split("/").slice(1, 3).join("-");
  const picture = trend(
    story,
    known.includes("loyalty.satisfied-not-returned")
      ? ["satisfaction.csat", "loyalty.satisfied-not-returned"]
      : ["satisfaction.csat"],
    { name: `${slug}-trend`, by },
  );
  const numbers = numbersSection(
    story,
    known.slice(0, 8).map((id) => numberBlock(story, id, { by, pagePeriod: wave })),
  );
  const beside = besideWhole(story, known, { by, table: `${slug}-figures` });
  const finding = sliceFinding(story, { name, by });
  return finishReport(story, {
    id: "satisfaction",
    path,
    name,
    inMenu: false,
    kicker: [
      words.t(`reports.dimension.${dimension}`),
      wave === null ? words.t("reports.period.all") : periodName(wave, locale),
    ],
    finding,
    lead: words.rich("reports.slice.lead", {
      name,
      dimension: words.t(`reports.dimension.${dimension}`),
    }),
    hero: picture?.block ?? null,
    parts: [
      numbers,
      {
        section: {
          id: "beside",
          head: words.t("reports.slice.beside", { name }),
          sub: words.t("reports.slice.beside-sub"),
          blocks: [{ kind: "table", table: beside.table }],
        },
        keys: beside.keys,
      },
    ],
    figures: [...(picture?.keys ?? []), ...finding.figures],
    methods: known,
    caveats: ["caveat.regulars", "caveat.association"],
  });
}

/** The group's figures beside those of the whole, a row a figure. */
function besideWhole(
  story: Story,
  ids: readonly FigureId[],
  { by, table }: { readonly by: By; readonly table: string },
): { readonly table: TableModel; readonly keys: readonly string[] } {
  const { book, words } = story;
  const pairs = ids.map((id) => {
    const period = latestWave(story, id, by) ?? "all";
    return { id, own: book.get(id, period, by), whole: book.get(id, period) };
  });
  return {
    table: {
      id: table,
      columns: [
        { key: "figure", title: words.t("reports.what"), kind: "words" },
        { key: "own", title: words.t("reports.slice.own"), kind: "number", phone: "main" },
        { key: "ownRange", title: words.t("reports.range"), kind: "number", phone: "aside" },
        { key: "whole", title: words.t("reports.whole"), kind: "number", phone: "aside" },
        { key: "wholeRange", title: words.t("reports.range"), kind: "number", phone: "aside" },
      ],
      rows: pairs.map(({ id, own, whole }) => {
        const [here, all] = [print(story, own), print(story, whole)];
        return {
          cells: {
            figure: words.t(`figures.${id}.name`),
            own: here.state === "thin" ? words.t("reports.state.thin") : here.text,
            ownRange: here.range,
            whole: all.text,
            wholeRange: all.range,
          },
          raw: {
            figure: id,
            own: own.value,
            low: own.low,
            high: own.high,
            n: own.n,
            whole: whole.value,
            "whole.low": whole.low,
            "whole.high": whole.high,
            "whole.n": whole.n,
          },
        };
      }),
    },
    keys: pairs.flatMap(({ own, whole }) => [keyOf(own), keyOf(whole)]),
  };
}

/** Whether this group lies clear of the target, else its change, else its level. */
function sliceFinding(
  story: Story,
  { name, by }: { name: string; by: Readonly<Record<string, string>> },
): Finding {
  const { book, words, site } = story;
  for (const id of ["loyalty.satisfied-not-returned", "satisfaction.csat"] as const) {
    const period = latestWave(story, id, by) ?? "all";
    const figure = book.get(id, period, by);
    const target = site.targets[id];
    if (
      figure.value === null ||
      figure.low === null ||
      figure.high === null ||
      (figure.n ?? 0) < story.rules.thinBelow ||
      target === undefined
    )
      continue;
    const above = figure.low > target.value;
    const below = figure.high < target.value;
    if (!above && !below) continue;
    const good = (target.better === "higher") === above;
    return {
      clauses: clauses(
        words.t(`reports.slice.${good ? "reaches" : "misses"}`, {
          name,
          figure: words.t(`figures.${id}.name`),
          value: print(story, figure).text,
          target: print(story, { ...figure, value: target.value, low: null, high: null }).text,
        }),
      ),
      tone: good ? "good" : "bad",
      kind: "target",
      figures: [keyOf(figure)],
    };
  }
  return plainFinding(story, { name, by });
}

function plainFinding(
  story: Story,
  { name, by }: { name: string; by: Readonly<Record<string, string>> },
): Finding {
  const { book, words } = story;
  const first = ["satisfaction.csat", "loyalty.repeat-rate", "feedback.reply-24h"] as const;
  const id = [...first, ...shown].find((each) => {
    const { value, n } = book.get(each, latestWave(story, each, by) ?? "all", by);
    return value !== null && n !== 0;
  });
  if (id === undefined) return { clauses: [name], tone: "data", kind: "level", figures: [] };
  const period = latestWave(story, id, by) ?? "all";
  const figure = book.get(id, period, by);
  const isChanging = id === "satisfaction.csat" || id === "feedback.reply-24h";
  const change = isChanging ? printChange(story, id, { period, by }) : null;
  const thin = print(story, figure).state === "thin";
  const key = thin ? "thin" : change?.clear ? (change.up ? "rise" : "fall") : "level";
  return {
    clauses: clauses(
      words.t(`reports.slice.${key}`, {
        name,
        figure: words.t(`figures.${id}.name`),
        value: print(story, figure).text,
        range: print(story, figure).range,
        n: print(story, figure).n,
        size: change?.size ?? "",
        since: words.t(`reports.since.${story.site.wave}`),
      }),
    ),
    tone: key === "rise" || key === "fall" ? (change?.tone ?? "data") : "data",
    kind: thin ? "thin" : key === "level" ? "level" : "change",
    figures: [keyOf(figure)],
  };
}

/** True when a level has figures to show, and so a page. */
export function hasSlice(story: Story, dimension: Dimension, level: string): boolean {
  return knownFigures(story, { [dimension]: level }).length > 0;
}

function knownFigures(story: Story, by: Readonly<Record<string, string>>) {
  return shown.filter((id) => {
    const { value, n } = story.book.get(id, latestWave(story, id, by) ?? "all", by);
    return value !== null && n !== 0;
  });
}
