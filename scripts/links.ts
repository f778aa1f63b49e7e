/**
 * `npm run links -- <survey>`: a personal link for each customer, as CSV.
 * `--file LIST` asks those of a list, `--out FILE` names the CSV, `--qr DIR` adds QR codes as SVG,
 * `--unanswered` lists who got a link and has not answered, `--change-key` signs with a new key.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { renderSVG } from "uqr";
import { changeLinkKeys, keysFile, openLinkKeys } from "../src/collector/link-keys.ts";
import { planMailing, unanswered } from "../src/collector/mailing.ts";
import { linkToken } from "../src/collector/personal-link.ts";
import { readRecipients } from "../src/collector/recipients.ts";
import { answersFile } from "../src/collector/answers-file.ts";
import { bringHome } from "../src/collector/bring-home.ts";
import { withElsewhere } from "../src/collector/open-store.ts";
import { openAnswersFile } from "../src/collector/sqlite-schema.ts";
import { Problem } from "../src/errors.ts";
import { openFolders } from "../src/settings/folders.ts";
import { readSettings } from "../src/settings/read-settings.ts";
import { csvText } from "../src/tables/csv-cell.ts";
import { periodOf, periodReader } from "../src/tables/period.ts";
import { endWithProblems } from "./end-with-problems.ts";
import { terminalWords } from "./terminal-words.ts";

const options = {
  file: { type: "string" },
  out: { type: "string" },
  qr: { type: "string" },
  wave: { type: "string" },
  url: { type: "string" },
  locale: { type: "string" },
  unanswered: { type: "boolean" },
  "change-key": { type: "boolean" },
} as const;

await endWithProblems(async () => {
  const { survey, values } = argumentsGiven();
  const folders = openFolders();
  const { site, ...settings } = readSettings(folders.content);
  const surveys = settings.surveys.filter(({ audience }) => audience === "customer");
  if (!surveys.some(({ id }) => id === survey)) {
    const known = surveys.map(({ id }) => `"${id}"`).join(", ");
    throw new Problem("links-survey-unknown", "npm run links", { survey, known });
  }
  const now = new Date();
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: site.timeZone }).format(now);
  const wave = values.wave ?? periodOf(today, site.wave);
  if (typeof periodReader(["month", "quarter", "year"])(wave) !== "string") {
    throw new Problem("links-wave-unreadable", "npm run links", { wave });
  }
  const address = values.url ?? site.url;
  if (address === undefined) throw new Problem("links-address-missing", "npm run links");
  const locale = values.locale ?? site.locales[0];
  const page = new URL(`${site.base.replace(/\/$/u, "")}/${locale}/s/${survey}/`, address);
  const words = terminalWords();
  const file = keysFile(folders.data);
  const [key] = values["change-key"] === true ? changeLinkKeys(file) : openLinkKeys(file);
  if (key === undefined) throw new Error("no key");
  const linkOf = (customerId: string) =>
    `${page.href}?t=${linkToken({ survey, wave, customerId }, key)}`;
  const recipients = await readRecipients({ ...folders, file: values.file ?? null, site });
  const database = openAnswersFile(answersFile(folders.data));
  try {
    const plan = { survey, wave, now, contactDays: site.contactDays ?? 0 };
    if (values.unanswered === true) {
      await withElsewhere(process.env, async (elsewhere) => {
        if (elsewhere !== null) await bringHome(elsewhere, answersFile(folders.data));
      });
      const may = new Set(recipients.filter((each) => each.mayAsk).map((each) => each.customerId));
      const silent = unanswered(database, plan).filter((id) => may.has(id));
      const out = join(folders.out, "worklists", "collected", `unanswered-${survey}-${wave}.csv`);
      writeLinks(values.out ?? out, silent, linkOf);
      console.log(
        words.t("survey.links.unanswered", { rows: silent.length, file: near(values.out ?? out) }),
      );
      return;
    }
    const { customers, optedOut, askedLately } = planMailing(database, recipients, plan);
    const out = values.out ?? join(folders.out, "links", `${survey}-${wave}.csv`);
    writeLinks(out, customers, linkOf);
    console.log(words.t("survey.links.written", { rows: customers.length, wave, file: near(out) }));
    if (optedOut > 0) console.log(words.t("survey.links.opted-out", { count: optedOut }));
    if (askedLately > 0) {
      const counted = { count: askedLately, days: site.contactDays ?? 0 };
      console.log(words.t("survey.links.asked-lately", counted));
    }
    if (values.qr !== undefined) {
      writeCodes(values.qr, customers, linkOf);
      console.log(words.t("survey.links.codes", { count: customers.length, folder: values.qr }));
    }
  } finally {
    database.close();
  }
});

function argumentsGiven() {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [survey = "", ...more] = positionals;
    if (more.length === 0) return { survey, values };
  } catch {
    // Told below.
  }
  const argument = process.argv.slice(2).join(" ");
  throw new Problem("links-argument-unknown", "npm run links", { argument });
}

function writeLinks(file: string, ids: readonly string[], linkOf: (id: string) => string): void {
  const rows = ids.map((id) => [id, linkOf(id)]);
  mkdirSync(dirname(resolve(file)), { recursive: true });
  writeFileSync(file, csvText([["customer_id", "link"], ...rows]), { mode: 0o600 });
}

/** File names are numbers of lines in the list: an id may hold what a file name must not. */
function writeCodes(folder: string, ids: readonly string[], linkOf: (id: string) => string): void {
  mkdirSync(folder, { recursive: true });
  const digits = String(ids.length + 1).length;
  for (const [at, id] of ids.entries()) {
    const name = `line-${String(at + 2).padStart(digits, "0")}.svg`;
    writeFileSync(join(folder, name), renderSVG(linkOf(id), { ecc: "M" }));
  }
}

function near(file: string): string {
  return relative(process.cwd(), file);
}
