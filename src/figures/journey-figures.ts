import { unitLink } from "../metrics/unit-links.ts";
import { ols } from "../stats/ols.ts";
import { latestPerPerson } from "./answer-rows.ts";
import { figure } from "./book.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { journeyPathFigures } from "./journey-path-figures.ts";
import { journeyPeopleFigures } from "./journey-people-figures.ts";
import { locationMoney } from "./location-money.ts";
import { locationScores, shownTeams, type Column } from "./location-scores.ts";
import type { FigureId } from "./registry.ts";
import { scoreOf } from "./score-of.ts";

/** The way of customers from first hearing to recommending, and what goes with a good one. */
export function journeyFigures(task: FigureTask): readonly Figure[] {
  return [
    ...linkFigures(task),
    ...recognitionFigures(task),
    ...journeyPathFigures(task),
    ...journeyPeopleFigures(task),
  ];
}

const experience = ["cx.effective", "cx.ease", "cx.feeling"] as const;

/** Experience beside what article 004 says it moves with, location by location. */
function linkFigures(task: FigureTask): Figure[] {
  const { customers, employees } = task;
  const asked = experience.filter((name) => name in customers.scales);
  const own = asked.length === experience.length ? asked : ["satisfaction"];
  const parts = own.map((name) => said(task, name));
  const first = parts[0] ?? new Map<string, number>();
  const levels = [...first.keys()].filter((level) => parts.every((part) => part.has(level)));
  const score: Column = new Map(
    levels.map((level) => [
      level,
      parts.reduce((sum, part) => sum + (part.get(level) ?? 0), 0) / parts.length,
    ]),
  );
  const growth: Column = new Map(
    [...locationMoney(task).byLocation].flatMap(([level, { years }]) => {
      const value = years?.growth ?? null;
      return value === null ? [] : [[level, value] as const];
    }),
  );
  return [
    ...rankOf("journey.with-recognition", score, said(task, "brand.identification")),
    ...rankOf("journey.with-loyalty", score, said(task, "loyalty.intent")),
    ...rankOf(
      "journey.with-belonging",
      score,
      locationScores(employees, shownTeams(task), {
        construct: "employee.belonging",
        least: task.site.k.employee,
      }),
    ),
    ...rankOf("journey.with-revenue", score, growth),
  ];
}

function said({ customers, site }: FigureTask, construct: string): Column {
  return locationScores(customers, latestPerPerson(customers.rows, [construct]), {
    construct,
    least: site.k.customer,
  });
}

function rankOf(id: FigureId, xs: Column, ys: Column): Figure[] {
  if (xs.size === 0 || ys.size === 0) return [];
  const levels = [...new Set([...xs.keys(), ...ys.keys()])].toSorted();
  const column = (own: Column) => levels.map((level) => own.get(level) ?? null);
  const none = levels.map(() => null);
  return [figure(id, unitLink(column(xs), column(ys), none).spearman)];
}

/** Points of preference and identification that go with ten points more of satisfaction. */
function recognitionFigures({ customers }: FigureTask): Figure[] {
  return ["brand.preference", "brand.identification"].flatMap((outcome) => {
    const asked = ["satisfaction", outcome];
    if (!asked.every((name) => name in customers.scales)) return [];
    const persons = latestPerPerson(customers.rows, asked);
    const column = (name: string) => persons.map((row) => scoreOf(customers, row, name));
    const fit = ols(column(outcome), { satisfaction: column("satisfaction") });
    const slope = fit?.coefficients[1];
    if (fit === null || slope === undefined) return [];
    const { value, low, high } = slope;
    return [
      figure(
        "journey.recognition-slope",
        { value: 10 * value, low: 10 * low, high: 10 * high, n: fit.n },
        { by: { outcome } },
      ),
    ];
  });
}
