/** `npm run faults` itself: what it holds against what, and one short run of it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { answersFile } from "../../src/collector/answers-file.ts";
import { openAnswersFile } from "../../src/collector/sqlite-schema.ts";
import { fuzzed } from "../../scripts/faults/fuzz.ts";
import {
  countStored,
  dataFolder,
  judged,
  openClient,
  openLedger,
  sendOne,
  startDoor,
} from "../../scripts/faults/fault-run.ts";

const root = mkdtempSync(join(tmpdir(), "zhike-fault-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const task = { root, isFull: false };

describe("countStored(data, ledger), judged(name, run)", () => {
  it("tells what is lost, and what nobody sent", () => {
    const data = dataFolder(task, "counted");
    const database = openAnswersFile(answersFile(data));
    const note = database.prepare(
      "INSERT INTO answers (id, survey, survey_version, lang, received_at, hash, answers) VALUES (?, 's', 1, 'en', '', '', '{}')",
    );
    for (const id of ["kept", "late", "ghost"]) note.run(id);
    database.close();
    const ledger = openLedger();
    for (const id of ["kept", "late", "lost"]) ledger.sent.add(id);
    for (const id of ["kept", "lost"]) ledger.acknowledged.add(id);
    const counted = countStored(data, ledger);
    expect(counted).toEqual({ stored: 3, lost: 1, double: 0, ghost: 1, isWhole: true });
    expect(judged("x", { counted, ledger }).outcome).toBe("broken");
    const whole = { ...counted, lost: 0, ghost: 0 };
    expect(judged("x", { counted: whole, ledger }).outcome).toBe("held");
    expect(judged("x", { counted: whole, ledger }, { ok: false }).outcome).toBe("broken");
  });
});

describe("fuzzed(task, runs)", () => {
  it("finds no request that breaks a collector, among 400 of all routes, methods and bodies", async () => {
    const run = await fuzzed(task, 400);
    expect(run).toMatchObject({ outcome: "held" });
    for (const status of [201, 404, 405, 422]) expect(run.told).toContain(`× ${status}`);
  }, 60_000);
});

describe("startDoor(data)", () => {
  it("starts a collector that keeps what it acknowledges when it is killed", async () => {
    const data = dataFolder(task, "killed");
    const running = await startDoor(data);
    const ledger = openLedger();
    const client = openClient(running!);
    for (let post = 0; post < 5; post += 1) await sendOne(client, crypto.randomUUID(), ledger);
    await client.postAndLeave("{");
    expect(await sendOne(client, [...ledger.sent][0] ?? "", ledger)).toBe(200);
    await running!.end("SIGKILL");
    expect(await sendOne(client, crypto.randomUUID(), ledger)).toBe(0);
    client.close();
    expect(ledger.statuses).toEqual({ "0": 1, "200": 1, "201": 5 });
    expect(countStored(data, ledger)).toMatchObject({ stored: 5, lost: 0, ghost: 0 });
  }, 30_000);
});
