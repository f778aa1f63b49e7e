/** One way to break a collector, and what came of it. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { answersFile } from "../../src/collector/answers-file.ts";
import { projectRoot } from "../../src/settings/project-root.ts";
import { doorClient, type DoorClient } from "../bench/door-client.ts";
import { benchPost, benchSurvey } from "../bench/door-survey.ts";

export interface FaultRun {
  readonly name: string;
  readonly outcome: "held" | "broken" | "lacking";
  readonly told: string;
}

export interface FaultTask {
  readonly root: string;
  readonly isFull: boolean;
}

export interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  /** Ends the process and waits until it is gone; gives its exit code. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
}

/** What was sent and what was acknowledged, to be held against what is stored. */
export interface Ledger {
  readonly sent: Set<string>;
  readonly acknowledged: Set<string>;
  readonly statuses: Record<string, number>;
}

export function openLedger(): Ledger {
  return { sent: new Set(), acknowledged: new Set(), statuses: {} };
}

export function dataFolder({ root }: FaultTask, name: string): string {
  const data = join(root, name, "data");
  mkdirSync(data, { recursive: true });
  return data;
}

/** The line that starts a collector; `before` stands in front of it. */
export function doorCommand(data: string): readonly string[] {
  return [
    process.execPath,
    join(projectRoot(), "scripts", "bench", "door-child.ts"),
    "zhike",
    data,
  ];
}

/** Starts a collector; null when it ended before it listened. */
export async function startDoor(
  data: string,
  { before = [] }: { readonly before?: readonly string[] } = {},
): Promise<Running | null> {
  const [program = "", ...rest] = [...before, ...doorCommand(data)];
  const child = spawn(program, rest, { stdio: ["ignore", "pipe", "ignore"], detached: true });
  const exited = once(child, "exit").catch(() => [127]);
  const lines = createInterface(child.stdout!)[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done === true) return null;
  const end = async (signal: NodeJS.Signals) => {
    // The whole group: a shell or a tracer may stand in front of the collector.
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, signal);
    const [code] = (await exited) as [number | null];
    return code;
  };
  return { child, port: Number(first.value), end };
}

/** Sends one answer once and writes down what came of it. */
export async function sendOne(client: DoorClient, id: string, ledger: Ledger): Promise<number> {
  ledger.sent.add(id);
  const status = await client.post(benchPost(id));
  ledger.statuses[status] = (ledger.statuses[status] ?? 0) + 1;
  if (status === 201 || status === 200) ledger.acknowledged.add(id);
  return status;
}

export function openClient({ port }: Running): DoorClient {
  return doorClient(port, benchSurvey.id);
}

export interface Counted {
  readonly stored: number;
  readonly lost: number;
  readonly double: number;
  readonly ghost: number;
  readonly isWhole: boolean;
}

/** Holds the ledger against the file. */
export function countStored(data: string, { sent, acknowledged }: Ledger): Counted {
  const file = answersFile(data);
  if (!existsSync(file)) {
    return { stored: 0, lost: acknowledged.size, double: 0, ghost: 0, isWhole: true };
  }
  const database = new DatabaseSync(file);
  const check = database.prepare("PRAGMA integrity_check").get()?.integrity_check;
  const ids = database
    .prepare("SELECT id FROM answers")
    .all()
    .map(({ id }) => String(id));
  database.close();
  const kept = new Set(ids);
  return {
    stored: ids.length,
    lost: [...acknowledged].filter((id) => !kept.has(id)).length,
    double: ids.length - kept.size,
    ghost: [...kept].filter((id) => !sent.has(id)).length,
    isWhole: check === "ok",
  };
}

/** The verdict: nothing lost, double or made up; and what else must hold. */
export function judged(
  name: string,
  { counted, ledger }: { readonly counted: Counted; readonly ledger: Ledger },
  { ok = true, told = "" }: { readonly ok?: boolean; readonly told?: string } = {},
): FaultRun {
  const { stored, lost, double, ghost, isWhole } = counted;
  const holds = ok && lost === 0 && double === 0 && ghost === 0 && isWhole;
  const replies = Object.entries(ledger.statuses)
    .map(([status, count]) => `${count} × ${status === "0" ? "no reply" : status}`)
    .join(", ");
  const words = `${ledger.acknowledged.size} acknowledged, ${stored} stored, ${lost} lost, ${double} double, ${ghost} ghosts, file ${isWhole ? "whole" : "DAMAGED"}; ${replies}${told && `; ${told}`}`;
  return { name, outcome: holds ? "held" : "broken", told: words };
}

export function lacking(name: string, what: string): FaultRun {
  return { name, outcome: "lacking", told: what };
}
