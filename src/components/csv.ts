/** CSV that a spreadsheet opens as it is and never runs as a formula. */
import type { Figure } from "../figures/figure.ts";
import type { TableModel } from "../reports/report.ts";
import { csvText, type CsvCell } from "../tables/csv-cell.ts";

/** Without it, Excel reads Chinese as its local code page. */
const BYTE_ORDER_MARK = "\ufeff";

export function csv(head: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return BYTE_ORDER_MARK + csvText([head, ...rows], "\r\n");
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
