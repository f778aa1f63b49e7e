/** The whole sample build against a bare Astro build of as many empty pages, A B A B. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../src/settings/project-root.ts";
import type { Measured } from "./measured.ts";

const GOAL = 6;
const ROUNDS = 3;

export async function benchWholeBuild(): Promise<readonly Measured[]> {
  const project = projectRoot();
  const folder = mkdtempSync(join(tmpdir(), "zhike-bench-"));
  try {
    const dist = join(folder, "dist");
    const ours = () => {
      rmSync(join(project, "out", "cache"), { recursive: true, force: true });
      return seconds(project, [join(project, "scripts", "run.js"), "build"], { ZHIKE_OUT: dist });
    };
    ours();
    const pages = readdirSync(dist, { recursive: true }).filter((file) =>
      String(file).endsWith(".html"),
    ).length;
    const bare = bareSite(folder, project, pages);
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const reference = bare();
      ratios.push(ours() / reference);
    }
    const ratio = ratios.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
    return [
      {
        name: `whole cold sample build, ${pages} pages, against as many empty pages`,
        measured: `${ratio.toFixed(2)} (${ratios.map((each) => each.toFixed(2)).join(", ")})`,
        goal: `<= ${GOAL}`,
        ok: ratio <= GOAL,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An Astro project of empty pages from one route; gives its timed build. */
function bareSite(folder: string, project: string, pages: number): () => number {
  const root = join(folder, "bare");
  mkdirSync(join(root, "src", "pages"), { recursive: true });
  symlinkSync(join(project, "node_modules"), join(root, "node_modules"));
  writeFileSync(join(root, "package.json"), '{ "type": "module" }');
  writeFileSync(join(root, "astro.config.mjs"), "export default {};\n");
  writeFileSync(
    join(root, "src", "pages", "[page].astro"),
    `---\nexport function getStaticPaths() {\n  return Array.from({ length: ${pages} }, (_, page) => ({ params: { page: String(page) } }));\n}\n---\n<!doctype html>\n<html lang="en"><head><title>Empty</title></head><body></body></html>\n`,
  );
  return () => {
    for (const left of ["dist", ".astro"])
      rmSync(join(root, left), { recursive: true, force: true });
    return seconds(root, [join(project, "node_modules", "astro", "bin", "astro.mjs"), "build"], {});
  };
}

function seconds(
  cwd: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): number {
  const start = performance.now();
  const run = spawnSync(process.execPath, args, {
    cwd,
    env: { ...process.env, ...environment },
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(`${args.join(" ")}\n${run.stdout}\n${run.stderr}`);
  return (performance.now() - start) / 1000;
}
