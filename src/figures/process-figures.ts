import { earlyWarning, type EarlyWarning } from "../metrics/early-warning.ts";
import { expectationRatchet } from "../metrics/expectation-ratchet.ts";
import { smoothJourneys } from "../metrics/smooth-journeys.ts";
import { clusteredShare } from "../stats/clustered-share.ts";
import type { Estimate } from "../stats/estimate.ts";
import { kaplanMeier } from "../stats/kaplan-meier.ts";
import { mean } from "../stats/mean.ts";
import { proportion } from "../stats/proportion.ts";
import { quantileInterval } from "../stats/quantile-interval.ts";
import type { CaseRow, Category, Facts } from "../warehouse/facts.ts";
import { counted, figure } from "./book.ts";
import { isComplaint } from "./case-kinds.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { oncePer } from "./once-per.ts";
import { scoreOf } from "./score-of.ts";
import { expectedStandards, measuredStandards, percentBetter } from "./standard-rows.ts";
import { DAY_MS } from "../tables/local-time.ts";

const quantiles = { p50: 0.5, p90: 0.9 } as const;

/** What touchpoints, complaints and standards tell of the way to what a customer came for. */
export function processFigures(task: FigureTask): readonly Figure[] {
  return [
    ...eventFigures(task),
    ...machineFigures(task),
    ...caseCourseFigures(task),
    ...afterCaseFigures(task),
    ...warningFigures(task),
    ...leverFigures(task),
  ];
}

interface Event {
  readonly at: number;
  /** An unknown customer is a person of its own. */
  readonly person: number;
  readonly day: number;
  readonly wave: string;
  readonly outcome: string;
}

const levelAt = ({ codes, levels }: Category, at: number) => levels[codes[at] ?? -1] ?? "";

const eventsOf = oncePer(({ touchpoints, asOfDay }: Facts): readonly Event[] =>
  Array.from({ length: touchpoints.n }, (_, at) => ({
    at,
    person: (touchpoints.customer[at] ?? -1) < 0 ? -1 - at : (touchpoints.customer[at] ?? 0),
    day: touchpoints.day[at] ?? NaN,
    wave: levelAt(touchpoints.wave, at),
    outcome: levelAt(touchpoints.outcome, at),
  })).filter(({ day }) => day <= asOfDay),
);

/**
 * Events that tell whether they went well. A touchpoint of which only setbacks are on record, as
 * of visitors who left, has no share of them and counts nowhere.
 */
function endedOf({ facts, rules }: FigureTask, events: readonly Event[]): readonly Event[] {
  const { setbacks, solved, handedOver } = rules.experience;
  const ends = new Set([...setbacks, ...solved, ...handedOver]);
  const { touchpoint } = facts.touchpoints;
  const ended = events.filter(({ outcome }) => ends.has(outcome));
  const wellAt = new Set(
    ended
      .filter(({ outcome }) => !setbacks.includes(outcome))
      .map(({ at }) => touchpoint.codes[at] ?? -1),
  );
  return ended.filter(({ at }) => wellAt.has(touchpoint.codes[at] ?? -1));
}

/** Waits and service times, and journeys without a setback. */
function eventFigures(task: FigureTask): Figure[] {
  const { touchpoints } = task.facts;
  const setbacks = new Set(task.rules.experience.setbacks);
  const events = eventsOf(task.facts);
  const ended = endedOf(task, events);
  const waves = [...new Set(events.map(({ wave }) => wave))].toSorted();
  const journeys = (own: readonly Event[]) =>
    smoothJourneys(
      own.map(({ person, day, outcome }) => ({ person, day, setback: setbacks.has(outcome) })),
    );
  const inTime = ["all", ...waves].flatMap((period) => {
    const isIn = ({ wave }: Event) => period === "all" || wave === period;
    const own = events.filter(isIn);
    const smooth = journeys(ended.filter(isIn));
    return [
      ...minutes("experience.wait", own, { seconds: touchpoints.wait, period }),
      ...minutes("experience.handling", own, { seconds: touchpoints.duration, period }),
      ...(smooth.value === null ? [] : [figure("experience.smooth", smooth, { period })]),
    ];
  });
  const divided = (category: Category) =>
    [...Map.groupBy(ended, ({ at }) => levelAt(category, at))]
      .filter(([level]) => level !== "")
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...inTime,
    ...divided(touchpoints.stage).map(([stage, own]) =>
      figure("experience.smooth-by-stage", journeys(own), { by: { stage } }),
    ),
    ...divided(touchpoints.touchpoint).map(([touchpoint, own]) =>
      figure("experience.setback", shareOfEvents(own, setbacks), { by: { touchpoint } }),
    ),
  ];
}

