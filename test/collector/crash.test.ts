import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answersFile } from "../../src/collector/answers-file.ts";
import { post } from "./door.ts";

const folder = mkdtempSync(join(tmpdir(), "zhike-crash-"));
const dist = join(folder, "dist");
beforeAll(() => mkdirSync(dist));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(data: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ["test/collector/serve-process.ts", data, dist], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [chunk] = (await once(child.stdout!, "data")) as [Buffer];
  return { child, url: String(chunk).trim() };
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
}

/** Posts under its own id until it is acknowledged or the collector is gone. */
async function send(url: string, id: string): Promise<number> {
  try {
    const body = JSON.stringify(post({}, { id }));
    const reply = await fetch(`${url}/api/responses/tea`, {
      method: "POST",
      body,
      headers: { "content-type": "text/plain" },
    });
    await reply.arrayBuffer();
    return reply.status;
  } catch {
    return 0;
  }
}

function stored(data: string): readonly string[] {
  const database = new DatabaseSync(answersFile(data));
  expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  const ids = database
    .prepare("SELECT id FROM answers ORDER BY seq")
    .all()
    .map((row) => String(row.id));
  database.close();
  return ids;
}

describe("a collector that is killed", () => {
  it("loses nothing that it acknowledged and has nothing twice: kill -9 five times amid posts", async () => {
    const data = join(folder, "killed");
    const waiting = new Set(Array.from({ length: 400 }, () => crypto.randomUUID() as string));
    const sent = new Set(waiting);
    const acknowledged = new Set<string>();
    for (let round = 0; waiting.size > 0; round += 1) {
      const { child, url } = await start(data);
      const clients = Array.from({ length: 8 }, async (_, client) => {
        // Two clients share each id: a phone that sends again while its first post is under way.
        for (const id of [...waiting].filter((_, at) => at % 4 === client % 4)) {
          if (child.killed && round < 5) return;
          const status = await send(url, id);
          if (status !== 201 && status !== 200) continue;
          acknowledged.add(id);
          waiting.delete(id);
        }
      });
      if (round < 5) setTimeout(() => child.kill("SIGKILL"), 40 + round * 20);
      await Promise.all(clients);
      await stop(child, round < 5 ? "SIGKILL" : "SIGTERM");
      const ids = stored(data);
      expect(new Set(ids).size).toBe(ids.length);
      expect([...acknowledged].filter((id) => !ids.includes(id))).toEqual([]);
      expect(ids.filter((id) => !sent.has(id))).toEqual([]);
    }
    expect(stored(data)).toHaveLength(400);
  }, 60_000);

  it("answers what it has taken before it ends: SIGTERM amid posts", async () => {
    const data = join(folder, "ended");
    const { child, url } = await start(data);
    const ids = Array.from({ length: 200 }, () => crypto.randomUUID() as string);
    const replies = Promise.all(ids.map((id) => send(url, id)));
    await new Promise((resolve) => setTimeout(resolve, 30));
    const [, statuses] = await Promise.all([stop(child, "SIGTERM"), replies]);
    const acknowledged = ids.filter((_, index) => statuses[index] === 201);
    const kept = new Set(stored(data));
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    expect(child.exitCode).toBe(0);
  }, 30_000);
});
