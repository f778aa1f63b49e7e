/**
 * P10: all bytes of a survey's page and the time until it takes answers, against the same questions
 * in SurveyJS, in turn, on a slow phone (processor four times slower, 150 ms, 1.6 Mbit/s). SurveyJS
 * is 52 MB, so that it is fetched when this is run and not installed with the project.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { launchBrowser, serveSite } from "../../test/support/browser.ts";
import { projectRoot } from "../../src/settings/project-root.ts";
import { readSettings } from "../../src/settings/read-settings.ts";
import type { Question, SurveyDefinition } from "../../src/survey/definition.ts";
import { localisedText } from "../../src/words/words.ts";
import type { Measured } from "./measured.ts";

const VERSION = "2.5.38";
const ROUNDS = 5;
const LOCALE = "en";
const SURVEY = "after-visit";

interface Visit {
  readonly bytes: number;
  readonly readyMs: number;
}

export async function benchSurveyPage(): Promise<readonly Measured[]> {
  const project = projectRoot();
  const folder = join(project, "out", "bench", "survey-page");
  rmSync(folder, { recursive: true, force: true });
  const dist = join(folder, "dist");
  mkdirSync(folder, { recursive: true });
  try {
    build(project, dist);
    const theirs = fetched(folder);
    if (!theirs)
      return [{ name: "P10 SurveyJS", measured: "not fetched", goal: "fetched", ok: false }];
    const survey = readSettings(join(project, "content")).surveys.find(({ id }) => id === SURVEY);
    if (survey === undefined) throw new Error(`no survey ${SURVEY}`);
    writeTheirs(join(dist, "surveyjs"), theirs, survey);
    return await measured(dist);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function build(project: string, dist: string): void {
  execFileSync(process.execPath, [join(project, "scripts", "run.js"), "build"], {
    cwd: project,
    env: { ...process.env, ZHIKE_OUT: dist },
    stdio: "ignore",
  });
}

/** Folder of the packages; null without a network. */
function fetched(folder: string): string | null {
  const own = join(folder, "surveyjs");
  mkdirSync(own);
  writeFileSync(join(own, "package.json"), "{}");
  const packages = ["survey-core", "survey-js-ui"].map((name) => `${name}@${VERSION}`);
  try {
    execFileSync("npm", ["install", "--no-audit", "--no-fund", ...packages], {
      cwd: own,
      stdio: "ignore",
    });
    return join(own, "node_modules");
  } catch {
    return null;
  }
}

/** As its handbook says: the three scripts and the style sheet, and the questions as JSON. */
function writeTheirs(folder: string, packages: string, survey: SurveyDefinition): void {
  mkdirSync(folder, { recursive: true });
  const files = [
    ["survey-core", "survey.core.min.js"],
    ["survey-core", "survey-core.min.css"],
    ["survey-js-ui", "survey-js-ui.min.js"],
  ] as const;
  for (const [name, file] of files) cpSync(join(packages, name, file), join(folder, file));
  const model = {
    title: localisedText(survey.title, LOCALE),
    questionsOnPageMode: "questionPerPage",
    showProgressBar: true,
    elements: survey.questions.flatMap(theirQuestion),
  };
  writeFileSync(
    join(folder, "go.js"),
    `const survey=new Survey.Model(${JSON.stringify(model)});survey.render(document.getElementById("survey"));`,
  );
  writeFileSync(
    join(folder, "index.html"),
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Survey</title><link rel="stylesheet" href="survey-core.min.css"><script defer src="survey.core.min.js"></script><script defer src="survey-js-ui.min.js"></script><script defer src="go.js"></script></head><body><div id="survey"></div></body></html>`,
  );
}

function theirQuestion(question: Question): readonly object[] {
  const { id: name, type, title: words, required: isRequired = false, options = [] } = question;
  const title = localisedText(words, LOCALE);
  const choices = options.map((option) => ({
    value: option.id,
    text: localisedText(option.title, LOCALE),
  }));
  const { min: rateMin = 1, max: rateMax = 5 } = question.scale ?? {};
  const asked = { name, title, isRequired };
  switch (type) {
    case "rating":
    case "effort":
      return [{ ...asked, type: "rating", rateMin, rateMax }];
    case "nps":
      return [{ ...asked, type: "rating", rateMin: 0, rateMax: 10 }];
    case "pair":
      return ["expected", "perceived"].map((side) => ({
        ...{ ...asked, name: `${name}_${side}` },
        ...{ type: "rating", rateMin, rateMax },
      }));
    case "matrix":
      return (question.items ?? []).map((item) => ({
        ...{ ...asked, name: `${name}_${item.id}`, title: localisedText(item.title, LOCALE) },
        ...{ type: "rating", rateMin, rateMax },
      }));
    case "single":
      return [{ ...asked, type: "radiogroup", choices }];
    case "multiple":
      return [{ ...asked, type: "checkbox", choices }];
    case "ranking":
      return [{ ...asked, type: "ranking", choices }];
    case "number":
    case "date":
      return [{ ...asked, type: "text", inputType: type }];
    case "text":
      return [{ ...asked, type: "comment" }];
    case "consent":
      return [{ ...asked, type: "boolean" }];
    case "contact":
      return [{ ...asked, type: "text" }];
    case "note":
      return [{ name, type: "html", html: title }];
    case "hidden":
      return [];
  }
}

async function measured(dist: string): Promise<readonly Measured[]> {
  const [browser, served] = await Promise.all([launchBrowser(), serveSite(dist)]);
  const ours: Visit[] = [];
  const theirs: Visit[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(
        await visit(browser, `${served.url}/${LOCALE}/s/${SURVEY}/`, ".stepwise .step.now input"),
      );
      theirs.push(await visit(browser, `${served.url}/surveyjs/`, ".sd-question input"));
    }
  } finally {
    await browser.close();
    await served.stop();
  }
  const ready = (visits: readonly Visit[]) => median(visits.map(({ readyMs }) => readyMs));
  const bytes = Math.max(...ours.map((each) => each.bytes));
  const ratio = ready(ours) / ready(theirs);
  return [
    {
      name: `P10 page of ${SURVEY} with all that it loads, compressed, without headers`,
      measured: `${bytes} B (SurveyJS ${Math.max(...theirs.map((each) => each.bytes))} B)`,
      goal: "<= 15000 B",
      ok: bytes <= 15_000,
    },
    {
      name: "P10 ready to answer against the same questions in SurveyJS",
      measured: `${ratio.toFixed(2)} (${Math.round(ready(ours))} ms to ${Math.round(ready(theirs))} ms)`,
      goal: "<= 0.25",
      ok: ratio <= 0.25,
    },
  ];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** One visit with an empty cache; ready is when the script has put the first question there. */
async function visit(browser: Browser, url: string, ready: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6 * 1_000_000) / 8,
    uploadThroughput: (0.75 * 1_000_000) / 8,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  let bytes = 0;
  session.on("Network.responseReceived", ({ response }) => {
    bytes -= response.encodedDataLength;
  });
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.addInitScript((selector) => {
    const look = () => {
      const isThere = document.querySelector(selector) !== null;
      if (isThere) (globalThis as { readyAt?: number }).readyAt ??= performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, ready);
  await page.goto(url, { waitUntil: "load" });
  await page.waitForFunction(() => (globalThis as { readyAt?: number }).readyAt !== undefined);
  const readyMs = await page.evaluate(() => (globalThis as { readyAt?: number }).readyAt ?? NaN);
  await page.waitForLoadState("networkidle");
  await context.close();
  return { bytes, readyMs };
}
