import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { problemText } from "../../src/settings/problem-text.ts";
import { readDictionary } from "../../src/settings/read-settings.ts";
import { openWords } from "../../src/words/words.ts";
import { openWarehouse } from "../../src/warehouse/open-warehouse.ts";
import { site, visit } from "../support/drop-case.ts";

const input = join(import.meta.dirname, "../input");
const output = join(import.meta.dirname, "../output");
const cases = readdirSync(input).filter((name) => name.startsWith("bad-"));

test.each(cases)("openWarehouse(%s) refuses the drop in the words of test/output", async (name) => {
  const cache = mkdtempSync(join(tmpdir(), "refused-"));
  const opened = await openWarehouse({
    dataRoot: join(input, name, "data"),
    cacheRoot: join(cache, "cache"),
    site,
    surveys: [visit],
  });
  rmSync(cache, { recursive: true });
  const words = openWords("en", readDictionary("en"));
  const said = [...opened.problems, ...opened.remarks]
    .map((problem) => problemText(problem, words))
    .join("\n\n");
  const expected = join(output, `${name}.txt`);
  const changed = join(output, `${name}-changed`);
  rmSync(changed, { recursive: true, force: true });
  if (!existsSync(expected) || readFileSync(expected, "utf8") !== `${said}\n`) {
    mkdirSync(changed);
    writeFileSync(join(changed, `${name}.txt`), `${said}\n`);
  }
  expect(opened.facts).toBeNull();
  expect(`${said}\n`).toBe(existsSync(expected) ? readFileSync(expected, "utf8") : "");
});

test("problems.yaml words every problem of intake in both locales with the same placeholders", () => {
  for (const locale of ["en", "zh-CN"]) {
    const words = openWords(locale, readDictionary(locale));
    for (const file of readdirSync(output).filter((entry) => entry.endsWith(".txt"))) {
      const text = readFileSync(join(output, file), "utf8");
      for (const [code = ""] of text.matchAll(/^[a-z]+(?:-[a-z]+)+(?= {2})/gmu)) {
        expect(words.has(`problems.${code}.what`), `${locale} ${code}`).toBe(true);
        expect(words.has(`problems.${code}.do`), `${locale} ${code}`).toBe(true);
      }
    }
  }
});
