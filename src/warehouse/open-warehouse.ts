/** The data part of a build: drops in, facts out. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Problem, problemOf } from "../errors.ts";
import { PARSER_VERSION, type DropFolders } from "../intake/clean-rows.ts";
import { openEngine, type Engine } from "../intake/engine.ts";
import type { FaultCount } from "../intake/fault-list.ts";
import { hashOfTexts } from "../intake/file-identity.ts";
import {
  listDrops,
  readDrops,
  type DropList,
  type Drops,
  type ReadTask,
} from "../intake/read-drops.ts";
import type { SurveyDefinition } from "../survey/definition.ts";
import type { PeriodUnit } from "../tables/period.ts";
import { buildFacts, type Built } from "./build-facts.ts";
import { keepFacts, keptFacts } from "./facts-cache.ts";
import type { Facts } from "./facts.ts";

export interface WarehouseSite {
  readonly timeZone: string;
  readonly wave: PeriodUnit;
  readonly badRows: number;
  readonly asOf?: string | undefined;
}

export interface WarehouseOptions {
  readonly dataRoot: string;
  /** For the cache; may be deleted at any time. */
  readonly cacheRoot: string;
  /** For rows that were left out; `rejected` beside the cache when not named. */
  readonly rejectedRoot?: string;
  /** How the data folder is shown in problems; "data" when not named. */
  readonly label?: string;
  readonly site: WarehouseSite;
  readonly surveys: readonly SurveyDefinition[];
  readonly progress?: (done: number, total: number, path: string) => void;
  readonly cleanBeside?: ReadTask["cleanBeside"];
}

export interface Opened {
  /** Null when a problem stops the build. */
  readonly facts: Facts | null;
  /** One for each kind of fault in a file: the first place, and how many more. */
  readonly problems: readonly Problem[];
  readonly remarks: readonly Problem[];
}

/**
 * Opens the warehouse (数据仓): reads, checks and reduces a data folder.
 *
 * For      the build, and `npm run check`.
 * Takes    the folders, the site's calendar and rules, and the surveys.
 * Gives    facts, or every problem that stops a build; remarks in either case.
 *          Unchanged files are not read again; nothing changed reads nothing at all.
 */
export async function openWarehouse(options: WarehouseOptions): Promise<Opened> {
  const { dataRoot, cacheRoot, site, surveys } = options;
  const folders: DropFolders = {
    data: dataRoot,
    cache: cacheRoot,
    rejected: options.rejectedRoot ?? join(cacheRoot, "..", "rejected"),
  };
  mkdirSync(cacheRoot, { recursive: true });
  const list = await listDrops(folders, surveys);
  const label = options.label ?? "data";
  const digest = factsDigest(list, site, surveys);
  const kept = list.problems.length > 0 ? null : keptFacts(folders, digest, surveys);
  if (kept !== null) return told(kept, { problems: [], remarks: kept.remarks }, label);
  const read = await readAndBuild({ list, folders, options, digest, byRow: new Set() });
  const { facts, ...found } = read;
  if (facts !== null && found.problems.length === 0) keepFacts(folders, facts);
  return told(facts, found, label);
}

interface ReadBuildTask {
  readonly list: DropList;
  readonly folders: DropFolders;
  readonly options: WarehouseOptions;
  readonly digest: string;
  readonly byRow: ReadonlySet<string>;
}

interface Found {
  readonly facts: Facts | null;
  readonly problems: readonly FaultCount[];
  readonly remarks: readonly FaultCount[];
}

async function readAndBuild(task: ReadBuildTask): Promise<Found> {
  const { list, folders, options, digest, byRow } = task;
  const { site, surveys } = options;
  const asOf = site.asOf ?? null;
  const scratch = join(folders.cache, "scratch", `${process.pid}`);
  const engine = await openEngine({ scratch });
  let drops: Drops | null = null;
  try {
    drops = await readDrops(list, {
      engine,
      byRow,
      folders,
      scratch,
      surveys,
      rules: { ...site, asOf },
      progress: options.progress ?? (() => undefined),
      cleanBeside: options.cleanBeside ?? null,
    });
    const problems = [...list.problems, ...drops.problems];
    const remarks = [...list.remarks, ...drops.remarks];
    if (problems.length > 0) return { facts: null, problems, remarks };
    const { tables } = list;
    const facts = { drops, tables, remarks, site: { ...site, asOf }, surveys, digest };
    const built: Built | null = await tryBuild(engine, facts);
    if (built !== null) {
      return { facts: built.facts, problems: built.problems, remarks: built.facts.remarks };
    }
  } finally {
    engine.close();
    rmSync(scratch, { recursive: true, force: true });
  }
  const pending = drops.sources.filter(({ isPending }) => isPending).map(({ path }) => path);
  return readAndBuild({ ...task, byRow: new Set(pending) });
}

/** Null when a source that was read straight through the engine has to be read by rows. */
async function tryBuild(
  engine: Engine,
  task: Parameters<typeof buildFacts>[1],
): Promise<Built | null> {
  try {
    return await buildFacts(engine, task);
  } catch (error) {
    if (task.drops.sources.some(({ isPending }) => isPending)) return null;
    throw error;
  }
}

function told(
  facts: Facts | null,
  { problems, remarks }: Pick<Found, "problems" | "remarks">,
  label: string,
): Opened {
  return {
    facts: problems.length > 0 ? null : facts,
    problems: problems.map((count) => relabelled(problemOf(count), label)),
    remarks: remarks.map((count) => relabelled(problemOf(count), label)),
  };
}

/** Facts speak of `data/…` wherever the folder lies; people get a path that they can open. */
export function relabelled({ code, where, values }: Problem, label: string): Problem {
  if (label === "data") return new Problem(code, where, values);
  const moved = (text: string) => (text.startsWith("data/") ? label + text.slice(4) : text);
  const entries = Object.entries(values).map(([key, value]) => [
    key,
    typeof value === "string" ? moved(value) : value,
  ]);
  return new Problem(code, moved(where), Object.fromEntries(entries));
}

/** One line for all that the facts depend on. */
export function factsDigest(
  { known, tables }: DropList,
  { timeZone, wave, badRows, asOf }: WarehouseSite,
  surveys: readonly SurveyDefinition[],
): string {
  const files = known.map(({ file, sha256, entry }) => [
    file.path,
    sha256,
    entry === null ? null : { ...entry, columns: [...entry.columns] },
  ]);
  const all = {
    PARSER_VERSION,
    files,
    tables: [...tables],
    timeZone,
    wave,
    badRows,
    asOf,
    surveys,
  };
  return hashOfTexts([JSON.stringify(all)]);
}
