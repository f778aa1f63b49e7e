/** The kernel's own record: what was flushed before what was acknowledged. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  countStored,
  dataFolder,
  judged,
  lacking,
  openClient,
  openLedger,
  sendOne,
  startDoor,
  type FaultRun,
  type FaultTask,
} from "./fault-run.ts";

const POSTS = 50;

export async function* traceFaults(task: FaultTask): AsyncGenerator<FaultRun> {
  const works = spawnSync("strace", ["-o", "/dev/null", "true"]).status === 0;
  const names = ["fdatasync before every 201", "EIO: the fifth flush fails"] as const;
  if (!works) {
    for (const name of names) yield lacking(name, "needs strace and leave to trace");
    return;
  }
  yield await flushedFirst(task, names[0]);
  yield await failingFlush(task, names[1]);
}

async function flushedFirst(task: FaultTask, name: string): Promise<FaultRun> {
  const data = dataFolder(task, "trace");
  const log = join(dirname(data), "trace.log");
  const calls = "trace=write,writev,fsync,fdatasync";
  const before = ["strace", "-f", "-qq", "-s", "16", "-o", log, "-e", calls];
  const running = await startDoor(data, { before });
  if (running === null) return lacking(name, "the traced collector did not start");
  const ledger = openLedger();
  const client = openClient(running);
  for (let post = 0; post < POSTS; post += 1) await sendOne(client, crypto.randomUUID(), ledger);
  client.close();
  await running.end("SIGTERM");
  let flushes = 0;
  let unflushed = 0;
  for (const line of readFileSync(log, "utf8").split("\n")) {
    if (/\bf(?:data)?sync\(.*= 0$|<\.\.\. f(?:data)?sync resumed>.*= 0$/u.test(line)) flushes += 1;
    if (!/"HTTP\/1\.1 201/u.test(line)) continue;
    if (flushes === 0) unflushed += 1;
    flushes = 0;
  }
  const told = `${unflushed} of ${POSTS} acknowledged before a flush`;
  const counted = countStored(data, ledger);
  const ok = unflushed === 0 && ledger.acknowledged.size === POSTS;
  return judged(name, { counted, ledger }, { ok, told });
}

async function failingFlush(task: FaultTask, name: string): Promise<FaultRun> {
  const data = dataFolder(task, "eio");
  const first = await startDoor(data);
  await first?.end("SIGTERM");
  const inject = "inject=fdatasync,fsync:error=EIO:when=5+";
  const before = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", inject];
  const running = await startDoor(data, { before });
  if (running === null) return lacking(name, "the traced collector did not start");
  const ledger = openLedger();
  const client = openClient(running);
  for (let post = 0; post < 20; post += 1) await sendOne(client, crypto.randomUUID(), ledger);
  client.close();
  await running.end("SIGKILL");
  const counted = countStored(data, ledger);
  const refused = ledger.statuses["503"] ?? 0;
  return judged(name, { counted, ledger }, { ok: refused > 0 && refused < 20 });
}
