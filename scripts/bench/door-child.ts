/**
 * A collector in a process of its own. Arguments: `zhike` or `bare` (node:http with the same
 * store and nothing else), the data folder. Prints its port; tells its peak memory and processor time at the end.
 */
import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { answersFile } from "../../src/collector/answers-file.ts";
import { jsonLog } from "../../src/collector/json-log.ts";
import { startServer } from "../../src/collector/server.ts";
import { sqliteStore } from "../../src/collector/sqlite-store.ts";
import type { NewAnswer } from "../../src/collector/store.ts";
import { openWords } from "../../src/words/words.ts";
import { readDictionary } from "../../src/settings/read-settings.ts";
import { endWithProblems } from "../end-with-problems.ts";
import { benchSurvey } from "./door-survey.ts";

const [kind = "zhike", data = ""] = process.argv.slice(2);

async function zhike(): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const dist = join(data, "..", "dist");
  mkdirSync(dist, { recursive: true });
  const locales = ["zh-CN", "en"];
  const opened = new Map(
    locales.map((locale) => [locale, openWords(locale, readDictionary(locale))] as const),
  );
  const words = (locale: string) => opened.get(locale) ?? openWords(locale, readDictionary(locale));
  return startServer({
    data,
    dist,
    port: 0,
    surveys: [benchSurvey],
    locales,
    words,
    isRateFree: true,
    log: jsonLog({ to: join(data, "..", "door.log") }),
  });
}

async function bare(): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const store = sqliteStore(answersFile(data));
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { id, ...posted } = JSON.parse(Buffer.concat(chunks).toString()) as { id: string };
      void store.append({ ...plain, ...posted, id } as NewAnswer).then(({ kind: result }) => {
        response.writeHead(result === "stored" ? 201 : result === "had" ? 200 : 503);
        response.end(`{"id":"${id}"}`);
      });
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", 4096, ready));
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await store.close();
  };
  return { port: (server.address() as AddressInfo).port, stop };
}

const plain = {
  survey: benchSurvey.id,
  surveyVersion: benchSurvey.version,
  lang: "en",
  receivedAt: new Date(0).toISOString(),
  startedAt: null,
  token: null,
  customerId: null,
  wave: null,
  consentVersion: "",
  suspect: null,
  hash: "",
  answers: {},
  contacts: [],
};

await endWithProblems(async () => {
  const running = await (kind === "bare" ? bare() : zhike());
  const begun = process.resourceUsage();
  const before = (begun.userCPUTime + begun.systemCPUTime) / 1e6;
  console.log(running.port);
  process.once("SIGTERM", () => {
    void running.stop().then(() => {
      const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
      const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6 - before;
      console.log(JSON.stringify({ mebibytes: maxRSS / 1024, cpuSeconds }));
      process.exit(0);
    });
  });
});
