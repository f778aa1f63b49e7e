import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { endWithProblems } from "../scripts/end-with-problems.ts";

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

test("path-unusable: a file in the way of a folder ends in words and 1, a bug in its stack", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ended-"));
  writeFileSync(join(folder, "out"), "");
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  await endWithProblems(async () => {
    await Promise.resolve();
    mkdirSync(join(folder, "out", "cache"));
  });
  rmSync(folder, { recursive: true });
  expect(String(said.mock.calls[0]?.[0])).toMatch(/^path-unusable {2}\S+\/out\/cache\n.+ENOTDIR/u);
  expect(process.exitCode).toBe(1);
  await expect(endWithProblems(() => Promise.reject(new Error("bug")))).rejects.toThrow("bug");
});
