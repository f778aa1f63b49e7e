import type { Tone } from "../charts/chart.ts";
import type { Figure } from "../figures/figure.ts";
import { capacityStates } from "../metrics/capacity-states.ts";
import { count, decimal } from "../words/numbers.ts";
import { type Picture } from "./demand-parts.ts";
import { levelName } from "./level-name.ts";
import { nextSteps, reportStep } from "./next-steps.ts";
import type { Part } from "./report.ts";
import { print, type Story } from "./story.ts";
import { figureTable, keyOf, labelled } from "./tables.ts";
import { numberStyle } from "./trend.ts";

export function slotName({ words }: Story, { weekday = "", hour = "" }: Figure["by"]): string {
  return words.t("reports.demand.hour", {
    weekday: words.t(`reports.demand.weekday.${weekday}`),
    hour,
  });
}

/** A usual week: what came, what was turned away, the most and the best. */
export function weekHero(story: Story): Picture | null {
  const { book, words, locale } = story;
  const slots = book.list("demand.week", "all", ["weekday", "hour"]);
  if (slots.length < 3) return null;
  const at = (id: "demand.week-max" | "demand.week-optimal" | "demand.week-lost", { by }: Figure) =>
    book.get(id, "all", by);
  const worst = slots.reduce((a, b) =>
    (at("demand.week-lost", b).value ?? 0) > (at("demand.week-lost", a).value ?? 0) ? b : a,
  );
  const all = slots.flatMap((slot) => [
    slot,
    at("demand.week-lost", slot),
    at("demand.week-max", slot),
    at("demand.week-optimal", slot),
  ]);
  const name = (part: string) => words.t(`reports.demand.week.${part}`);
  return {
    block: {
      kind: "chart",
      chart: {
        kind: "capacity",
        style: numberStyle(story, "count"),
        names: { demand: name("demand"), lost: name("lost"), max: name("max"), best: name("best") },
        points: slots.map((slot) => ({
          group: words.t(`reports.demand.weekday.${slot.by["weekday"]}`),
          label: slotName(story, slot.by),
          demand: slot.value ?? 0,
          lost: at("demand.week-lost", slot).value ?? 0,
          max: at("demand.week-max", slot).value ?? 0,
          best: at("demand.week-optimal", slot).value ?? 0,
        })),
      },
      title: name("title"),
      sub: null,
      caption: name("caption"),
      label: words.t("reports.demand.week.label", {
        slot: slotName(story, worst.by),
        lost: count(at("demand.week-lost", worst).value ?? 0, locale),
        demand: count(worst.value ?? 0, locale),
      }),
      table: figureTable(
        story,
        "demand-week",
        slots.flatMap((slot) => [
          { label: `${slotName(story, slot.by)} ${name("demand")}`, figure: slot },
          {
            label: `${slotName(story, slot.by)} ${name("lost")}`,
            figure: at("demand.week-lost", slot),
          },
        ]),
      ),
    },
    keys: all.map(keyOf),
  };
}

const stateTones: Readonly<Record<string, Tone>> = {
  lost: "bad",
  crowded: "data",
  well: "good",
  idle: "flat",
};
const stateMoney = {
  lost: "demand.lost-money",
  crowded: "demand.crowded-money",
  idle: "demand.idle-money",
} as const;

/** Lost, crowded, well and idle: share of time, guests, money. */
export function stateSection(story: Story): readonly Part[] {
  const { book, words, locale } = story;
  const share = (state: string) => book.get("demand.periods", "all", { state });
  const volume = (state: string) => book.get("demand.volume", "all", { state });
  const money = (state: string) =>
    state === "well" ? null : book.get(stateMoney[state as keyof typeof stateMoney]);
  const states = capacityStates.filter(
    (state) => share(state).value !== null && (state !== "well" || share(state).value !== 0),
  );
  if (states.length === 0) return [];
  const note = (state: string) => {
    const own = money(state);
    if (own === null) return {};
    const isPriced = own.value !== null && own.value > 0;
    return {
      note: words.t(`reports.demand.state.${state}-${isPriced ? "note" : "plain"}`, {
        volume: count(volume(state).value ?? 0, locale),
        money: isPriced ? print(story, own).text : "",
      }),
    };
  };
  const rows = states.flatMap((state) => {
    const label = words.t(`reports.demand.state.${state}`);
    const own = money(state);
    return [
      { label, figure: share(state) },
      ...(own === null ? [] : [volume(state), own])
        .filter(({ value }) => value !== null)
        .map((figure) => ({
          label: words.t("reports.labelled", {
            label,
            value: words.t(`figures.${figure.id}.short`),
          }),
          figure,
        })),
    ];
  });
  return [
    {
      section: {
        id: "states",
        head: words.t("reports.demand.state.head", {
          lost: print(story, share("lost")).text,
          idle: print(story, share("idle")).text,
        }),
        sub: words.t("reports.demand.state.sub"),
        blocks: [
          {
            kind: "chart",
            chart: {
              kind: "bars",
              style: numberStyle(story, "share"),
              bars: states.map((state) => ({
                label: words.t(`reports.demand.state.${state}`),
                value: share(state).value,
                text: print(story, share(state)).text,
                tone: stateTones[state] ?? "data",
                ...note(state),
              })),
            },
            title: null,
            sub: null,
            caption: words.t("reports.demand.state.caption"),
            label: labelled(
              story,
              states.map((state) => ({
                label: words.t(`reports.demand.state.${state}`),
                figure: share(state),
              })),
            ),
            table: figureTable(story, "demand-states", rows),
          },
        ],
      },
      keys: rows.map(({ figure }) => keyOf(figure)),
    },
  ];
}

