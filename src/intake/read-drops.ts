/** Reads a data folder: every file of it found, recognised, checked and left in canonical form. */
import { copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { SurveyDefinition } from "../survey/definition.ts";
import { checkYaml, readYaml } from "../settings/yaml-file.ts";
import { allEnded } from "./all-ended.ts";
import {
  cacheKey,
  cleanTask,
  type DropFolders,
  type DropRules,
  type KnownFile,
  type RowsTask,
} from "./clean-rows.ts";
import { cleanFile, type CleanTask, type FileVerdict } from "./clean-file.ts";
import { dropEntries, dropSchema, entryFor, type DropEntry } from "./drop-settings.ts";
import type { Engine } from "./engine.ts";
import type { FaultCount } from "./fault-list.ts";
import { openIdentities } from "./file-identity.ts";
import { findFiles, type DropFile, type FoundFiles } from "./find-files.ts";
import { readFile } from "./read-file.ts";

/** The data folder as it lies there; nothing but names, settings and hashes were read. */
export interface DropList {
  readonly known: readonly KnownFile[];
  readonly tables: ReadonlySet<string>;
  readonly problems: readonly FaultCount[];
  readonly remarks: readonly FaultCount[];
}

/** The rows of one file in canonical form. */
export interface CleanSource {
  readonly path: string;
  readonly table: string;
  readonly survey: string | null;
  /** A table expression of the engine. */
  readonly relation: string;
  readonly columns: readonly string[];
  /** True when the relation checks its rows only while it is read, and may fail. */
  readonly isPending: boolean;
  /** A copy that may be deleted once the rows were read. */
  readonly copy: string | null;
}

/** What intake did with one file (the shape of `FileRecord` in facts.ts). */
export interface FileReading {
  readonly path: string;
  readonly table: string;
  readonly survey: string | null;
  readonly sha256: string;
  readonly rows: number;
  readonly rejected: number;
  readonly sameAs: string | null;
}

export interface Drops {
  readonly sources: readonly CleanSource[];
  readonly files: readonly FileReading[];
  /** What stops a build. */
  readonly problems: readonly FaultCount[];
  /** Bad rows within the share that the site allows. */
  readonly leftOut: readonly FaultCount[];
  readonly remarks: readonly FaultCount[];
}

/** Lists a data folder: which files there are and what they hold, by content hash. */
export async function listDrops(
  folders: DropFolders,
  surveys: readonly SurveyDefinition[],
): Promise<DropList> {
  const found = findFiles(
    folders.data,
    "data",
    surveys.map(({ id }) => id),
  );
  const settings = readSettingsFiles(found, folders.data);
  const identities = openIdentities(folders.cache);
  const known: KnownFile[] = [];
  const remarks: FaultCount[] = [...found.remarks];
  const seen = new Map<string, string>();
  for (const file of found.files.filter(({ path }) => !settings.faulty.has(dirname(path)))) {
    const sha256 = await identities.sha256(file.file);
    const entries = settings.entries.get(dirname(file.path)) ?? [];
    const entry = entryFor(entries, file.path.slice(file.path.lastIndexOf("/") + 1));
    const place = `${dirname(file.path)}\0${sha256}`;
    const sameAs = seen.get(place) ?? null;
    if (sameAs === null) seen.set(place, file.path);
    else remarks.push(oneFault("file-repeated", `data/${file.path}`, { other: `data/${sameAs}` }));
    known.push({ file, sha256, entry, sameAs });
  }
  identities.save();
  remarks.push(...unusedEntries(settings.entries, known));
  const problems = [...found.problems, ...settings.problems];
  return { known, tables: found.tables, problems, remarks };
}

function oneFault(
  code: string,
  path: string,
  values: Readonly<Record<string, string | number>>,
): FaultCount {
  return { code, path, rows: 1, examples: [{ where: path, values }] };
}

interface SettingsFiles {
  /** Folders whose drop.yaml cannot be used: their files are not read against a wrong mapping. */
  readonly faulty: ReadonlySet<string>;
  readonly entries: ReadonlyMap<string, readonly DropEntry[]>;
  readonly problems: readonly FaultCount[];
}

function readSettingsFiles(found: FoundFiles, dataRoot: string): SettingsFiles {
  const entries = new Map<string, readonly DropEntry[]>();
  const faulty = new Set<string>();
  const problems: FaultCount[] = [];
  for (const folder of found.settings) {
    const yaml = readYaml(join(dataRoot, folder, "drop.yaml"), `data/${folder}/drop.yaml`);
    const checked = checkYaml(yaml, dropSchema);
    for (const { code, where, values } of checked.problems) {
      problems.push({ code, path: yaml.name, rows: 1, examples: [{ where, values }] });
    }
    if (checked.value === null) faulty.add(folder);
    else entries.set(folder, dropEntries(checked.value, yaml.where));
  }
  return { faulty, entries, problems };
}

function unusedEntries(
  entries: ReadonlyMap<string, readonly DropEntry[]>,
  known: readonly KnownFile[],
): FaultCount[] {
  const used = new Set(known.map(({ entry }) => entry));
  return [...entries.values()]
    .flat()
    .filter((entry) => !used.has(entry))
    .map((entry) => {
      const where = entry.where("");
      const path = where.slice(0, where.indexOf(":"));
      const examples = [{ where, values: { files: entry.files } }];
      return { code: "drop-unused", path, rows: 1, examples };
    });
}

export interface ReadTask {
  readonly engine: Engine;
  /** Paths that are read row by row, because the engine refused them. */
  readonly byRow: ReadonlySet<string>;
  readonly folders: DropFolders;
  /** A folder for files that exist only while reading. */
  readonly scratch: string;
  readonly rules: DropRules;
  readonly surveys: readonly SurveyDefinition[];
  readonly progress: (done: number, total: number, path: string) => void;
  /** Reads files of rows in another thread. */
  readonly cleanBeside?: ((task: RowsTask) => Promise<FileVerdict>) | null;
}

/**
 * Reads every file of a list (读入): checks all rows, keeps the good ones.
 *
 * For      `npm run check` and the warehouse.
 * Takes    list: from `listDrops`; files that were read before, with the same content
 *          and settings, are not read again.
 * Gives    canonical sources, counts for each file, and every fault: a table whose
 *          share of bad rows is above what the site allows is a problem.
 */
export async function readDrops(list: DropList, task: ReadTask): Promise<Drops> {
  const counted = list.known.filter(({ sameAs }) => sameAs === null);
  const ofLines = counted.filter(({ file }) => file.table === "transactions");
  const isAlone = ofLines.length === 1;
  rmSync(task.folders.rejected, { recursive: true, force: true });
  let begun = 0;
  const one = async (
    known: KnownFile,
    { at, isHere }: { readonly at: number; readonly isHere: boolean },
  ): Promise<ReadFile & { source: Source }> => {
    task.progress(begun, counted.length, known.file.path);
    begun += 1;
    const clean = cleanTask(known, task);
    const { verdict, ...source } = await readFile(clean, {
      engine: task.engine,
      key: cacheKey(known, task),
      scratch: join(task.scratch, `file-${at}`),
      mayBulk: !task.byRow.has(known.file.path),
      isAlone,
      clean: isHere ? cleanFile : cleanerOf(known, task),
    });
    if (verdict.rejected > 0) keepRejected(clean.rejectedPath, known.file, task.folders.rejected);
    return { known, verdict, source };
  };
  // Order lines wait for the engine and the others do not: each kind goes its own way, and of the
  // others each thread takes the next when it is free.
  const others = counted.filter(({ file }) => file.table !== "transactions");
  const lanes = [
    { queue: ofLines, isHere: true },
    ...(task.cleanBeside ? [{ queue: others, isHere: false }] : []),
    { queue: others, isHere: true },
  ];
  const read = await inLanes(counted, lanes, one);
  task.progress(counted.length, counted.length, "");
  const sources = read
    .filter(({ verdict }) => verdict.isReadable)
    .map(({ known: { file }, verdict, source }): CleanSource => {
      const { path, table, survey } = file;
      return { path, table, survey, columns: verdict.columns, ...source };
    });
  return { sources, ...judged(read, task.rules.badRows), files: readings(list, read) };
}

type Source = Pick<CleanSource, "relation" | "isPending" | "copy">;

interface Lane<T> {
  /** What is left to do; lanes may share one. */
  readonly queue: T[];
  readonly isHere: boolean;
}

/** Results in the order of `all`; each lane takes the next of its queue when it is free. */
async function inLanes<T, R>(
  all: readonly T[],
  lanes: readonly Lane<T>[],
  one: (each: T, place: { readonly at: number; readonly isHere: boolean }) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Map<T, R>();
  await allEnded(
    lanes.map(async ({ queue, isHere }) => {
      for (let each = queue.shift(); each !== undefined; each = queue.shift())
        results.set(each, await one(each, { at: all.indexOf(each), isHere }));
    }),
  );
  return all.map((each) => results.get(each) as R);
}

/** Another thread cannot be sent the mapping of a drop.yaml, which looks up places in its text. */
function cleanerOf(
  { entry, ...known }: KnownFile,
  { cleanBeside, folders, rules, surveys }: ReadTask,
): (task: CleanTask) => Promise<FileVerdict> {
  const isPlain = entry === null && known.file.format !== "parquet";
  return !isPlain || !cleanBeside
    ? cleanFile
    : () => cleanBeside({ known, folders, rules, surveys });
}

function keepRejected(rejectedPath: string, { path }: DropFile, folder: string): void {
  const target = join(folder, `${path}.csv`);
  mkdirSync(dirname(target), { recursive: true });
  if (existsSync(rejectedPath)) copyFileSync(rejectedPath, target);
}

type ReadFile = { readonly known: KnownFile; readonly verdict: FileVerdict };

/** Bad rows are left out where their table has few enough of them; elsewhere they are problems. */
function judged(
  read: readonly ReadFile[],
  badRows: number,
): Pick<Drops, "problems" | "leftOut" | "remarks"> {
  const problems: FaultCount[] = [];
  const leftOut: FaultCount[] = [];
  const remarks: FaultCount[] = [];
  const folders = Map.groupBy(read, ({ known }) => dirname(known.file.path));
  for (const files of folders.values()) {
    const rows = files.reduce((sum, { verdict }) => sum + verdict.rows, 0);
    const rejected = files.reduce((sum, { verdict }) => sum + verdict.rejected, 0);
    const isAllowed = rejected <= badRows * rows;
    for (const { verdict } of files) {
      problems.push(...verdict.problems);
      remarks.push(...verdict.remarks);
      (isAllowed ? leftOut : problems).push(...verdict.faults);
    }
  }
  return { problems, leftOut, remarks };
}

function readings(list: DropList, read: readonly ReadFile[]): FileReading[] {
  const verdicts = new Map(read.map(({ known, verdict }) => [known.file.path, verdict]));
  return list.known.map(({ file: { path, table, survey }, sha256, sameAs }) => {
    const verdict = verdicts.get(sameAs ?? path);
    const { rows = 0, rejected = 0 } = verdict ?? {};
    return { path, table, survey, sha256, rows, rejected, sameAs };
  });
}
