import { constructFigure } from "../figures/kinds/constructs.ts";
import type { Figure } from "../figures/figure.ts";
import { driverName } from "./driver-section.ts";
import { levelName } from "./level-name.ts";
import { nameList } from "./name-list.ts";
import { nextSteps, ownerStep, reportStep } from "./next-steps.ts";
import type { Block, Part } from "./report.ts";
import { print, type Story } from "./story.ts";
import {
  apart,
  constructName,
  crossTableOf,
  levelRows,
  stripSection,
  tableOf,
} from "./strip-section.ts";
import { keyOf } from "./tables.ts";

/** What gets in the way, by how often it does, how deep it goes and whom it meets. */
export function painSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const severities = book.list("experience.pain-severity", "all", ["option"]);
  const weights = book
    .list("experience.pain-weight", "all", ["option"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const name = (option: string) => story.optionName("pain.point", option);
  const shown = weights.length > 0 ? weights : severities;
  const rows = levelRows(shown, "option", name);
  const first = apart(rows.toReversed(), "highest");
  const [one, two] = rows;
  if (one === undefined || two === undefined || weights.length === 0) return [];
  const parts = ["choice.pain-point", "experience.pain-severity", "experience.pain-spend"] as const;
  return stripSection(story, "pain", {
    head: words.t(`reports.satisfaction.pain.head.${first === null ? "unclear" : "first"}`, {
      first: one.label,
      second: two.label,
      share: print(story, one.figure).text,
    }),
    sub: words.t("reports.satisfaction.pain.sub"),
    column: words.t("reports.satisfaction.pain.column"),
    rows,
    more: crossTableOf(story, "pain-parts", {
      what: words.t("reports.satisfaction.pain.column"),
      columns: ["often", "deep", "spend"].map((key) => ({
        key,
        title: words.t(`reports.satisfaction.pain.row.${key}`),
      })),
      rows: shown.map(({ by: { option = "" } }) => ({
        label: name(option),
        figures: parts.map((id) => book.get(id, "all", { option })),
      })),
    }),
  });
}

/** Whether a survey had told before people complained or left. */
export function warningSection(story: Story): readonly Part[] {
  const { book, words, rules } = story;
  const ids = [
    "experience.asked-complainers",
    "experience.warned-complaints",
    "experience.asked-leavers",
    "experience.warned-leavers",
  ] as const;
  const rows = ids
    .map((id) => ({ label: words.t(`figures.${id}.name`), figure: book.get(id) }))
    .filter(({ figure }) => figure.value !== null);
  const leads = (["experience.complaint-lead", "experience.leaving-lead"] as const)
    .map((id) => ({ label: words.t(`figures.${id}.name`), figure: book.get(id) }))
    .filter(({ figure }) => figure.value !== null);
  const complaints = book.get("experience.warned-complaints");
  const judged = complaints.value === null ? book.get("experience.warned-leavers") : complaints;
  const what = complaints.value === null ? "leaving" : "complaints";
  return stripSection(story, "warning", {
    head: words.t(`reports.satisfaction.warning.${what}`, { share: print(story, judged).text }),
    sub: words.t("reports.satisfaction.warning.sub", { days: rules.experience.warningDays }),
    column: words.t("reports.what"),
    rows,
    more: tableOf(story, "warning-lead", leads),
  });
}

/** Expected and received of each pair, and which of the two goes with satisfaction. */
export function expectationSections(story: Story): readonly Part[] {
  const { book, words } = story;
  const pairs = book.list("experience.pair", "all", ["construct", "side"]);
  const gaps = [...new Set(pairs.map(({ by }) => by["construct"] ?? ""))]
    .map((construct) => ({
      label: words.t(`figures.${constructFigure("gap", construct)}.name`),
      figure: book.get(constructFigure("gap", construct)),
    }))
    .filter(({ figure }) => figure.value !== null);
  const short = gaps.filter(({ figure }) => (figure.high ?? 0) < 0);
  const sides = stripSection(story, "pairs", {
    head: words.t(`reports.satisfaction.pairs.head.${short.length > 0 ? "short" : "level"}`, {
      names: nameList(
        words,
        short.map(({ figure }) => constructName(story, figure.id.replace("gap.", ""))),
      ),
    }),
    sub: words.t("reports.satisfaction.pairs.sub"),
    column: words.t("reports.what"),
    rows: pairs.map((figure) => ({
      label: words.t(`reports.satisfaction.pairs.${figure.by["side"] ?? "expected"}`, {
        name: constructName(story, figure.by["construct"] ?? ""),
      }),
      figure,
    })),
    more: tableOf(story, "expectation-gaps", gaps),
  });
  const deliver = book.get("experience.lever", "all", { lever: "deliver" });
  const promise = book.get("experience.lever", "all", { lever: "promise" });
  const helps = ({ low }: Figure) => (low ?? 0) > 0;
  const hurts = ({ high }: Figure) => (high ?? 0) < 0;
  const verdict = !helps(deliver)
    ? "unclear"
    : helps(promise)
      ? "both"
      : hurts(promise)
        ? "only"
        : "deliver";
  const levers = stripSection(story, "levers", {
    head: words.t(`reports.satisfaction.levers.${verdict}`, {
      deliver: print(story, deliver).text,
    }),
    sub: words.t("reports.satisfaction.levers.sub"),
    column: words.t("reports.what"),
    rows: [deliver, promise].map((figure) => ({
      label: words.t(`reports.satisfaction.levers.row.${figure.by["lever"] ?? "deliver"}`),
      figure,
    })),
    more: standardLevers(story),
  });
  return [...sides, ...levers];
}

function standardLevers(
  story: Story,
): readonly { readonly block: Block; readonly keys: readonly string[] }[] {
  const { book, words } = story;
  const levers = book.list("experience.standard-lever", "all", ["lever", "standard"]);
  const standards = [...new Set(levers.map(({ by }) => by["standard"] ?? ""))];
  const ways = ["now", "deliver", "promise"] as const;
  return crossTableOf(story, "standard-levers", {
    what: words.t("reports.satisfaction.levers.what"),
    columns: ways.map((key) => ({
      key,
      title: words.t(`reports.satisfaction.levers.standard.${key}`),
    })),
    rows: standards.map((standard) => ({
      label: levelName(story, standard),
      figures: ways.map((lever) =>
        book.get("experience.standard-lever", "all", { lever, standard }),
      ),
    })),
  });
}

/** Satisfaction over the life of a customer. */
export function tenureSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const slope = book.get("experience.tenure-slope");
  const bands = book.list("experience.by-tenure", "all", ["tenure"]);
  const stages = book.list("experience.by-stage", "all", ["stage"]);
  // With one band a slope a year is drawn out of a few weeks.
  const firm = bands.filter((each) => print(story, each).state === "firm");
  if (slope.value === null || firm.length < 2) return [];
  const verdict = (slope.low ?? 0) > 0 ? "rises" : (slope.high ?? 0) < 0 ? "falls" : "even";
  return stripSection(story, "tenure", {
    head: words.t(`reports.satisfaction.tenure.${verdict}`, {
      value: print(story, { ...slope, value: Math.abs(slope.value) }).text,
    }),
    sub: words.t("reports.satisfaction.tenure.sub", { range: print(story, slope).range }),
    column: words.t("reports.satisfaction.tenure.column"),
    rows: [
      ...levelRows(bands, "tenure", (tenure) =>
        words.t(`reports.satisfaction.tenure.${tenure.endsWith("+") ? "months-on" : "months"}`, {
          tenure: tenure.replace("-", "–").replace("+", ""),
        }),
      ),
      ...levelRows(stages, "stage", (stage) =>
        words.t(`reports.satisfaction.tenure.stage.${stage}`),
      ),
    ],
    more: tableOf(story, "tenure-slope", [
      { label: words.t("figures.experience.tenure-slope.name"), figure: slope },
    ]),
  });
}

