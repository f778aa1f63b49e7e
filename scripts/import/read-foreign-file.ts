/** A file of another tool from the disk: what kind it is, and its text in whatever encoding. */
import { readFileSync, statSync } from "node:fs";
import { extname } from "node:path";
import { Problem } from "../../src/errors.ts";
import type { ForeignSurvey } from "../../src/foreign/foreign-survey.ts";
import { parsedJson } from "../../src/foreign/source-problems.ts";
import { readSurveyJs } from "../../src/foreign/surveyjs/read-surveyjs.ts";
import { detectEncoding } from "../../src/intake/text-encoding.ts";

const MOST_MEGABYTES = 20;

/** Throws a Problem where the file is no questionnaire that can be read. */
export async function readForeignFile(path: string): Promise<ForeignSurvey> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new Problem("import-file-missing", path);
  if (found.size > MOST_MEGABYTES * 1e6) {
    throw new Problem("import-file-large", path, { most: MOST_MEGABYTES, inside: "no" });
  }
  switch (extname(path).toLowerCase()) {
    case ".json":
      return known(readSurveyJs(parsedJson(await textOf(path), path)), path, "surveyjs");
    default:
      throw new Problem("import-argument-unknown", "npm run import", { argument: path });
  }
}

function known(survey: ForeignSurvey | null, path: string, wanted: string): ForeignSurvey {
  if (survey === null) throw new Problem("import-not-survey", path, { wanted });
  return survey;
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
