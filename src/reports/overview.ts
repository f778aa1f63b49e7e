import { changingFigures, type FigureId } from "../figures/registry.ts";
import { dimensions, type Dimension } from "../figures/slice.ts";
import { count, money, periodName } from "../words/numbers.ts";
import type { Finding, Rich } from "./finding.ts";
import { levelName } from "./level-name.ts";
import { groupHead, groupStrips, type Groups } from "./group-strips.ts";
import { numberBlock } from "./number-block.ts";
import type { Action, ListItem, Report, Section } from "./report.ts";
import {
  clauses,
  latestWave,
  print,
  printChange,
  type PrintedChange,
  type Story,
} from "./story.ts";
import { inMenuGroups } from "./menu.ts";
import { keyOf } from "./tables.ts";
import { numbersSection } from "./satisfaction.ts";
import { saidAndDid } from "./said-and-did.ts";
import { trend } from "./trend.ts";

const four = [
  "satisfaction.csat",
  "loyalty.repeat-rate-90d",
  "loyalty.satisfied-not-returned",
  "loyalty.nps",
] as const;
const homes = {
  "satisfaction.csat": "reports/satisfaction/",
  "loyalty.repeat-rate-90d": "reports/lifecycle/",
  "loyalty.satisfied-not-returned": "reports/loyalty/",
  "loyalty.nps": "reports/loyalty/",
} as const;

/**
 * Overview (总览): one screen that says what changed, how sure that is, what it
 * costs and what to do first.
 */
export function overviewReport(story: Story, others: readonly Report[]): Report {
  const { words, locale } = story;
  const period = mainPeriod(story);
  const finding = headline(story, others);
  const picture = trend(story, heroIds(story), {
    name: "overview-trend",
    title: words.t("reports.overview.picture"),
    waves: 6,
  });
  const people = saidAndDid(
    story,
    latestWave(story, "loyalty.satisfied-not-returned") ?? "all",
    "overview-people",
  );
  const worst = worstGroups(story);
  const numbers = numbersSection(
    story,
    four.map((id) => numberBlock(story, id, { href: story.href(homes[id]), pagePeriod: period })),
  );
  const actions = firstActions(story, worst);
  const sections: Section[] = [
    numbers.section,
    ...(actions.length === 0
      ? []
      : [
          {
            id: "actions",
            head: words.t("reports.overview.do", { n: actions.length }),
            sub: null,
            blocks: [
              {
                kind: "actions" as const,
                items: actions,
                fineprint: words.t("reports.overview.fineprint"),
              },
            ],
          },
        ]),
    ...(people === null
      ? []
      : [
          {
            id: "people",
            head: words.t("reports.overview.people", {
              yes: people.hundred["yes-came"] + people.hundred["yes-away"],
              came: people.hundred["yes-came"] + people.hundred["no-came"],
            }),
            sub: words.t("reports.overview.people-sub", {
              window: story.book.get("loyalty.return-window").value ?? 0,
            }),
            blocks: [{ ...people.block, title: null, sub: null }],
          },
        ]),
    ...(worst === null ? [] : [worstSection(story, worst)]),
    ...unclearSections(story),
    unsaidSection(story),
    {
      id: "reports",
      head: words.t("reports.overview.index"),
      sub: null,
      blocks: inMenuGroups(others.filter(({ inMenu }) => inMenu)).map(({ id, reports }) => ({
        kind: "index",
        title: words.t(`ui.menu.${id}`),
        items: reports.map((report) => ({
          title: report.name,
          href: story.href(report.path),
          finding: report.summary,
        })),
      })),
    },
  ];
  return {
    id: "overview",
    locale,
    path: "",
    name: words.t("reports.overview.name"),
    inMenu: true,
    kicker: [
      words.t("reports.overview.kicker"),
      period === null ? words.t("reports.period.all") : periodName(period, locale),
    ],
    finding,
    lead: overviewLead(story, finding),
    hero: picture?.block ?? null,
    sections,
    places: {},
    how: null,
    description: finding.clauses.join(""),
    figures: [
      ...new Set([
        ...finding.figures,
        ...(picture?.keys ?? []),
        ...numbers.keys,
        ...(people?.keys ?? []),
        ...(worst?.groups.keys ?? []),
        ...actionFigures(story),
      ]),
    ],
    summary: finding.clauses.join(""),
  };
}

