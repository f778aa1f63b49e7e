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
import { chainFigures } from "./chain-figures.ts";
import { claimFigures } from "./claim-figures.ts";
import { coCreationFigures } from "./co-creation-figures.ts";
import { constructFigures } from "./construct-figures.ts";
import type { FigureTask } from "./figure-task.ts";
import { behaviourFigures, lifetimeFigures } from "./behaviour-figures.ts";
import { counted, openBook, type Book } from "./book.ts";
import { caseFigures } from "./case-figures.ts";
import { changeFigures } from "./change-figures.ts";
import { awayRows, didFigures, tierFigures, type ReturnWindow } from "./did-figures.ts";
import { demandFigures } from "./demand-figures.ts";
import { divergenceFigures } from "./divergence-figures.ts";
import { driverFigures } from "./driver-figures.ts";
import { elementsFigures } from "./elements-figures.ts";
import { experienceFigures } from "./experience-figures.ts";
import { processFigures } from "./process-figures.ts";
import { feedbackFigures } from "./feedback-figures.ts";
import { investFigures } from "./invest-figures.ts";
import { figureKey, type Figure } from "./figure.ts";
import { hideSmallGroups } from "./hide-small-groups.ts";
import { journeyFigures } from "./journey-figures.ts";
import { trustFigures } from "./trust-figures.ts";
import { answerCounts, employeeFigures, periodsOf, saidFigures } from "./said-figures.ts";
import { equityFigures } from "./equity-figures.ts";
import { lifecycleFigures } from "./lifecycle-figures.ts";
import { loyaltyFigures } from "./loyalty-figures.ts";
import { stepsFigures } from "./steps-figures.ts";
import { modesFigures } from "./modes-figures.ts";
import { withOwnMargin } from "./own-margin.ts";
import { populationWeights } from "./population-weights.ts";

export interface CompanyFigures {
  readonly book: Book;
  readonly customers: Answers;
  readonly employees: Answers;
  readonly window: ReturnWindow | null;
  readonly lifetime: LifetimeModel | HistoricValue | null;
}

/** Figures of reports that need nothing but the task, in any order. */
const reportFigures: readonly ((task: FigureTask) => readonly Figure[])[] = [
  constructFigures,
  coCreationFigures,
  demandFigures,
  investFigures,
  driverFigures,
  experienceFigures,
  processFigures,
  divergenceFigures,
  elementsFigures,
  feedbackFigures,
  stepsFigures,
  trustFigures,
  loyaltyFigures,
  lifecycleFigures,
  equityFigures,
  modesFigures,
  chainFigures,
  journeyFigures,
];

/** Every figure of a build, small groups already hidden: the only way from facts to pages. */
export function companyFigures(
  facts: Facts,
  settings: Pick<Settings, "rules" | "site" | "constructs" | "claims">,
): CompanyFigures {
  const { site, constructs, claims } = settings;
  const rules = withOwnMargin(settings.rules, facts);
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
  const figures = [
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
    ...reportFigures.flatMap((figuresOf) => figuresOf(task)),
  ];
  const known = new Set(figures.map(({ id, period, by }) => figureKey(id, period, by)));
  const changes = changeFigures(facts, customers, { rules, wave: site.wave, windowDays, known });
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
