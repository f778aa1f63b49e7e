import type { Figure } from "../figures/figure.ts";
import { kindOf, type FigureId } from "../figures/registry.ts";
import { periodName } from "../words/numbers.ts";
import type { Finding } from "./finding.ts";
import { driverName } from "./driver-section.ts";
import type { FigureRow } from "./group-strips.ts";
import { levelName } from "./level-name.ts";
import { nextSteps, ownerStep, reportStep } from "./next-steps.ts";
import { numberBlock } from "./number-block.ts";
import type { Part, Report } from "./report.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import { numbersSection } from "./satisfaction.ts";
import { clauses, latestWave, print, type Story } from "./story.ts";
import {
  apart,
  crossTableOf,
  levelRows,
  lowestHead,
  scoreRows,
  stripSection,
  tableOf,
} from "./strip-section.ts";
import { keyOf } from "./tables.ts";
import { trend } from "./trend.ts";

const shownNumbers = [
  "experience.smooth",
  "experience.cx-index",
  "experience.self-solved",
  "experience.first-contact",
] as const satisfies readonly FigureId[];

/** Experience (体验): whether customers get through smoothly, how fast, and what it feels like. */
export function experienceReport(story: Story): Report {
  const { book, words, locale } = story;
  const finding = experienceFinding(story);
  if (finding === null) {
    const table = story.tables.has("touchpoints") ? "responses" : "touchpoints";
    return absentReport(story, "experience", table);
  }
  const period = latestWave(story, "experience.smooth") ?? "all";
  const smooth = book.get("experience.smooth", period);
  const cx = book.get("experience.cx-index");
  const picture = trend(story, ["experience.smooth"], { name: "experience-trend" });
  const known = shownNumbers.filter((id) => book.get(id, waveOf(story, id)).value !== null);
  const sections: readonly Part[] = [
    numbersSection(
      story,
      known.map((id) => numberBlock(story, id, { pagePeriod: period })),
    ),
    ...setbackSections(story),
    ...speedSection(story),
    ...machineSection(story),
    ...complaintSections(story),
    ...profileSections(story),
    ...nextSection(story),
  ];
  const rough = roughest(story);
  const [worst] = rough;
  return finishReport(story, {
    id: "experience",
    kicker: [period === "all" ? words.t("reports.period.all") : periodName(period, locale)],
    finding,
    lead:
      smooth.value === null
        ? words.rich("reports.experience.lead.said", {
            value: print(story, cx).text,
            range: print(story, cx).range,
            n: print(story, cx).n,
          })
        : [
            ...words.rich("reports.experience.lead.did", {
              value: print(story, smooth).text,
              range: print(story, smooth).range,
              n: print(story, smooth).n,
            }),
            ...(worst === undefined
              ? []
              : [
                  words.t("reports.word-gap"),
                  ...words.rich("reports.experience.lead.where", {
                    places: placeNames(story, rough),
                    share: print(story, worst).text,
                    n: rough.length,
                  }),
                ]),
          ],
    hero: picture?.block ?? null,
    parts: sections,
    figures: [...(picture?.keys ?? []), ...finding.figures],
    methods: methodIds(story),
    caveats: ["caveat.regulars", "caveat.association", "experience.caveat"],
  });
}

function waveOf(story: Story, id: FigureId): string {
  return latestWave(story, id) ?? "all";
}

function methodIds(story: Story): readonly FigureId[] {
  const told = new Set(story.book.figures.map(({ id }) => id));
  const ids = [
    ...shownNumbers,
    "experience.wait",
    "experience.setback",
    "experience.handed-over",
    "experience.by-disappointment",
    "driver.kind",
    "experience.rival-gap",
  ] as const;
  return ids.filter((id) => told.has(id) && kindOf(id) !== undefined);
}

export function experienceFinding(story: Story): Finding | null {
  const { book, words } = story;
  const smooth = book.get("experience.smooth", waveOf(story, "experience.smooth"));
  const cx = book.get("experience.cx-index");
  if (smooth.value === null && cx.value === null) return null;
  const figure = smooth.value === null ? cx : smooth;
  const spoilt: Figure = {
    ...smooth,
    value: 1 - (smooth.value ?? 0),
    low: smooth.high === null ? null : 1 - smooth.high,
    high: smooth.low === null ? null : 1 - smooth.low,
  };
  return {
    clauses: clauses(
      smooth.value === null
        ? words.t("reports.experience.finding.index", { value: print(story, cx).text })
        : words.t("reports.experience.finding.spoilt", { value: print(story, spoilt).text }),
    ),
    tone: "data",
    kind: "level",
    figures: [keyOf(figure)],
  };
}

