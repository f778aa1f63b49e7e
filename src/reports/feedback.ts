import type { Figure } from "../figures/figure.ts";
import { decimal, periodName } from "../words/numbers.ts";
import type { Finding } from "./finding.ts";
import { causeName, listeningSections } from "./feedback-listening.ts";
import { groupSections } from "./group-strips.ts";
import { nextSteps, ownerStep, reportStep } from "./next-steps.ts";
import { numberBlock } from "./number-block.ts";
import type { Part, Report } from "./report.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import { numbersSection } from "./satisfaction.ts";
import { clauses, latestWave, print, printChange, type Story } from "./story.ts";
import { figureTable, keyOf } from "./tables.ts";
import { numberStyle } from "./trend.ts";

/** Feedback (反馈与投诉): how fast complaints are answered, what they are about, and where. */
export function feedbackReport(story: Story): Report {
  const { book, words, locale } = story;
  const period = latestWave(story, "feedback.reply-24h") ?? "all";
  const reply = book.get("feedback.reply-24h", period);
  if (reply.value === null && reply.low === null) return absentReport(story, "feedback", "cases");
  const waiting = waitingHero(story);
  const ids = [
    "feedback.reply-24h",
    "feedback.median-hours",
    "feedback.cases",
    "feedback.open",
    "feedback.overdue",
    "feedback.p90-hours",
    "feedback.owned",
    "feedback.idle-days",
    "feedback.silent-leavers",
    "feedback.complaint-access",
  ] as const;
  const known = ids.filter((id, at) => at < 4 || book.get(id).value !== null);
  const sections: Part[] = [
    numbersSection(
      story,
      known.map((id) =>
        numberBlock(story, id, {
          period: id === "feedback.reply-24h" || id === "feedback.cases" ? period : "all",
        }),
      ),
    ),
    ...[causeSection(story)].filter((each) => each !== null),
    ...listeningSections(story),
    ...groupSections(story, "feedback.reply-24h", { period: "all", name: "reply" }),
    ...nextSection(story, reply),
  ];
  return finishReport(story, {
    id: "feedback",
    kicker: [period === "all" ? words.t("reports.period.all") : periodName(period, locale)],
    finding: feedbackFinding(story),
    lead: words.rich("reports.feedback.lead", {
      value: print(story, reply).text,
      range: print(story, reply).range,
      n: print(story, reply).n,
      open: print(story, book.get("feedback.open")).text,
      all: print(story, book.get("feedback.open")).n,
      hours: story.rules.reply.hours,
    }),
    hero: waiting?.hero ?? null,
    parts: sections,
    figures: waiting?.keys ?? [],
    methods: known,
    caveats: ["caveat.listening"],
  });
}

export function feedbackFinding(story: Story): Finding {
  const { book, words, rules, site } = story;
  const period = latestWave(story, "feedback.reply-24h") ?? "all";
  const reply = book.get("feedback.reply-24h", period);
  const target = site.targets["feedback.reply-24h"];
  const change = printChange(story, "feedback.reply-24h", { period });
  const misses = target !== undefined && reply.high !== null && reply.high < target.value;
  const key = misses ? "misses" : "level";
  return {
    clauses: clauses(
      words.t(`reports.feedback.finding.${key}`, {
        late: Math.round((1 - (reply.value ?? 0)) * 10),
        value: print(story, reply).text,
        hours: rules.reply.hours,
        target: target === undefined ? "" : `${decimal(target.value * 100, 0, story.locale)}%`,
      }),
    ),
    tone: misses ? "bad" : "data",
    kind: misses ? "target" : "level",
    figures: [keyOf(reply), ...(change === null ? [] : [keyOf(change.figure)])],
  };
}