function mainPeriod(story: Story): string | null {
  return latestWave(story, "satisfaction.csat") ?? latestWave(story, "loyalty.repeat-rate-90d");
}

function heroIds(story: Story): readonly FigureId[] {
  const said: readonly FigureId[] = ["satisfaction.csat"];
  const did: readonly FigureId[] = ["loyalty.repeat-rate-90d", "loyalty.satisfied-not-returned"];
  const firstDid = did.find((id) => story.book.waves(id).length >= 2);
  return firstDid === undefined ? said : [...said, firstDid];
}

interface Judged {
  readonly id: (typeof changingFigures)[number];
  readonly change: PrintedChange;
}

/** Every change of the latest waves, clear or not, in the fixed order of the registry. */
function changesNow(story: Story): readonly Judged[] {
  return changingFigures.flatMap((id) => {
    const period = latestWave(story, id);
    const change = period === null ? null : printChange(story, id, { period });
    return change === null ? [] : [{ id, change }];
  });
}

/**
 * Which finding becomes the h1: a clear contradiction of word and deed; else the
 * clear bad change, else the clear good change (deeds, which carry revenue, before
 * words; then the larger base); else a standing contradiction; else the first
 * level that can be told; else that nothing can be said yet.
 */
export function headline(story: Story, others: readonly Report[]): Finding {
  const { words, book, rules } = story;
  const changes = changesNow(story);
  const clear = (tone: "good" | "bad") =>
    changes.filter(({ change }) => change.clear && change.tone === tone);
  const saidBetter = clear("good").find(
    ({ id }) => id === "satisfaction.csat" || id === "loyalty.said-yes" || id === "loyalty.nps",
  );
  const didWorse = clear("bad").find(
    ({ id }) => id === "loyalty.repeat-rate-90d" || id === "loyalty.satisfied-not-returned",
  );
  const away = book.get(
    "loyalty.satisfied-not-returned",
    latestWave(story, "loyalty.satisfied-not-returned") ?? "all",
  );
  if (saidBetter !== undefined && didWorse !== undefined) {
    const share =
      away.value === null || (away.n ?? 0) < rules.thinBelow ? "" : print(story, away).text;
    return {
      clauses: clauses(
        words.t(
          share === "" ? "reports.overview.contradiction" : "reports.overview.contradiction-share",
          { share },
        ),
      ),
      tone: "bad",
      kind: "contradiction",
      figures: [keyOf(saidBetter.change.figure), keyOf(didWorse.change.figure), keyOf(away)],
    };
  }
  const first = byWeight(clear("bad"))[0] ?? byWeight(clear("good"))[0];
  if (first !== undefined) {
    const { id, change } = first;
    const figure = book.get(id, change.figure.period);
    return {
      clauses: clauses(
        words.t(change.up ? "reports.overview.rose" : "reports.overview.fell", {
          name: subjectOf(story, id),
          value: print(story, figure).text,
          since: words.t(`reports.since.${story.site.wave}`),
          size: change.size,
        }),
      ),
      tone: change.tone,
      kind: "change",
      figures: [keyOf(figure), keyOf(change.figure)],
    };
  }
  const standing = others.find(
    ({ id, finding }) => id === "loyalty" && finding.kind === "contradiction",
  );
  if (standing !== undefined) return standing.finding;
  if (changes.length > 0 && story.tables.has("responses")) {
    return {
      clauses: clauses(words.t("reports.overview.no-change")),
      tone: "flat",
      kind: "no-change",
      figures: changes.map(({ change }) => keyOf(change.figure)),
    };
  }
  const level = others.find(
    ({ inMenu, id }) => inMenu && ["satisfaction", "value", "loyalty", "feedback"].includes(id),
  );
  return (
    level?.finding ?? {
      clauses: clauses(words.t("reports.overview.empty")),
      tone: "flat",
      kind: "missing",
      figures: [],
    }
  );
}

