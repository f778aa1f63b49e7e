/** `npm run import` as a person runs it: in a process of its own, with a content folder of its own. */
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { readSettings } from "../../src/settings/read-settings.ts";
import { projectFolder } from "../support/project.ts";
import { emptyFolder } from "../support/run-build.ts";
import { limeTxt, lssOf } from "./lime-sources.ts";
import { workbook, zipped } from "./workbook.ts";

let folder = "";
beforeAll(() => {
  folder = emptyFolder("import");
  mkdirSync(join(folder, "content"));
  writeFileSync(
    join(folder, "content", "site.yaml"),
    "name: { zh-CN: 茶, en: Tea }\ncurrency: CNY\ntimeZone: Asia/Shanghai\nwave: month\n",
  );
});

async function imported(file: string, ...more: readonly string[]) {
  const run = promisify(execFile)(
    process.execPath,
    [join(projectFolder, "scripts/import.ts"), file, ...more],
    {
      cwd: folder,
      env: { PATH: process.env["PATH"] ?? "", LANG: "en", ZHIKE_CONTENT: join(folder, "content") },
    },
  );
  return run.then(
    ({ stdout }) => ({ code: 0, told: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      told: error.stdout + error.stderr,
    }),
  );
}

function written(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, content);
  return name;
}

const survey = (id: string) =>
  readSettings(join(folder, "content")).surveys.find((each) => each.id === id);
const json = (title: string) =>
  JSON.stringify({
    title,
    elements: [
      { type: "rating", name: "sat", title },
      { type: "file", name: "f" },
    ],
  });

