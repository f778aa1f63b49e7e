/** What a plain server and Cloudflare are given: their files must fit the program that they start. */
import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { collector } from "../src/collector/collector.ts";
import { securityHeaders } from "../src/collector/door-headers.ts";
import { memoryStore } from "../src/collector/memory-store.ts";
import { projectRoot } from "../src/settings/project-root.ts";
import { doorOptions } from "./collector/door.ts";
import { readWrangler, wranglerFolder } from "./support/worker.ts";

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
    const [program = "", ...rest] = (/^ExecStart=(.+)$/mu.exec(unit)?.[1] ?? "").split(" ");
    const script = rest.at(-1) ?? "";
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    expect(["node", ...rest].join(" ")).toBe(scripts["serve"]);
    expect(existsSync(program.replace(folder, root))).toBe(true);
    expect(existsSync(join(root, script))).toBe(true);
  });

  test("zhike.service sets only what npm run serve reads", () => {
    const serve = read("scripts/serve-site.ts");
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

describe("scripts/deploy/workers", () => {
  const wrangler = readWrangler();
  const from = (path: string) => relative(root, resolve(wranglerFolder, path));

  test("wrangler.jsonc leads to what the build and npm run worker write", () => {
    expect(from(wrangler.assets.directory)).toBe("dist");
    expect(from(wrangler.main)).toBe("out/worker/worker.js");
    const [, name = ""] = /^npm run (\S+)$/u.exec(wrangler.build.command) ?? [];
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    expect(read(scripts[name]?.replace("node ", "") ?? "")).toContain('"out", "worker"');
  });

  test("wrangler.jsonc gives the Worker what it reads, under those names", () => {
    const worker = read("src/collector/worker.ts");
    const given = [
      ...Object.keys(wrangler.vars),
      wrangler.assets.binding,
      ...wrangler.d1_databases.map(({ binding }) => binding),
    ];
    const [, body = ""] = /interface WorkerEnvironment \{([^}]*\}[^}]*)\n\}/u.exec(worker) ?? [];
    const known = [...body.matchAll(/readonly ([A-Z][A-Z0-9_]*)/gu)].map(([, name]) => name);
    expect(known.toSorted()).toEqual([...given, "ZHIKE_LINK_KEYS", "ZHIKE_STORE_KEY"].toSorted());
  });

  test("every address that the collector answers runs the Worker first", () => {
    const first = wrangler.assets.run_worker_first.map(
      (each) => new RegExp(`^${each.replaceAll("*", ".*")}$`, "u"),
    );
    const { routes } = collector(memoryStore(), doorOptions({ ownerKey: "k" }));
    const paths = routes
      .map(({ path }) => path.replace(":locale", "zh-CN").replace(/:survey/u, "after-visit"))
      .filter((path) => path !== "/*");
    expect(paths.length).toBeGreaterThan(8);
    expect(paths.filter((path) => !first.some((each) => each.test(path)))).toEqual([]);
    expect(first.some((each) => each.test("/zh-CN/reports/loyalty/"))).toBe(false);
  });

  test("its commands name its own database, secrets and file", () => {
    const text = read("scripts/deploy/workers/wrangler.jsonc");
    const [database] = wrangler.d1_databases;
    expect(text).toContain(`d1 migrations apply ${database.database_name} `);
    const secrets = [...text.matchAll(/secret put (\S+)/gu)].map(([, name]) => name);
    expect(secrets).toEqual(["ZHIKE_STORE_KEY", "ZHIKE_LINK_KEYS"]);
    const named = [...text.matchAll(/-c (scripts\S+)/gu)].map(([, path]) => path ?? "");
    expect(new Set(named)).toEqual(new Set(["scripts/deploy/workers/wrangler.jsonc"]));
  });

  test("_headers says to a host of static files what the collector says of its own", () => {
    const [all = "", embed = "", hashed = ""] = read("public/_headers").trim().split("\n\n");
    const said = Object.fromEntries(
      [...all.matchAll(/^ {2}([\w-]+): (.+)$/gmu)].map(([, name, value]) => [name, value]),
    );
    const rule = { "content-security-policy": "frame-ancestors 'self'" };
    expect(said).toEqual({ ...securityHeaders, ...rule });
    expect(embed.split("\n  ")).toEqual([
      "/embed.js",
      "! cross-origin-resource-policy",
      "cross-origin-resource-policy: cross-origin",
    ]);
    expect(hashed).toMatch(
      /^\/_astro\/\*\n {2}cache-control: public, max-age=31536000, immutable$/u,
    );
    expect(read("src/collector/static-files.ts")).toContain(
      '"public, max-age=31536000, immutable"',
    );
  });
});
