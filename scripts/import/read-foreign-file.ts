/** A file of another tool from the disk: what kind it is, and its text in whatever encoding. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import Papa from "papaparse";
import { Problem } from "../../src/errors.ts";
import type { ForeignSurvey } from "../../src/foreign/foreign-survey.ts";
import { parsedJson, unreadable } from "../../src/foreign/source-problems.ts";
import { sheetOf, type Sheet } from "../../src/foreign/sheet.ts";
import { readSurveyJs } from "../../src/foreign/surveyjs/read-surveyjs.ts";
import { readXlsForm } from "../../src/foreign/xlsform/read-xlsform.ts";
import { MOST_UNPACKED, NotXlsx, XlsxTooLarge, xlsxSheets } from "../../src/foreign/xlsx-sheets.ts";
import { detectEncoding } from "../../src/intake/text-encoding.ts";

const MOST_BYTES = 20_000_000;

/** Throws a Problem where the file is no questionnaire that can be read. */
export async function readForeignFile(path: string, language: string): Promise<ForeignSurvey> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new Problem("import-file-missing", path);
  if (found.isDirectory())
    return known(readXlsForm(await csvSheets(path), language), path, "sheet");
  if (found.size > MOST_BYTES) throw tooLarge(path, MOST_BYTES, "no");
  switch (extname(path).toLowerCase()) {
    case ".json":
      return known(readSurveyJs(parsedJson(await textOf(path), path), language), path, "surveyjs");
    case ".xlsx":
      return known(readXlsForm(workbook(path), language), path, "sheet");
    default:
      throw new Problem("import-argument-unknown", "npm run import", { argument: path });
  }
}

function known(survey: ForeignSurvey | null, path: string, wanted: string): ForeignSurvey {
  if (survey === null) throw new Problem("import-not-survey", path, { wanted });
  return survey;
}

function tooLarge(path: string, bytes: number, inside: "yes" | "no"): Problem {
  return new Problem("import-file-large", path, { most: bytes / 1e6, inside });
}

function workbook(path: string): ReadonlyMap<string, Sheet> {
  try {
    return xlsxSheets(readFileSync(path));
  } catch (error) {
    if (error instanceof XlsxTooLarge) throw tooLarge(path, MOST_UNPACKED, "yes");
    if (error instanceof NotXlsx) {
      throw new Problem("import-unreadable", path, { reason: error.message });
    }
    throw error;
  }
}

/** A folder with the sheets of a form as files: `survey.csv`, `choices.csv`, `settings.csv`. */
async function csvSheets(folder: string): Promise<ReadonlyMap<string, Sheet>> {
  const sheets = new Map<string, Sheet>();
  for (const name of ["survey", "choices", "settings"]) {
    const file = join(folder, `${name}.csv`);
    if (!existsSync(file)) continue;
    if (statSync(file).size > MOST_BYTES) throw tooLarge(file, MOST_BYTES, "no");
    const sheet = sheetOf(delimitedLines(await textOf(file), file, ","), `${name}.csv:`);
    if (sheet !== null) sheets.set(name, sheet);
  }
  return sheets;
}

/** Rows with the line that each begins on: a quoted cell may hold line breaks. */
function delimitedLines(
  text: string,
  path: string,
  delimiter: string,
): { readonly line: number; readonly cells: readonly string[] }[] {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter });
  const [fault] = errors.filter(({ type }) => type === "Quotes");
  let line = 1;
  const rows = data.map((cells) => {
    const row = { line, cells };
    line += 1 + cells.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
    return row;
  });
  if (fault === undefined) return rows;
  throw unreadable(path, { line: rows[fault.row ?? 0]?.line ?? 1 }, fault.message);
}

async function textOf(path: string): Promise<string> {
  const verdict = await detectEncoding(path, false);
  if (verdict.kind === "unknown") throw new Problem("encoding-unknown", path);
  const { encoding } = verdict;
  if (verdict.kind === "broken") {
    throw new Problem("bytes-broken", `${path}:${verdict.line}`, { encoding });
  }
  return new TextDecoder(encoding).decode(readFileSync(path));
}
