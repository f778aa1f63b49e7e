import { fiveA, fiveAFunnel, type FiveAStep } from "../metrics/five-a.ts";
import { clusteredShare } from "../stats/clustered-share.ts";
import type { Estimate } from "../stats/estimate.ts";
import { mean } from "../stats/mean.ts";
import { proportion } from "../stats/proportion.ts";
import { welch } from "../stats/welch.ts";
import { latestPerPerson, levelOf } from "./answer-rows.ts";
import { counted, figure } from "./book.ts";
import { contactsOf, lastContacts, type Contact } from "./contacts.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { scoreOf } from "./score-of.ts";

/** Touchpoints and phases, the five A, those who ask and never buy, and who owns a touchpoint. */
export function journeyPathFigures(task: FigureTask): readonly Figure[] {
  const contacts = contactsOf(task).filter(({ encounter }) => encounter !== "machine-machine");
  if (contacts.length === 0) return [];
  return [
    ...placeFigures(task, contacts, "touchpoint"),
    ...placeFigures(task, contacts, "stage"),
    ...afterFigures(task, contacts),
    ...fiveAFigures(contacts),
    ...hesitantFigures(task, contacts),
    ...ownerFigures(task, contacts),
  ];
}

const year = 365;

const ids = {
  touchpoint: {
    contacts: "journey.contacts",
    dropOff: "journey.drop-off",
    score: "journey.touch-score",
  },
  stage: {
    contacts: "journey.phase-contacts",
    dropOff: "journey.phase-drop-off",
    score: "journey.phase-score",
  },
} as const;

/** Of each touchpoint or phase: contacts in 12 months, the share that went wrong, and satisfaction after it. */
function placeFigures(
  task: FigureTask,
  contacts: readonly Contact[],
  place: "touchpoint" | "stage",
): Figure[] {
  const { customers, facts, rules } = task;
  const { setbacks, solved, handedOver } = rules.experience;
  const ends = new Set([...setbacks, ...solved, ...handedOver]);
  const ended = contacts.filter(({ outcome }) => ends.has(outcome));
  const bothAt = withBothEnds(ended, setbacks);
  const persons = latestPerPerson(customers.rows, ["satisfaction"]);
  const places = Map.groupBy(contacts, (contact) => contact[place]);
  return [...places]
    .filter(([name]) => name !== "")
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, own]) => {
      const by = { [place]: name };
      const recent = own.filter(({ day }) => day > facts.asOfDay - year).length;
      const judged = own.filter(
        ({ outcome, touchpoint }) => ends.has(outcome) && bothAt.has(touchpoint),
      );
      const last = lastContacts(persons, own, rules.encounters.days).flatMap(({ row, contact }) => {
        const score = scoreOf(customers, row, "satisfaction");
        return score === null ? [] : [{ score, isSetback: setbacks.includes(contact.outcome) }];
      });
      const scores = (isSetback: boolean) =>
        last.flatMap((each) => (each.isSetback === isSetback ? [each.score] : []));
      const gap = welch(scores(true), scores(false));
      return [
        ...(recent === 0 ? [] : [counted(ids[place].contacts, recent, recent, { by })]),
        ...(judged.length === 0
          ? []
          : [figure(ids[place].dropOff, shareOfSetbacks(judged, setbacks), { by })]),
        ...(last.length === 0
          ? []
          : [figure(ids[place].score, mean(last.map(({ score }) => score)), { by })]),
        ...(place === "stage" || gap.low === null || scores(true).length < leastSetbacks
          ? []
          : [
              figure(
                "journey.setback-gap",
                { value: gap.difference, low: gap.low, high: gap.high, n: last.length },
                { by },
              ),
            ]),
      ];
    });
}

/**
 * Touchpoints of which good and bad ends are on record: where only those who left are, as of
 * visitors, there is no share of them, and none of the phase either.
 */
function withBothEnds(ended: readonly Contact[], setbacks: readonly string[]): ReadonlySet<string> {
  const lostAt = new Set<string>();
  const wellAt = new Set<string>();
  for (const { touchpoint, outcome } of ended) {
    (setbacks.includes(outcome) ? lostAt : wellAt).add(touchpoint);
  }
  return new Set([...lostAt].filter((touchpoint) => wellAt.has(touchpoint)));
}

/** Contacts of one person are alike, so they are counted together; those of nobody known stand alone. */
function shareOfSetbacks(contacts: readonly Contact[], setbacks: readonly string[]): Estimate {
  const persons = Map.groupBy(contacts, (contact) =>
    contact.customer < 0 ? contact : contact.customer,
  );
  return clusteredShare(
    [...persons.values()].map((own) => ({
      successes: own.filter(({ outcome }) => setbacks.includes(outcome)).length,
      events: own.length,
    })),
  );
}

/** Fewer answers after a setback say nothing of it. */
const leastSetbacks = 10;

/** Of buyers who were served after buying, who bought again since and who shared. */
function afterFigures(task: FigureTask, contacts: readonly Contact[]): Figure[] {
  const { facts, rules, window } = task;
  if (!facts.tables.has("transactions") || window === null) return [];
  const { afterSale, shares } = rules.journey;
  const { firstDay, lastDay } = facts.customers;
  const known = Map.groupBy(
    contacts.filter(({ customer }) => customer >= 0),
    ({ customer }) => customer,
  );
  const served = [...known].flatMap(([customer, own]) => {
    const met = own.find(
      ({ touchpoint, day }) =>
        afterSale.includes(touchpoint) && day >= (firstDay[customer] ?? Infinity),
    );
    return met === undefined || met.day > facts.asOfDay - window.days
      ? []
      : [
          {
            bought: (lastDay[customer] ?? -Infinity) > met.day,
            shared: own.some(
              ({ touchpoint, day }) => day >= met.day && shares.includes(touchpoint),
            ),
          },
        ];
  });
  const of = (key: "bought" | "shared") =>
    proportion(served.filter((each) => each[key]).length, served.length);
  return [
    figure("journey.after-bought", of("bought")),
    figure("journey.after-shared", of("shared")),
  ];
}