function minutes(
  id: "experience.wait" | "experience.handling",
  events: readonly Event[],
  { seconds, period }: { readonly seconds: Float64Array; readonly period: string },
): Figure[] {
  // Sorted here, so that the quantiles have less to sort.
  const values = new Float64Array(events.length);
  for (let i = 0; i < values.length; i += 1) values[i] = (seconds[events[i]!.at] ?? NaN) / 60;
  values.sort();
  return Object.entries(quantiles).flatMap(([quantile, p]) => {
    const own = quantileInterval(values, p);
    return own.value === null ? [] : [figure(id, own, { by: { quantile }, period })];
  });
}

function shareOfEvents(events: readonly Event[], outcomes: ReadonlySet<string>): Estimate {
  const persons = Map.groupBy(events, ({ person }) => person);
  return clusteredShare(
    [...persons.values()].map((own) => ({
      successes: own.filter(({ outcome }) => outcomes.has(outcome)).length,
      events: own.length,
    })),
  );
}

/** What machines solve alone, what they hand over, and what succeeds online. */
function machineFigures(task: FigureTask): Figure[] {
  const { touchpoints } = task.facts;
  const { solved, handedOver, onlineChannels } = task.rules.experience;
  const ended = endedOf(task, eventsOf(task.facts));
  const machine = ended.filter(
    ({ at }) =>
      levelAt(touchpoints.encounter, at) === "human-machine" &&
      ["in", ""].includes(levelAt(touchpoints.stage, at)),
  );
  const online = ended.filter(({ at }) =>
    onlineChannels.includes(levelAt(touchpoints.channel, at)),
  );
  const share = (
    id: "experience.self-solved" | "experience.handed-over" | "experience.online-success",
    events: readonly Event[],
    outcomes: readonly string[],
  ) => (events.length === 0 ? [] : [figure(id, shareOfEvents(events, new Set(outcomes)))]);
  return [
    ...share("experience.self-solved", machine, solved),
    ...share("experience.handed-over", machine, handedOver),
    ...share("experience.online-success", online, solved),
  ];
}

const paths = ["unresolved", "setback", "smooth"] as const;
type Path = (typeof paths)[number];

/** How a complaint went: not resolved, resolved late or only for a while, or straight away. */
function pathOf(each: CaseRow, came: ReadonlySet<string>, hours: number): Path | null {
  if (each.resolved === null) return null;
  if (!each.resolved) return "unresolved";
  const isLate =
    each.firstReplyAt === null || each.firstReplyAt - each.openedAt > hours * 3_600_000;
  return isLate || each.recursOf !== null || came.has(each.caseId) ? "setback" : "smooth";
}

function complaintsOf({ facts, rules }: FigureTask): readonly CaseRow[] {
  return facts.cases.filter((each) => isComplaint(each, rules));
}

function comeAgain({ facts }: FigureTask): ReadonlySet<string> {
  return new Set(facts.cases.flatMap(({ recursOf }) => recursOf ?? []));
}

/** How long complaints take to be settled, and how they went. */
function caseCourseFigures(task: FigureTask): Figure[] {
  const asOf = (task.facts.asOfDay + 1) * DAY_MS;
  const complaints = complaintsOf(task).filter(({ openedAt }) => openedAt <= asOf);
  if (complaints.length === 0) return [];
  const stays = complaints.map(({ openedAt, closedAt }) => ({
    duration: Math.max(0, (Math.min(closedAt ?? asOf, asOf) - openedAt) / 3_600_000),
    ended: closedAt !== null && closedAt <= asOf,
  }));
  const steps = kaplanMeier(stays);
  const reached = (p: number, end: "share" | "low" | "high") =>
    steps.find((step) => step[end] <= 1 - p + 1e-12)?.time ?? null;
  const resolution = Object.entries(quantiles).flatMap(([quantile, p]) => {
    const value = reached(p, "share");
    const estimate = { value, low: reached(p, "low"), high: reached(p, "high"), n: stays.length };
    return value === null ? [] : [figure("experience.resolution", estimate, { by: { quantile } })];
  });
  const came = comeAgain(task);
  const known = complaints.flatMap((each) => pathOf(each, came, task.rules.reply.hours) ?? []);
  if (known.length === 0) return resolution;
  const closed = complaints.filter(({ resolved }) => resolved !== null);
  const settled = closed.filter(({ resolved, caseId }) => resolved === true && !came.has(caseId));
  return [
    ...resolution,
    figure("experience.first-contact", proportion(settled.length, closed.length)),
    ...paths.map((path) =>
      figure(
        "experience.disappointed",
        proportion(known.filter((each) => each === path).length, known.length),
        { by: { path } },
      ),
    ),
  ];
}

