import {
  lifetimeValue,
  type HistoricValue,
  type LifetimeModel,
} from "../metrics/lifetime-value.ts";
import type { Settings } from "../settings/read-settings.ts";
import type { Rules } from "../settings/rules.ts";
import { quantileCounted } from "../stats/quantile.ts";
import type { Facts } from "../warehouse/facts.ts";
import { answerRows, type Answers } from "./answer-rows.ts";
import { claimFigures } from "./claim-figures.ts";
import { behaviourFigures, lifetimeFigures } from "./behaviour-figures.ts";
import { counted, openBook, type Book } from "./book.ts";
import { caseFigures } from "./case-figures.ts";
import { changeFigures, waveChanges } from "./change-figures.ts";
import { awayRows, didFigures, tierFigures, type ReturnWindow } from "./did-figures.ts";
import { figureKey, type Figure } from "./figure.ts";
import { hideSmallGroups } from "./hide-small-groups.ts";
import { answerCounts, employeeFigures, periodsOf, saidFigures } from "./said-figures.ts";
import { populationWeights } from "./population-weights.ts";
import {
  inOrder,
  noneTaken,
  reportFigures,
  type FamiliesTask,
  type FamilyFigures,
} from "./report-figures.ts";

export interface CompanyFigures {
  readonly book: Book;
  readonly customers: Answers;
  readonly employees: Answers;
  readonly window: ReturnWindow | null;
  readonly lifetime: LifetimeModel | HistoricValue | null;
}

/** Works out families of figures in another thread until all are taken. */
export type FiguresBeside = (given: FamiliesTask) => Promise<readonly FamilyFigures[]>;

/**
 * Every figure of a build, small groups already hidden: the only way from facts to pages. With
 * `beside`, part of them is worked out there meanwhile; the figures are the same.
 */
export async function companyFigures(
  facts: Facts,
  { rules, site, constructs, claims }: Pick<Settings, "rules" | "site" | "constructs" | "claims">,
  beside: FiguresBeside | null = null,
): Promise<CompanyFigures> {
  const { answers: customers, figures: weights } = populationWeights(
    answerRows(facts, "customer"),
    site.margins,
    rules.thinBelow,
  );
  const employees = answerRows(facts, "employee");
  const window = returnWindow(facts, rules);
  const windowDays = window?.days ?? null;
  const hasOrders = facts.tables.has("transactions") && facts.transactions.rows > 0;
  const lifetime = hasOrders
    ? lifetimeValue(facts.customers, {
        asOfDay: facts.asOfDay,
        calibrationDay: facts.calibrationDay,
        gaps: facts.transactions.gaps,
        ...rules.clv,
      })
    : null;
  const task = { facts, rules, site, constructs, customers, employees, window, lifetime };
  const taken = noneTaken();
  const asked = beside?.({ task, taken });
  asked?.catch(() => undefined);
  const own = [
    ...weights,
    ...joinCounts(facts, customers, employees),
    ...readCounts(facts),
    ...saidFigures(customers),
    ...(window === null
      ? []
      : didFigures(customers, window, { asOfDay: facts.asOfDay, k: site.k.customer })),
    ...(windowDays === null
      ? []
      : [counted("loyalty.return-window", windowDays, repeatBuyers(facts))]),
    ...tierFigures(customers, rules, facts.customers),
    ...(hasOrders ? behaviourFigures(facts, { rules, wave: site.wave, windowDays }) : []),
    ...lifetimeFigures(lifetime, awayByPeriod(facts, customers, windowDays)),
    ...caseFigures(facts, rules),
    ...employeeFigures(employees, site.k.employee),
  ];
  const moved = waveChanges(facts, customers, { rules, wave: site.wave, windowDays });
  const families = [...reportFigures({ task, taken }), ...((await asked) ?? [])];
  const figures = [...own, ...inOrder(families)];
  const known = new Set(figures.map(({ id, period, by }) => figureKey(id, period, by)));
  const changes = changeFigures(moved, { confidence: rules.confidence, known });
  const published = openBook(
    hideSmallGroups([...figures, ...changes.figures], site.k),
    changes.clear,
  );
  const judged = claimFigures(published, claims, rules.thinBelow);
  return {
    book: openBook([...published.figures, ...judged], changes.clear),
    customers,
    employees,
    window,
    lifetime,
  };
}

function readCounts({ files }: Facts): readonly Figure[] {
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const rejected = files.reduce((sum, file) => sum + file.rejected, 0);
  return [
    counted("data.files", files.length, files.length),
    counted("data.rows", rows, rows),
    counted("data.rejected", rejected, rows + rejected),
  ];
}

/** The rule's days, or the quantile of repeat buyers' gaps; null when nobody has come twice. */
export function returnWindow(
  { transactions }: Facts,
  { returnWindow: rule }: Rules,
): ReturnWindow | null {
  const gaps = transactions.gaps.map(({ days, count }) => ({ value: days, count }));
  const at = (quantile: number) => quantileCounted(gaps, quantile);
  const days = rule.days ?? at(rule.quantile);
  if (days === null) return null;
  const others = [0.5, 0.75].map(at).filter((each) => each !== null && each !== days) as number[];
  return { days, others: [...new Set(others)] };
}

/** Persons with a gap between two purchases. */
function repeatBuyers({ customers }: Facts): number {
  return customers.purchases.reduce((sum, purchases) => sum + Number(purchases >= 2), 0);
}

function joinCounts(
  facts: Facts,
  customers: Answers,
  employees: Answers,
): ReturnType<typeof answerCounts> {
  const tables = facts.answers.filter(({ survey }) => survey.audience === "customer");
  let unjoined = 0;
  let anonymous = 0;
  for (const { n, customerId, customer } of tables) {
    for (let row = 0; row < n; row += 1) {
      if (customerId[row] === null) anonymous += 1;
      else if ((customer[row] ?? -1) < 0) unjoined += 1;
    }
  }
  return answerCounts(customers, employees, unjoined, anonymous);
}

function awayByPeriod(
  facts: Facts,
  answers: Answers,
  days: number | null,
): { period: string; customers: number[] }[] {
  if (days === null || answers.rows.length === 0) return [];
  return periodsOf(answers.rows).map((period) => ({
    period,
    customers: awayRows(answers, { period, days, asOfDay: facts.asOfDay }).map(
      ({ customer }) => customer,
    ),
  }));
}
