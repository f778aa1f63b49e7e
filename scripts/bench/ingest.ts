/** P1, P2, P3 and P6: reading order lines, as ratios of runs that take turns. */
import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { gb18030Bytes } from "../../src/sample/gb18030.ts";
import { projectRoot } from "../../src/settings/project-root.ts";
import { seededRandom } from "../../src/stats/random.ts";
import type { Measured } from "./measured.ts";

interface Run {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly mebibytes: number;
  readonly rows: number;
  readonly customers: number;
}

export interface IngestSize {
  readonly rows: number;
  readonly customers: number;
  /** How often each pair runs. */
  readonly pairs: number;
}

const full: IngestSize = { rows: 10_000_000, customers: 1_000_000, pairs: 3 };

/** Reads order lines in several ways; files and caches are made in `out/bench` and removed. */
export async function benchIngest(size: IngestSize = full): Promise<readonly Measured[]> {
  const root = join(projectRoot(), "out", "bench", "ingest");
  rmSync(root, { recursive: true, force: true });
  try {
    return await Promise.resolve(measure(root, size));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function measure(root: string, size: IngestSize): readonly Measured[] {
  const utf8 = (text: string) => Buffer.from(text);
  const lines = writeLines(join(root, "plain"), size, { bytesOf: utf8, isWide: false });
  const fresh = (way: string, folder = "plain") => {
    rmSync(join(root, "cache"), { recursive: true, force: true });
    return run(way, join(root, folder), join(root, "cache"));
  };
  const zhike = (folder: string) => () => fresh("zhike", folder);
  const bare = (view: string) => () => run(view, lines, join(root, "scratch"));
  const p1 = inTurn(zhike("plain"), bare("days"), size.pairs);
  const sums = inTurn(zhike("plain"), bare("plain"), 1);
  writeSettings(join(root, "content"));
  run("company", root, join(root, "out"));
  const again = run("company", root, join(root, "out"));
  rmSync(join(root, "plain"), { recursive: true });
  const wide = writeLines(join(root, "wide"), size, { bytesOf: utf8, isWide: true });
  const p2 = inTurn(
    () => fresh("checked", "wide"),
    () => run("papaparse", wide, ""),
    Math.ceil(size.pairs / 2),
  );
  rmSync(join(root, "wide"), { recursive: true });
  const tenth = { ...size, rows: size.rows / 5, customers: size.customers / 5 };
  writeLines(join(root, "utf8"), tenth, { bytesOf: utf8, isWide: true });
  writeLines(join(root, "gb"), tenth, { bytesOf: gb18030Bytes, isWide: true });
  const p3 = inTurn(zhike("gb"), zhike("utf8"), size.pairs);
  const cold = median(p1.map(([a]) => a.seconds));
  return [
    budget("P1 order lines checked and reduced to facts, wall against bare DuckDB", wall(p1), 1.3),
    budget("P1 the same, peak memory", memory(p1), 1.5),
    budget("P2 order lines checked, a row a customer, against PapaParse to arrays", wall(p2), 0.2),
    budget("P3 GB18030 file against its UTF-8 twin", wall(p3), 1.6),
    budget("P6 nothing changed, against order lines to facts", again.seconds / cold, 0.05),
    told("P1 seconds (of processor): facts, bare DuckDB to the same view of each customer", p1),
    told("P1 the same, bare DuckDB to first, last, count and sum only", sums),
    told("P3 seconds (of processor) of a fifth of the lines, with quantity and channel", p3),
    told("P2 seconds (of processor): checked, PapaParse", p2),
  ];
}

type Pair = readonly [a: Run, b: Run];

/** A and B take turns, so that other work on the machine meets both. */
function inTurn(a: () => Run, b: () => Run, pairs: number): readonly Pair[] {
  return Array.from({ length: pairs }, (): Pair => {
    const [ours, theirs] = [a(), b()];
    if (ours.rows !== theirs.rows || ours.customers !== theirs.customers) {
      throw new Error(`the two ways differ: ${JSON.stringify([ours, theirs])}`);
    }
    return [ours, theirs];
  });
}

function run(way: string, from: string, scratch: string): Run {
  const child = join(projectRoot(), "scripts/bench/ingest-child.ts");
  const options = { encoding: "utf8", maxBuffer: 1 << 24 } as const;
  return JSON.parse(execFileSync(process.execPath, [child, way, from, scratch], options)) as Run;
}

function wall(pairs: readonly Pair[]): number {
  return median(pairs.map(([a, b]) => a.seconds / b.seconds));
}

function memory(pairs: readonly Pair[]): number {
  return median(pairs.map(([a, b]) => a.mebibytes / b.mebibytes));
}

/** Walls swing with what else the machine does; processor seconds less so. */
function told(name: string, pairs: readonly Pair[]): Measured {
  const text = (run: Run) => `${run.seconds.toFixed(1)} (${run.cpuSeconds.toFixed(1)})`;
  const measured = pairs.map(([a, b]) => `${text(a)}, ${text(b)}`).join("; ");
  return { name, measured, goal: "told only", ok: true };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function budget(name: string, ratio: number, goal: number): Measured {
  return { name, measured: ratio.toFixed(3), goal: `<= ${goal}`, ok: ratio <= goal };
}

function writeSettings(content: string): void {
  mkdirSync(content, { recursive: true });
  const settings = {
    name: { en: "Bench" },
    currency: "CNY",
    timeZone: "Asia/Shanghai",
    wave: "quarter",
    locales: ["en"],
  };
  writeFileSync(join(content, "site.yaml"), JSON.stringify(settings));
}

const channels = ["门店", "小程序", "外卖"];

interface LineFile {
  readonly bytesOf: (text: string) => Uint8Array;
  /** With quantity and channel, which give orders by channel beside the view of each customer. */
  readonly isWide: boolean;
}

/** Lines in the order of time over thirty months; most of a person's are through one channel. */
function writeLines(
  root: string,
  { rows, customers }: IngestSize,
  { bytesOf, isWide }: LineFile,
): string {
  const { uniform } = seededRandom("bench ingest");
  mkdirSync(join(root, "transactions"), { recursive: true });
  const file = join(root, "transactions", "lines.csv");
  const handle = openSync(file, "w");
  let text = `customer_id,ordered_at,amount${isWide ? ",quantity,channel" : ""}\n`;
  for (let at = 0; at < rows; at += 1) {
    const customer = Math.floor(uniform() * customers);
    const day = new Date(Date.UTC(2024, 0, 1 + Math.floor((at / rows) * 912)));
    const clock = new Date(Math.floor(uniform() * 86_400) * 1000).toISOString().slice(11, 19);
    const channel = channels[uniform() < 0.8 ? customer % 3 : Math.floor(uniform() * 3)];
    text += `C${String(customer).padStart(7, "0")},${day.toISOString().slice(0, 10)} ${clock},`;
    const more = `,${1 + Math.floor(uniform() * 3)},${channel}`;
    text += `${(1 + uniform() * 200).toFixed(2)}${isWide ? more : ""}\n`;
    if (text.length < 1 << 20 && at < rows - 1) continue;
    writeSync(handle, bytesOf(text));
    text = "";
  }
  closeSync(handle);
  return file;
}