/** Who answers what still waits, and when the same number shows whether it worked. */
function nextSection(story: Story, reply: Figure): readonly Part[] {
  const { book, words, rules } = story;
  const open = book.get("feedback.open");
  if (reply.value === null || reply.high === null || (open.value ?? 0) === 0) return [];
  return nextSteps(
    story,
    [
      ownerStep(
        story,
        ["reply"],
        words.t("reports.feedback.next.look", { open: print(story, open).text }),
      ),
      reportStep(
        story,
        words.t("reports.feedback.next.threshold", {
          hours: rules.reply.hours,
          value: print(story, reply).text,
          high: print(story, { ...reply, value: reply.high, low: null, high: null }).text,
        }),
      ),
    ],
    [keyOf(reply), keyOf(open)],
  );
}

/** How many still wait after so many hours, open cases included. */
function waitingHero(story: Story): { hero: Report["hero"]; keys: readonly string[] } | null {
  const { book, words, rules, locale } = story;
  const points = book
    .list("feedback.waiting", "all", ["hours"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => Number(a.by["hours"]) - Number(b.by["hours"]));
  const at = points.filter(({ by }) => Number(by["hours"]) <= rules.reply.hours).at(-1);
  if (at === undefined || points.length < 3) return null;
  return {
    hero: {
      kind: "chart",
      chart: {
        kind: "steps",
        style: numberStyle(story, "share"),
        points: points.map((each) => ({
          x: Number(each.by["hours"]),
          y: each.value ?? 0,
          low: each.low ?? 0,
          high: each.high ?? 1,
        })),
        promise: {
          x: rules.reply.hours,
          text: words.t("reports.feedback.promise", { hours: rules.reply.hours }),
          y: at.value ?? 0,
          atText: words.t("reports.feedback.still-waiting", { value: print(story, at).text }),
        },
        ticks: [0, 12, 24, 36, 48, 72].map((hours) => ({
          x: hours,
          text: words.t("reports.feedback.hours", { hours }),
        })),
      },
      title: words.t("reports.feedback.waiting-title", {
        hours: rules.reply.hours,
        tenth: decimal((at.value ?? 0) * 10, 0, locale),
      }),
      sub: null,
      caption: words.t("reports.feedback.waiting-caption"),
      label: words.t("reports.feedback.waiting-label", {
        hours: rules.reply.hours,
        value: print(story, at).text,
      }),
      table: figureTable(
        story,
        "feedback-waiting",
        points.map((each) => ({
          label: words.t("reports.feedback.hours", { hours: each.by["hours"] ?? "" }),
          figure: each,
        })),
      ),
    },
    keys: points.map(keyOf),
  };
}

function causeSection(story: Story): Part | null {
  const { book, words } = story;
  const [id, column] =
    book.list("feedback.type", "all", ["type"]).length > 0
      ? (["feedback.type", "type"] as const)
      : (["feedback.cause", "cause"] as const);
  const causes = book
    .list(id, "all", [column])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))
    .slice(0, 8);
  const first = causes[0];
  if (first === undefined) return null;
  const name = (cause: string) => causeName(story, cause);
  return {
    section: {
      id: "causes",
      head: words.t("reports.feedback.causes-head", {
        cause: name(first.by[column] ?? ""),
        share: print(story, first).text,
      }),
      sub: null,
      blocks: [
        {
          kind: "chart",
          chart: {
            kind: "bars",
            style: numberStyle(story, "share"),
            bars: causes.map((each) => ({
              label: name(each.by[column] ?? ""),
              value: each.value,
              text: print(story, each).text,
              tone: "data",
              note: words.t("reports.range-of", { range: print(story, each).range }),
            })),
          },
          title: null,
          sub: null,
          caption: words.t("reports.feedback.causes-caption"),
          label: causes
            .map((each) =>
              words.t("reports.labelled", {
                label: name(each.by[column] ?? ""),
                value: print(story, each).text,
              }),
            )
            .join(words.t("reports.list-gap")),
          table: figureTable(
            story,
            "feedback-causes",
            causes.map((each) => ({ label: name(each.by[column] ?? ""), figure: each })),
          ),
        },
      ],
    },
    keys: causes.map(keyOf),
  };
}