/** Satisfaction after a complaint, by how it went, beside that of those who had none. */
function afterCaseFigures(task: FigureTask): Figure[] {
  const { customers, rules } = task;
  const complaints = complaintsOf(task).filter(({ customerId }) => customerId !== null);
  if (complaints.length === 0) return [];
  const came = comeAgain(task);
  const ofPerson = Map.groupBy(complaints, ({ customerId }) => `customer ${customerId}`);
  const within = rules.experience.afterCaseDays * DAY_MS;
  const scores = new Map<string, { readonly path: Path | "none"; readonly score: number }>();
  for (const row of customers.rows) {
    const score = scoreOf(customers, row, "satisfaction");
    if (score === null) continue;
    const own = ofPerson.get(row.person);
    if (own === undefined) {
      scores.set(row.person, { path: "none", score });
      continue;
    }
    const last = own
      .filter(({ openedAt }) => openedAt < row.answeredAt && row.answeredAt - openedAt <= within)
      .toSorted((a, b) => b.openedAt - a.openedAt)[0];
    const path = last === undefined ? null : pathOf(last, came, rules.reply.hours);
    if (path !== null) scores.set(row.person, { path, score });
  }
  return [...paths, "none" as const].flatMap((path) => {
    const own = [...scores.values()].filter((each) => each.path === path);
    return own.length === 0
      ? []
      : [
          figure("experience.by-disappointment", mean(own.map(({ score }) => score)), {
            by: { path },
          }),
        ];
  });
}

/** Whether those who complained or left had told a survey before. */
function warningFigures(task: FigureTask): Figure[] {
  const { customers, facts, rules } = task;
  const { dissatisfied, warningDays } = rules.experience;
  const answers = customers.rows.flatMap((row) => {
    const score = scoreOf(customers, row, "satisfaction");
    return score === null ? [] : [{ person: row.person, at: row.answeredDay, score }];
  });
  if (answers.length === 0) return [];
  const options = { dissatisfied, within: warningDays };
  const complained = complaintsOf(task).flatMap(({ customerId, openedAt }) =>
    customerId === null
      ? []
      : [{ person: `customer ${customerId}`, at: Math.floor(openedAt / DAY_MS) }],
  );
  const left = facts.customers.id.flatMap((id, row) => {
    const at = facts.customers.leftDay[row] ?? NaN;
    return at <= facts.asOfDay ? [{ person: `customer ${id}`, at }] : [];
  });
  return [
    ...warned(earlyWarning(complained, answers, options), [
      "experience.warned-complaints",
      "experience.asked-complainers",
      "experience.complaint-lead",
    ]),
    ...warned(earlyWarning(left, answers, options), [
      "experience.warned-leavers",
      "experience.asked-leavers",
      "experience.leaving-lead",
    ]),
  ];
}

function warned(
  { warned: share, asked, lead }: EarlyWarning,
  [warnedId, askedId, leadId]: readonly [
    "experience.warned-complaints" | "experience.warned-leavers",
    "experience.asked-complainers" | "experience.asked-leavers",
    "experience.complaint-lead" | "experience.leaving-lead",
  ],
): Figure[] {
  if (share.value === null) return [];
  const times = lead.value === null ? [] : [figure(leadId, lead)];
  return [figure(warnedId, share), figure(askedId, asked), ...times];
}

/** Where a promise is not kept: the gap to what is expected now, after keeping it, after lowering it. */
function leverFigures({ facts }: FigureTask): Figure[] {
  const { slope } = expectationRatchet(expectedStandards(facts.standards));
  return measuredStandards(facts.standards).flatMap((own) => {
    const { standard, published, delivered, expected } = own;
    if (percentBetter(own, delivered, published) >= 0) return [];
    const lowered = expected + (slope.value ?? 0) * (delivered - published);
    const n = facts.standards.filter(({ standardId }) => standardId === standard).length;
    const gap = (lever: string, value: number) =>
      counted("experience.standard-lever", value, n, { by: { standard, lever } });
    return [
      gap("now", percentBetter(own, delivered, expected)),
      gap("deliver", percentBetter(own, published, expected)),
      ...(slope.value === null ? [] : [gap("promise", percentBetter(own, delivered, lowered))]),
    ];
  });
}
