/** An .xlsx file of our own making: the least that ECMA-376 asks of a workbook. */
import { strToU8, zipSync } from "fflate";
import { escapeHtml } from "../../src/survey/html.ts";

type Cell = string | number | boolean;

/** Texts stand in `sharedStrings.xml`, as spreadsheets write them, but for those of `inline` sheets. */
export function workbook(
  sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>,
  { isInline = false } = {},
): Uint8Array {
  const shared: string[] = [];
  const names = Object.keys(sheets);
  const sheetXml = (rows: readonly (readonly Cell[])[]) =>
    `<worksheet xmlns="${MAIN}"><sheetData>${rows
      .map((cells, row) => {
        const inner = cells.map((cell, column) => cellXml(cell, `${letter(column)}${row + 1}`));
        return `<row r="${row + 1}">${inner.join("")}</row>`;
      })
      .join("")}</sheetData></worksheet>`;
  const cellXml = (cell: Cell, at: string): string => {
    if (cell === "") return "";
    if (typeof cell === "number") return `<c r="${at}"><v>${cell}</v></c>`;
    if (typeof cell === "boolean") return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
    if (isInline) return `<c r="${at}" t="inlineStr"><is><t>${escapeHtml(cell)}</t></is></c>`;
    return `<c r="${at}" t="s"><v>${shared.push(cell) - 1}</v></c>`;
  };
  const parts = names.map((name, index) => [
    `xl/worksheets/sheet${index + 1}.xml`,
    sheetXml(sheets[name] ?? []),
  ]);
  return zipped({
    ...Object.fromEntries(parts),
    "xl/workbook.xml": `<?xml version="1.0"?><workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${names
      .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${names
      .map(
        (_, index) =>
          `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`,
      )
      .join("")}</Relationships>`,
    "xl/sharedStrings.xml": `<sst xmlns="${MAIN}">${shared
      .map(
        (text) =>
          `<si><r><t>${escapeHtml(text.slice(0, 1))}</t></r><r><t>${escapeHtml(text.slice(1))}</t></r><rPh sb="0" eb="1"><t>aloud</t></rPh></si>`,
      )
      .join("")}</sst>`,
  });
}

export function zipped(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])),
  );
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

function letter(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : letter(Math.floor(column / 26) - 1) + letter(column % 26);
}
