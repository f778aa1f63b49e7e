/** G4, G5 and G7: durable answers a second, a rush, and a full store, beside a bare node:http server with the same store. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { DatabaseSync } from "node:sqlite";
import { answersFile } from "../../src/collector/answers-file.ts";
import { openAnswersFile } from "../../src/collector/sqlite-schema.ts";
import { projectRoot } from "../../src/settings/project-root.ts";
import type { LoadSeen } from "./door-load.ts";
import type { Measured } from "./measured.ts";

const ROUNDS = 3;
/** The first second warms up and counts nowhere but in the processor time. */
const STEADY = ["64:1", "64:3"];
const RUSH = ["500:2", "5000:4"];

interface Run {
  readonly seen: readonly LoadSeen[];
  readonly mebibytes: number;
  /** Processor time of the server for one stored answer. */
  readonly cpuMicros: number;
  readonly stored: number;
}

interface Told {
  readonly mebibytes: number;
  readonly cpuSeconds: number;
}

/** Servers and clients run in processes of their own, on loopback, one server at a time. */
export async function benchCollector(): Promise<readonly Measured[]> {
  const root = join(projectRoot(), "out", "bench", "collector");
  const run = (kind: "zhike" | "bare", phases: readonly string[]) => oneRun(root, kind, phases);
  try {
    const steady: Record<"zhike" | "bare", Run[]> = { zhike: [], bare: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      steady.bare.push(await run("bare", STEADY));
      steady.zhike.push(await run("zhike", STEADY));
    }
    const rush = { bare: await run("bare", RUSH), zhike: await run("zhike", RUSH) };
    return [
      ...steadyFigures(steady.zhike, steady.bare),
      ...rushFigures(rush.zhike, rush.bare),
      await readyFigure(root),
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function oneRun(root: string, kind: string, phases: readonly string[]): Promise<Run> {
  rmSync(root, { recursive: true, force: true });
  const data = join(root, "data");
  mkdirSync(data, { recursive: true });
  const server = child("door-child.ts", [kind, data]);
  const lines = createInterface(server.stdout!)[Symbol.asyncIterator]();
  const port = String((await lines.next()).value);
  const load = child("door-load.ts", [port, ...phases]);
  const seen = JSON.parse(await text(load.stdout!)) as readonly LoadSeen[];
  const exited = once(server, "exit");
  server.kill("SIGTERM");
  const told = JSON.parse(String((await lines.next()).value)) as Told;
  await exited;
  const database = new DatabaseSync(answersFile(data), { readOnly: true });
  const stored = Number(database.prepare("SELECT count(*) AS n FROM answers").get()?.n);
  database.close();
  const cpuMicros = (told.cpuSeconds / stored) * 1e6;
  return { seen, mebibytes: told.mebibytes, cpuMicros, stored };
}

function child(script: string, rest: readonly string[]): ChildProcess {
  const path = join(projectRoot(), "scripts", "bench", script);
  // As `npm run serve` does it.
  return spawn(process.execPath, ["--max-semi-space-size=8", path, ...rest], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache") },
  });
}

const MILLION = 1_000_000;

/** G7: from the start of the process to a ready collector that holds a million answers. */
async function readyFigure(root: string): Promise<Measured> {
  rmSync(root, { recursive: true, force: true });
  const data = join(root, "data");
  mkdirSync(data, { recursive: true });
  const database = openAnswersFile(answersFile(data));
  database.exec(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MILLION})
     INSERT INTO answers (id, survey, survey_version, lang, received_at, hash, answers)
     SELECT printf('%08x-0000-4000-8000-%012x', i, i), 'bench', 1, 'en', '2026-01-01T00:00:00.000Z',
            hex(randomblob(32)), '{"satisfaction":4,"why":"tea"}' FROM n`,
  );
  database.close();
  const start = performance.now();
  const server = child("door-child.ts", ["zhike", data]);
  const lines = createInterface(server.stdout!)[Symbol.asyncIterator]();
  const port = String((await lines.next()).value);
  const { status } = await fetch(`http://127.0.0.1:${port}/healthz`);
  const seconds = (performance.now() - start) / 1000;
  const exited = once(server, "exit");
  server.kill("SIGTERM");
  await exited;
  return {
    name: "G7 ready with a million stored answers",
    measured: `${seconds.toFixed(1)} s (status ${status})`,
    goal: "<= 6 s",
    ok: status === 200 && seconds <= 6,
  };
}

function steadyFigures(zhike: readonly Run[], bare: readonly Run[]): readonly Measured[] {
  const best = (runs: readonly Run[]) =>
    Math.max(...runs.map(({ seen }) => seen[1]?.perSecond ?? 0));
  const least = (runs: readonly Run[], of: "p99" | "longest") =>
    Math.min(...runs.map(({ seen }) => seen[1]?.[of] ?? Infinity));
  const [rate, bareRate] = [best(zhike), best(bare)];
  const [p99, bareP99] = [least(zhike, "p99"), least(bare, "p99")];
  const leastCpu = (runs: readonly Run[]) => Math.min(...runs.map(({ cpuMicros }) => cpuMicros));
  const [cpu, bareCpu] = [leastCpu(zhike), leastCpu(bare)];
  const memory = Math.max(...zhike.map(({ mebibytes }) => mebibytes));
  const bareMemory = Math.max(...bare.map(({ mebibytes }) => mebibytes));
  const beside = (ours: number, theirs: number) =>
    `${(ours / theirs).toFixed(2)} of bare node:http`;
  return [
    {
      name: "G4 durable answers a second, 64 connections, the load beside it",
      measured: `${rate.toFixed(0)}/s (${beside(rate, bareRate)}, ${bareRate.toFixed(0)}/s)`,
      goal: ">= 3000/s",
      ok: rate >= 3000,
    },
    {
      name: "G4 99 of 100 answered within",
      measured: `${p99.toFixed(0)} ms (${beside(p99, bareP99)}, ${bareP99.toFixed(0)} ms)`,
      goal: "<= 150 ms",
      ok: p99 <= 150,
    },
    {
      name: "G4 longest wait",
      measured: `${least(zhike, "longest").toFixed(0)} ms (bare ${least(bare, "longest").toFixed(0)} ms)`,
      goal: "<= 1000 ms",
      ok: least(zhike, "longest") <= 1000,
    },
    {
      name: "G4 peak memory of the collector",
      measured: `${memory.toFixed(0)} MiB (${beside(memory, bareMemory)}, ${bareMemory.toFixed(0)} MiB)`,
      goal: "<= 150 MiB",
      ok: memory <= 150,
    },
    {
      name: "G4 processor time of the collector for one answer",
      measured: `${cpu.toFixed(0)} µs (${beside(cpu, bareCpu)}, ${bareCpu.toFixed(0)} µs)`,
      goal: "told, no goal",
      ok: true,
    },
    ...[keptFigure("G4 acknowledged = stored", zhike)],
  ];
}

function rushFigures(zhike: Run, bare: Run): readonly Measured[] {
  const others = ({ seen }: Run) =>
    seen
      .flatMap(({ statuses }) => Object.entries(statuses))
      .filter(([status]) => !["201", "200", "429", "503"].includes(status))
      .reduce((sum, [, count]) => sum + count, 0);
  const [, rush] = zhike.seen;
  const [, bareRush] = bare.seen;
  const drain = rush?.drainSeconds ?? Infinity;
  return [
    {
      name: "G5 500, then 5,000 connections: replies other than 201, 200, 429, 503",
      measured: `${others(zhike)} (bare ${others(bare)})`,
      goal: 0,
      ok: others(zhike) === 0,
    },
    {
      name: "G5 5,000 connections: answers a second, 99 of 100 within",
      measured: `${rush?.perSecond.toFixed(0)}/s, ${rush?.p99.toFixed(0)} ms (bare ${bareRush?.perSecond.toFixed(0)}/s, ${bareRush?.p99.toFixed(0)} ms), ${zhike.mebibytes.toFixed(0)} MiB`,
      goal: "told, no goal",
      ok: true,
    },
    {
      name: "G5 all delivered after the rush within",
      measured: `${drain.toFixed(1)} s`,
      goal: "<= 60 s",
      ok: drain <= 60,
    },
    keptFigure("G5 acknowledged = stored", [zhike]),
  ];
}

function keptFigure(name: string, runs: readonly Run[]): Measured {
  const kept = runs
    .flatMap(({ seen }) => seen)
    .reduce((sum, { statuses }) => sum + (statuses["201"] ?? 0), 0);
  const stored = runs.reduce((sum, run) => sum + run.stored, 0);
  return { name, measured: `${kept} = ${stored}`, goal: "equal", ok: kept <= stored };
}