function byWeight(judged: readonly Judged[]): readonly Judged[] {
  const deeds = new Set<string>([
    "loyalty.repeat-rate-90d",
    "loyalty.satisfied-not-returned",
    "loyalty.said-yes-not-returned",
  ]);
  return judged.toSorted(
    (a, b) =>
      Number(deeds.has(b.id)) - Number(deeds.has(a.id)) ||
      (b.change.figure.n ?? 0) - (a.change.figure.n ?? 0),
  );
}

/** At most three sentences: what was said, what was done, what it is worth. */
function overviewLead(story: Story, finding: Finding): Rich {
  const { book, words, locale, site } = story;
  const sentences: Rich[] = [];
  // A heading that tells a change has said its number.
  const headline = finding.kind === "change" ? finding.figures[0]?.split("@")[0] : null;
  const tell = (id: "satisfaction.csat" | "loyalty.repeat-rate-90d") => {
    const period = latestWave(story, id);
    if (period === null) return;
    const change = printChange(story, id, { period });
    const key = change === null ? "level" : change.clear ? (change.up ? "up" : "down") : "unclear";
    sentences.push(
      words.rich(`reports.overview.lead.${key}`, {
        name: subjectOf(story, id),
        value: print(story, book.get(id, period)).text,
        since: words.t(`reports.since.${site.wave}`),
        size: change?.size ?? "",
        range: print(story, book.get(id, period)).range,
      }),
    );
  };
  if (headline !== "satisfaction.csat") tell("satisfaction.csat");
  if (headline !== "loyalty.repeat-rate-90d") tell("loyalty.repeat-rate-90d");
  const period = latestWave(story, "loyalty.satisfied-not-returned") ?? "all";
  const risk = book.get("value.revenue-at-risk", period);
  const away = book.get("value.away", period);
  if (risk.value !== null && away.value !== null && away.value > 0) {
    sentences.push(
      words.rich("reports.overview.lead.risk", {
        n: count(away.value, locale),
        spend: money(risk.value, site.currency, locale),
      }),
    );
  } else if (sentences.length < 2 && book.get("value.pareto-top20").value !== null) {
    const top = book.get("value.pareto-top20");
    sentences.push(
      words.rich("reports.overview.lead.value", {
        value: print(story, top).text,
        range: print(story, top).range,
      }),
    );
  }
  if (sentences.length === 0) sentences.push(words.rich("reports.overview.lead.empty"));
  return sentences.flatMap((sentence, index) =>
    index === 0 ? sentence : [words.t("reports.word-gap"), ...sentence],
  );
}

interface Worst {
  readonly groups: Groups;
  readonly dimension: Dimension;
  readonly id: FigureId;
}

/** Stores first: a place can be visited and mended. */
const places = ["location", "segment", "channel"] as const satisfies readonly Dimension[];

/** The dimension with most groups that miss the target, deeds before words. */
function worstGroups(story: Story): Worst | null {
  const candidates = (["loyalty.satisfied-not-returned", "satisfaction.csat"] as const).flatMap(
    (id) =>
      places.flatMap((dimension) => {
        const period = latestWave(story, id) ?? "all";
        const groups = groupStrips(story, id, {
          dimension,
          period,
          table: `overview-${dimension}`,
        });
        return groups === null || groups.visible.length < 2 ? [] : [{ groups, dimension, id }];
      }),
  );
  return candidates.find(({ groups }) => groups.misses.length > 0) ?? candidates[0] ?? null;
}

function worstSection(story: Story, { groups, dimension, id }: Worst): Section {
  const { words } = story;
  const worst = groups.misses[0];
  const best = groups.hits.at(-1);
  const named = (group: typeof worst) => levelName(story, group?.by[dimension] ?? "");
  const head =
    worst === undefined || best === undefined
      ? groupHead(story, id, { groups, dimension })
      : words.t("reports.overview.where", {
          worst: named(worst),
          best: named(best),
          what: words.t(`figures.${id}.name`),
        });
  const target = story.site.targets[id];
  const sub =
    target === undefined ? "reports.groups.sub" : `reports.groups.sub-target.${target.better}`;
  return { id: "where", head, sub: words.t(sub), blocks: [groups.block] };
}

