/** The rows of a drop file, whatever its format, with its header. */
import { isBlankRow } from "./check-rows.ts";
import type { DropEntry } from "./drop-settings.ts";
import type { FaultList } from "./fault-list.ts";
import type { DropFile } from "./find-files.ts";
import { ndjsonRows } from "./ndjson-rows.ts";
import { readRows, type RawRow } from "./read-rows.ts";
import { sniffDelimiter } from "./sniff-delimiter.ts";
import {
  beginsAsUtf8,
  byteStream,
  decodedText,
  detectEncoding,
  headBytes,
  otherKind,
  type DecodingFault,
  type Encoding,
} from "./text-encoding.ts";

export interface FileRows {
  readonly header: RawRow;
  readonly rows: AsyncIterable<readonly RawRow[]>;
}

export interface RowsTask {
  readonly file: DropFile;
  readonly entry: DropEntry | null;
  /** Names that the header may hold. */
  readonly known: ReadonlySet<string>;
  /** True to take the text for UTF-8: then a problem may be one of this guess alone. */
  readonly isGuess: boolean;
}

/** Opens a file; null after a problem. Bad bytes later in the file are told while reading. */
export async function openRows(task: RowsTask, problems: FaultList): Promise<FileRows | null> {
  const { file, entry, isGuess } = task;
  const encoding = isGuess ? "utf-8" : await encodingOf(file, entry, problems);
  if (encoding === null) return null;
  const isPacked = file.format === "csv.gz";
  const tellBytes = ({ line }: { line: number }) =>
    problems.add("bytes-broken", { line }, { encoding });
  const bytes = byteStream(file.file, isPacked);
  const text = decodedText(isGuess ? guessedBytes(bytes, tellBytes) : bytes, encoding, tellBytes);
  if (file.format === "ndjson") return ndjsonRows(text, task.known);
  return delimitedRows(text, task, problems);
}

/** Bytes that begin like UTF-16 are none of UTF-8, though they may be valid as such. */
async function* guessedBytes(
  bytes: AsyncIterable<Buffer>,
  tell: (fault: DecodingFault) => void,
): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const chunk of bytes) {
    if (isFirst && !beginsAsUtf8(chunk)) return tell({ line: 1 });
    isFirst = false;
    yield chunk;
  }
}

async function encodingOf(
  file: DropFile,
  entry: DropEntry | null,
  problems: FaultList,
): Promise<Encoding | null> {
  const kind = file.format === "csv.gz" ? null : otherKind(headBytes(file.file, 8));
  if (kind !== null) {
    problems.add("content-differs", {}, { kind });
    return null;
  }
  if (entry?.encoding !== null && entry !== null) return entry.encoding;
  const verdict = await detectEncoding(file.file, file.format === "csv.gz");
  if (verdict.kind === "known") return verdict.encoding;
  if (verdict.kind === "unknown") problems.add("encoding-unknown", {});
  else problems.add("bytes-broken", { line: verdict.line }, { encoding: verdict.encoding });
  return null;
}

const HEAD = 1 << 16;

async function delimitedRows(
  text: AsyncIterable<string>,
  { entry, known }: RowsTask,
  problems: FaultList,
): Promise<FileRows | null> {
  const { head, whole } = await peek(text, HEAD);
  const delimiter = entry?.delimiter ?? sniffDelimiter(head, known);
  const { first, all } = await firstRow(readRows(whole, { delimiter }));
  if (first === null) {
    if (problems.counts().length === 0) problems.add("header-missing", {});
    return null;
  }
  if (first.fault !== null) {
    problems.add(first.fault, { line: first.line }, { text: first.cells[0]?.slice(0, 60) ?? "" });
    return null;
  }
  if (entry?.header !== false) return { header: first, rows: all };
  const names = first.cells.map((_, at) => String(at + 1));
  return { header: { ...first, cells: names }, rows: withRow(first, all) };
}

/** The first characters of a text, and the whole of it to read again. */
async function peek(
  text: AsyncIterable<string>,
  length: number,
): Promise<{ head: string; whole: AsyncIterable<string> }> {
  const pieces = text[Symbol.asyncIterator]();
  let head = "";
  let isOver = false;
  while (head.length < length && !isOver) {
    const next = await pieces.next();
    isOver = next.done === true;
    if (!next.done) head += next.value;
  }
  const whole = async function* (): AsyncGenerator<string> {
    yield head;
    while (!isOver) {
      const next = await pieces.next();
      isOver = next.done === true;
      if (!next.done) yield next.value;
    }
  };
  return { head, whole: whole() };
}

async function firstRow(
  batches: AsyncGenerator<readonly RawRow[]>,
): Promise<{ first: RawRow | null; all: AsyncIterable<readonly RawRow[]> }> {
  for (;;) {
    const next = await batches.next();
    if (next.done) return { first: null, all: batches };
    const at = next.value.findIndex((row) => !isBlankRow(row));
    const first = next.value[at];
    if (first === undefined) continue;
    return { first, all: withBatch(next.value.slice(at + 1), batches) };
  }
}

async function* withBatch(
  batch: readonly RawRow[],
  batches: AsyncIterable<readonly RawRow[]>,
): AsyncGenerator<readonly RawRow[]> {
  yield batch;
  yield* batches;
}

function withRow(
  row: RawRow,
  batches: AsyncIterable<readonly RawRow[]>,
): AsyncIterable<readonly RawRow[]> {
  return withBatch([row], batches);
}
