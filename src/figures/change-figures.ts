import {
  holmFamily,
  waveChange,
  type ChangeKind,
  type PersonValue,
  type WaveChange,
} from "../metrics/wave-change.ts";
import type { Rules } from "../settings/rules.ts";
import type { Scale } from "../survey/definition.ts";
import type { Facts } from "../warehouse/facts.ts";
import { latestPerPerson, type AnswerRow, type Answers } from "./answer-rows.ts";
import { levelAt, repeatDays } from "./behaviour-figures.ts";
import { rounded, sourceOf } from "./book.ts";
import { hasReturned } from "./did-figures.ts";
import { figureKey, type By, type Figure } from "./figure.ts";
import { changingFigures, kindOf, type ChangingFigureId } from "./registry.ts";
import { score, trustConstructs } from "./said-figures.ts";
import { dimensions } from "./slice.ts";
import { followsDirectly, waveOfDay, type WaveKind } from "./wave.ts";
import { DAY_MS } from "../tables/local-time.ts";

/** One person's contribution to a figure in one wave, with the levels the person stands in. */
interface Contribution extends PersonValue {
  readonly wave: string;
  readonly levels: Readonly<Record<string, string>>;
}

interface Series {
  readonly id: ChangingFigureId;
  readonly kind: ChangeKind;
  readonly values: readonly Contribution[];
}

export interface ChangeOptions {
  readonly rules: Rules;
  readonly wave: WaveKind;
  readonly windowDays: number | null;
}

export interface Changes {
  readonly figures: readonly Figure[];
  /** Keys of the changes that are clear. */
  readonly clear: ReadonlySet<string>;
}

/** A figure of a population, and how far it moved to a wave. */
interface Changed {
  readonly id: ChangingFigureId;
  readonly by: By;
  readonly wave: string;
  readonly change: WaveChange;
}

/** Every change between the last two waves, by population: what changeFigures judges. */
export function waveChanges(
  facts: Facts,
  answers: Answers,
  options: ChangeOptions,
): readonly (readonly Changed[])[] {
  const series = [
    ...answerSeries(facts, answers, options),
    ...repeatSeries(facts, options.wave),
    replySeries(facts, options.rules),
  ];
  const populations: By[] = [{}, ...dimensions.flatMap((dimension) => levelsOf(series, dimension))];
  return populations.map((by) => series.flatMap((each) => changeOf(each, by, options)));
}

/**
 * Change since the wave before (较上期变化), each figure against its own last two waves
 * of enough persons.
 *
 * For      every arrow of the site; there is none without a clear change.
 * Formula  waveChange person by person; the changes of one report and one population are one
 *          family for Holm, and the interval printed is the adjusted one.
 * Takes    waveChanges, in which waves of fewer than `rules.thinBelow` persons are passed over; two
 *          waves with another between them give no change, nor do weighted numbers. known: keys of
 *          the figures that the build has, since a change stands beside its own or not at all.
 * Gives    `<id>.change` figures in the wave they lead to, and which of them are clear. Their
 *          source names what the whole family read: its adjusted interval follows all of them.
 * Source   articles/002 (定期测量); Holm (1979); methods 12.
 */
export function changeFigures(
  populations: readonly (readonly Changed[])[],
  { confidence, known }: { readonly confidence: number; readonly known: ReadonlySet<string> },
): Changes {
  const figures: Figure[] = [];
  const clear = new Set<string>();
  for (const all of populations) {
    const changes = all.filter(({ id, wave, by }) => known.has(figureKey(id, wave, by)));
    for (const family of Map.groupBy(changes, ({ id }) => kindOf(id).home).values()) {
      const judged = holmFamily(family, 1 - confidence);
      const read = new Set(family.flatMap(({ id }) => kindOf(id).source));
      for (const [index, { difference, low, high, clear: isClear }] of judged.entries()) {
        const figure = changeFigure({ difference, low, high }, { ...family[index]!, read });
        figures.push(figure);
        if (isClear) clear.add(figureKey(figure.id, figure.period, figure.by));
      }
    }
  }
  return { figures, clear };
}

