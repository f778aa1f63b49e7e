/** `npm run answers` over files as people and `npm run pull` leave them. */
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { projectFolder } from "../support/project.ts";
import { emptyFolder } from "../support/run-build.ts";

let folder = "";
const SURVEY = (version: number, no: string) => `id: tea
version: ${version}
title: { zh-CN: 茶, en: Tea }
questions:
  - id: again
    type: single
    title: { zh-CN: 还来吗, en: Again }
    options:
      - { id: "yes", title: { zh-CN: 来, en: "Yes" } }
      - { id: "no", title: { zh-CN: 不来, en: "${no}" } }
  - { id: score, type: rating, scale: { min: 1, max: 5, na: [0] }, title: { zh-CN: 分, en: Score } }
  - { id: why, type: text, title: { zh-CN: 为什么, en: Why } }
`;

beforeAll(() => {
  folder = emptyFolder("answers");
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write(
    "content/site.yaml",
    "name: { zh-CN: 茶, en: Tea }\ncurrency: CNY\ntimeZone: Asia/Shanghai\nwave: month\n",
  );
  write("content/surveys/tea.yaml", SURVEY(2, "Not again"));
  write("content/surveys/earlier/tea-1.yaml", SURVEY(1, "Never"));
  write(
    "data/responses/tea/a.csv",
    'response_id,answered_at,customer_id,survey_version,again,score,why\nr2,2026-03-02T10:00:00,007,2,no,4,"=HYPERLINK(""x"")"\nr1,2026-03-01T10:00:00,,1,no,0,"a, b"\n',
  );
  // The second line stands in the first file too, with the same content, and counts once.
  write(
    "data/responses/tea/b.csv",
    'response_id,answered_at,customer_id,survey_version,again,score,why\nr3,2026-03-03T10:00:00,8,2,yes,,\nr2,2026-03-02T10:00:00,007,2,no,4,"=HYPERLINK(""x"")"\n',
  );
});

async function answers(...given: readonly string[]) {
  const env = {
    PATH: process.env["PATH"] ?? "",
    LANG: "en",
    ZHIKE_CONTENT: join(folder, "content"),
    ZHIKE_DATA: join(folder, "data"),
  };
  return promisify(execFile)(process.execPath, ["scripts/answers.ts", ...given], {
    cwd: projectFolder,
    env,
  }).then(
    ({ stdout }) => stdout,
    ({ stderr }: { stderr: string }) => stderr,
  );
}

describe("npm run answers", () => {
  it("writes each answer once, by id, as codes and as words of its version, safe in a spreadsheet", async () => {
    const told = await answers("tea");
    const files = [...told.matchAll(/^3 answers were written to (?<file>.+)\.$/gmu)].map(
      ({ groups }) => join(projectFolder, groups?.["file"] ?? ""),
    );
    expect(files.map((file) => file.split("/").at(-1))).toEqual([
      "tea.csv",
      "tea.zh-CN.csv",
      "tea.en.csv",
    ]);
    const [codes = "", , words = ""] = files.map((file) => readFileSync(file, "utf8"));
    const head =
      "response_id,answered_at,customer_id,survey_version,wave,channel,location,team,brand,lang,weight,suspect,arrived,again,score,why";
    expect(codes).toBe(
      `\ufeff${[
        head,
        'r1,2026-03-01 10:00:00,,1,,,,,,,,,,no,,"a, b"',
        `r2,2026-03-02 10:00:00,007,2,,,,,,,,,,no,4,"'=HYPERLINK(""x"")"`,
        "r3,2026-03-03 10:00:00,8,2,,,,,,,,,,yes,,",
      ].join("\r\n")}\r\n`,
    );
    expect(
      words
        .split("\r\n")
        .slice(1, 4)
        .map((line) => line.split(",")[13]),
    ).toEqual(["Never", "Not again", "Yes"]);
    expect(statSync(files[0] ?? "").mode & 0o777).toBe(0o600);
  });

  it("says what is wrong with the files, and which surveys there are", async () => {
    expect(await answers("coffee")).toContain(
      'command-survey-unknown  npm run answers\n  There is no survey "coffee"; there are "tea".',
    );
    writeFileSync(
      join(folder, "data/responses/tea/bad.csv"),
      "response_id,answered_at,again\nr9,2026-03-03T10:00:00,perhaps\n",
    );
    expect(await answers("tea")).toContain(
      "option-unknown  out/test/answers/data/responses/tea/bad.csv:2 (again)",
    );
  });
});
