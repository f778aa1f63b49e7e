/** The cells of an .xlsx file as text: a zip of XML, unpacked with a limit and read without entities. */
import { Unzip, UnzipInflate } from "fflate";
import { readXml, type XmlHandler } from "./read-xml.ts";
import { sheetOf, type Sheet } from "./sheet.ts";

/** A questionnaire unpacks to some hundred kilobytes. */
export const MOST_UNPACKED = 50_000_000;
const MOST_COLUMNS = 1000;
const CHUNK = 1 << 16;

/** Why a file is no workbook. */
export class NotXlsx extends Error {}
/** It unpacks to more than `MOST_UNPACKED` bytes. */
export class XlsxTooLarge extends Error {}

/**
 * The sheets of a workbook, by name in small letters.
 *
 * Takes    the bytes of the file; numbers of cells stay as they are written there.
 * Throws   NotXlsx, XlsxTooLarge
 */
export function xlsxSheets(bytes: Uint8Array): ReadonlyMap<string, Sheet> {
  const files = unpacked(
    bytes,
    /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/u,
  );
  const text = (name: string) => {
    const found = files.get(name);
    return found === undefined ? "" : new TextDecoder().decode(found);
  };
  const workbook = text("xl/workbook.xml");
  if (workbook === "") throw new NotXlsx("no workbook");
  const targets = new Map<string, string>();
  read(text("xl/_rels/workbook.xml.rels"), "workbook.xml.rels", {
    open: (name, attributes) => {
      if (name === "Relationship") targets.set(attributes("Id"), attributes("Target"));
    },
  });
  const shared = sharedStrings(text("xl/sharedStrings.xml"));
  const sheets = new Map<string, Sheet>();
  read(workbook, "workbook.xml", {
    open: (name, attributes) => {
      if (name !== "sheet") return;
      const target = targets.get(attributes("r:id")) ?? "";
      const path = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
      const title = attributes("name").trim();
      const sheet = sheetOf(sheetLines(text(path), path, shared), `${title}!`);
      if (sheet !== null) sheets.set(title.toLowerCase(), sheet);
    },
  });
  return sheets;
}

function unpacked(bytes: Uint8Array, wanted: RegExp): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let size = 0;
  let fault: Error | null = null;
  const unzip = new Unzip((file) => {
    if (!wanted.test(file.name)) return;
    const pieces: Uint8Array[] = [];
    file.ondata = (error, piece, isLast) => {
      if (error !== null) fault ??= new NotXlsx(error.message);
      size += piece?.length ?? 0;
      if (size > MOST_UNPACKED) fault ??= new XlsxTooLarge();
      if (fault !== null) return file.terminate();
      pieces.push(piece);
      if (isLast) files.set(file.name, joined(pieces));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length && fault === null; at += CHUNK) {
      unzip.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length);
    }
  } catch (error) {
    fault ??= new NotXlsx((error as Error).message);
  }
  if (fault !== null) throw fault;
  return files;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Texts that cells share; what is read aloud beside a Chinese text (`rPh`) is none of it. */
function sharedStrings(xml: string): readonly string[] {
  const texts: string[] = [];
  let [isText, isAside, text] = [false, false, ""];
  if (xml === "") return texts;
  read(xml, "sharedStrings.xml", {
    open: (name) => {
      if (name === "si") text = "";
      if (name === "rPh") isAside = true;
      isText = name === "t" && !isAside;
    },
    text: (piece) => {
      if (isText) text += piece;
    },
    close: (name) => {
      if (name === "si") texts.push(text);
      if (name === "rPh") isAside = false;
      isText = false;
    },
  });
  return texts;
}

interface Line {
  readonly line: number;
  readonly cells: string[];
}

function sheetLines(xml: string, path: string, shared: readonly string[]): readonly Line[] {
  const lines: Line[] = [];
  let [column, type, isValue, value] = [0, "", false, ""];
  if (xml === "") return lines;
  read(xml, path, {
    open: (name, attributes) => {
      const last = lines.at(-1);
      if (name === "row") {
        lines.push({ line: Number(attributes("r")) || (last?.line ?? 0) + 1, cells: [] });
      }
      if (name === "c") {
        [type, value] = [attributes("t"), ""];
        const letters = /^[A-Z]{1,3}/u.exec(attributes("r"))?.[0];
        column = letters === undefined ? (last?.cells.length ?? 0) : columnOf(letters);
      }
      isValue = name === "v" || name === "t";
    },
    text: (piece) => {
      if (isValue) value += piece;
    },
    close: (name) => {
      isValue = false;
      if (name !== "c" || column >= MOST_COLUMNS) return;
      const cells = lines.at(-1)?.cells ?? [];
      while (cells.length < column) cells.push("");
      cells[column] = type === "s" ? (shared[Number(value)] ?? "") : booleanOr(type, value);
    },
  });
  return lines;
}

function booleanOr(type: string, value: string): string {
  return type === "b" ? String(value === "1") : type === "e" ? "" : value;
}

/** "A" is 0, "AA" is 26. */
function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function read(xml: string, name: string, handler: XmlHandler): void {
  const fault = readXml(xml, handler);
  if (fault !== null) throw new NotXlsx(`${name}: ${fault.reason}`);
}