function changeOf({ id, kind, values }: Series, by: By, { rules, wave }: ChangeOptions): Changed[] {
  const [dimension, level] = Object.entries(by)[0] ?? [null, ""];
  const members =
    dimension === null ? values : values.filter(({ levels }) => levels[dimension] === level);
  const byWave = Map.groupBy(members, ({ wave }) => wave);
  const waves = [...byWave.keys()]
    .filter((wave) => byWave.get(wave)!.length >= rules.thinBelow)
    .toSorted();
  const [before, after] = [waves.at(-2), waves.at(-1)];
  if (before === undefined || after === undefined) return [];
  if (!followsDirectly(before, after, wave)) return [];
  const [earlier, later] = [byWave.get(before)!, byWave.get(after)!];
  const change = waveChange(earlier, later, {
    kind,
    draws: rules.bootstrapDraws,
    seed: `${id}.change@${after}`,
  });
  return change.difference === null ? [] : [{ id, by, wave: after, change }];
}

function changeFigure(
  { difference, low, high }: { difference: number | null; low: number | null; high: number | null },
  { id, by, wave, change, read }: Changed & { readonly read: ReadonlySet<string> },
): Figure {
  const { unit, base, source } = kindOf(id);
  return {
    id: `${id}.change`,
    value: rounded(difference),
    low: rounded(low),
    high: rounded(high),
    n: change.nBefore + change.nAfter,
    unit,
    by,
    period: wave,
    method: change.method,
    base,
    source: sourceOf([...new Set([...source, ...read])], by),
    suppressed: null,
  };
}

/** Figures that follow weights, which the test of a change does not. */
const weighted: ReadonlySet<ChangingFigureId> = new Set([
  "satisfaction.csat",
  "satisfaction.mean",
  "loyalty.nps",
]);

/** What a response says to each figure, null where it does not count. */
function answerSeries(facts: Facts, answers: Answers, { windowDays }: ChangeOptions): Series[] {
  const { scales, rows } = answers;
  const top = scales["satisfaction"]?.max;
  const intent = scales["loyalty.intent"];
  const satisfaction = (row: AnswerRow) => score(row, "satisfaction");
  const isFull = (row: AnswerRow) => top !== undefined && (satisfaction(row) ?? -Infinity) >= top;
  const saidYes = (row: AnswerRow) =>
    intent !== undefined && (score(row, "loyalty.intent") ?? -Infinity) >= intent.max - 1;
  const away = (row: AnswerRow): number | null => {
    const returned = windowDays === null ? null : hasReturned(row, windowDays, facts.asOfDay);
    return returned === null ? null : Number(!returned);
  };
  const intended = (row: AnswerRow, test: (value: number) => boolean): number | null => {
    const value = score(row, "loyalty.intent");
    return isFull(row) && value !== null ? Number(test(value)) : null;
  };
  const told: Readonly<
    Partial<Record<ChangingFigureId, readonly [ChangeKind, (row: AnswerRow) => number | null]>>
  > = {
    "satisfaction.csat": [
      "share",
      (row) =>
        satisfaction(row) === null || top === undefined
          ? null
          : Number(satisfaction(row)! >= top - 1),
    ],
    "satisfaction.mean": ["mean", satisfaction],
    "satisfaction.expectation-gap": [
      "mean",
      ({ expected, perceived }) =>
        expected === null || perceived === null ? null : perceived - expected,
    ],
    "loyalty.nps": [
      "nps",
      (row) =>
        scales["loyalty.recommend"]?.min === 0 && scales["loyalty.recommend"].max === 10
          ? score(row, "loyalty.recommend")
          : null,
    ],
    "loyalty.said-yes": [
      "share",
      (row) => intended(row, (value) => value >= (intent?.max ?? 0) - 1),
    ],
    "loyalty.satisfied-not-loyal": [
      "share",
      (row) => intended(row, (value) => value < ((intent?.min ?? 0) + (intent?.max ?? 0)) / 2),
    ],
    "loyalty.satisfied-not-returned": ["share", (row) => (isFull(row) ? away(row) : null)],
    "loyalty.said-yes-not-returned": [
      "share",
      (row) => (isFull(row) && saidYes(row) ? away(row) : null),
    ],
    "trust.index": ["mean", (row) => trustOf(row, scales)],
  };
  const waves = [...new Set(rows.map(({ wave }) => wave))];
  const isWeighted = rows.some(({ weight }) => weight !== 1);
  return changingFigures.flatMap((id) => {
    const rule = told[id];
    if (rule === undefined || (isWeighted && weighted.has(id))) return [];
    const [kind, value] = rule;
    const values = waves.flatMap((wave) =>
      latestPerPerson(
        rows.filter((row) => row.wave === wave),
        askedFor(id),
      )
        .map((row) => ({ person: row.person, value: value(row), wave, levels: levelsOfRow(row) }))
        .filter((each) => each.value !== null),
    );
    return values.length === 0 ? [] : [{ id, kind, values }];
  });
}

