/** A collector behind a real port, with a site of a few bytes and a data folder of its own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answersFile } from "../../src/collector/answers-file.ts";
import { openAnswersFile } from "../../src/collector/sqlite-schema.ts";
import { startServer, type RunningServer, type ServerOptions } from "../../src/collector/server.ts";
import { readDictionary } from "../../src/settings/read-settings.ts";
import { openWords } from "../../src/words/words.ts";
import { teaSurvey } from "../survey/tea-survey.ts";
import { builtPage } from "./door.ts";

export interface Served extends RunningServer {
  readonly data: string;
  readonly out: string;
  /** Rows of a table of the store, while it runs. */
  readonly rows: (
    table: "answers" | "contacts" | "quarantine",
  ) => readonly Record<string, unknown>[];
  /** Ends the server and takes its folders away. */
  readonly end: () => Promise<void>;
}

export async function served(options: Partial<ServerOptions> = {}): Promise<Served> {
  const root = mkdtempSync(join(tmpdir(), "zhike-served-"));
  const [data, dist] = [join(root, "data"), join(root, "dist")];
  for (const page of ["", "en/s/tea/", "en/s/tea/thanks/"]) {
    mkdirSync(join(dist, page), { recursive: true });
    writeFileSync(join(dist, page, "index.html"), builtPage);
  }
  writeFileSync(join(dist, "404.html"), "<title>nothing here</title>");
  writeFileSync(join(root, "secret.txt"), "secret");
  const server = await startServer({
    dist,
    data,
    port: 0,
    surveys: [teaSurvey],
    locales: ["en", "zh-CN"],
    words: (locale) => openWords(locale, readDictionary(locale)),
    ...options,
  });
  return {
    ...server,
    data,
    out: join(root, "out"),
    rows: (table) => {
      const database = openAnswersFile(answersFile(data));
      const rows = database.prepare(`SELECT * FROM ${table} ORDER BY seq`).all();
      database.close();
      return rows;
    },
    end: async () => {
      await server.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