/** Which place turns away most, how busy each is, and where its hours differ. */
export function placeSection(story: Story): readonly Part[] {
  const { book, words, locale } = story;
  const places = book
    .list("demand.lost-share", "all", ["location"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const [worst, best] = [places[0], places.at(-1)];
  if (worst === undefined || best === undefined || worst === best) return [];
  const name = ({ by }: Figure) => levelName(story, by["location"] ?? "");
  const beside = ({ by }: Figure) => ({
    level: book.get("demand.level", "all", by),
    use: book.get("demand.utilisation", "all", by),
    mix: book.get("demand.mix-distance", "all", by),
  });
  const note = (place: Figure) => {
    const { level, use, mix } = beside(place);
    return words.t(`reports.demand.places.${mix.value === null ? "note-plain" : "note"}`, {
      level: count(level.value ?? 0, locale),
      use: print(story, use).text,
      mix: print(story, mix).text,
    });
  };
  const rows = places.map((figure) => ({ label: name(figure), figure }));
  return [
    {
      section: {
        id: "places",
        head: words.t("reports.demand.places.head", {
          worst: name(worst),
          high: print(story, worst).text,
          best: name(best),
          low: print(story, best).text,
        }),
        sub: words.t("reports.demand.places.sub"),
        blocks: [
          {
            kind: "chart",
            chart: {
              kind: "bars",
              style: numberStyle(story, "share"),
              bars: places.map((place) => ({
                label: name(place),
                value: place.value,
                text: print(story, place).text,
                tone: "data",
                note: note(place),
              })),
            },
            title: null,
            sub: null,
            caption: words.t("reports.demand.places.caption"),
            label: labelled(story, rows),
            table: figureTable(story, "demand-places", rows),
          },
        ],
      },
      keys: places.flatMap((place) => [place, ...Object.values(beside(place))].map(keyOf)),
    },
  ];
}

/** Each lever of the article with the most that it could move. */
export function leverSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const [place, time] = [book.get("demand.lever-place"), book.get("demand.lever-time")];
  if (place.value === null || time.value === null) return [];
  const t = (key: string) => words.t(`reports.demand.lever.${key}`);
  const levers = [
    ["place", place],
    ["time", time],
    ["service", book.get("demand.lever-service")],
    ["price", book.get("demand.lever-price")],
  ] as const;
  const rows = levers.filter(([, { value }]) => value !== null);
  return [
    {
      section: {
        id: "levers",
        head: words.t("reports.demand.lever.head", {
          place: print(story, place).text,
          time: print(story, time).text,
        }),
        sub: t("sub"),
        blocks: [
          {
            kind: "table",
            table: {
              id: "demand-levers",
              columns: [
                { key: "name", title: t("name"), kind: "words" },
                { key: "what", title: t("what"), kind: "words", phone: "aside" },
                { key: "amount", title: t("amount"), kind: "number", phone: "main" },
                { key: "range", title: words.t("reports.range"), kind: "number", phone: "aside" },
              ],
              rows: [
                ...rows.map(([lever, figure]) => ({
                  cells: {
                    name: t(lever),
                    what: t(`${lever}-what`),
                    amount: print(story, figure).text,
                    range: print(story, figure).range,
                  },
                  raw: {
                    name: lever,
                    what: t(`${lever}-what`),
                    amount: figure.value,
                    range: "",
                    low: figure.low,
                    high: figure.high,
                  },
                })),
                {
                  cells: {
                    name: t("talk"),
                    what: t("talk-what"),
                    amount: t("talk-amount"),
                    range: "",
                  },
                  raw: { name: "talk", what: t("talk-what"), amount: null, range: "" },
                },
              ],
            },
          },
        ],
      },
      keys: rows.map(([, figure]) => keyOf(figure)),
    },
  ];
}

/** One try-out at the place that turns away most, in the part of the week in which most are lost. */
export function demandNext(story: Story): readonly Part[] {
  const { book, words, locale } = story;
  const worst = book
    .list("demand.lost-share", "all", ["location"])
    .reduce<Figure | null>((a, b) => (a === null || (b.value ?? 0) > (a.value ?? 0) ? b : a), null);
  const slot = book
    .list("demand.week-lost", "all", ["weekday", "hour"])
    .reduce<Figure | null>((a, b) => (a === null || (b.value ?? 0) > (a.value ?? 0) ? b : a), null);
  if (worst?.value == null || worst.value === 0 || slot?.value == null) return [];
  const t = (key: string, values = {}) => words.t(`reports.demand.next.${key}`, values);
  const shift = t("shift", {
    place: levelName(story, worst.by["location"] ?? ""),
    slot: slotName(story, slot.by),
  });
  const threshold = t("threshold", {
    value: print(story, worst).text,
    low: `${decimal(100 * worst.value * 0.9, 1, locale)}%`,
  });
  return nextSteps(
    story,
    [{ who: t("who"), when: t("when"), what: shift }, reportStep(story, threshold, t("report"))],
    [keyOf(worst), keyOf(slot)],
  );
}