/** What a survey must ask for its answer to be a person's latest one to a figure. */
function askedFor(id: ChangingFigureId): readonly string[] {
  if (id === "satisfaction.expectation-gap") return ["pair"];
  if (id === "loyalty.nps") return ["loyalty.recommend"];
  return id === "trust.index" ? Object.values(trustConstructs) : ["satisfaction"];
}

function levelsOfRow({ segment, location, channel }: AnswerRow): Contribution["levels"] {
  return { segment, location, channel };
}

function trustOf(row: AnswerRow, scales: Readonly<Record<string, Scale>>): number | null {
  let product = 1;
  for (const construct of Object.values(trustConstructs)) {
    const value = score(row, construct);
    const scale = scales[construct];
    if (value === null || scale === undefined) return null;
    product *= (value - scale.min) / (scale.max - scale.min);
  }
  return 100 * Math.cbrt(product);
}

function repeatSeries({ customers, asOfDay }: Facts, wave: WaveKind): Series[] {
  const values: Contribution[] = [];
  for (let row = 0; row < customers.n; row += 1) {
    const due = (customers.firstDay[row] ?? Number.NaN) + repeatDays;
    if (!(due <= asOfDay)) continue;
    values.push({
      person: row,
      value: (customers.secondDay[row] ?? Number.NaN) <= due ? 1 : 0,
      wave: waveOfDay(due, wave),
      levels: {
        segment: levelAt(customers.segment, row),
        location: levelAt(customers.location, row),
        channel: levelAt(customers.channel, row),
      },
    });
  }
  return values.length === 0 ? [] : [{ id: "loyalty.repeat-rate-90d", kind: "share", values }];
}

function replySeries({ cases, asOfDay }: Facts, { reply }: Rules): Series {
  const limit = reply.hours * 3_600_000;
  const asOf = (asOfDay + 1) * DAY_MS;
  return {
    id: "feedback.reply-24h",
    kind: "share",
    values: cases
      .filter(({ openedAt }) => openedAt + limit <= asOf)
      .map(({ caseId, openedAt, firstReplyAt, wave, segment, location, channel }) => ({
        person: caseId,
        value: firstReplyAt !== null && firstReplyAt - openedAt <= limit ? 1 : 0,
        wave,
        levels: { segment: segment ?? "", location: location ?? "", channel: channel ?? "" },
      })),
  };
}

function levelsOf(series: readonly Series[], dimension: string): By[] {
  const names = new Set(
    series.flatMap(({ values }) => values.map(({ levels }) => levels[dimension] ?? "")),
  );
  if (names.size === 0 || (names.size === 1 && names.has(""))) return [];
  return [...names].toSorted().map((level) => ({ [dimension]: level }));
}
