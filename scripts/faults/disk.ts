/** The disk is full, a file may not grow, or nothing may be written at all. */
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync } from "node:fs";
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
  type Ledger,
  type Running,
} from "./fault-run.ts";

const NOBODY = 65_534;

export async function* diskFaults(task: FaultTask): AsyncGenerator<FaultRun> {
  yield await fileLimit(task);
  yield await fullDisk(task);
  yield await readOnly(task);
}

/** `ulimit -f`: a write beyond it fails with EFBIG. */
async function fileLimit(task: FaultTask): Promise<FaultRun> {
  const name = "EFBIG: no file above 256 KiB";
  const data = dataFolder(task, "limit");
  const before = ["bash", "-c", 'ulimit -f 256; exec "$@"', "bash"];
  const running = await startDoor(data, { before });
  if (running === null) return { name, outcome: "broken", told: "no start" };
  const ledger = openLedger();
  await fill(running, ledger, 2000);
  await running.end("SIGKILL");
  const counted = countStored(data, ledger);
  return judged(name, { counted, ledger }, { ok: refused(ledger) > 0 && isTold(ledger) });
}

/** A disk of 2 MiB in a mount namespace of its own. */
async function fullDisk(task: FaultTask): Promise<FaultRun> {
  const name = "ENOSPC: a disk of 2 MiB";
  const data = dataFolder(task, "full");
  const isPossible =
    spawnSync("unshare", ["-rm", "sh", "-c", `mount -t tmpfs -o size=64k tmpfs ${data}`]).status ===
    0;
  if (!isPossible) return lacking(name, "needs unshare with a mount of its own");
  // What was stored is copied out of the disk before its namespace goes with the last process.
  const copied = join(dirname(data), "copy");
  mkdirSync(copied, { recursive: true });
  const script = `mount -t tmpfs -o size=2m tmpfs "$DISK" && "$@"; cp -r "$DISK/." "$COPY/"`;
  const before = [
    "env",
    `DISK=${data}`,
    `COPY=${copied}`,
    "unshare",
    "-rm",
    "sh",
    "-c",
    `trap '' TERM; ${script}`,
    "sh",
  ];
  const running = await startDoor(data, { before });
  if (running === null) return { name, outcome: "broken", told: "no start" };
  const ledger = openLedger();
  await fill(running, ledger, 3000);
  await running.end("SIGTERM");
  const counted = countStored(copied, ledger);
  return judged(name, { counted, ledger }, { ok: refused(ledger) > 0 && isTold(ledger) });
}

/** A store that lies on a disk for reading only. */
async function readOnly(task: FaultTask): Promise<FaultRun> {
  const name = "read-only store";
  const data = dataFolder(task, "readonly");
  const first = await startDoor(data);
  if (first === null) return { name, outcome: "broken", told: "no start" };
  const ledger = openLedger();
  await fill(first, ledger, 20);
  await first.end("SIGTERM");
  const isRoot = process.getuid?.() === 0;
  const before = isRoot ? ["setpriv", `--reuid=${NOBODY}`, "--clear-groups"] : [];
  if (isRoot && spawnSync("setpriv", ["--version"]).status !== 0) {
    return lacking(name, "needs setpriv, or a user who is not root");
  }
  if (isRoot) for (const path of [task.root, dirname(data), data]) chmodSync(path, 0o755);
  if (isRoot) chownSync(dirname(data), NOBODY, NOBODY);
  const folder = join(data, "collector");
  chmodSync(join(folder, "responses.sqlite"), 0o444);
  chmodSync(folder, 0o555);
  const second = await startDoor(data, { before });
  if (second !== null) {
    await fill(second, ledger, 20);
    await second.end("SIGTERM");
  }
  chmodSync(folder, 0o755);
  chmodSync(join(folder, "responses.sqlite"), 0o644);
  const counted = countStored(data, ledger);
  const told = second === null ? "refuses to start, and says so" : "starts";
  const ok = ledger.acknowledged.size === 20 && isTold(ledger);
  return judged(name, { counted, ledger }, { ok, told });
}

/** Posts until so many were sent or thirty in a row were refused. */
async function fill(running: Running, ledger: Ledger, most: number): Promise<void> {
  const clients = Array.from({ length: 8 }, () => openClient(running));
  let sent = 0;
  let inVain = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (sent < most && inVain < 30) {
        sent += 1;
        const status = await sendOne(client, crypto.randomUUID(), ledger);
        inVain = status === 201 ? 0 : inVain + 1;
      }
      client.close();
    }),
  );
}

function refused({ statuses }: Ledger): number {
  return (statuses["503"] ?? 0) + (statuses["507"] ?? 0);
}

/** Whoever was not acknowledged was told so: the process lives. */
function isTold({ statuses }: Ledger): boolean {
  return Object.keys(statuses).every((status) => ["201", "503", "507"].includes(status));
}