/** Where journeys are spoilt: by stage, and at which touchpoint. */
function setbackSections(story: Story): readonly Part[] {
  const { book, words } = story;
  const stages = book.list("experience.smooth-by-stage", "all", ["stage"]);
  const order = ["pre", "in", "after"];
  const places = roughPlaces(story);
  const [worst, next] = places;
  const isClear = next === undefined || (worst?.low ?? 0) > (next.high ?? 1);
  const stageRows = levelRows(
    stages.toSorted(
      (a, b) => order.indexOf(a.by["stage"] ?? "") - order.indexOf(b.by["stage"] ?? ""),
    ),
    "stage",
    (stage) => words.t(`reports.experience.stage.${stage}`),
  );
  const roughestStage = apart(
    stageRows.toSorted((a, b) => (a.figure.value ?? 0) - (b.figure.value ?? 0)),
    "lowest",
  );
  return [
    ...stripSection(story, "setbacks", {
      head: words.t(`reports.experience.setbacks.${isClear ? "worst" : "unclear"}`, {
        place: levelName(story, worst?.by["touchpoint"] ?? ""),
        share: worst === undefined ? "" : print(story, worst).text,
        next: levelName(story, next?.by["touchpoint"] ?? ""),
      }),
      sub: words.t("reports.experience.setbacks.sub"),
      column: words.t("reports.experience.setbacks.column"),
      rows: levelRows(places, "touchpoint", (place) => levelName(story, place)),
    }),
    ...stripSection(story, "stages", {
      head: words.t(
        `reports.experience.stages.head.${roughestStage === null ? "together" : "lowest"}`,
        {
          stage: roughestStage?.label ?? "",
          value: roughestStage === null ? "" : print(story, roughestStage.figure).text,
        },
      ),
      sub: words.t("reports.experience.stages.sub"),
      column: words.t("reports.experience.stages.column"),
      rows: stageRows,
    }),
  ];
}

/** Touchpoints of customers by the share of setbacks, most first; those between machines stand elsewhere. */
function roughPlaces({ book, rules }: Story): readonly Figure[] {
  return book
    .list("experience.setback", "all", ["touchpoint"])
    .filter(({ value }) => (value ?? 0) > 0)
    .filter(({ by }) => !rules.encounters.machine.includes(by["touchpoint"] ?? ""))
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
}

/** The roughest place, and those that cannot be told from it. */
function roughest(story: Story): readonly Figure[] {
  const places = roughPlaces(story);
  return places.filter(({ high }) => (high ?? 1) >= (places[0]?.low ?? 0)).slice(0, 2);
}

function placeNames(story: Story, places: readonly Figure[]): string {
  const { words } = story;
  return places
    .map(({ by }) =>
      words.t("reports.experience.place", { name: levelName(story, by["touchpoint"] ?? "") }),
    )
    .join(words.t("reports.experience.place-gap"));
}

/** Who looks into the place with most setbacks, and when the same number shows whether it worked. */
function nextSection(story: Story): readonly Part[] {
  const { words } = story;
  const rough = roughest(story);
  const [worst] = rough;
  if (worst === undefined || worst.low === null) return [];
  const place = levelName(story, worst.by["touchpoint"] ?? "");
  return nextSteps(
    story,
    [
      ownerStep(
        story,
        ["worst-group"],
        words.t("reports.experience.next.look", { places: placeNames(story, rough) }),
      ),
      reportStep(
        story,
        words.t("reports.experience.next.threshold", {
          place,
          value: print(story, worst).text,
          low: print(story, { ...worst, value: worst.low, low: null, high: null }).text,
        }),
      ),
    ],
    [keyOf(worst)],
  );
}

/** Waiting and service times in minutes; below, what customers say of the time. */
function speedSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const rows = (["experience.wait", "experience.handling"] as const).flatMap((id) =>
    quantileRows(story, id),
  );
  const wait = book.get("experience.wait", "all", { quantile: "p50" });
  const slow = book.get("experience.wait", "all", { quantile: "p90" });
  const saved = book.get("top2.speed-saved-time");
  const more = [
    ...quantileRows(story, "experience.resolution"),
    { label: words.t("figures.top2.speed-saved-time.name"), figure: saved },
  ];
  return stripSection(story, "speed", {
    head: words.t("reports.experience.speed.head", {
      wait: print(story, wait).text,
      slow: print(story, slow).text,
    }),
    sub: words.t(
      saved.value === null ? "reports.experience.speed.sub" : "reports.experience.speed.sub-saved",
      { saved: print(story, saved).text, range: print(story, saved).range },
    ),
    column: words.t("reports.what"),
    rows,
    more: tableOf(story, "experience-times", more),
  });
}

function quantileRows(
  story: Story,
  id: "experience.wait" | "experience.handling" | "experience.resolution",
): readonly FigureRow[] {
  const { book, words } = story;
  return (["p50", "p90"] as const)
    .map((quantile) => ({
      label: words.t(`reports.experience.quantile.${quantile}`, {
        name: words.t(`figures.${id}.name`),
      }),
      figure: book.get(id, "all", { quantile }),
    }))
    .filter(({ figure }) => figure.value !== null);
}

