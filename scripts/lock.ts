/**
 * `npm run lock`: completes package-lock.json after `npm install`. npm drops optional
 * packages of other platforms that it could not see, and `npm ci` then misses them;
 * each gets an entry from the list of its parent. Also proves that no address is in the file.
 */
import { readFileSync, writeFileSync } from "node:fs";

interface Entry {
  version?: string;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const file = "package-lock.json";
const lock = JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, Entry> };
const systems =
  /-(darwin|linux|win32|android|freebsd|openbsd|netbsd|sunos|aix|openharmony)-(x64|arm64|arm|ia32|ppc64|s390x|riscv64|loong64|mips64el)(?:-(gnu|musl|msvc|gnueabihf|musleabihf|eabi))?$/u;

/** The folder of packages in which a package lies: its siblings are found from it. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("node_modules/") + "node_modules/".length);
}

const added: string[] = [];
const parents = Object.entries(lock.packages).toSorted(([a], [b]) => a.length - b.length);
for (const [path, { optionalDependencies }] of parents) {
  for (const [name, version] of Object.entries(optionalDependencies ?? {})) {
    const key = `${path === "" ? "node_modules/" : folderOf(path)}${name}`;
    const known = lock.packages[key];
    const [, os, cpu, abi] = systems.exec(name) ?? [];
    const isWasm = name.endsWith("-wasm32-wasi");
    if ((os === undefined && !isWasm) || !/^\d/u.test(version)) continue;
    if (known?.version === version || (known === undefined && isSeen(path, name, version)))
      continue;
    const libc =
      os !== "linux"
        ? []
        : abi?.startsWith("musl")
          ? ["musl"]
          : abi?.startsWith("gnu")
            ? ["glibc"]
            : [];
    lock.packages[key] = {
      version,
      optional: true,
      ...(os === undefined ? {} : { os: [os] }),
      cpu: [cpu ?? "wasm32"],
      ...(libc.length > 0 ? { libc } : {}),
    };
    added.push(`${name}@${version}`);
  }
}

/** True when the package, looked for from `path` upwards, is first met in this version. */
function isSeen(path: string, name: string, version: string): boolean {
  for (let folder = `${path}/node_modules/`; folder !== ""; folder = above(folder)) {
    const entry = lock.packages[`${folder}${name}`];
    if (entry !== undefined) return entry.version === version;
  }
  return false;
}

function above(folder: string): string {
  const inner = folder.slice(0, -"/node_modules/".length);
  const at = inner.lastIndexOf("node_modules/");
  return at < 0 ? "" : inner.slice(0, at + "node_modules/".length);
}

const withAddress = Object.entries(lock.packages).filter(([, { resolved }]) =>
  resolved?.includes("://"),
);
if (withAddress.length > 0)
  throw new Error(`addresses in ${file}: ${withAddress.map(([name]) => name).join(", ")}`);
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(
  added.length === 0 ? "The lock file is complete." : `Added ${added.length}: ${added.join(", ")}`,
);
