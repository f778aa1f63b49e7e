import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { answersFile } from "../src/collector/answers-file.ts";
import { startCaseSender } from "../src/collector/case-sender.ts";
import type { DoorLog } from "../src/collector/door-log.ts";
import { jsonLog } from "../src/collector/json-log.ts";
import { idSecret, openStore } from "../src/collector/open-store.ts";
import { originList } from "../src/collector/origin-list.ts";
import { startServer, type RunningServer } from "../src/collector/server.ts";
import { webhookOf } from "../src/collector/webhook-signature.ts";
import { Problem, Problems } from "../src/errors.ts";
import { openFolders, type Folders } from "../src/settings/folders.ts";
import { readSettings, type Settings } from "../src/settings/read-settings.ts";
import { terminalWords } from "./terminal-words.ts";

/** Serves until the process is told to end; what was taken is then written first. */
export async function serveSite(environment = process.env): Promise<RunningServer> {
  const folders = openFolders(environment);
  if (!existsSync(join(folders.dist, "index.html"))) {
    throw new Problem("site-missing", folders.dist, { folder: folders.dist });
  }
  const standing = standingSettings(folders);
  const { site } = standing();
  const webhook = webhookOf(environment);
  const log = logOf(environment["ZHIKE_LOG"] || "-");
  const running = await startServer({
    dist: folders.dist,
    data: folders.data,
    store: await openStore(folders.data, environment),
    secret: idSecret(environment),
    get surveys() {
      return standing().surveys;
    },
    locales: site.surveyLocales ?? site.locales,
    words: (locale) => standing().words(locale),
    base: site.base,
    get topics() {
      return standing().rules.coCreation;
    },
    port: portOf(environment),
    host: environment["HOST"] || "127.0.0.1",
    origins: originList(environment["ZHIKE_ORIGINS"]),
    frames: originList(environment["ZHIKE_FRAMES"]),
    isRateFree: environment["ZHIKE_RATE"] === "off",
    isBehindProxy: environment["ZHIKE_PROXY"] === "1",
    answersTo: site.collector === undefined ? undefined : new URL(site.collector).origin,
    log,
  });
  const sender =
    webhook &&
    startCaseSender({
      file: answersFile(folders.data),
      get surveys() {
        return standing().surveys;
      },
      timeZone: site.timeZone,
      webhook,
      log,
    });
  const stop = async () => {
    await sender?.stop();
    await running.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void stop().then(() => process.exit(0)));
  }
  const url = running.url.replace("127.0.0.1", "localhost");
  console.log(terminalWords(environment).t("survey.terminal.serving", { url }));
  return { ...running, stop };
}

/** Settings of the site that stands: read again when a build has moved a new one in. */
function standingSettings({ dist, content }: Folders): () => Settings {
  let at: number | null = null;
  let settings: Settings | null = null;
  return () => {
    const built = statSync(join(dist, "index.html"), { throwIfNoEntry: false })?.mtimeMs ?? at;
    if (settings !== null && built === at) return settings;
    at = built;
    try {
      settings = readSettings(content);
    } catch (error) {
      if (settings === null || !(error instanceof Problems)) throw error;
    }
    return settings;
  };
}

/** A file, or "-" for what is printed; on a terminal that is faults only, and the rest stays readable. */
function logOf(named: string): DoorLog {
  if (named !== "-") return jsonLog({ to: named });
  return jsonLog({ to: 1, level: process.stdout.isTTY ? "error" : "info" });
}

function portOf(environment: NodeJS.ProcessEnv): number {
  const given = environment["PORT"] || "4321";
  const port = Number(given);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Problem("port-unreadable", "PORT", { port: given });
  }
  return port;
}
