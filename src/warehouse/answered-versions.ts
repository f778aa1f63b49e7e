/** Which versions of a survey the data holds answers to, and what has changed since. */
import { identifier, type Engine } from "../intake/engine.ts";
import type { FaultCount } from "../intake/fault-list.ts";
import type { SurveyDefinition } from "../survey/definition.ts";
import { versionChanges, type VersionChange } from "../survey/version-changes.ts";
import { columnReader } from "./facts-from.ts";

/**
 * Remarks about answers to other versions.
 *
 * Takes    a survey with its earlier versions, and the table of its answers.
 * Gives    what changed since each version that people answered; that it is not known where
 *          `content/surveys/earlier` lacks the version.
 */
export async function versionRemarks(
  engine: Engine,
  survey: SurveyDefinition,
  table: string,
): Promise<readonly FaultCount[]> {
  const read = columnReader(
    await engine.columns(
      `SELECT DISTINCT survey_version AS version FROM ${identifier(table)} ORDER BY version`,
    ),
  );
  return read.texts("version").flatMap((text) => {
    const version = Number(text ?? Number.NaN);
    if (Number.isNaN(version) || version === survey.version) return [];
    const earlier = survey.earlier?.find((each) => each.version === version);
    const changes: readonly VersionChange[] =
      earlier === undefined
        ? [{ code: "survey-version-unknown", values: { version } }]
        : versionChanges(earlier, survey);
    return changes.map(({ code, values }) => remark(code, { ...values, survey: survey.id }));
  });
}

function remark(code: string, values: FaultCount["examples"][number]["values"]): FaultCount {
  const path = `data/responses/${String(values["survey"])}`;
  return { code, path, rows: 1, examples: [{ where: path, values }] };
}
