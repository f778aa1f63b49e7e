import type { CompanyFigures } from "../figures/company-figures.ts";
import type { FigureId } from "../figures/registry.ts";
import { trustConstructs } from "../figures/said-figures.ts";
import { dimensions } from "../figures/slice.ts";
import type { Settings } from "../settings/read-settings.ts";
import type { Facts } from "../warehouse/facts.ts";
import { localisedText } from "../words/words.ts";
import { chainReport } from "./chain.ts";
import { claimsReport } from "./claims.ts";
import { coCreationReport } from "./co-creation.ts";
import { dataReport } from "./data.ts";
import { divergencesReport } from "./divergences.ts";
import { elementsReport } from "./elements.ts";
import { demandReport } from "./demand.ts";
import { equityReport } from "./equity.ts";
import { experienceReport } from "./experience.ts";
import { feedbackReport } from "./feedback.ts";
import { journeyReport } from "./journey.ts";
import { investReport } from "./invest.ts";
import { lifecycleReport } from "./lifecycle.ts";
import { loyaltyReport } from "./loyalty.ts";
import { methodsReport, type MetricDoc } from "./methods.ts";
import { overviewReport } from "./overview.ts";
import type { Report } from "./report.ts";
import { satisfactionReport } from "./satisfaction.ts";
import { sliceReport } from "./slice.ts";
import type { Story } from "./story.ts";
import { keyOf } from "./tables.ts";
import { stepsReport } from "./steps.ts";
import { systemStatuses } from "./system-status.ts";
import { systemsReport } from "./systems.ts";
import { teamReport } from "./team.ts";
import { trustReport } from "./trust.ts";
import { modesReport } from "./modes.ts";
import { valueReport } from "./value.ts";

export interface Publication {
  readonly facts: Facts;
  readonly figures: CompanyFigures;
  readonly settings: Settings;
  readonly docs: readonly MetricDoc[];
}

/** Every page of every locale, as view models. */
export function companyReports(publication: Publication): readonly Report[] {
  return publication.settings.site.locales.flatMap((locale) => localeReports(publication, locale));
}

function localeReports(publication: Publication, locale: string): readonly Report[] {
  const { facts, docs } = publication;
  const story = storyOf(publication, locale);
  const reports = [
    satisfactionReport(story),
    experienceReport(story),
    divergencesReport(story),
    elementsReport(story),
    loyaltyReport(story),
    trustReport(story),
    modesReport(story),
    demandReport(story),
    valueReport(story),
    investReport(story),
    lifecycleReport(story),
    equityReport(story),
    feedbackReport(story),
    chainReport(story),
    teamReport(story),
    stepsReport(story),
    journeyReport(story),
    claimsReport(story),
    coCreationReport(story),
  ];
  const around = [dataReport(story, facts), methodsReport(story, docs)];
  const systems = systemStatuses(story.book, publication.settings.systems, facts.tables);
  const pages = [
    overviewReport(story, [...reports, ...around]),
    ...reports,
    ...around,
    systemsReport(story, systems, [...reports, ...around]),
    ...sliceReports(story),
  ];
  const known = new Set(story.book.figures.map(keyOf));
  return pages.map((page) => ({ ...page, figures: page.figures.filter((key) => known.has(key)) }));
}

/** One page a level of each dimension that has figures to show. */
function sliceReports(story: Story): readonly Report[] {
  return dimensions.flatMap((dimension) => {
    const levels = new Set(
      story.book.figures
        .filter(({ by }) => dimension in by && Object.keys(by).length === 1)
        .map(({ by }) => by[dimension] ?? ""),
    );
    return [...levels]
      .filter((level) => level !== "")
      .toSorted()
      .map((level) => sliceReport(story, dimension, level))
      .filter((report) => report !== null);
  });
}

function storyOf({ facts, figures, settings }: Publication, locale: string): Story {
  const { site, rules, surveys } = settings;
  const items = new Map(
    surveys.flatMap(({ questions }) =>
      questions.flatMap(({ items: own }) =>
        (own ?? [])
          .filter(({ construct }) => construct === undefined)
          .map((item) => [item.id, item.title] as const),
      ),
    ),
  );
  const options = new Map(
    surveys.flatMap(({ questions }) =>
      questions.flatMap(({ construct, options: own }) =>
        construct === undefined
          ? []
          : (own ?? []).map((option) => [`${construct} ${option.id}`, option.title] as const),
      ),
    ),
  );
  return {
    book: figures.book,
    words: settings.words(locale),
    locale,
    site,
    rules,
    tables: facts.tables,
    claims: settings.claims,
    sources: (table) => sourcesOf({ facts, settings }, table, locale),
    clvReasons: figures.lifetime?.kind === "historic" ? figures.lifetime.reasons : [],
    aspectName: (item) => {
      const title = items.get(item);
      return title === undefined ? item : localisedText(title, locale);
    },
    optionName: (construct, option) => {
      const title = options.get(`${construct} ${option}`);
      return title === undefined ? option : localisedText(title, locale);
    },
    isAsked: (id) => needed(id).every((construct) => construct in figures.customers.scales),
    href: (path) => `${site.base.replace(/\/$/u, "")}/${locale}/${path}`,
  };
}

/** Customer files of a table with their rows; several files of one folder as the folder. */
function sourcesOf(
  { facts, settings }: Pick<Publication, "facts" | "settings">,
  table: string,
  locale: string,
): readonly string[] {
  const words = settings.words(locale);
  const employees = new Set(
    settings.surveys.filter(({ audience }) => audience === "employee").map(({ id }) => id),
  );
  const files = facts.files.filter(
    (file) => file.table === table && !(file.survey !== null && employees.has(file.survey)),
  );
  const folders = Map.groupBy(files, ({ path }) => path.slice(0, path.lastIndexOf("/") + 1));
  return [...folders].map(([folder, own]) => {
    const rows = own.reduce((sum, file) => sum + file.rows, 0);
    const source = own.length === 1 ? (own[0]?.path ?? folder) : folder;
    return words.t("reports.how.source-text", { source, files: own.length, rows });
  });
}

/** What the questions behind a figure must measure. */
function needed(id: FigureId): readonly string[] {
  if (id === "loyalty.nps") return ["loyalty.recommend"];
  if (id.startsWith("trust.")) return Object.values(trustConstructs);
  if (id.startsWith("satisfaction.")) return ["satisfaction"];
  if (id.includes("said-yes") || id.includes("not-loyal"))
    return ["satisfaction", "loyalty.intent"];
  return id.includes("not-returned") ? ["satisfaction"] : [];
}