/** Which groups of questions agree well enough to be read as one score. */
export function alphaSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const alphas = book
    .list("satisfaction.alpha", "all", ["group", "survey"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  if (alphas.length === 0) return [];
  const [chosen] = alphas.filter(({ by, low }) => by["group"] !== "employee" && (low ?? 0) >= 0.7);
  const name = ({ by }: Figure) =>
    words.t("reports.satisfaction.alpha.row", {
      group: groupName(story, by["group"] ?? ""),
      survey: by["survey"] ?? "",
    });
  return stripSection(story, "alpha", {
    head: words.t(`reports.satisfaction.alpha.${chosen === undefined ? "none" : "some"}`, {
      group: groupName(story, chosen?.by["group"] ?? ""),
    }),
    sub: words.t("reports.satisfaction.alpha.sub"),
    column: words.t("reports.satisfaction.alpha.column"),
    rows: alphas.map((figure) => ({
      label: name(figure),
      figure,
      tone: (figure.low ?? 0) >= 0.7 ? "data" : "context",
    })),
  });
}

function groupName({ words }: Story, group: string): string {
  const key = `reports.satisfaction.group.${group}`;
  return words.has(key) ? words.t(key) : group;
}

/** Who looks into what matters most, and when the same number shows whether it worked. */
export function nextSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const [first] = book
    .list("driver.satisfaction", "all", ["driver"])
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const score = book.get("driver.satisfaction-score", "all", {
    driver: first?.by["driver"] ?? "",
  });
  if (first === undefined || score.value === null || score.high === null) return [];
  const driver = driverName(story, first.by["driver"] ?? "");
  const threshold = words.t("reports.satisfaction.next.threshold", {
    driver,
    value: print(story, score).text,
    high: print(story, { ...score, value: score.high, low: null, high: null }).text,
  });
  return nextSteps(
    story,
    [
      ownerStep(story, ["worst-group"], words.t("reports.satisfaction.next.look", { driver })),
      reportStep(story, threshold),
    ],
    [keyOf(first), keyOf(score)],
  );
}
