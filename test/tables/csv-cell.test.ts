import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { readId } from "../../src/tables/cell.ts";
import {
  csvText,
  plainCell,
  quotedRow,
  safeCell,
  type CsvCell,
} from "../../src/tables/csv-cell.ts";
import { codeOf, sourceFiles } from "../support/source-files.ts";

/** What OWASP and the spreadsheets of East Asia name, spelt out here a second time. */
const starts = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%", "\t", "\r", "\n"];
const before = ["", " ", "  ", '"', "'", "\u00a0", "\u3000", "\ufeff", "\n", ` '" `];

/** Whether a spreadsheet that drops blanks and quotes in front would meet a formula. */
function mayRun(cell: string): boolean {
  if (cell.startsWith("'")) return false;
  const skipped = new Set([" ", '"', "'", "\u00a0", "\u3000", "\ufeff"]);
  const first = [...cell].find((sign) => !skipped.has(sign));
  return first !== undefined && starts.includes(first);
}

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(...starts, ...before, "1", "a", ",", ";", "中") }),
);
const cell: fc.Arbitrary<CsvCell> = fc.oneof(text, fc.double(), fc.integer(), fc.constant(null));

function readBack(file: string): readonly (readonly string[])[] {
  return Papa.parse<string[]>(file, { delimiter: ",", newline: "\n" }).data.slice(0, -1);
}

describe("safeCell(cell)", () => {
  it.each(before.flatMap((blank) => starts.map((start) => [`${blank}${start}1`])))(
    "%j gets a leading quote",
    (given) => expect(safeCell(given)).toBe(`'${given}`),
  );

  it.each([[""], ["00123"], ["高铁店"], ["a=b"], ["1-2"], ["−2到4"], ["'quoted'"]])(
    "%j stays as it is",
    (given) => expect(safeCell(given)).toBe(given),
  );

  it("keeps numbers numbers, and leaves out what is none", () => {
    expect([-0.0123456789, -1, 5, 1e21].map(safeCell)).toEqual([
      "-0.0123456789",
      "-1",
      "5",
      "1e+21",
    ]);
    expect([null, Number.NaN, Infinity].map(safeCell)).toEqual(["", "", ""]);
    expect(safeCell("-1")).toBe("'-1");
  });
});

describe("quotedRow(cells)", () => {
  it.each([
    [["a", null, "b"], "a,,b"],
    [["", "é 中"], ",é 中"],
    [["a,b", "c"], '"a,b",c'],
    [['say "yes"', null], '"say ""yes""",'],
    [["two\nlines", "one\rmore"], '"two\nlines","one\rmore"'],
  ])("of %j is %j", (cells, row) => expect(quotedRow(cells)).toBe(row));

  it("is read back cell by cell, whatever they hold", () => {
    const cells = fc.array(fc.option(text), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(cells, (row) => {
        const read = readBack(`a,b\n${quotedRow(row)}\n`)[1];
        expect(read).toEqual(row.map((given) => given ?? ""));
      }),
    );
  });
});

describe("csvText(rows)", () => {
  it("holds no text that could run, and loses none, whatever was typed", () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 5 })), (rows) => {
        // As in every export a head comes first: a mark of byte order counts at the very start only.
        const read = readBack(csvText([["a", "b"], ...rows])).slice(1);
        expect(read).toHaveLength(rows.length);
        for (const [at, row] of rows.entries()) {
          expect(read[at]).toHaveLength(row.length);
          for (const [column, given] of row.entries()) {
            const seen = read[at]?.[column] ?? "";
            if (typeof given === "string") {
              expect(mayRun(seen)).toBe(false);
              expect(plainCell(seen)).toBe(given);
            } else {
              const isNumber = given !== null && Number.isFinite(given);
              expect(seen === "" ? null : Number(seen)).toBe(isNumber ? given + 0 : null);
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("plainCell(text)", () => {
  it.each([
    ["'=1", "=1"],
    ["''=1", "'=1"],
    ["'＋86", "＋86"],
    ["'quoted'", "'quoted'"],
    ["=1", "=1"],
  ])("of %j is %j", (given, plain) => expect(plainCell(given)).toBe(plain));

  it("is how an id of our own lists is read, so that it still joins", () => {
    for (const id of ["+8613800138000", "-17", "@li", "C1"]) expect(readId(safeCell(id))).toBe(id);
  });
});

describe("exports", () => {
  const code = [...sourceFiles("src"), ...sourceFiles("scripts")].filter(
    ({ path, room }) => room !== "sample" && path !== "src/tables/csv-cell.ts",
  );

  it("write their cells here and nowhere else", () => {
    const others = code.filter(({ text: source }) =>
      /\bunparse\(|join\(["'`][,;\\t]+["'`]\)|replaceAll\(['"`]"['"`], ['"`]""['"`]\)/u.test(
        codeOf(source),
      ),
    );
    // One writes canonical JSON, the other names of SQL.
    const known = ["src/collector/content-hash.ts", "src/intake/engine.ts"];
    expect(others.map(({ path }) => path)).toEqual(known);
  });

  it.each([
    ["tables, figures and codebooks", "src/components/csv.ts"],
    ["lists of people to call", "src/reports/worklists.ts"],
    ["cases and contacts", "src/collector/pull.ts"],
    ["links and who has not answered", "scripts/links.ts"],
    ["rows that a build left out", "src/intake/clean-file.ts"],
  ])("%s: %s writes safe cells", (_, path) => {
    const [file] = code.filter((each) => each.path === path);
    expect(file?.text).toMatch(
      /import \{[^}]*\bcsv(?:Text|Cell)\b[^}]*\} from "[^"]*csv-cell\.ts"/u,
    );
  });
});