/** At most three things to do, each with who, by when, what is at stake and the evidence. */
function firstActions(story: Story, worst: Worst | null): readonly Action[] {
  return [
    winBack(story),
    worst === null ? null : mendWorst(story, worst),
    replyInTime(story),
  ].filter((each) => each !== null);
}

/** What a sentence about a figure begins with: its name, with an article where the locale needs one. */
function subjectOf({ words }: Story, id: FigureId): string {
  const key = `figures.${id}.subject`;
  return words.t(words.has(key) ? key : `figures.${id}.name`);
}

function owner(story: Story, action: string): string {
  const entry = story.site.owners[action];
  if (entry === undefined) return story.words.t("reports.owner.none");
  return [entry.who[story.locale], entry.when?.[story.locale]]
    .filter((part) => part !== undefined)
    .join(story.words.t("reports.clause-gap"));
}

function winBack(story: Story): Action | null {
  const { book, words, locale, site } = story;
  const period = latestWave(story, "loyalty.said-yes-not-returned") ?? "all";
  const away = book.get("value.said-yes-away", period);
  const spend = book.get("value.said-yes-at-risk", period);
  const share = book.get("loyalty.said-yes-not-returned", period);
  if (away.value === null || away.value === 0 || spend.value === null) return null;
  return {
    title: words.t("reports.action.win-back.title", { n: count(away.value, locale) }),
    stake: words.t("reports.action.win-back.stake", {
      spend: money(spend.value, site.currency, locale),
    }),
    evidence: words.t("reports.action.win-back.evidence", {
      share: print(story, share).text,
      range: print(story, share).range,
    }),
    who: owner(story, "win-back"),
    href: story.href("reports/loyalty/"),
  };
}

function mendWorst(story: Story, { groups, dimension, id }: Worst): Action | null {
  const { words } = story;
  const worst = groups.misses[0];
  const target = groups.block.strips.target;
  if (worst === undefined || target === null) return null;
  const name = levelName(story, worst.by[dimension] ?? "");
  return {
    title: words.t(`reports.action.worst-group.title.${dimension}`, { name }),
    stake: words.t("reports.action.worst-group.stake", {
      name,
      figure: words.t(`figures.${id}.name`),
      value: print(story, worst).text,
    }),
    evidence: words.t("reports.action.worst-group.evidence", {
      range: print(story, worst).range,
      target: target.text,
      n: groups.misses.length,
      dimension: words.t(`reports.by-dimension.${dimension}`),
    }),
    who: owner(story, "worst-group"),
    href: story.href(id === "satisfaction.csat" ? "reports/satisfaction/" : "reports/loyalty/"),
  };
}

function replyInTime(story: Story): Action | null {
  const { book, words, site, rules } = story;
  const id = "feedback.reply-24h" as const;
  const period = latestWave(story, id) ?? "all";
  const reply = book.get(id, period);
  const target = site.targets[id];
  if (
    reply.value === null ||
    target === undefined ||
    reply.high === null ||
    reply.high >= target.value
  )
    return null;
  const change = printChange(story, id, { period });
  const goal = print(story, { ...reply, value: target.value, low: null, high: null }).text;
  return {
    title: words.t("reports.action.reply.title", { hours: rules.reply.hours }),
    stake: words.t("reports.action.reply.stake", {
      n: print(story, reply).n,
      value: print(story, reply).text,
      target: goal,
    }),
    evidence:
      change === null
        ? words.t("reports.action.reply.level", { range: print(story, reply).range })
        : sentence(
            `${words.t("reports.change.bar", { change: change.text.replace(/^[▲▼≈]\s?/u, ""), range: change.range })}${words.t("reports.stop")}`,
          ),
    who: owner(story, "reply"),
    href: story.href("reports/feedback/"),
  };
}

