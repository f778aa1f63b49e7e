/** The clock jumps a day: the order of answers is that of their numbers, not of the clock. */
import { spawnSync } from "node:child_process";
import { DatabaseSync } from "node:sqlite";
import { answersFile } from "../../src/collector/answers-file.ts";
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

export async function* clockFaults(task: FaultTask): AsyncGenerator<FaultRun> {
  const name = "clock a day forward, then a day back";
  if (spawnSync("faketime", ["--version"]).status !== 0) {
    yield lacking(name, "needs faketime");
    return;
  }
  const data = dataFolder(task, "clock");
  const ledger = openLedger();
  for (const shift of ["+1d", "-1d"]) {
    const running = await startDoor(data, { before: ["faketime", "-f", shift] });
    if (running === null) continue;
    const client = openClient(running);
    for (let post = 0; post < 10; post += 1) await sendOne(client, crypto.randomUUID(), ledger);
    client.close();
    await running.end("SIGTERM");
  }
  const database = new DatabaseSync(answersFile(data));
  const ids = database.prepare("SELECT id FROM answers ORDER BY seq").all();
  database.close();
  const sent = [...ledger.sent];
  const ok = sent.length === 20 && ids.every(({ id }, at) => id === sent[at]);
  yield judged(name, { counted: countStored(data, ledger), ledger }, { ok });
}
