import type { ChainChart } from "../charts/chart.ts";
import type { Figure } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import { decimal } from "../words/numbers.ts";
import { encounterParts } from "./encounter-sections.ts";
import type { Finding } from "./finding.ts";
import { figureStrips } from "./group-strips.ts";
import { levelName } from "./level-name.ts";
import { levelPath } from "./level-path.ts";
import { nextSteps, ownerStep, reportStep } from "./next-steps.ts";
import { hasSlice } from "./slice.ts";
import { numberBlock } from "./number-block.ts";
import type { Part, Report, TableModel } from "./report.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import { numbersSection } from "./satisfaction.ts";
import { clauses, latestWave, print, type Story } from "./story.ts";
import { figureTable, keyOf } from "./tables.ts";

const links = [
  "chain.employee-satisfaction",
  "chain.satisfaction-loyalty",
  "chain.loyalty-revenue",
  "chain.revenue-profit",
] as const;

const boxes = [
  "score.employee-satisfaction",
  "score.satisfaction",
  "score.loyalty-intent",
  "chain.revenue-growth",
  "chain.margin",
] as const satisfies readonly FigureId[];

const boxNames = ["employee", "satisfaction", "loyalty", "revenue", "profit"] as const;

/** Service-profit chain and encounters (服务利润链): which links hold between locations, and what the contacts are like. */
export function chainReport(story: Story): Report {
  const { book, words } = story;
  const known = links.filter((id) => book.has(id, "all", { measure: "pearson" }));
  const encounters = encounterParts(story);
  if (known.length === 0 && encounters.length === 0) {
    return absentReport(
      story,
      "chain",
      story.tables.has("responses") ? "touchpoints" : "responses",
    );
  }
  const finding = chainFinding(story);
  const picture = chainHero(story);
  const parts = [
    ...employeePart(story),
    ...locationPart(story),
    ...lagPart(story),
    ...encounters,
    ...nextPart(story),
  ];
  const first = book.get(links[0], "all", { measure: "pearson" });
  return finishReport(story, {
    id: "chain",
    kicker: [words.t("reports.period.all")],
    finding,
    lead: words.rich(`reports.chain.lead.${first.value === null ? "few" : "links"}`, {
      r: print(story, first).text,
      range: print(story, first).range,
      n: first.n ?? 0,
      least: leastShown,
    }),
    hero: known.length === 0 ? null : picture.hero,
    parts,
    figures: [...picture.keys, ...finding.figures],
    methods: methodIds.filter((id) => book.figures.some((each) => each.id === id)),
    caveats: ["chain.caveat.units", "chain.caveat.article", "caveat.association"],
  });
}

const leastShown = 10;

const methodIds = [
  ...links,
  "chain.employee-satisfaction-lag",
  "chain.revenue-growth",
  "chain.margin",
  "chain.satisfied-by-encounter",
  "chain.face-driver",
  "chain.machine",
  "chain.environment",
  "chain.attributed",
  "chain.customer-caused-change",
] as const satisfies readonly FigureId[];

type LinkState = ChainChart["links"][number]["state"] | "reverse";

function stateOf({ value, low, high }: Figure): LinkState {
  if (value === null || low === null || high === null) return "missing";
  return low > 0 ? "clear" : high < 0 ? "reverse" : "unclear";
}

function linkFigures({ book }: Story): readonly Figure[] {
  return links.map((id) => book.get(id, "all", { measure: "pearson" }));
}

/** How far the chain holds, counted from its first link. */
function chainFinding(story: Story): Finding {
  const figures = linkFigures(story);
  const states = figures.map(stateOf);
  const broken = states.findIndex((state) => state !== "clear");
  const holds = broken < 0 ? states.length : broken;
  const isCounted = states.some((state) => state !== "missing");
  const key = isCounted ? `holds-${holds}` : "few";
  return {
    clauses: clauses(story.words.t(`reports.chain.finding.${key}`, { least: leastShown })),
    tone: "data",
    kind: isCounted ? "association" : "thin",
    figures: figures.filter(({ n }) => n !== null).map(keyOf),
  };
}

function chainHero(story: Story): { hero: Report["hero"]; keys: readonly string[] } {
  const { book, words, locale } = story;
  const figures = linkFigures(story);
  const values = boxes.map((id) => book.get(id));
  const label = (at: number) => words.t(`reports.chain.box.${boxNames[at] ?? "employee"}`);
  const measures = links.flatMap((id, at) =>
    (["pearson", "rank", "size-held"] as const)
      .map((measure) => ({
        label: words.t(`reports.chain.measure.${measure}`, { from: label(at), to: label(at + 1) }),
        figure: book.get(id, "all", { measure }),
      }))
      .filter(({ figure }) => figure.n !== null),
  );
  const chart: ChainChart = {
    kind: "chain",
    boxes: values.map((each, at) => ({
      label: label(at),
      text: each.value === null ? words.t("reports.state.missing") : print(story, each).text,
    })),
    links: figures.map((each) => {
      const state = stateOf(each);
      return {
        text:
          each.value === null
            ? words.t("reports.chain.no-link")
            : `r ${decimal(each.value, 2, locale)}`,
        note: words.t(`reports.chain.link.${state}`, {
          range: print(story, each).range,
          n: each.n ?? 0,
          least: leastShown,
        }),
        state: state === "reverse" ? "unclear" : state,
      };
    }),
  };
  return {
    hero: {
      kind: "chart",
      chart,
      title: words.t("reports.chain.hero-title"),
      sub: words.t("reports.chain.hero-sub"),
      caption: words.t("reports.chain.hero-caption"),
      label: figures
        .map((_, at) =>
          words.t("reports.labelled", {
            label: words.t("reports.chain.step", { from: label(at), to: label(at + 1) }),
            value: words.t("reports.chain.spoken", {
              link: chart.links[at]?.text ?? "",
              note: chart.links[at]?.note ?? "",
            }),
          }),
        )
        .join(words.t("reports.semicolon-gap")),
      table: figureTable(story, "chain-links", [
        ...values.map((figure, at) => ({ label: label(at), figure })),
        ...measures,
      ]),
    },
    keys: [...values, ...measures.map(({ figure }) => figure)].map(keyOf),
  };
}

