/** Prepares a file of order lines for the engine: encoding, delimiter, header, sample. */
import { isAscii, isUtf8 } from "node:buffer";
import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { bulkRelation } from "./bulk-relation.ts";
import { knownNames, type CleanTask } from "./clean-file.ts";
import { besideName } from "./csv-writer.ts";
import { quoted, quotedPath } from "./engine.ts";
import { faultList } from "./fault-list.ts";
import { planHeader, type HeaderPlan } from "./file-plan.ts";
import { readRows, type RawRow } from "./read-rows.ts";
import { sniffDelimiter } from "./sniff-delimiter.ts";
import {
  byteStream,
  decodedText,
  detectHead,
  markedEncoding,
  type Encoding,
} from "./text-encoding.ts";
import type { FaultCount } from "./fault-list.ts";

export interface BulkFile {
  /** A query of typed canonical columns that fails on any cell in doubt. */
  readonly relation: string;
  readonly columns: readonly string[];
  readonly remarks: readonly FaultCount[];
  /** A decoded copy that may be deleted once the lines are read. */
  readonly copy: string | null;
}

const HEAD = 1 << 18;

/** Prepares a file; null when it has to be read row by row. Never tells of problems itself. */
export async function bulkFile(task: CleanTask, scratch: string): Promise<BulkFile | null> {
  const { file } = task;
  if (file.format !== "csv" && file.format !== "csv.gz") return null;
  const head = await headOf(task);
  if (head.length === 0) return null;
  const encoding = task.entry?.encoding ?? plainEncoding(head) ?? detectHead(head);
  if (encoding === null) return null;
  const opened = await openHead(head, encoding, task);
  if (opened === null) return null;
  const { plan, sample, delimiter, remarks } = opened;
  const copy = encoding === "utf-8" ? null : besideName(scratch);
  const raw = rawCsv({
    path: copy ?? file.file,
    width: plan.width,
    delimiter,
    hasHeader: task.entry?.header !== false,
    isPacked: copy === null && file.format === "csv.gz",
  });
  const { timeZone, lastDay } = task;
  const relation = bulkRelation({ plan, raw, sample, timeZone, lastDay });
  if (relation === null) return null;
  if (copy !== null && !(await decodeInto(copy, task, encoding))) return null;
  return { relation, columns: plan.fields.map(({ field }) => field.name), remarks, copy };
}

async function headOf({ file }: CleanTask): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of byteStream(file.file, file.format === "csv.gz")) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= HEAD) break;
  }
  return Buffer.concat(parts);
}

/** UTF-8, when the whole lines of the head are. The engine refuses what follows if it is not. */
function plainEncoding(head: Buffer): Encoding | null {
  const lines = head.length < HEAD ? head : head.subarray(0, head.lastIndexOf(10) + 1);
  if (markedEncoding(head) !== null && markedEncoding(head) !== "utf-8") return null;
  return !lines.includes(0) && (isAscii(lines) || isUtf8(lines)) ? "utf-8" : null;
}

interface OpenedHead {
  readonly plan: HeaderPlan;
  readonly sample: readonly (readonly string[])[];
  readonly delimiter: string;
  readonly remarks: readonly FaultCount[];
}

/** Plans a file by its first lines; anything unusual leaves it to the reading by rows. */
async function openHead(
  head: Buffer,
  encoding: Encoding,
  task: CleanTask,
): Promise<OpenedHead | null> {
  const { entry, fields, leftOut } = task;
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  if (/^[\r\n]/u.test(text) || /\r(?!\n)./su.test(text)) return null;
  const delimiter = entry?.delimiter ?? sniffDelimiter(text, knownNames(task));
  if (delimiter === " ") return null;
  const rows = await wholeRows(text, delimiter);
  const first = rows?.[0];
  if (rows === null || first === undefined) return null;
  const hasHeader = entry?.header !== false;
  const names = hasHeader ? first.cells : first.cells.map((_, at) => String(at + 1));
  const lists = { problems: faultList(task.name), remarks: faultList(task.name) };
  const plan = planHeader(names, { fields, leftOut, entry, line: first.line }, lists);
  if (plan === null) return null;
  const sample = (hasHeader ? rows.slice(1) : rows).map(({ cells }) => cells);
  return { plan, sample, delimiter, remarks: lists.remarks.counts() };
}

/** The complete rows of a head; null when one of them is faulty. */
async function wholeRows(text: string, delimiter: string): Promise<RawRow[] | null> {
  const rows: RawRow[] = [];
  for await (const batch of readRows(pieces(text), { delimiter })) rows.push(...batch);
  const whole = text.length < HEAD / 2 ? rows : rows.slice(0, -1);
  return whole.some(({ fault }) => fault !== null) ? null : whole;
}

async function* pieces(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

interface RawTask {
  readonly path: string;
  readonly width: number;
  readonly delimiter: string;
  readonly hasHeader: boolean;
  readonly isPacked: boolean;
}

function rawCsv({ path, width, delimiter, hasHeader, isPacked }: RawTask): string {
  const columns = Array.from({ length: width }, (_, at) => `'c${at}': 'VARCHAR'`).join(", ");
  return (
    `read_csv(${quotedPath(path)}, columns = {${columns}}, auto_detect = false, ` +
    `header = ${String(hasHeader)}, delim = ${quoted(delimiter)}, quote = '"', escape = '"', ` +
    `strict_mode = true, null_padding = false, max_line_size = 1048576, ` +
    `compression = ${isPacked ? "'gzip'" : "'none'"})`
  );
}

/** Writes the text of a file as UTF-8; false when bytes do not belong to the encoding. */
async function decodeInto(copy: string, { file }: CleanTask, encoding: Encoding): Promise<boolean> {
  mkdirSync(dirname(copy), { recursive: true });
  let isWhole = true;
  const text = decodedText(byteStream(file.file, file.format === "csv.gz"), encoding, () => {
    isWhole = false;
  });
  await pipeline(Readable.from(text), createWriteStream(copy, { encoding: "utf8" }));
  if (!isWhole) rmSync(copy, { force: true });
  return isWhole;
}
