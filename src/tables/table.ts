/**
 * A canonical table: a zod schema a row is the declaration, and the columns that the hot loop of
 * intake checks are compiled from it. A test proves that both give the same verdict.
 */
import { z } from "zod";
import {
  choiceReader,
  isFault,
  readBoolean,
  readDecimal,
  readId,
  readMeasure,
  readNumber,
  readShare,
  readText,
  type CellReader,
} from "./cell.ts";
import { dayReader, timeReader } from "./local-time.ts";
import { periodReader } from "./period.ts";

export type CellKind =
  | "id"
  | "text"
  | "time"
  | "day"
  | "decimal"
  | "number"
  | "measure"
  | "share"
  | "boolean"
  | "period"
  | "choice";

export interface Column {
  readonly name: string;
  readonly kind: CellKind;
  readonly required: boolean;
  /** What a cell of kind "choice" may say. */
  readonly choices?: readonly string[];
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** The column that stands once in a file; null where rows have no id. */
  readonly key: string | null;
}

interface CellMeta {
  readonly kind: CellKind;
  readonly required: boolean;
  readonly choices: readonly string[];
}

const cells = z.registry<CellMeta>();

function cell(kind: CellKind, required: boolean, choices: readonly string[] = []) {
  const read = cellReader({ kind, choices }, "UTC");
  const schema = z.string().transform((text, context) => {
    const reading = read(text);
    if (isFault(reading)) {
      context.addIssue({ code: "custom", message: reading.code });
      return z.NEVER;
    }
    if (reading === null && required) {
      context.addIssue({ code: "custom", message: "cell-empty" });
      return z.NEVER;
    }
    return reading;
  });
  const column = required ? schema : schema.optional();
  cells.add(column, { kind, required, choices });
  return column;
}

/** A cell that every row must fill. */
export function required(kind: CellKind) {
  return cell(kind, true);
}

/** A cell, or a whole column, that may be missing. */
export function optional(kind: CellKind, choices: readonly string[] = []) {
  return cell(kind, false, choices);
}

/** The table that a schema declares. */
export function tableOf(name: string, key: string | null, schema: z.ZodObject): Table {
  const columns = Object.entries(schema.shape).map(([column, type]): Column => {
    const meta = cells.get(type as z.ZodType);
    if (meta === undefined) throw new Error(`column ${column} of ${name} is not a cell`);
    return { name: column, ...meta };
  });
  return { name, columns, key };
}

/** The reader of a kind of cell. Times that name an offset are moved to the site's zone. */
export function cellReader(
  { kind, choices = [] }: Pick<Column, "kind" | "choices">,
  timeZone: string,
): CellReader {
  switch (kind) {
    case "id":
      return readId;
    case "text":
      return readText;
    case "time":
      return timeReader(timeZone);
    case "day":
      return dayReader(timeReader(timeZone));
    case "decimal":
      return readDecimal;
    case "number":
      return readNumber;
    case "measure":
      return readMeasure;
    case "share":
      return readShare;
    case "boolean":
      return readBoolean;
    case "period":
      return periodReader(["month", "quarter", "year"]);
    case "choice":
      return choiceReader(choices, "word-unknown");
  }
}
