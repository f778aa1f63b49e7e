/**
 * `npm run faults`: breaks a collector in every way that this machine can, and counts what was
 * acknowledged and is gone, what stands twice, and what nobody sent. `-- --full` kills it 200 times.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { connectionFaults } from "./faults/connections.ts";
import { diskFaults } from "./faults/disk.ts";
import { fuzzFaults } from "./faults/fuzz.ts";
import { killFaults } from "./faults/kills.ts";
import type { FaultRun } from "./faults/fault-run.ts";
import { traceFaults } from "./faults/traces.ts";
import { clockFaults } from "./faults/clock.ts";

const { values } = parseArgs({ options: { full: { type: "boolean", default: false } } });
const root = mkdtempSync(join(tmpdir(), "zhike-faults-"));
const all: FaultRun[] = [];
try {
  for (const run of [
    killFaults,
    connectionFaults,
    fuzzFaults,
    diskFaults,
    traceFaults,
    clockFaults,
  ]) {
    for await (const fault of run({ root, isFull: values.full })) {
      all.push(fault);
      const word = { held: "held   ", broken: "BROKEN ", lacking: "lacking" }[fault.outcome];
      console.log(`  ${word}  ${fault.name}: ${fault.told}`);
    }
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
const count = (outcome: FaultRun["outcome"]) => all.filter((run) => run.outcome === outcome).length;
console.log(`\n${count("held")} held, ${count("broken")} broken, ${count("lacking")} not tried.`);
if (count("broken") > 0) process.exitCode = 1;
