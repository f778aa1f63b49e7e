import { keyDrivers } from "../metrics/key-drivers.ts";
import { mean } from "../stats/mean.ts";
import { ols } from "../stats/ols.ts";
import { proportion } from "../stats/proportion.ts";
import { twoProportions, type Successes } from "../stats/two-proportions.ts";
import { DAY_MS } from "../tables/local-time.ts";
import type { CaseRow } from "../warehouse/facts.ts";
import { latestPerPerson } from "./answer-rows.ts";
import { figure } from "./book.ts";
import { isComplaint } from "./case-kinds.ts";
import { contactsOf, lastContacts, type Contact } from "./contacts.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { inPoints } from "./in-points.ts";
import { scoreOf } from "./score-of.ts";

/** The three kinds of contact: how many, how they went, who caused what failed. */
export function encounterFigures(task: FigureTask): readonly Figure[] {
  return [
    ...contactFigures(task),
    ...driverFigures(task, "face"),
    ...driverFigures(task, "self"),
    ...environmentFigures(task),
    ...causeFigures(task),
  ];
}

/** `0-11`, `11-14`, … of each hour, by the hours at which a part of the day begins. */
function partsOfDay(starts: readonly number[]): readonly string[] {
  const edges = [0, ...starts.toSorted((a, b) => a - b), 24];
  return Array.from({ length: 24 }, (_, hour) => {
    const at = edges.findLastIndex((edge) => edge <= hour);
    return `${edges[at]}-${edges[at + 1]}`;
  });
}

