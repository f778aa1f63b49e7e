/** More connections than the process may have files. */
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
} from "./fault-run.ts";

export async function* connectionFaults(task: FaultTask): AsyncGenerator<FaultRun> {
  yield await outOfFiles(task);
}

async function outOfFiles(task: FaultTask): Promise<FaultRun> {
  const name = "EMFILE: 300 connections, 64 files";
  const data = dataFolder(task, "files");
  const ledger = openLedger();
  const before = ["bash", "-c", 'ulimit -n 64; exec "$@"', "bash"];
  const running = await startDoor(data, { before });
  if (running === null) return { name, outcome: "broken", told: "no start" };
  const clients = Array.from({ length: 300 }, () => openClient(running));
  const ids = clients.map(() => crypto.randomUUID() as string);
  const rush = Promise.all(
    clients.map(async (client, at) => {
      await Promise.race([
        sendOne(client, ids[at] ?? "", ledger),
        new Promise((wait) => setTimeout(wait, 3000)),
      ]);
      client.close();
    }),
  );
  await rush;
  const again = openClient(running);
  let status = 0;
  for (let attempt = 0; status !== 201 && attempt < 10; attempt += 1) {
    status = await sendOne(again, crypto.randomUUID(), ledger);
  }
  again.close();
  const code = await running.end("SIGTERM");
  const told = `afterwards ${status}, exit ${code}`;
  const counted = countStored(data, ledger);
  return judged(name, { counted, ledger }, { ok: status === 201 && code === 0, told });
}
