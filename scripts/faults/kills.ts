/** The process is killed amid posts; people send again, twice at once, and lose replies. */
import { benchPost } from "../bench/door-survey.ts";
import {
  countStored,
  dataFolder,
  judged,
  openClient,
  openLedger,
  sendOne,
  startDoor,
  type FaultRun,
  type FaultTask,
  type Ledger,
  type Running,
} from "./fault-run.ts";

const CLIENTS = 16;
/** A round ends after so long, however few answers came in. */
const LONGEST_ROUND_MS = 5000;

/** Kill -9, then SIGTERM. */
export async function* killFaults(task: FaultTask): AsyncGenerator<FaultRun> {
  yield await killed(task);
  yield await toldToEnd(task);
}

async function killed(task: FaultTask): Promise<FaultRun> {
  const rounds = task.isFull ? 200 : 12;
  const data = dataFolder(task, "killed");
  const ledger = openLedger();
  const open = new Map<string, number>();
  for (let round = 0; round <= rounds; round += 1) {
    const isLastRound = round === rounds;
    const running = await startDoor(data);
    if (running === null) return { name: "kill -9", outcome: "broken", told: "no new start" };
    const goal = ledger.acknowledged.size + (task.isFull ? 110 : 20) + (round % 7);
    const late = performance.now() + LONGEST_ROUND_MS;
    const isOver = () =>
      isLastRound || ledger.acknowledged.size >= goal || performance.now() > late;
    const clients = Array.from({ length: CLIENTS }, () => visit(running, { ledger, open, isOver }));
    if (!isLastRound) {
      while (!isOver()) await new Promise((wait) => setTimeout(wait, 2));
      await running.end("SIGKILL");
    }
    await Promise.all(clients);
    if (isLastRound) await deliverRest(running, ledger, open);
    if (isLastRound) await running.end("SIGTERM");
  }
  const counted = countStored(data, ledger);
  const isAll = counted.stored === ledger.sent.size && ledger.acknowledged.size === counted.stored;
  const told = `${ledger.sent.size} intended; each post sent 1 to 3 times, every tenth reply dropped`;
  const isEnough = !task.isFull || ledger.acknowledged.size >= 20_000;
  return judged(`kill -9 × ${rounds}`, { counted, ledger }, { ok: isAll && isEnough, told });
}

interface Visit {
  readonly ledger: Ledger;
  /** Answers not acknowledged yet, and how often each was sent. */
  readonly open: Map<string, number>;
  readonly isOver: () => boolean;
}

/** One browser: sends what an earlier one left, else a new answer, until the collector is killed. */
async function visit(running: Running, { ledger, open, isOver }: Visit): Promise<void> {
  const [one, two] = [openClient(running), openClient(running)];
  while (!isOver()) {
    const known = Math.random() < 0.3 ? [...open.keys()].at(-1) : undefined;
    const id = known ?? crypto.randomUUID();
    open.set(id, (open.get(id) ?? 0) + 1);
    ledger.sent.add(id);
    const chance = Math.random();
    if (chance < 0.1) {
      await one.postAndLeave(benchPost(id));
      continue;
    }
    const tabs = chance < 0.4 ? [one, two] : [one];
    const replies = await Promise.all(tabs.map((tab) => sendOne(tab, id, ledger)));
    if (replies.some((status) => status === 201 || status === 200)) open.delete(id);
    if (replies.includes(0)) break;
  }
  one.close();
  two.close();
}

async function deliverRest(
  running: Running,
  ledger: Ledger,
  open: ReadonlyMap<string, number>,
): Promise<void> {
  const client = openClient(running);
  for (const id of open.keys()) await sendOne(client, id, ledger);
  client.close();
}

async function toldToEnd(task: FaultTask): Promise<FaultRun> {
  const name = "SIGTERM in mid-batch";
  const data = dataFolder(task, "ended");
  const ledger = openLedger();
  const running = await startDoor(data);
  if (running === null) return { name, outcome: "broken", told: "no start" };
  const clients = Array.from({ length: 32 }, async () => {
    const client = openClient(running);
    for (let status = 201; status !== 0;) {
      status = await sendOne(client, crypto.randomUUID(), ledger);
    }
    client.close();
  });
  await new Promise((wait) => setTimeout(wait, 500));
  const start = performance.now();
  const code = await running.end("SIGTERM");
  const seconds = (performance.now() - start) / 1000;
  await Promise.all(clients);
  const counted = countStored(data, ledger);
  const told = `exit ${code} after ${seconds.toFixed(1)} s`;
  return judged(name, { counted, ledger }, { ok: code === 0 && seconds <= 6, told });
}
