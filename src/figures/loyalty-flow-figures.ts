import { quadrantOf } from "../metrics/loyalty-quadrants.ts";
import { tierOf } from "../metrics/loyalty-tiers.ts";
import { transitionMatrix, type Passage } from "../metrics/transition-matrix.ts";
import { netShare } from "../stats/net-share.ts";
import { proportion } from "../stats/proportion.ts";
import type { Scale } from "../survey/definition.ts";
import type { AnswerRow } from "./answer-rows.ts";
import { figure } from "./book.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { score } from "./said-figures.ts";
import { followsDirectly } from "./wave.ts";

const quadrants = ["loyalist", "mercenary", "hostage", "defector"] as const;

/** Who moves between the four groups and the eight tiers from a wave to the next. */
export function loyaltyFlowFigures(task: FigureTask): readonly Figure[] {
  const { scales } = task.customers;
  const [satisfaction, intent] = [scales["satisfaction"], scales["loyalty.intent"]];
  if (satisfaction === undefined || intent === undefined) return [];
  const pairs = followed(task);
  if (pairs.length === 0) return [];
  const place = placer(task, { satisfaction, intent });
  return [...quadrantFlows(pairs, place), ...tierFlows(task, pairs, place)];
}

interface Pair {
  readonly before: AnswerRow;
  readonly after: AnswerRow;
}

/** Of each person the latest two waves, one after the other, in both of which they answered. */
function followed({ customers, site }: FigureTask): readonly Pair[] {
  const people = Map.groupBy(
    customers.rows.filter(
      (row) => score(row, "satisfaction") !== null && score(row, "loyalty.intent") !== null,
    ),
    ({ person }) => person,
  );
  return [...people.values()].flatMap((rows) => {
    const byWave = new Map(rows.map((row) => [row.wave, row]));
    const waves = [...byWave.keys()].toSorted();
    const at = waves.findLastIndex(
      (wave, index) => index > 0 && followsDirectly(waves[index - 1] ?? "", wave, site.wave),
    );
    const [before, after] = [byWave.get(waves[at - 1] ?? ""), byWave.get(waves[at] ?? "")];
    return before === undefined || after === undefined ? [] : [{ before, after }];
  });
}

interface Place {
  readonly quadrant: (row: AnswerRow) => string | null;
  readonly tier: (row: AnswerRow) => string | null;
}

function placer(
  { customers, rules, facts }: FigureTask,
  { satisfaction, intent }: { readonly satisfaction: Scale; readonly intent: Scale },
): Place {
  const recommend = customers.scales["loyalty.recommend"];
  const isNps = recommend?.min === 0 && recommend.max === 10;
  const brought = new Map<string, number>();
  for (const id of facts.customers.referrer) {
    if (id !== null) brought.set(id, (brought.get(id) ?? 0) + 1);
  }
  const hundred = (value: number | null, { min, max }: Scale) =>
    value === null ? null : ((value - min) / (max - min)) * 100;
  const said = (row: AnswerRow) => ({
    satisfaction: hundred(score(row, "satisfaction"), satisfaction),
    intent: hundred(score(row, "loyalty.intent"), intent),
  });
  return {
    quadrant: (row) => {
      const { satisfaction: satisfied, intent: loyal } = said(row);
      return quadrantOf({ satisfaction: satisfied, loyalty: loyal }, rules.quadrants);
    },
    tier: (row) =>
      tierOf(
        {
          ...said(row),
          recommend: isNps ? score(row, "loyalty.recommend") : null,
          referrals:
            row.customer < 0 ? 0 : (brought.get(facts.customers.id[row.customer] ?? "") ?? 0),
        },
        rules.tiers,
      ),
  };
}

function passages(pairs: readonly Pair[], place: (row: AnswerRow) => string | null): Passage[] {
  return pairs.map(({ before, after }) => ({ before: place(before), after: place(after) }));
}

function quadrantFlows(pairs: readonly Pair[], place: Place): Figure[] {
  const matrix = transitionMatrix(passages(pairs, place.quadrant), { states: quadrants });
  const cells = matrix.states.flatMap((from, i) =>
    matrix.states.map((to, j) =>
      figure("loyalty.flow", proportion(matrix.counts[i]?.[j] ?? 0, matrix.n), {
        by: { from, to },
      }),
    ),
  );
  const flows = matrix.flows.flatMap(({ state, came, left, stayed, halfLifePeriods }) => {
    const by = { quadrant: state };
    const net = netShare({ plus: came, minus: left, n: matrix.n });
    return [
      figure("loyalty.stayed", stayed, { by }),
      ...(net === null
        ? []
        : [
            figure(
              "loyalty.net-flow",
              { value: 100 * net.value, low: 100 * net.low, high: 100 * net.high, n: matrix.n },
              { by },
            ),
          ]),
      ...(state === "loyalist" && halfLifePeriods.value !== null
        ? [figure("loyalty.half-life", halfLifePeriods, { by })]
        : []),
    ];
  });
  return [...cells, ...flows];
}

/** Of the eight tiers only who stays: 64 flows would be mostly groups too small to show. */
function tierFlows({ rules }: FigureTask, pairs: readonly Pair[], place: Place): Figure[] {
  const states = rules.tiers.map(({ id }) => id);
  const { flows } = transitionMatrix(passages(pairs, place.tier), { states });
  return flows
    .filter(({ before }) => before > 0)
    .map(({ state, stayed }) => figure("loyalty.tier-stayed", stayed, { by: { tier: state } }));
}
