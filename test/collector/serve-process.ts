/** A collector in a process of its own, so that a test can kill it. Arguments: data folder, site folder. */
import { startServer } from "../../src/collector/server.ts";
import { readDictionary } from "../../src/settings/read-settings.ts";
import { openWords } from "../../src/words/words.ts";
import { teaSurvey } from "../survey/tea-survey.ts";

const [data = "", dist = ""] = process.argv.slice(2);
const running = await startServer({
  data,
  dist,
  port: 0,
  surveys: [teaSurvey],
  locales: ["zh-CN", "en"],
  words: (locale) => openWords(locale, readDictionary(locale)),
  isRateFree: true,
});
console.log(running.url);
process.once("SIGTERM", () => void running.stop().then(() => process.exit(0)));
