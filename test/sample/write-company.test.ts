import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { defaultOptions } from "../../src/sample/simulate.ts";
import { writeCompany } from "../../src/sample/write-company.ts";
import { answerColumns, responseColumns } from "../../src/survey/columns.ts";
import { surveySchema } from "../../src/survey/schema.ts";
import { dataFolder, projectRoot, readCompany, rowsOf } from "./read-company.ts";

const scratch = mkdtempSync(join(tmpdir(), "sample-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const tables = readdirSync(dataFolder).filter((name) => name !== "collector");

/** Digests of the files that the generator writes, by path. */
function digests(folder: string): Readonly<Record<string, string>> {
  const files = tables.flatMap((table) =>
    readdirSync(join(folder, table), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return Object.fromEntries(
    files
      .toSorted()
      .map((path) => [
        path.slice(folder.length),
        createHash("sha256").update(readFileSync(path)).digest("hex"),
      ]),
  );
}

test("writeCompany(folder, defaultOptions) writes the committed files, byte for byte", () => {
  writeCompany(join(scratch, "same"), defaultOptions);
  const committed = digests(dataFolder);
  const again = digests(join(scratch, "same"));
  // Answers that `npm run pull` added are files of their own.
  for (const [path, digest] of Object.entries(again)) expect(committed[path], path).toBe(digest);
});

test("writeCompany(folder, options) with another seed writes another company of the size asked for", () => {
  writeCompany(join(scratch, "other"), { ...defaultOptions, customers: 500, seed: 7 });
  const other = readCompany(join(scratch, "other"));
  // Those who bought, and 18 in 100 more who never did.
  expect(other.known.size).toBe(590);
  expect(other.purchaseDays.size).toBe(500);
  expect(other.lines[0]).not.toEqual(readCompany().lines[0]);
});

test("seasons: off, the busiest weekday and the dullest differ by chance only", () => {
  const spread = (seasons: boolean) => {
    const folder = join(scratch, `seasons-${seasons}`);
    writeCompany(folder, { ...defaultOptions, customers: 3000, seasons, drivers: false });
    const days = [...readCompany(folder).purchaseDays.values()].flat();
    const counts = [0, 1, 2, 3, 4, 5, 6].map(
      (weekday) => days.filter((day) => day % 7 === weekday).length,
    );
    const each = days.length / 7;
    return counts.reduce((sum, count) => sum + (count - each) ** 2 / each, 0);
  };
  // Chi-square with 6 degrees of freedom: 22.46 is passed once in a thousand.
  expect(spread(false)).toBeLessThan(22.46);
  expect(spread(true)).toBeGreaterThan(22.46);
});

for (const id of ["after-visit", "relationship", "team-pulse"]) {
  test(`the answers of ${id} fit its survey: columns, scales and options`, () => {
    const file = readFileSync(join(projectRoot, `content/surveys/${id}.yaml`), "utf8");
    const survey = surveySchema.parse(parse(file));
    const questions = answerColumns(survey);
    for (const row of rowsOf(join(dataFolder, "responses", id))) {
      const known = new Set<string>([...responseColumns, ...questions.map(({ name }) => name)]);
      expect(Object.keys(row).filter((column) => !known.has(column))).toEqual([]);
      for (const { name, question } of questions) {
        for (const value of (row[name] ?? "").split("|").filter((part) => part !== "")) {
          if (question.type === "text" || question.type === "hidden") continue;
          if (question.type === "consent") expect(["yes", "no"]).toContain(value);
          else if (question.options) {
            expect(question.options.map((option) => option.id)).toContain(value);
          } else {
            const { min, max, na = [] } = question.scale ?? { min: 0, max: 10 };
            const number = Number(value);
            expect((number >= min && number <= max) || na.includes(number), name).toBe(true);
          }
        }
      }
    }
  });
}
