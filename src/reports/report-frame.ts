import type { Home } from "../figures/kinds/kind.ts";
import { kindOf, type FigureId } from "../figures/registry.ts";
import type { Finding, Rich } from "./finding.ts";
import type { Block, HowItIsWorkedOut, Part, Report, Section } from "./report.ts";
import { clauses, type Story } from "./story.ts";

export type ReportId = Home | "methods" | "systems";

export interface Draft {
  readonly id: ReportId;
  readonly kicker: readonly string[];
  readonly finding: Finding;
  readonly lead: Rich;
  readonly hero: (Block & { kind: "chart" }) | null;
  readonly parts: readonly Part[];
  /** Figures that the page prints above its sections. */
  readonly figures: readonly string[];
  /** Figures whose base and method are explained at the end. */
  readonly methods: readonly FigureId[];
  /** Keys below `reports.caveat` (written `caveat.x`). */
  readonly caveats: readonly string[];
  readonly path?: string;
  readonly inMenu?: boolean;
  readonly name?: string;
}

/** What every report has around its sections: menu name, method, sources, description. */
export function finishReport(story: Story, draft: Draft): Report {
  const { words } = story;
  const name = draft.name ?? words.t(`reports.${draft.id}.name`);
  const summary = draft.finding.clauses.join("");
  return {
    id:
      draft.path === undefined
        ? draft.id
        : draft.path.replace(/^reports\//u, "").replace(/\/$/u, ""),
    locale: story.locale,
    path: draft.path ?? `reports/${draft.id}/`,
    name,
    inMenu: draft.inMenu ?? true,
    kicker: [name, ...draft.kicker],
    finding: draft.finding,
    lead: draft.lead,
    hero: draft.hero,
    sections: draft.parts.map(({ section }) => section),
    places: placesOf(draft.parts),
    how: howItIsWorkedOut(story, draft),
    description: summary,
    figures: [...new Set([...draft.figures, ...draft.parts.flatMap(({ keys }) => keys)])],
    summary,
  };
}

/** Sections by the ids of the figures that they print, in the order of the page. */
function placesOf(parts: readonly Part[]): Report["places"] {
  const pairs = parts.flatMap(({ section, keys }) =>
    [...new Set(keys.map((key) => key.split("@")[0] ?? ""))].map((id) => [id, section.id] as const),
  );
  return Object.fromEntries(
    [...Map.groupBy(pairs, ([id]) => id)].map(([id, own]) => [
      id,
      own.map(([, section]) => section),
    ]),
  );
}

/** A section that prints no figures of its own. */
export function wordsOnly(section: Section): Part {
  return { section, keys: [] };
}

/** A report without its input: it says which table it needs and stays out of the menu. */
export function absentReport(story: Story, id: ReportId, table: string): Report {
  const { words } = story;
  const values = {
    report: words.t(`reports.${id}.name`),
    table: words.t(`reports.table.${table}`),
    folder: `data/${table}`,
  };
  return {
    id,
    locale: story.locale,
    path: `reports/${id}/`,
    name: values.report,
    inMenu: false,
    kicker: [values.report],
    finding: {
      clauses: clauses(words.t("reports.absent.finding", values)),
      tone: "flat",
      kind: "missing",
      figures: [],
    },
    lead: words.rich("reports.absent.lead", values),
    hero: null,
    sections: [],
    places: {},
    how: null,
    description: words.t("reports.absent.finding", values),
    figures: [],
    summary: words.t("reports.absent.finding", values),
  };
}

function howItIsWorkedOut(story: Story, draft: Draft): HowItIsWorkedOut | null {
  if (draft.methods.length === 0) return null;
  const { words, site, rules } = story;
  const kinds = draft.methods.map((id) => kindOf(id));
  const tables = [...new Set(kinds.flatMap(({ source }) => source))].filter((table) =>
    story.tables.has(table),
  );
  const methods = [...new Set(kinds.map(({ method }) => method))];
  const target = draft.methods.find((id) => site.targets[id] !== undefined);
  return {
    facts: [
      ...draft.methods.map((id) => ({
        term: words.t(`figures.${id}.name`),
        text: words.t(`figures.${id}.define`, defineValues(story)),
      })),
      {
        term: words.t("reports.how.range"),
        text: methods
          .map((method) => `${words.t(`method.${method}`)}${words.t("reports.stop")}`)
          .join(words.t("reports.word-gap")),
      },
      ...(target === undefined
        ? []
        : [{ term: words.t("reports.how.target"), text: words.t("reports.how.target-text") }]),
      { term: words.t("reports.how.change"), text: words.t("reports.how.change-text") },
      {
        term: words.t("reports.how.source"),
        text: tables.flatMap((table) => story.sources(table)).join(words.t("reports.list-gap")),
      },
      {
        term: words.t("reports.how.small"),
        text: words.t("reports.how.small-text", {
          customer: site.k.customer,
          employee: site.k.employee,
          thin: rules.thinBelow,
        }),
      },
      { term: words.t("reports.how.ids"), text: draft.methods.join(words.t("reports.list-gap")) },
    ],
    caveats: draft.caveats.map((key) => words.t(`reports.${key}`)),
  };
}

/** Values that definitions may name: the window, the months, the thresholds in force. */
export function defineValues(story: Story): Readonly<Record<string, string | number>> {
  const { rules, book } = story;
  return {
    window: book.get("loyalty.return-window").value ?? 0,
    months: rules.clv.months,
    discount: rules.clv.monthlyDiscount * 100,
    margin: rules.clv.margin * 100,
    watch: rules.purchases.watch,
    care: rules.purchases.care,
    factor: rules.overdueFactor,
    hours: rules.reply.hours,
    contactDays: rules.lifecycle.contactDays,
    remindDays: rules.modes.remindDays,
    quantile: Math.round(rules.returnWindow.quantile * 100),
    dissatisfied: rules.experience.dissatisfied,
    warningDays: rules.experience.warningDays,
    afterCaseDays: rules.experience.afterCaseDays,
    commonNeed: Math.round(rules.standards.need * 100),
    visitDays: rules.demand.visitDays,
    satisfiedAt: rules.demand.satisfied,
    within: rules.demand.within,
    serviceShare: Math.round(rules.demand.serviceLevel * 100),
    keptFrom: Math.round(rules.standards.kept * 100),
  };
}
