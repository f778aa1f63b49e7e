import { suppressTable, type SuppressedTable } from "../disclosure/suppress-table.ts";
import { quadrantOf } from "../metrics/loyalty-quadrants.ts";
import { tierOf } from "../metrics/loyalty-tiers.ts";
import {
  transitionMatrix,
  type Passage,
  type TransitionMatrix,
} from "../metrics/transition-matrix.ts";
import { netShare } from "../stats/net-share.ts";
import { noEstimate } from "../stats/estimate.ts";
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
  return [...quadrantFlows(pairs, place, task.site.k.customer), ...tierFlows(task, pairs, place)];
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

/** Reasons to hide cells of a square of persons, their row and column sums being known. */
function hidden(matrix: TransitionMatrix, k: number): SuppressedTable {
  const { states, counts } = matrix;
  return suppressTable({ rows: states, columns: states, counts }, k);
}

/** Of each group the shares that went to each; what a subtraction would tell is hidden too. */
function quadrantFlows(pairs: readonly Pair[], place: Place, k: number): Figure[] {
  const matrix = transitionMatrix(passages(pairs, place.quadrant), { states: quadrants });
  const { reasons, all } = hidden(matrix, k);
  const cells = matrix.states.flatMap((from, i) =>
    matrix.states.map((to, j) =>
      figure("loyalty.flow", matrix.shares[i]?.[j] ?? noEstimate, {
        by: { from, to },
        suppressed: all.rowTotals[i] ?? reasons[i]?.[j] ?? null,
      }),
    ),
  );
  const flows = matrix.flows.flatMap(({ state, came, left, stayed, halfLifePeriods }, i) => {
    const by = { quadrant: state };
    const suppressed = all.rowTotals[i] ?? reasons[i]?.[i] ?? null;
    const net = netShare({ plus: came, minus: left, n: matrix.n });
    return [
      figure("loyalty.stayed", stayed, { by, suppressed }),
      ...(net === null
        ? []
        : [
            figure(
              "loyalty.net-flow",
              { value: 100 * net.value, low: 100 * net.low, high: 100 * net.high, n: matrix.n },
              { by, suppressed: all.rowTotals[i] ?? all.columnTotals[i] ?? null },
            ),
          ]),
      ...(state === "loyalist" && halfLifePeriods.value !== null
        ? [figure("loyalty.half-life", halfLifePeriods, { by, suppressed })]
        : []),
    ];
  });
  return [...cells, ...flows];
}

/** Of the eight tiers only who stays: 64 flows would be mostly groups too small to show. */
function tierFlows({ rules, site }: FigureTask, pairs: readonly Pair[], place: Place): Figure[] {
  const states = rules.tiers.map(({ id }) => id);
  const matrix = transitionMatrix(passages(pairs, place.tier), { states });
  const { reasons, all } = hidden(matrix, site.k.customer);
  return matrix.flows.flatMap(({ state, before, stayed }, i) =>
    before === 0
      ? []
      : [
          figure("loyalty.tier-stayed", stayed, {
            by: { tier: state },
            suppressed: all.rowTotals[i] ?? reasons[i]?.[i] ?? null,
          }),
        ],
  );
}