/** What machines solve alone and what they hand over; what succeeds online. */
function machineSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const ids = [
    "experience.self-solved",
    "experience.handed-over",
    "experience.online-success",
  ] as const;
  const rows = ids
    .map((id) => ({ label: words.t(`figures.${id}.name`), figure: book.get(id) }))
    .filter(({ figure }) => figure.value !== null);
  return stripSection(story, "self-service", {
    head: words.t("reports.experience.machine.head", {
      solved: print(story, book.get("experience.self-solved")).text,
      over: print(story, book.get("experience.handed-over")).text,
    }),
    sub: words.t("reports.experience.machine.sub"),
    column: words.t("reports.what"),
    rows,
  });
}

/** How complaints went, and how satisfied people were after each way. */
function complaintSections(story: Story): readonly Part[] {
  const { book, words } = story;
  const name = (path: string) => words.t(`reports.experience.path.${path}`);
  const unresolved = book.get("experience.disappointed", "all", { path: "unresolved" });
  const setback = book.get("experience.disappointed", "all", { path: "setback" });
  const none = book.get("experience.by-disappointment", "all", { path: "none" });
  const after = book.list("experience.by-disappointment", "all", ["path"]);
  const lower = after.every(
    ({ by, high }) => by["path"] === "none" || (high ?? 100) < (none.low ?? 0),
  );
  return [
    ...stripSection(story, "disappointed", {
      head: words.t("reports.experience.disappointed.head", {
        unresolved: print(story, unresolved).text,
        setback: print(story, setback).text,
      }),
      sub: words.t("reports.experience.disappointed.sub", { hours: story.rules.reply.hours }),
      column: words.t("reports.experience.disappointed.column"),
      rows: levelRows(book.list("experience.disappointed", "all", ["path"]), "path", name),
    }),
    ...stripSection(story, "after-complaint", {
      head: words.t(`reports.experience.after.${lower ? "lower" : "unclear"}`),
      sub: words.t("reports.experience.after.sub", {
        days: story.rules.experience.afterCaseDays,
      }),
      column: words.t("reports.experience.disappointed.column"),
      rows: levelRows(after, "path", name),
    }),
  ];
}

const profiles = {
  cx: { constructs: ["cx.effective", "cx.ease", "cx.feeling"], total: "experience.cx-index" },
  kind: { constructs: ["kind.design", "kind.purchase", "kind.function", "kind.digital"] },
  faces: {
    constructs: [
      "experience.sense",
      "experience.emotion",
      "experience.thought",
      "experience.act",
      "experience.relate",
    ],
  },
  perceived: {
    constructs: ["perceived.economic", "perceived.functional", "perceived.psychological"],
  },
  total: {
    constructs: ["total.brand", "total.product", "total.service", "total.money", "total.time"],
    total: "experience.total-index",
  },
  web: {
    constructs: ["web.easy", "web.reliable", "web.fast", "web.secure"],
    total: "experience.web-index",
  },
} as const;

/** Groups of questions that the articles name, each lowest first, with what they rest on below. */
function profileSections(story: Story): readonly Part[] {
  const { book, words } = story;
  return (Object.keys(profiles) as (keyof typeof profiles)[]).flatMap((id) => {
    const profile = profiles[id];
    const rows = scoreRows(story, profile.constructs);
    if (rows.length < 2) return [];
    const name = words.t(`reports.experience.profile.${id}.name`);
    const total = "total" in profile ? book.get(profile.total) : null;
    const more = id === "kind" || id === "perceived" ? besideTable(story, id) : [];
    return stripSection(story, `profile-${id}`, {
      head: lowestHead(story, name, rows),
      sub: words.t(`reports.experience.profile.${id}.sub`),
      column: name,
      rows: [
        ...rows,
        ...(total === null || total.value === null
          ? []
          : [{ label: words.t("reports.experience.profile.index"), figure: total, total: true }]),
      ],
      ...(more.length === 0 ? {} : { more }),
    });
  });
}

/** How much each matters, with its rank, and how far ahead of a rival it is. */
function besideTable(story: Story, id: "kind" | "perceived") {
  const { book, words } = story;
  const family = id === "kind" ? "kind" : "value";
  const drivers = book
    .list(`driver.${family}`, "all", ["driver"])
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const what = ["matters", "rank", ...(id === "kind" ? ["rival"] : [])];
  return crossTableOf(story, `beside-${id}`, {
    what: words.t(`reports.experience.profile.${id}.name`),
    columns: what.map((key) => ({ key, title: words.t(`reports.experience.beside.${key}`) })),
    rows: drivers.map((share) => {
      const { driver = "" } = share.by;
      return {
        label: driverName(story, driver),
        figures: [
          share,
          book.get(`driver.${family}-rank`, "all", { driver }),
          ...(id === "kind"
            ? [book.get("experience.rival-gap", "all", { construct: driver })]
            : []),
        ],
      };
    }),
  });
}
