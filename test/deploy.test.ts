/** What a plain server is given: its files must fit the program that they start. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../src/settings/project-root.ts";

const root = projectRoot();
const read = (path: string) => readFileSync(join(root, path), "utf8");
const unit = read("scripts/deploy/zhike.service");
const folder = /^WorkingDirectory=(.+)$/mu.exec(unit)?.[1] ?? "";
const environment = new Map(
  [...unit.matchAll(/^Environment=(.+)$/gmu)]
    .flatMap(([, pairs]) => (pairs ?? "").split(" "))
    .map((pair) => pair.split("=") as [string, string]),
);

describe("scripts/deploy", () => {
  test("zhike.service starts files of the project, on its own Node", () => {
    const [program = "", script = ""] = (/^ExecStart=(.+)$/mu.exec(unit)?.[1] ?? "").split(" ");
    expect(existsSync(program.replace(folder, root))).toBe(true);
    expect(existsSync(join(root, script))).toBe(true);
  });

  test("zhike.service sets only what npm run serve reads", () => {
    const serve = read("scripts/serve.ts");
    expect(environment.size).toBeGreaterThan(0);
    expect([...environment.keys()].filter((name) => !serve.includes(`"${name}"`))).toEqual([]);
  });

  test("zhike.service may write where answers are kept, and stops later than the server does", () => {
    expect(unit).toContain(`ReadWritePaths=${folder}/data\n`);
    const [, seconds] = /^TimeoutStopSec=(\d+)$/mu.exec(unit) ?? [];
    const [, patience] = /PATIENCE_MS = (\d+)/u.exec(read("src/collector/http-server.ts")) ?? [];
    expect(Number(seconds) * 1000).toBeGreaterThan(Number(patience));
  });

  test("Caddyfile leads to the address that zhike.service listens at", () => {
    const address = `${environment.get("HOST")}:${environment.get("PORT")}`;
    expect(read("scripts/deploy/Caddyfile")).toContain(`reverse_proxy ${address}\n`);
  });
});
