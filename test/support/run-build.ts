/** The build as a newcomer starts it: by its command, in a process of its own. */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { projectFolder, testFolder } from "./project.ts";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm run build` in a process of its own; one at a time, for Astro keeps one `.astro` a checkout. */
export async function runBuild(environment: Readonly<Record<string, string>>): Promise<Ended> {
  const lock = join(testFolder, "build.lock");
  await taken(lock);
  try {
    return await build(environment);
  } finally {
    rmSync(lock, { force: true });
  }
}

async function taken(lock: string): Promise<void> {
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      return;
    } catch {
      if (!isHeld(lock)) rmSync(lock, { force: true });
      await sleep(100);
    }
  }
}

/** A lock whose process is gone holds nothing. */
function isHeld(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, "utf8")), 0);
    return true;
  } catch {
    return false;
  }
}

function build(environment: Readonly<Record<string, string>>): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["scripts/run.js", "build"], {
      cwd: projectFolder,
      env: { ...plainEnvironment(), ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (piece: Buffer) => (stdout += piece.toString()));
    child.stderr.on("data", (piece: Buffer) => (stderr += piece.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** What vitest adds would make Astro believe that it runs in a test. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(?:VITE|VITEST|ZHIKE_|NODE_ENV$|NODE_OPTIONS$|TEST$|DEV$|PROD$|MODE$)/u.test(name),
  );
  return Object.fromEntries(kept);
}

/** A new empty folder below out/test, the same name for every run. */
export function emptyFolder(name: string): string {
  const folder = join(testFolder, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A copy of a folder of the project, without what was collected. */
export function copyOf(name: string, to: string): string {
  const from = join(projectFolder, name);
  cpSync(from, to, { recursive: true, filter: (path) => path !== join(from, "collector") });
  return to;
}
