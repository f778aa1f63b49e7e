import type { Dimension } from "../figures/slice.ts";
import type { FigureId } from "../figures/registry.ts";
import { periodName } from "../words/numbers.ts";
import type { Finding } from "./finding.ts";
import { levelName } from "./level-name.ts";
import { levelPath } from "./level-path.ts";
import { numberBlock } from "./number-block.ts";
import type { Report } from "./report.ts";
import { finishReport } from "./report-frame.ts";
import { numbersSection } from "./satisfaction.ts";
import { clauses, latestWave, print, printChange, type Story } from "./story.ts";
import { figureTable, keyOf } from "./tables.ts";
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
  const { book, words, locale } = story;
  const by = { [dimension]: level };
  const known = shown.filter(
    (id) => book.get(id, latestWave(story, id, by) ?? "all", by).value !== null,
  );
  if (known.length === 0) return null;
  const name = levelName(story, level);
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
    known.slice(0, 8).map((id) => numberBlock(story, id, { by })),
  );
  const beside = known.flatMap((id) => {
    const period = latestWave(story, id, by) ?? "all";
    return [
      {
        label: words.t("reports.slice.own", { figure: words.t(`figures.${id}.name`) }),
        figure: book.get(id, period, by),
      },
      {
        label: words.t("reports.slice.whole", { figure: words.t(`figures.${id}.name`) }),
        figure: book.get(id, period),
        total: true,
      },
    ];
  });
  const finding = sliceFinding(story, { name, by });
  const wave = latestWave(story, "satisfaction.csat", by);
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
    sections: [
      numbers.section,
      {
        id: "beside",
        head: words.t("reports.slice.beside", { name }),
        sub: words.t("reports.slice.beside-sub"),
        blocks: [{ kind: "table", table: figureTable(story, `${slug}-figures`, beside) }],
      },
    ],
    figures: [
      ...(picture?.keys ?? []),
      ...numbers.keys,
      ...beside.map(({ figure }) => keyOf(figure)),
      ...finding.figures,
    ],
    methods: known,
    caveats: ["caveat.regulars", "caveat.association"],
  });
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
  const id = (["satisfaction.csat", "loyalty.repeat-rate", "feedback.reply-24h"] as const).find(
    (each) => book.get(each, latestWave(story, each, by) ?? "all", by).value !== null,
  );
  if (id === undefined) return { clauses: [name], tone: "data", kind: "level", figures: [] };
  const period = latestWave(story, id, by) ?? "all";
  const figure = book.get(id, period, by);
  const change = id === "loyalty.repeat-rate" ? null : printChange(story, id, { period, by });
  const thin = (figure.n ?? 0) < story.rules.thinBelow;
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