function contactFigures(task: FigureTask): Figure[] {
  const { rules, customers } = task;
  const { machine, days, parts } = rules.encounters;
  const partOf = partsOfDay(parts);
  const contacts = contactsOf(task);
  const met = contacts.filter(({ encounter }) => encounter !== "");
  if (met.length === 0) return [];
  const encounters = [...Map.groupBy(met, ({ encounter }) => encounter)].toSorted(byName);
  const served = met.filter(({ stage }) => stage === "in");
  const persons = served.filter(({ encounter }) => encounter !== "machine-machine");
  const last = lastContacts(latestPerPerson(customers.rows, ["satisfaction"]), persons, days);
  const scored = (of: (contact: Contact) => string) =>
    [...Map.groupBy(last, ({ contact }) => of(contact))]
      .toSorted(byName)
      .map(
        ([name, own]) =>
          [name, mean(own.map(({ row }) => scoreOf(customers, row, "satisfaction")))] as const,
      )
      .filter(([, { n }]) => n > 0);
  return [
    ...encounters.map(([encounter, own]) =>
      figure("chain.encounter", proportion(own.length, met.length), { by: { encounter } }),
    ),
    ...[...Map.groupBy(persons, ({ hour }) => partOf[hour] ?? "")]
      .toSorted(byName)
      .map(([part, own]) => {
        const face = own.filter(({ encounter }) => encounter === "face").length;
        return figure("chain.face-by-part", proportion(face, own.length), { by: { part } });
      }),
    ...scored(({ encounter }) => encounter).map(([encounter, estimate]) =>
      figure("chain.satisfied-by-encounter", estimate, { by: { encounter } }),
    ),
    ...scored(({ hour }) => partOf[hour] ?? "").map(([part, estimate]) =>
      figure("chain.satisfied-by-part", estimate, { by: { part } }),
    ),
    ...machine.flatMap((touchpoint) => {
      const own = met.filter((each) => each.touchpoint === touchpoint && each.outcome !== "");
      const well = own.filter(({ outcome }) => rules.experience.solved.includes(outcome));
      return own.length === 0
        ? []
        : [figure("chain.machine", proportion(well.length, own.length), { by: { touchpoint } })];
    }),
  ];
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Which part of an encounter goes with satisfaction; nothing where key drivers do not pass their gate. */
function driverFigures({ customers }: FigureTask, group: "face" | "self"): Figure[] {
  const names = Object.keys(customers.scales)
    .filter((name) => name.startsWith(`${group}.`))
    .toSorted();
  if (names.length < 2) return [];
  const persons = latestPerPerson(customers.rows, ["satisfaction", ...names]);
  const column = (name: string) => persons.map((row) => scoreOf(customers, row, name));
  const found = keyDrivers(
    column("satisfaction"),
    Object.fromEntries(names.map((name) => [name, column(name)])),
    { seed: `chain.${group}` },
  );
  if (found.kind === "none") return [];
  return found.drivers.flatMap(({ name, ofExplained, rank, rankLow, rankHigh }) => [
    figure(`chain.${group}-driver`, ofExplained, { by: { driver: name } }),
    figure(
      `chain.${group}-rank`,
      { value: rank, low: rankLow, high: rankHigh, n: found.n },
      { by: { driver: name } },
    ),
  ]);
}

/** Points of satisfaction that go with ten points more of the surroundings, alone and with the other parts held still. */
function environmentFigures({ customers }: FigureTask): Figure[] {
  const aspects = Object.keys(customers.scales)
    .filter((name) => name.startsWith("aspect."))
    .toSorted();
  const own = "aspect.environment";
  if (!aspects.includes(own) || customers.scales["satisfaction"] === undefined) return [];
  const persons = latestPerPerson(customers.rows, ["satisfaction", ...aspects]);
  const column = (name: string) => persons.map((row) => scoreOf(customers, row, name));
  const slope = (names: readonly string[], held: string) => {
    const predictors = Object.fromEntries(names.map((name) => [name, column(name)]));
    const fit = ols(column("satisfaction"), predictors);
    const found = fit?.coefficients.find(({ name }) => name === own);
    if (fit === null || found === undefined) return [];
    const { value, low, high } = found;
    const estimate = { value: 10 * value, low: 10 * low, high: 10 * high, n: fit.n };
    return [figure("chain.environment", estimate, { by: { held } })];
  };
  return [...slope([own], "nothing"), ...(aspects.length > 1 ? slope(aspects, "others") : [])];
}

/** Whose fault it was, as the file says, and what came of teaching customers. */
function causeFigures(task: FigureTask): Figure[] {
  const complaints = task.facts.cases.filter(
    (each) => isComplaint(each, task.rules) && each.attributable !== null,
  );
  if (complaints.length === 0) return [];
  const parties = [...Map.groupBy(complaints, ({ attributable }) => attributable ?? "")];
  return [
    ...parties
      .toSorted(byName)
      .map(([party, own]) =>
        figure("chain.attributed", proportion(own.length, complaints.length), { by: { party } }),
      ),
    ...teachingFigures(task, complaints),
  ];
}

const longestDays = 365;

/** The same number of days, a year at most, before and after customers were first taught. */
function teachingFigures({ facts, rules }: FigureTask, complaints: readonly CaseRow[]): Figure[] {
  const done = facts.actions
    .filter(({ kind }) => kind !== null && rules.encounters.teaching.includes(kind))
    .flatMap(({ doneDay }) => (doneDay === null || doneDay > facts.asOfDay ? [] : [doneDay]));
  if (done.length === 0) return [];
  const day = Math.min(...done);
  const span = Math.min(longestDays, facts.asOfDay - day);
  const caused = (from: number, to: number): Successes => {
    const own = complaints.filter(({ openedAt }) => {
      const opened = Math.floor(openedAt / DAY_MS);
      return opened >= from && opened <= to;
    });
    return {
      successes: own.filter(({ attributable }) => attributable === "customer").length,
      n: own.length,
    };
  };
  const before = caused(day - span, day - 1);
  const after = caused(day + 1, day + span);
  if (before.n === 0 || after.n === 0) return [];
  const { difference, low, high } = twoProportions(after, before);
  return [
    figure("chain.customer-caused", proportion(before.successes, before.n), {
      by: { when: "before" },
    }),
    figure("chain.customer-caused", proportion(after.successes, after.n), {
      by: { when: "after" },
    }),
    figure(
      "chain.customer-caused-change",
      inPoints({ value: difference, low, high, n: before.n + after.n }),
    ),
  ];
}