/** Employees: how satisfied, how loyal, whether their leaders care. */
function employeePart(story: Story): readonly Part[] {
  const { book, words } = story;
  const period = latestWave(story, "employee.satisfaction") ?? "all";
  const ids = [
    "employee.satisfaction",
    "employee.nps",
    "employee.stay",
    "score.employee-leader",
  ] as const satisfies readonly FigureId[];
  const known = ids.filter((id) => book.get(id, period).value !== null);
  if (known.length === 0) return [];
  const numbers = numbersSection(
    story,
    known.map((id) => numberBlock(story, id, { period, href: story.href("reports/team/") })),
  );
  return [
    { ...numbers, section: { ...numbers.section, head: words.t("reports.chain.employees") } },
  ];
}

/** All five of each location, side by side: the values that the links are worked out from. */
function locationPart(story: Story): readonly Part[] {
  const { book, words } = story;
  const columns = boxes.map((id) =>
    book.list(id, "all", [id === "score.employee-satisfaction" ? "team" : "location"]),
  );
  const levelOf = ({ by }: Figure) => by["location"] ?? by["team"] ?? "";
  const named = new Set(columns.slice(1).flat().map(levelOf));
  const levels = [...named].filter((level) => level !== "").toSorted();
  if (levels.length === 0) return [];
  const cells = levels.map((level) =>
    columns.map((column) => column.find((each) => levelOf(each) === level)),
  );
  const table: TableModel = {
    id: "chain-locations",
    columns: [
      { key: "location", title: words.t("reports.dimension.location"), kind: "words" },
      ...boxNames.map((key, at) => ({
        key,
        title: words.t(`reports.chain.box.${key}`),
        kind: "number" as const,
        phone: at === 1 ? ("main" as const) : ("aside" as const),
      })),
    ],
    rows: cells.map((own, at) => ({
      cells: {
        location: levelName(story, levels[at] ?? ""),
        ...Object.fromEntries(
          boxNames.map((key, j) => {
            const each = own[j];
            return [key, each === undefined ? "" : print(story, each).text];
          }),
        ),
      },
      raw: {
        location: levels[at] ?? "",
        ...Object.fromEntries(boxNames.map((key, j) => [key, own[j]?.value ?? null])),
      },
      ...(hasSlice(story, "location", levels[at] ?? "")
        ? { href: story.href(levelPath("location", levels[at] ?? "")) }
        : {}),
    })),
  };
  return [
    {
      section: {
        id: "locations",
        head: words.t("reports.chain.locations.head", { n: levels.length }),
        sub: words.t("reports.chain.locations.sub", { k: story.site.k.employee }),
        blocks: [{ kind: "table", table }],
      },
      keys: cells.flat().flatMap((each) => (each === undefined ? [] : [keyOf(each)])),
    },
  ];
}

/** A wave later: what goes with ten points more, between locations of the same wave. */
function lagPart(story: Story): readonly Part[] {
  const { book, words } = story;
  const rows = links
    .map((id, at) => ({
      label: words.t(`reports.chain.lag.row-${at}`),
      figure: book.get(`${id}-lag`),
    }))
    .filter(({ figure }) => figure.value !== null);
  const strips = figureStrips(story, "chain-lags", {
    rows,
    head: words.t("reports.chain.lag.who"),
  });
  if (strips === null) return [];
  const clear = rows.filter(({ figure }) => (figure.low ?? 0) > 0).length;
  const key = clear === 0 ? "none" : clear === rows.length ? "all" : "some";
  return [
    {
      section: {
        id: "lags",
        head: words.t(`reports.chain.lag.head-${key}`, { clear, all: rows.length }),
        sub: words.t("reports.chain.lag.sub"),
        blocks: [strips.block],
      },
      keys: strips.keys,
    },
  ];
}

function nextPart(story: Story): readonly Part[] {
  const { words } = story;
  const figures = linkFigures(story);
  const broken = figures.findIndex((each) => stateOf(each) !== "clear");
  const [first] = figures;
  if (first?.value === null || first === undefined) return [];
  const next = (key: string, values = {}) => words.t(`reports.chain.next.${key}`, values);
  return nextSteps(
    story,
    [
      ownerStep(story, ["chain", "worst-group"], next("teams")),
      reportStep(story, next(broken < 0 ? "keep" : "watch", { n: first.n ?? 0 })),
    ],
    [keyOf(first)],
  );
}
