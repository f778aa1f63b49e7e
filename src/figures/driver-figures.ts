import { importancePerformance } from "../metrics/importance-performance.ts";
import { keyDrivers, type KeyDrivers, type NoKeyDrivers } from "../metrics/key-drivers.ts";
import { cronbachAlpha } from "../stats/cronbach-alpha.ts";
import { mean } from "../stats/mean.ts";
import { answerRows, latestPerPerson, type AnswerRow, type Answers } from "./answer-rows.ts";
import { figure } from "./book.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { scoreOf } from "./score-of.ts";

const families = {
  satisfaction: { outcome: "satisfaction", isDriver: (name: string) => /^aspect\./u.test(name) },
  kind: { outcome: "satisfaction", isDriver: (name: string) => /^kind\./u.test(name) },
  value: { outcome: "loyalty.intent", isDriver: (name: string) => /^perceived\./u.test(name) },
} as const;

export type DriverFamily = keyof typeof families;

/** What moves with satisfaction and with the intent to return, and how reliable groups of questions are. */
export function driverFigures(task: FigureTask): readonly Figure[] {
  const names = Object.keys(families) as DriverFamily[];
  return [
    ...names.flatMap((family) => familyFigures(task.customers, family)),
    ...alphaFigures(task),
  ];
}

/** The shares and ranks of one family; nothing where the gate of key drivers is not passed. */
function familyFigures(customers: Answers, family: DriverFamily): readonly Figure[] {
  const found = driversOf(customers, family);
  if (found === null || found.result.kind === "none") return [];
  const { n, drivers, r2 } = found.result;
  const shares = drivers.flatMap(({ name, ofExplained, rank, rankLow, rankHigh }) => [
    figure(`driver.${family}`, ofExplained, { by: { driver: name } }),
    figure(
      `driver.${family}-rank`,
      { value: rank, low: rankLow, high: rankHigh, n },
      { by: { driver: name } },
    ),
  ]);
  if (family !== "satisfaction") return shares;
  const complete = found.rows.filter((row) => found.columns.every((name) => row[name] !== null));
  const scores = drivers.map(({ name }) =>
    figure("driver.satisfaction-score", mean(complete.map((row) => row[name] ?? null)), {
      by: { driver: name },
    }),
  );
  return [...shares, ...scores, figure("driver.satisfaction-fit", r2)];
}

interface FoundDrivers {
  readonly result: KeyDrivers | NoKeyDrivers;
  readonly columns: readonly string[];
  /** Scores from 0 to 100 by construct, one row a person. */
  readonly rows: readonly Readonly<Record<string, number | null>>[];
}

/** Null where nothing of the family is asked beside its outcome. */
function driversOf(customers: Answers, family: DriverFamily): FoundDrivers | null {
  const { outcome, isDriver } = families[family];
  const drivers = Object.keys(customers.scales).filter(isDriver).toSorted();
  if (drivers.length < 2 || customers.scales[outcome] === undefined) return null;
  const columns = [outcome, ...drivers];
  const rows = latestPerPerson(customers.rows, columns).map((row) =>
    Object.fromEntries(columns.map((name) => [name, scoreOf(customers, row, name)])),
  );
  if (rows.length === 0) return null;
  const column = (name: string) => rows.map((row) => row[name] ?? null);
  const result = keyDrivers(
    column(outcome),
    Object.fromEntries(drivers.map((name) => [name, column(name)])),
    { seed: `driver.${family}` },
  );
  return { result, columns, rows };
}

/** Where the drivers lie by importance and performance, from figures that a page has looked up. */
export function placedDrivers(
  shares: readonly Figure[],
  scores: readonly Figure[],
): ReturnType<typeof importancePerformance> {
  const estimate = ({ value, low, high, n }: Figure) => ({ value, low, high, n: n ?? 0 });
  return importancePerformance(
    shares.flatMap((share) => {
      const name = share.by["driver"] ?? "";
      const score = scores.find(({ by }) => by["driver"] === name);
      return score === undefined
        ? []
        : [{ name, importance: estimate(share), performance: estimate(score) }];
    }),
  );
}

/** Cronbach's alpha of each group of constructs that one survey asks together. */
function alphaFigures({ facts, constructs, site }: FigureTask): readonly Figure[] {
  const tables = facts.answers.toSorted((a, b) => (a.survey.id < b.survey.id ? -1 : 1));
  return tables.flatMap((table) => {
    const { audience, id: survey } = table.survey;
    const answers = answerRows({ ...facts, answers: [table] }, audience);
    const groups = Map.groupBy(
      Object.keys(answers.scales).toSorted(),
      (construct) => constructs[construct]?.group ?? "",
    );
    return [...groups]
      .filter(([group, members]) => group !== "" && members.length >= 2)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([group, members]) =>
        togetherIn(answers.rows, members).flatMap((together) => {
          const reliability = alphaOf(answers, together);
          const { raw, low, high, n } = reliability;
          if (raw === null || n < site.k[audience]) return [];
          return [
            figure("satisfaction.alpha", { value: raw, low, high, n }, { by: { group, survey } }),
          ];
        }),
      );
  });
}

/** The largest set of a group's constructs that somebody was asked all of. */
function togetherIn(
  rows: readonly AnswerRow[],
  members: readonly string[],
): readonly (readonly string[])[] {
  const sets = new Map<string, readonly string[]>();
  const seen = new Set<ReadonlySet<string>>();
  for (const { asked } of rows) {
    if (seen.has(asked)) continue;
    seen.add(asked);
    const own = members.filter((construct) => asked.has(construct));
    if (own.length >= 2) sets.set(own.join(), own);
  }
  const largest = [...sets.values()].toSorted(
    (a, b) => b.length - a.length || (a.join() < b.join() ? -1 : 1),
  );
  return largest.slice(0, 1);
}

function alphaOf(
  answers: Answers,
  constructs: readonly string[],
): ReturnType<typeof cronbachAlpha> {
  const persons = latestPerPerson(answers.rows, constructs);
  return cronbachAlpha(
    constructs.map((construct) => persons.map((row) => scoreOf(answers, row, construct))),
  );
}