describe("npm run import", () => {
  it("writes each format where the site reads it, and tells what was lost", async () => {
    const first = await imported(written("My Visit.json", json("Visit")));
    expect(first).toMatchObject({ code: 0 });
    expect(first.told).toBe(
      [
        "1 question was carried to content/surveys/my-visit.yaml.",
        "1 thing was not carried as it was:",
        "  My Visit.json $.elements[1]  The question “f” is of the type “file”, which has no counterpart here; left out.",
        "2 texts have no zh-CN; another language stands there, marked “translate” in the file.",
        "Reports find a question by what it measures: add “construct: satisfaction” and the like to the file. Every scale counts a higher number as better.",
        "",
      ].join("\n"),
    );
    const sheets = {
      survey: [
        ["type", "name", "label"],
        ["select_one yn", "again", "还来吗？"],
      ],
      choices: [
        ["list_name", "name", "label"],
        ["yn", "y", "来"],
        ["yn", "n", "不来"],
      ],
    };
    await imported(written("form.xlsx", workbook(sheets)));
    await imported(
      written(
        "lime.lss",
        lssOf({
          questions: [{ qid: 1, gid: 1, type: "T", title: "q", question: "Q?", language: "en" }],
          groups: [{ gid: 1, group_name: "", language: "en" }],
        }),
      ),
    );
    await imported(
      written(
        "tabs.txt",
        `\ufeff${limeTxt([
          [1, "G", 0, "", 1, "", "", "en"],
          [1, "Q", "T", "q", 1, "Q?", "", "en"],
        ])}`,
      ),
      "--id",
      "tabs2",
    );
    expect(survey("my-visit")?.questions.map(({ id }) => id)).toEqual(["sat"]);
    expect(survey("form")?.questions[0]?.title["zh-CN"]).toBe("还来吗？");
    expect(survey("lime")?.questions[0]?.title["en"]).toBe("Q?");
    expect(survey("tabs2")?.questions[0]?.title["en"]).toBe("Q?");
  });

  it("reads a folder of sheets, in the encoding that Excel saves Chinese in", async () => {
    written("sheets/choices.csv", "list_name,name,label\nyn,y,Yes\nyn,n,No\n");
    // GB18030 of 满意吗: B0 is no UTF-8 at all.
    const label = Buffer.from([0xc2, 0xfa, 0xd2, 0xe2, 0xc2, 0xf0]);
    written(
      "sheets/survey.csv",
      Buffer.concat([Buffer.from("type,name,label\nselect_one yn,a,"), label, Buffer.from("\n")]),
    );
    expect(await imported("sheets")).toMatchObject({ code: 0 });
    expect(survey("sheets")?.questions[0]?.title["zh-CN"]).toBe("满意吗");
  });

  it("says in which language unnamed texts are, when told", async () => {
    const { told } = await imported(written("到店.json", json("到店")), "--language", "zh-CN");
    expect(told).toContain("2 texts have no en;");
    expect(readFileSync(join(folder, "content/surveys/imported.yaml"), "utf8")).toContain(
      "en: 到店 # translate",
    );
  });

  it.each([
    ["nothing given", () => [""], "import-argument-unknown"],
    ["another ending", () => [written("a.docx", "x")], "import-argument-unknown"],
    [
      "an unknown option",
      () => [written("b.json", json("B")), "--name", "b"],
      "import-argument-unknown",
    ],
    ["no such file", () => ["nowhere.json"], "import-file-missing  nowhere.json"],
    [
      "a file of 21 MB",
      () => [written("big.json", " ".repeat(21_000_000))],
      "import-file-large  big.json",
    ],
    [
      "a workbook that unpacks to 51 MB",
      () => [written("bomb.xlsx", zipped({ "xl/workbook.xml": " ".repeat(51_000_000) }))],
      "import-file-large  bomb.xlsx",
    ],
    // The comma before "}" is the ninth sign of line 2.
    [
      "broken JSON",
      () => [written("broken.json", '{\n "a": 1,}')],
      "import-unreadable  broken.json:2:9",
    ],
    // Before "}" stand 2 + 6 + 1 + 4 + 1 + 3 + 1 signs of line 2.
    [
      "JSON without a value",
      () => [written("empty.json", '[1,\n {"open":true,"a":},\n {}]')],
      "import-unreadable  empty.json:2:19\n  The file cannot be read here: Unexpected token '}'.",
    ],
    [
      "JSON that ends early",
      () => [written("early.json", '{\n "a": 1')],
      "import-unreadable  early.json:2:8",
    ],
    [
      "broken XML",
      () => [written("broken.lss", "<document>\n<a></b>\n</document>")],
      "import-unreadable  broken.lss:2:",
    ],
    [
      "an open quote",
      () => [written("open.txt", 'class\tname\nQ\t"x\n')],
      "import-unreadable  open.txt:2",
    ],
    [
      "a zip of something else",
      () => [written("other.xlsx", zipped({ "a.txt": "a" }))],
      "import-unreadable  other.xlsx",
    ],
    [
      "JSON of something else",
      () => [written("other.json", "[1]")],
      "import-not-survey  other.json",
    ],
    [
      "only what cannot be carried",
      () => [written("none.json", JSON.stringify({ elements: [{ type: "file", name: "f" }] }))],
      "import-nothing-carried  none.json",
    ],
    [
      "501 questions",
      () => [
        written(
          "many.json",
          JSON.stringify({
            elements: Array.from({ length: 501 }, (_, n) => ({ type: "comment", name: `q${n}` })),
          }),
        ),
      ],
      "import-questions-many  many.json",
    ],
    ["an id that is none", () => [written("1.json", json("x")), "--id", "Ä"], "new-id-unusable"],
    ["an id that is taken", () => [written("my-visit.json", json("x"))], "file-exists"],
    [
      "bytes of no encoding",
      () => [written("bytes.json", Buffer.from([0x7b, 0xff, 0xc0, 0x80, 0x0a]))],
      "encoding-unknown  bytes.json",
    ],
  ])("%s: says so and writes nothing", async (_, given, expected) => {
    const [file = "", ...more] = given();
    const { code, told } = await imported(file, ...more);
    expect(code).toBe(1);
    expect(told).toContain(expected);
  });
});
