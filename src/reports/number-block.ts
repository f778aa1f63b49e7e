import type { Tone } from "../charts/chart.ts";
import type { By, Figure } from "../figures/figure.ts";
import { figureKey } from "../figures/figure.ts";
import {
  changingFigures,
  kindOf,
  type ChangingFigureId,
  type FigureId,
} from "../figures/registry.ts";
import { periodName } from "../words/numbers.ts";
import type { ChangeBar, NumberBlock } from "./report.ts";
import { latestWave, print, printChange, type PrintedChange, type Story } from "./story.ts";

export interface NumberPlace {
  /** A wave; by default the last one with a value, else all time. */
  readonly period?: string;
  readonly by?: By;
  /** Report that explains it. */
  readonly href?: string;
  /** The page's own period, which a note need not repeat. */
  readonly pagePeriod?: string | null;
  /** Table to name when the number is missing. */
  readonly needs?: string;
}

/** One number with its range, base and change; a missing one keeps its place and says what it needs. */
export function numberBlock(story: Story, id: FigureId, place: NumberPlace = {}): NumberBlock {
  const { book, words } = story;
  const by = place.by ?? {};
  const period = place.period ?? latestWave(story, id, by) ?? "all";
  const figure = book.get(id, period, by);
  const printed = print(story, figure);
  const common = {
    figure: figureKey(id, period, by),
    name: words.t(`figures.${id}.name`),
    state: printed.state,
    ...(place.href === undefined ? {} : { href: place.href }),
  };
  if (printed.state === "missing" || printed.state === "hidden") {
    const needs = words.t(`reports.table.${place.needs ?? figureTable(story, id)}`);
    const isAsked = !story.tables.has("responses") || story.isAsked(id);
    const isOnOtherScale = id === "loyalty.nps" && book.has("loyalty.recommend-share");
    const missing = isOnOtherScale
      ? words.t("reports.other-scale")
      : isAsked
        ? words.t("reports.needs", { table: needs })
        : words.t("reports.not-asked");
    return {
      ...common,
      value: null,
      unit: "",
      change: null,
      changeTone: "flat",
      bar: null,
      note: printed.state === "hidden" ? words.t("reports.state.hidden") : missing,
    };
  }
  const thin = printed.state === "thin";
  const change = isChanging(id) && !thin ? printChange(story, id, { period, by }) : null;
  return {
    ...common,
    value: thin ? null : printed.value,
    unit: thin ? "" : printed.unit,
    change: change?.text ?? null,
    changeTone: change?.tone ?? "flat",
    bar: change === null ? null : changeBar(story, change),
    note: numberNote(story, figure, place.pagePeriod ?? null),
  };
}

/** "误差范围85–87%，4,812人，2026年第2季度"; a counted number says that it is one. */
export function numberNote(story: Story, figure: Figure, pagePeriod: string | null = null): string {
  const { words, locale } = story;
  const printed = print(story, figure);
  const named =
    figure.period === "all"
      ? words.t("reports.period.all-time")
      : periodName(figure.period, locale);
  const period = figure.period === pagePeriod ? "" : `${words.t("reports.clause-gap")}${named}`;
  const values = {
    range: printed.range,
    n: printed.n,
    period,
    people: words.t(`reports.base.${baseWord(figure)}`, { n: printed.n }),
  };
  if (printed.range === "") return words.t("reports.note.counted", values);
  return words.t(printed.state === "thin" ? "reports.note.thin" : "reports.note.estimate", values);
}

/** Bases of other reports in which complaints and ideas are counted, and no persons. */
const countsCases: ReadonlySet<string> = new Set([
  "attributed-complaints",
  "mannered-cases",
  "mannered-passed",
  "mannered-answered",
  "refused",
  "ideas",
  "ideas-routed",
  "ideas-done",
  "complaints",
  "closed-complaints",
]);
/** Bases in which contacts are counted. */
const countsContacts: ReadonlySet<string> = new Set([
  "waits",
  "handlings",
  "contacts",
  "all-contacts",
  "timed-contacts",
  "machine-contacts",
]);
/** Figures of feedback that count persons. */
const feedbackOfPersons: ReadonlySet<string> = new Set([
  "feedback.answer-rate",
  "feedback.silent-leavers",
  "feedback.complaint-access",
]);

export function baseWord(
  figure: Figure,
): "customers" | "cases" | "contacts" | "employees" | "answers" | "things" {
  if (countsContacts.has(figure.base)) return "contacts";
  if (kindOf(figure.id as FigureId).of === "things") return "things";
  if (feedbackOfPersons.has(figure.id)) return "customers";
  if (figure.id.startsWith("feedback.") || countsCases.has(figure.base)) return "cases";
  if (figure.id.startsWith("employee.")) return "employees";
  const isAnswered = figure.source.includes("responses");
  return isAnswered && !figure.source.includes("transactions") ? "answers" : "customers";
}

function changeBar(story: Story, change: PrintedChange): ChangeBar {
  const { figure, tone } = change;
  const factor = figure.unit === "share" ? 100 : 1;
  const value = (figure.value ?? 0) * factor;
  const low = (figure.low ?? 0) * factor;
  const high = (figure.high ?? 0) * factor;
  const usual = { share: 6, points: 12, score: 0.3, index: 6 }[figure.unit as "share"] ?? 6;
  const reach = Math.max(Math.abs(low), Math.abs(high));
  return {
    value,
    low,
    high,
    max: reach <= usual ? usual : niceReach(reach),
    tone: tone satisfies Tone,
    text: story.words.t("reports.change.bar", { change: change.text, range: change.range }),
  };
}

/** The next of 1, 2, 5 times a power of ten. */
function niceReach(reach: number): number {
  const power = 10 ** Math.floor(Math.log10(reach));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= reach) ?? 10 * power;
}

function isChanging(id: FigureId): id is ChangingFigureId {
  return (changingFigures as readonly string[]).includes(id);
}

/** The first table of a figure's source that the drop lacks, else its first. */
function figureTable(story: Story, id: FigureId): string {
  const sources: Readonly<Record<string, readonly string[]>> = {
    loyalty: ["responses", "transactions"],
    satisfaction: ["responses"],
    trust: ["responses"],
    value: ["transactions"],
    lifecycle: ["transactions"],
    feedback: ["cases"],
    employee: ["responses"],
    data: ["transactions"],
  };
  const needed = sources[id.split(".")[0] ?? ""] ?? ["responses"];
  const narrowed = id.includes("repeat-rate")
    ? ["transactions"]
    : id === "loyalty.nps" || id.includes("said-yes")
      ? ["responses"]
      : needed;
  return narrowed.find((table) => !story.tables.has(table)) ?? narrowed[0] ?? "responses";
}