function fiveAFigures(contacts: readonly Contact[]): Figure[] {
  const isStep = (step: string): step is FiveAStep => (fiveA as readonly string[]).includes(step);
  const known = Map.groupBy(
    contacts.filter(({ customer, step }) => customer >= 0 && isStep(step)),
    ({ customer }) => customer,
  );
  const paths = [...known.values()].map((own) =>
    own.flatMap(({ step }) => (isStep(step) ? [step] : [])),
  );
  if (paths.length === 0) return [];
  const funnel = fiveAFunnel(paths);
  return [
    ...funnel.reached.map(({ step, persons }) =>
      counted("journey.a5", persons, persons, { by: { step } }),
    ),
    ...funnel.next
      .filter(({ share }) => share.value !== null)
      .map(({ step, share }) => figure("journey.a5-next", share, { by: { step } })),
    figure("journey.par", funnel.par),
    figure("journey.bar", funnel.bar),
    figure("journey.a5-loops", funnel.loops),
    figure("journey.a5-unasked", funnel.unasked),
  ];
}

/**
 * Came often, asked and never bought: a problem of the act step where their segment buys at least
 * as often as all who are known, else perhaps no customers of ours.
 */
function hesitantFigures({ facts, rules }: FigureTask, contacts: readonly Contact[]): Figure[] {
  const { customers, tables } = facts;
  if (!tables.has("transactions") || !tables.has("customers")) return [];
  const { visits, asks, leastVisits } = rules.journey;
  const rates = buyRates(customers);
  const known = Map.groupBy(
    contacts.filter(({ customer }) => customer >= 0),
    ({ customer }) => customer,
  );
  const hesitant = [...known]
    .filter(
      ([customer, own]) =>
        !((customers.purchases[customer] ?? 0) >= 1) &&
        own.filter(({ touchpoint }) => visits.includes(touchpoint)).length >= leastVisits &&
        own.some(({ touchpoint }) => asks.includes(touchpoint)),
    )
    .map(([customer]) => levelOf(customers.segment, customer));
  const verdictOf = (segment: string) => {
    const own = rates.bySegment.get(segment);
    if (segment === "" || own === undefined || own.high === null || own.low === null)
      return "unclear";
    if ((rates.whole.value ?? 0) > own.high) return "target";
    return (rates.whole.value ?? 0) < own.low ? "act" : "unclear";
  };
  const verdicts = Map.groupBy(hesitant, verdictOf);
  return [
    ...[...rates.bySegment]
      .filter(([segment]) => segment !== "")
      .map(([segment, rate]) => figure("journey.buy-rate", rate, { by: { segment } })),
    figure("journey.buy-rate", rates.whole),
    counted("journey.hesitant", hesitant.length, hesitant.length),
    ...(["act", "target", "unclear"] as const)
      .filter(() => hesitant.length > 0)
      .map((verdict) =>
        figure(
          "journey.hesitant-verdict",
          proportion(verdicts.get(verdict)?.length ?? 0, hesitant.length),
          { by: { verdict } },
        ),
      ),
  ];
}

/** Of everybody in the register the share that ever bought, by segment. */
function buyRates(customers: FigureTask["facts"]["customers"]) {
  const rows = Array.from({ length: customers.n }, (_, row) => ({
    segment: levelOf(customers.segment, row),
    bought: (customers.purchases[row] ?? 0) >= 1,
    listed: customers.listed[row] === 1,
  })).filter(({ listed }) => listed);
  const rate = (own: typeof rows) =>
    proportion(own.filter(({ bought }) => bought).length, own.length);
  return {
    whole: rate(rows),
    bySegment: new Map(
      [...Map.groupBy(rows, ({ segment }) => segment)]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([segment, own]) => [segment, rate(own)] as const),
    ),
  };
}

/** Which department does something about a touchpoint; one that none does anything about is an orphan. */
function ownerFigures({ facts }: FigureTask, contacts: readonly Contact[]): Figure[] {
  const touchpoints = [...new Set(contacts.map(({ touchpoint }) => touchpoint))]
    .filter((name) => name !== "")
    .toSorted();
  if (!facts.tables.has("actions") || touchpoints.length === 0) return [];
  const owned = facts.actions.filter(
    ({ touchpoint, department }) => touchpoint !== null && department !== null,
  );
  const names = new Set(owned.map(({ touchpoint }) => touchpoint));
  const cells = Map.groupBy(owned, ({ touchpoint, department }) => `${touchpoint}|${department}`);
  return [
    figure(
      "journey.owned",
      proportion(touchpoints.filter((name) => names.has(name)).length, touchpoints.length),
    ),
    ...[...cells]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .filter(([, own]) => touchpoints.includes(own[0]?.touchpoint ?? ""))
      .map(([, own]) =>
        counted("journey.owner", own.length, own.length, {
          by: { touchpoint: own[0]?.touchpoint ?? "", department: own[0]?.department ?? "" },
        }),
      ),
    ...touchpoints
      .filter((name) => !names.has(name))
      .map((touchpoint) => counted("journey.owner", 0, 0, { by: { touchpoint, department: "" } })),
  ];
}
