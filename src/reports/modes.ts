import type { Figure } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import { decimal } from "../words/numbers.ts";
import type { Finding } from "./finding.ts";
import type { FigureRow } from "./group-strips.ts";
import { levelName } from "./level-name.ts";
import { modesSections } from "./modes-sections.ts";
import { nextSteps, ownerStep, reportStep } from "./next-steps.ts";
import { numberBlock } from "./number-block.ts";
import type { Part, Report } from "./report.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import { numbersSection } from "./satisfaction.ts";
import { clauses, print, type Story } from "./story.ts";
import { figureTable, keyOf, labelled } from "./tables.ts";
import { numberStyle } from "./trend.ts";

/** Five service modes (五种服务): transparent, predictive, promised, consistent, by mutual wish. */
export function modesReport(story: Story): Report {
  const { book, words } = story;
  const finding = modesFinding(story);
  if (finding === null) return absentReport(story, "modes", "standards");
  const promises = promisesOf(story);
  const hero = promiseHero(story, promises);
  const ids = ["modes.open", "modes.kept", "modes.forecast-hit", "modes.unwanted"] as const;
  const known = ids.filter((id) => book.get(id).value !== null);
  const parts: Part[] = [
    numbersSection(
      story,
      known.map((id) => numberBlock(story, id, { period: "all", pagePeriod: "all" })),
    ),
    ...modesSections(story, promises),
    ...nextPart(story, promises),
  ];
  return finishReport(story, {
    id: "modes",
    kicker: [words.t("reports.period.all")],
    finding,
    lead: words.rich("reports.modes.lead", {
      open: print(story, book.get("modes.open")).text,
      kept: print(story, book.get("modes.kept")).text,
      range: print(story, book.get("modes.kept")).range,
      unwanted: print(story, book.get("modes.unwanted")).text,
    }),
    hero: hero?.hero ?? null,
    parts,
    figures: [...finding.figures, ...(hero?.keys ?? [])],
    methods: methodIds(story),
    caveats: ["modes.caveat", "caveat.regulars", "caveat.association"],
  });
}

function methodIds({ book }: Story): readonly FigureId[] {
  const ids = [
    "modes.open",
    "modes.kept",
    "modes.on-time",
    "modes.forecast-hit",
    "modes.reminder-in-time",
    "modes.wait-spread",
    "modes.channel-gap",
    "modes.swing",
    "modes.opt-in",
    "modes.unwanted",
  ] as const;
  return ids.filter((id) => book.figures.some((each) => each.id === id));
}

/** Promises by the share kept, the least first. */
function promisesOf(story: Story): readonly FigureRow[] {
  const { book, words } = story;
  return book
    .list("modes.kept", "all", ["standard"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0))
    .map((each) => {
      const standard = each.by["standard"] ?? "";
      const key = `reports.modes.standard.${standard}`;
      return { label: words.has(key) ? words.t(key) : levelName(story, standard), figure: each };
    });
}

/** The promise least kept, where it lies apart from the next; else the total; else what else there is. */
export function modesFinding(story: Story): Finding | null {
  const { book, words } = story;
  const [worst, next] = promisesOf(story);
  const kept = book.get("modes.kept");
  const unwanted = book.get("modes.unwanted");
  const open = book.get("modes.open");
  const isApart =
    worst !== undefined && next !== undefined && (worst.figure.high ?? 1) < (next.figure.low ?? 0);
  const options = [
    [isApart ? worst?.figure : undefined, "weakest", worst?.label ?? ""],
    [kept, "kept", ""],
    [unwanted, "unwanted", ""],
    [open, "open", ""],
  ] as const;
  const found = options.find(([figure]) => figure !== undefined && figure.value !== null);
  if (found?.[0] === undefined) return null;
  const [figure, key, standard] = found;
  const text = print(story, figure).text;
  return {
    clauses: clauses(words.t(`reports.modes.finding.${key}`, { standard, value: text, n: text })),
    tone: key === "weakest" ? "bad" : "data",
    kind: "level",
    figures: [keyOf(figure)],
  };
}

function promiseHero(
  story: Story,
  promises: readonly FigureRow[],
): { readonly hero: Report["hero"]; readonly keys: readonly string[] } | null {
  const { words, rules, locale } = story;
  if (promises.length === 0) return null;
  return {
    hero: {
      kind: "chart",
      chart: {
        kind: "bars",
        style: numberStyle(story, "share"),
        bars: promises.map(({ label, figure }) => ({
          label,
          value: figure.value,
          text: print(story, figure).text,
          tone: (figure.high ?? 1) < rules.standards.kept ? "bad" : "data",
          note: words.t("reports.range-of", { range: print(story, figure).range }),
        })),
      },
      title: words.t("reports.modes.hero-title"),
      sub: words.t("reports.modes.hero-sub"),
      caption: words.t("reports.modes.hero-caption", {
        need: `${decimal(100 * rules.standards.kept, 0, locale)}%`,
      }),
      label: labelled(story, promises),
      table: figureTable(story, "modes-promises", promises),
    },
    keys: promises.map(({ figure }) => keyOf(figure)),
  };
}

function nextPart(story: Story, promises: readonly FigureRow[]): readonly Part[] {
  const { book, words } = story;
  const [worst] = promises;
  const unwanted = book.get("modes.unwanted");
  if (worst === undefined || worst.figure.high === null) return [];
  const values = {
    standard: worst.label,
    value: print(story, worst.figure).text,
    high: high(story, worst.figure),
  };
  const next = (key: string) => words.t(`reports.modes.next.${key}`, values);
  const report = reportStep(story, next("threshold"));
  const wish = { ...ownerStep(story, ["win-back"], next("wish")), when: report.when };
  return nextSteps(
    story,
    [
      ownerStep(story, ["promise", "worst-group"], next("promise")),
      report,
      ...((unwanted.value ?? 0) > 0 ? [wish] : []),
    ],
    [keyOf(worst.figure), keyOf(unwanted)],
  );
}

function high(story: Story, figure: Figure): string {
  return print(story, { ...figure, value: figure.high, low: null, high: null }).text;
}
