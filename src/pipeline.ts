/**
 * The loop in one direction: settings and drops → facts → figures → reports.
 * What one run works out is kept in the cache under a key of everything that it
 * depends on, so that an unchanged company costs the look at its files only.
 */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative, sep } from "node:path";
import { crc32 } from "node:zlib";
import { Problem, Problems } from "./errors.ts";
import { companyFigures } from "./figures/company-figures.ts";
import { figureNameProblems } from "./figures/figure-names.ts";
import type { Figure } from "./figures/figure.ts";
import { tierProblems } from "./metrics/loyalty-tiers.ts";
import { listDrops } from "./intake/read-drops.ts";
import { companyReports } from "./reports/company-reports.ts";
import type { Report } from "./reports/report.ts";
import { systemStatuses, type SystemStatus } from "./reports/system-status.ts";
import { worklists } from "./reports/worklists.ts";
import { filesBelow } from "./settings/files-below.ts";
import type { Folders } from "./settings/folders.ts";
import { readMetricDocs } from "./settings/read-metric-docs.ts";
import { readSettings, type Settings } from "./settings/read-settings.ts";
import { openSecondThread, type SecondThread } from "./threads/second-thread.ts";
import { factsDigest, openWarehouse } from "./warehouse/open-warehouse.ts";

/** What every page says about the build. */
export interface SiteEntry {
  /** The company, by locale. */
  readonly name: Readonly<Record<string, string>>;
  readonly locales: readonly string[];
  /** Last day that is counted, null when nothing is. */
  readonly asOf: string | null;
  /** Hash of all inputs. */
  readonly digest: string;
  readonly k: { readonly customer: number; readonly employee: number };
  readonly brand?: { readonly light: string; readonly dark: string } | undefined;
}

export interface Company {
  readonly site: SiteEntry;
  readonly figures: readonly Figure[];
  readonly reports: readonly Report[];
  readonly systems: readonly SystemStatus[];
  readonly remarks: readonly Pick<Problem, "code" | "where" | "values">[];
  readonly summary: readonly {
    readonly path: string;
    readonly rows: number;
    readonly rejected: number;
  }[];
}

export type Progress = (done: number, total: number, path: string) => void;

/**
 * Opens a company: the one that an earlier run kept of the same, or one worked out anew and kept.
 *
 * Throws Problems: every problem of settings, or every problem of the drops.
 */
export async function openCompany(
  folders: Folders,
  progress: Progress = () => undefined,
): Promise<Company> {
  const { company, keep } = await openUnkept(folders, progress);
  keep();
  return company;
}

/** The same, to be kept when there is time for it. */
export async function openUnkept(
  folders: Folders,
  progress: Progress,
  settings = readSettings(folders.content, folders.project),
): Promise<{ readonly company: Company; readonly keep: () => void }> {
  const faults = [
    ...tierProblems(settings.rules.tiers, "content/rules.yaml (tiers)"),
    ...figureNameProblems(settings),
  ];
  if (faults.length > 0) throw new Problems(faults);
  const cache = join(folders.out, "cache");
  mkdirSync(cache, { recursive: true });
  const key = await companyKey(folders, settings);
  const file = join(cache, "company.kept");
  const kept = readKept(file, key);
  if (kept !== null) return { company: kept, keep: () => undefined };
  const company = await workOut(folders, settings, progress);
  return { company, keep: () => keepCompany(file, key, company) };
}

/** From this many bytes in `data` on a second thread is worth its start. */
const MUCH = 1_000_000;

async function workOut(folders: Folders, settings: Settings, progress: Progress): Promise<Company> {
  const thread = bytesBelow(folders.data) < MUCH ? null : openSecondThread();
  try {
    return await companyOf(folders, settings, { progress, thread });
  } finally {
    await thread?.close();
  }
}

function bytesBelow(folder: string): number {
  if (!existsSync(folder)) return 0;
  return filesBelow(folder).reduce((sum, file) => sum + statSync(file).size, 0);
}

async function companyOf(
  folders: Folders,
  settings: Settings,
  { progress, thread }: { readonly progress: Progress; readonly thread: SecondThread | null },
): Promise<Company> {
  const { site, surveys } = settings;
  const opened = await openWarehouse({
    dataRoot: folders.data,
    cacheRoot: join(folders.out, "cache"),
    rejectedRoot: join(folders.out, "rejected"),
    label: relative(folders.project, folders.data).split(sep).join("/"),
    site,
    surveys,
    progress,
    cleanBeside: thread && ((task) => thread.run("clean", task)),
  });
  if (opened.facts === null) throw new Problems(opened.problems);
  const { facts } = opened;
  const figures = await companyFigures(
    facts,
    settings,
    thread && ((task) => thread.run("figures", task)),
  );
  const reports = companyReports({
    facts,
    figures,
    settings,
    docs: readMetricDocs(folders.project),
  });
  writeWorklists(join(folders.out, "worklists"), worklists(facts, figures, settings.rules));
  return {
    site: {
      name: site.name,
      locales: site.locales,
      asOf: facts.asOf,
      digest: facts.digest.slice(0, 16),
      k: site.k,
      brand: site.brand,
    },
    figures: byAddress(figures.book.figures),
    reports,
    systems: systemStatuses(figures.book, settings.systems, facts.tables),
    remarks: opened.remarks.map(({ code, where, values }) => ({ code, where, values })),
    summary: facts.files.map(({ path, rows, rejected }) => ({ path, rows, rejected })),
  };
}

function byAddress(figures: readonly Figure[]): readonly Figure[] {
  return figures
    .map((figure) => ({ figure, at: address(figure) }))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ figure }) => figure);
}

function address({ id, period, by }: Figure): string {
  return JSON.stringify([id, period, Object.entries(by).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}

/** Hash of drops, settings and of the code that reads them. */
async function companyKey(folders: Folders, settings: Settings): Promise<string> {
  const { site, surveys } = settings;
  const list = await listDrops(
    {
      data: folders.data,
      cache: join(folders.out, "cache"),
      rejected: join(folders.out, "rejected"),
    },
    surveys,
  );
  const hash = createHash("sha256")
    .update(factsDigest(list, site, surveys))
    .update(settings.digest);
  const code = filesBelow(join(folders.project, "src")).filter((file) =>
    /\.(?:ts|sql)$/u.test(file),
  );
  for (const path of code) hash.update(readFileSync(path));
  return hash.digest("hex");
}

function keepCompany(file: string, key: string, company: Company): void {
  const text = JSON.stringify(company);
  writeFileSync(`${file}.new`, `${headOf(key, text)}\n${text}`);
  renameSync(`${file}.new`, file);
}

/** The company below its head; null for another one, and for one that was cut or damaged. */
function readKept(file: string, key: string): Company | null {
  if (!existsSync(file)) return null;
  const [head, text = ""] = readFileSync(file, "utf8").split("\n");
  return head === headOf(key, text) ? (JSON.parse(text) as Company) : null;
}

function headOf(key: string, text: string): string {
  return `${key} ${crc32(text)}`;
}

/** Lists by person, for the company's own eyes: never below `dist`. */
function writeWorklists(folder: string, lists: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  // What was pulled lies in a folder of its own below and stays.
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isFile()) rmSync(join(folder, entry.name));
  }
  for (const [name, text] of Object.entries(lists))
    writeFileSync(join(folder, `${name}.csv`), text);
}
