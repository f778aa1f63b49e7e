/** CSV that a spreadsheet opens as it is and never runs as a formula. */
import Papa from "papaparse";
import type { Figure } from "../figures/figure.ts";
import type { TableModel } from "../reports/report.ts";

type Cell = string | number | null;

/** Spreadsheets take these for the start of a formula, also behind blanks and in full width. */
const FORMULA = /^[\s\u00a0\u3000\ufeff]*[=+\-@\t\r\n＝＋－＠]/u;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu;
/** Without it, Excel reads Chinese as its local code page. */
const BYTE_ORDER_MARK = "\ufeff";

export function csv(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const body = Papa.unparse(
    [head, ...rows].map((row) => row.map(safeCell)),
    { newline: "\r\n" },
  );
  return `${BYTE_ORDER_MARK}${body}\r\n`;
}

/** Text that a spreadsheet would run gets a leading quote; numbers stay numbers. */
export function safeCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

/** Columns in the words of the page with their raw values, then raw columns that the page words otherwise. */
export function tableCsv({ columns, rows }: TableModel): string {
  const rawKeys = [...new Set(rows.flatMap(({ raw }) => Object.keys(raw)))];
  const shown = columns.filter(({ key, kind }) => rawKeys.includes(key) || kind === "words");
  const extra = rawKeys.filter((key) => !columns.some((column) => column.key === key));
  return csv(
    [...shown.map(({ title }) => title), ...extra],
    rows.map(({ cells, raw }) => [
      ...shown.map(({ key }) => (key in raw ? (raw[key] ?? null) : (cells[key] ?? null))),
      ...extra.map((key) => raw[key] ?? null),
    ]),
  );
}

/** All figures, one a row; `by` as `channel=store`. */
export function figuresCsv(figures: readonly Figure[]): string {
  const head = [
    "id",
    "period",
    "by",
    "value",
    "low",
    "high",
    "n",
    "unit",
    "suppressed",
    "method",
    "base",
    "source",
  ];
  return csv(
    head,
    figures.map((figure) => [
      figure.id,
      figure.period,
      Object.entries(figure.by)
        .map(([name, level]) => `${name}=${level}`)
        .join("|"),
      figure.value,
      figure.low,
      figure.high,
      figure.n,
      figure.unit,
      figure.suppressed,
      figure.method,
      figure.base,
      figure.source.join("|"),
    ]),
  );
}
