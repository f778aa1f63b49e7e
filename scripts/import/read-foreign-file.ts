/** A file of another tool from the disk: what kind it is, and its text in whatever encoding. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { Problem } from "../../src/errors.ts";
import type { ForeignSurvey } from "../../src/foreign/foreign-survey.ts";
import { limeSurvey } from "../../src/foreign/limesurvey/carry-lime.ts";
import type { LimeSurvey } from "../../src/foreign/limesurvey/lime-survey.ts";
import { readLimeTxt } from "../../src/foreign/limesurvey/read-lime-txt.ts";
import { readLss } from "../../src/foreign/limesurvey/read-lss.ts";
import { parsedJson, unreadable } from "../../src/foreign/source-problems.ts";
import { textSheet, type Sheet, type SheetText } from "../../src/foreign/sheet.ts";
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
    case ".lss":
      return limeOf(await lssOf(path), path, language);
    case ".txt":
    case ".tsv":
      return limeOf(await limeTxt(path), path, language);
    default:
      throw new Problem("import-argument-unknown", "npm run import", { argument: path });
  }
}

function known(survey: ForeignSurvey | null, path: string, wanted: string): ForeignSurvey {
  if (survey === null) throw new Problem("import-not-survey", path, { wanted });
  return survey;
}

function limeOf(lime: LimeSurvey | null, path: string, language: string): ForeignSurvey {
  return known(lime === null ? null : limeSurvey(lime, language), path, "limesurvey");
}

async function lssOf(path: string): Promise<LimeSurvey | null> {
  const read = readLss(await textOf(path));
  if (read !== null && "reason" in read) throw unreadable(path, read, read.reason);
  return read;
}

async function limeTxt(path: string): Promise<LimeSurvey | null> {
  const sheet = sheetFrom(await textOf(path), path, { delimiter: "\t", place: ":" });
  return sheet === null ? null : readLimeTxt(sheet);
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
    const sheet = sheetFrom(await textOf(file), file, { delimiter: ",", place: `${name}.csv:` });
    if (sheet !== null) sheets.set(name, sheet);
  }
  return sheets;
}

function sheetFrom(text: string, path: string, of: SheetText): Sheet | null {
  const read = textSheet(text, of);
  if (read !== null && "reason" in read) throw unreadable(path, read, read.reason);
  return read;
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
