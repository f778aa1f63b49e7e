/** The columns that intake looks for in the files of a table, and how each cell is read. */
import type { SurveyDefinition } from "../survey/definition.ts";
import type { CellReader } from "../tables/cell.ts";
import { periodReader, type PeriodUnit } from "../tables/period.ts";
import { cellReader, type CellKind, type Column, type Table } from "../tables/table.ts";
import { answerFields } from "./answer-columns.ts";

export interface Field {
  readonly name: string;
  readonly kind: CellKind;
  /** A file without this column is refused. */
  readonly needed: boolean;
  /** A row without this cell is refused. */
  readonly filled: boolean;
  readonly read: CellReader;
}

export interface FieldsTask {
  readonly table: Table;
  readonly survey: SurveyDefinition | null;
  readonly timeZone: string;
  readonly wave: PeriodUnit;
}

/** The canonical columns, then the question columns of the survey. */
export function fieldsOf({ table, survey, timeZone, wave }: FieldsTask): readonly Field[] {
  const canonical = table.columns.map((column): Field => {
    const { name, kind, required } = column;
    return {
      name,
      kind,
      needed: required,
      filled: required,
      read: readerOf(column, timeZone, wave),
    };
  });
  if (survey === null) return canonical;
  const taken = new Set(canonical.map(({ name }) => name));
  const questions = answerFields(survey, timeZone)
    .filter(({ name }) => !taken.has(name))
    .map(({ name, kind, required, read }): Field => ({
      name,
      kind,
      needed: required,
      filled: false,
      read,
    }));
  return [...canonical, ...questions];
}

function readerOf(column: Column, timeZone: string, wave: PeriodUnit): CellReader {
  return column.name === "wave" ? periodReader([wave]) : cellReader(column, timeZone);
}
