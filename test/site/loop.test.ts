import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { Figure } from "../../src/figures/figure.ts";
import { pullAnswers, type Pulled } from "../../src/collector/pull.ts";
import { answersFile } from "../../src/collector/answers-file.ts";
import { readSettings } from "../../src/settings/read-settings.ts";
import { launchBrowser, phone, serveSite } from "../support/browser.ts";
import { builtSite, filesOf, readSite } from "../support/built-site.ts";
import { projectFolder } from "../support/project.ts";
import { copyOf, emptyFolder, runBuild } from "../support/run-build.ts";
import { stored, walkByKeys } from "./respond.ts";

const folder = emptyFolder("loop");
const data = join(folder, "data");
const dist = join(folder, "dist");
const out = join(folder, "out");

function rows(site: string): number {
  const figures = JSON.parse(readSite(site, "data/figures.json")) as readonly Figure[];
  return figures.find(({ id }) => id === "data.responses.rows")?.value ?? 0;
}

function pull(): readonly Pulled[] {
  const { surveys } = readSettings(join(projectFolder, "content"));
  return pullAnswers({ data, out, file: answersFile(data), surveys, today: "2026-06-30" });
}

let before = 0;

beforeAll(async () => {
  copyOf("data", data);
  before = rows(builtSite());
  const [browser, served] = await Promise.all([launchBrowser(), serveSite(builtSite(), data)]);
  const page = await (await browser.newContext(phone())).newPage();
  await page.goto(`${served.url}/zh-CN/s/after-visit/`);
  await walkByKeys(page, { recommend: "10", consent: "yes" }, "5");
  await page.getByText("答卷已收到").first().waitFor();
  await browser.close();
  await served.stop();
});

test("an answer given in a browser is pulled, built and counted: one row more on the Data page", async () => {
  const pulled = pull();
  expect(pulled.map(({ survey, kind, rows: count }) => [survey, kind, count])).toEqual([
    ["after-visit", "answers", 1],
  ]);
  const { code, stderr } = await runBuild({ ZHIKE_DATA: data, ZHIKE_OUT: dist });
  expect(`${code} ${code === 0 ? "" : stderr}`).toBe("0 ");
  expect(rows(dist)).toBe(before + 1);
  const [file = ""] = pulled.map(({ file: path }) => path.slice(data.length + 1));
  for (const [locale, page] of ["zh-CN", "en"].map(
    (each) => [each, dataPage(dist, each)] as const,
  )) {
    expect(page, locale).toContain((before + 1).toLocaleString("en"));
    expect(page, locale).toContain(file);
  }
  expect(dataPage(builtSite(), "en")).toContain(before.toLocaleString("en"));
});

function dataPage(site: string, locale: string): string {
  return readFileSync(join(site, locale, "reports", "data", "index.html"), "utf8");
}

test("what was pulled says everything that was answered", () => {
  const [answer] = stored(data);
  const file = filesOf(join(data, "responses", "after-visit")).find((name) =>
    name.endsWith(".ndjson"),
  );
  const lines = readFileSync(join(data, "responses", "after-visit", file ?? ""), "utf8")
    .trimEnd()
    .split("\n");
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    response_id: answer?.id,
    lang: "zh-CN",
    suspect: "",
    satisfaction: "5",
    aspects_taste: "5",
    recommend: "10",
  });
});

test("pulled again, nothing is added", () => {
  const files = filesOf(join(data, "responses"));
  expect(pull()).toEqual([]);
  expect(filesOf(join(data, "responses"))).toEqual(files);
});