/** A clause that stands alone begins with a capital. */
function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function actionFigures(story: Story): readonly string[] {
  const { book } = story;
  return (
    [
      "value.said-yes-away",
      "value.said-yes-at-risk",
      "loyalty.said-yes-not-returned",
      "value.revenue-at-risk",
      "value.away",
      "feedback.reply-24h",
    ] as const
  ).map((id) => keyOf(book.get(id, latestWave(story, id) ?? "all")));
}

/** None where nothing can be compared yet. */
function unclearSections(story: Story): readonly Section[] {
  const { words, book } = story;
  const changes = changesNow(story);
  if (changes.length === 0) return [];
  const items: ListItem[] = changes
    .filter(({ change }) => !change.clear)
    .slice(0, 5)
    .map(({ id, change }) => ({
      state: "unclear",
      text: words.t("reports.overview.unclear-item", {
        name: words.t(`figures.${id}.name`),
        value: print(story, book.get(id, change.figure.period)).text,
      }),
      sub: words.t("reports.overview.unclear-range", { range: change.range }),
    }));
  const none: ListItem = { state: "firm", text: words.t("reports.overview.unclear-none"), sub: "" };
  return [
    {
      id: "unclear",
      head: words.t("reports.overview.unclear"),
      sub: null,
      pair: "open",
      blocks: [{ kind: "list", items: items.length === 0 ? [none] : items }],
    },
  ];
}

/** A wave that has begun and has too few answers to be the page's own. */
function runningWave(story: Story, period: string): ListItem[] {
  const { book, words, locale, rules } = story;
  const last = book.waves("satisfaction.csat").at(-1);
  if (last === undefined || last <= period) return [];
  const { n, suppressed } = book.get("satisfaction.csat", last);
  const isThin = n === null ? suppressed !== null : n < rules.thinBelow;
  if (!isThin) return [];
  const values = { period: periodName(last, locale), n: n ?? 0, thin: rules.thinBelow };
  const text = n === null ? "reports.overview.running-hidden" : "reports.overview.running";
  return [
    {
      state: "thin",
      text: words.t(text, values),
      sub: words.t("reports.overview.running-sub", values),
    },
  ];
}

/** What cannot be said has its own place on page one: silence looks like zero. */
function unsaidSection(story: Story): Section {
  const { words, book, site } = story;
  const period = mainPeriod(story) ?? "all";
  const thin = dimensions
    .flatMap((dimension) => book.list("satisfaction.csat", period, [dimension]))
    .filter(
      ({ n, suppressed, low }) =>
        suppressed !== "small-group" &&
        suppressed !== "complementary" &&
        low !== null &&
        n !== null &&
        n < story.rules.thinBelow,
    );
  const hidden = new Set(
    book.figures
      .filter(({ suppressed }) => suppressed === "small-group" || suppressed === "complementary")
      .map(({ by }) => JSON.stringify(by)),
  ).size;
  const missing = (["transactions", "responses", "cases", "costs", "customers"] as const).filter(
    (table) => !story.tables.has(table),
  );
  const items: ListItem[] = [
    ...runningWave(story, period),
    ...thin.slice(0, 2).map((each): ListItem => ({
      state: "thin",
      text: words.t("reports.overview.thin", {
        name: levelName(story, Object.values(each.by)[0] ?? ""),
        n: each.n ?? 0,
      }),
      sub: words.t("reports.overview.thin-sub", { range: print(story, each).range }),
    })),
    ...missing.map((table): ListItem => ({
      state: "missing",
      text: words.t("reports.overview.missing", { table: words.t(`reports.table.${table}`) }),
      sub: words.t(`reports.missing.${table}`),
    })),
    ...(hidden === 0
      ? []
      : [
          {
            state: "hidden",
            text: words.t("reports.overview.hidden", { n: hidden }),
            sub: words.t("reports.overview.hidden-sub", { k: site.k.customer }),
          } satisfies ListItem,
        ]),
  ];
  const none: ListItem = { state: "firm", text: words.t("reports.overview.unsaid-none"), sub: "" };
  return {
    id: "unsaid",
    head: words.t("reports.overview.unsaid"),
    sub: null,
    pair: "open",
    blocks: [{ kind: "list", items: items.length === 0 ? [none] : items.slice(0, 5) }],
  };
}
