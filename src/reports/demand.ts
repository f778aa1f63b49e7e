import type { Figure } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import { periodName } from "../words/numbers.ts";
import {
  stateSection,
  placeSection,
  weekHero,
  leverSection,
  demandNext,
} from "./demand-capacity.ts";
import {
  costSection,
  cycleSection,
  historySection,
  priceSection,
  segmentSection,
} from "./demand-history.ts";
import { ordersRange, signedShare } from "./demand-parts.ts";
import { queueSections } from "./demand-queue.ts";
import type { Finding } from "./finding.ts";
import { numberBlock } from "./number-block.ts";
import type { Part, Report } from "./report.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import { numbersSection } from "./satisfaction.ts";
import { clauses, print, type Story } from "./story.ts";
import { keyOf } from "./tables.ts";

const shown = [
  "demand.lost-share",
  "demand.lost-money",
  "demand.idle-money",
  "demand.utilisation",
  "demand.wait-limit",
  "demand.walk-away",
  "demand.elasticity",
  "demand.forecast-miss",
] as const satisfies readonly FigureId[];

const explained = [
  ...shown,
  "demand.periods",
  "demand.forecast",
  "demand.cycle",
  "demand.guest-margin",
  "demand.left-by",
  "demand.use-wait",
  "demand.servers",
  "demand.lever-place",
  "demand.lever-time",
] as const satisfies readonly FigureId[];

/** Demand and capacity (需求与产能): what is lost in rushes, what stands idle, and which lever moves it. */
export function demandReport(story: Story): Report {
  const { book, words } = story;
  const finding = demandFinding(story);
  if (finding === null) {
    return absentReport(
      story,
      "demand",
      story.tables.has("transactions") ? "capacity" : "transactions",
    );
  }
  const has = (id: FigureId) => book.figures.some((each) => each.id === id && each.value !== null);
  const week = weekHero(story);
  const history = historySection(story);
  const hero = week ?? history?.picture ?? null;
  const known = shown.filter((id) => book.get(id).value !== null);
  const sections: Part[] = [
    numbersSection(
      story,
      known.map((id) => numberBlock(story, id, { period: "all" })),
    ),
    ...stateSection(story),
    ...placeSection(story),
    ...leverSection(story),
    ...queueSections(story),
    ...(history === null ? [] : [history.part]),
    ...segmentSection(story),
    ...priceSection(story),
    ...cycleSection(story),
    ...costSection(story),
    ...demandNext(story),
  ];
  return finishReport(story, {
    id: "demand",
    kicker: [words.t("reports.period.all")],
    finding: finding.finding,
    lead: finding.lead,
    hero: hero?.block ?? null,
    parts: sections,
    figures: [...finding.finding.figures, ...finding.keys, ...(hero?.keys ?? [])],
    methods: explained.filter(has),
    caveats: ["demand.caveat.register", "demand.caveat.price", "caveat.association"],
  });
}

interface Opening {
  readonly finding: Finding;
  readonly lead: Report["lead"];
  readonly keys: readonly string[];
}

/** Lost and idle where the register tells them, else the forecast; null where neither stands. */
export function demandFinding(story: Story): Opening | null {
  const { book, words } = story;
  const lost = book.get("demand.lost-share");
  const idle = book.get("demand.periods", "all", { state: "idle" });
  if (lost.value === null || idle.value === null) return forecastOpening(story);
  const key = lost.value === 0 ? "idle" : idle.value === 0 ? "lost" : "both";
  const [money, empty, use] = [
    book.get("demand.lost-money"),
    book.get("demand.idle-money"),
    book.get("demand.utilisation"),
  ];
  const isPriced = money.value !== null && money.value > 0 && empty.value !== null;
  return {
    finding: opening(
      words.t(`reports.demand.finding.${key}`, {
        lost: print(story, lost).text,
        idle: print(story, idle).text,
      }),
      [lost, idle],
    ),
    lead: words.rich(`reports.demand.lead.${isPriced ? "money" : "plain"}`, {
      lost: print(story, money).text,
      idle: print(story, empty).text,
      use: print(story, use).text,
    }),
    keys: [money, empty, use].map(keyOf),
  };
}

function forecastOpening(story: Story): Opening | null {
  const { book, words, locale } = story;
  const next = book.list("demand.forecast", "all", ["month"])[0];
  const [growth, miss] = [book.get("demand.growth"), book.get("demand.forecast-miss")];
  if (next?.value == null || growth.value === null || miss.value === null) return null;
  return {
    finding: opening(
      words.t("reports.demand.finding.forecast", {
        month: periodName(next.by["month"] ?? "", locale),
        value: print(story, next).text,
        range: ordersRange(story, next),
      }),
      [next],
    ),
    lead: words.rich("reports.demand.lead.orders", {
      growth: signedShare(story, growth),
      miss: print(story, miss).text,
    }),
    keys: [growth, miss].map(keyOf),
  };
}

function opening(text: string, figures: readonly Figure[]): Finding {
  return { clauses: clauses(text), tone: "data", kind: "level", figures: figures.map(keyOf) };
}
