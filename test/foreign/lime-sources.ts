/** Survey structures in the shapes of LimeSurvey's exports: tables as XML, rows with tabs. */
import { escapeHtml } from "../../src/survey/html.ts";

type Row = Readonly<Record<string, string | number>>;
export type LimeTables = Readonly<Record<string, readonly Row[]>>;

/** As LimeSurvey writes it: the fields of each table named first, values in CDATA. */
export function lssOf(tables: LimeTables, { isPlain = false } = {}): string {
  const value = (text: string | number) =>
    isPlain ? escapeHtml(String(text)) : `<![CDATA[${text}]]>`;
  const table = ([name, rows]: readonly [string, readonly Row[]]) => ` <${name}>
  <fields>${Object.keys(rows[0] ?? {})
    .map((field) => `<fieldname>${field}</fieldname>`)
    .join("")}</fields>
  <rows>
${rows
  .map(
    (row) =>
      `   <row>\n${Object.entries(row)
        .map(([field, text]) => `    <${field}>${value(text)}</${field}>\n`)
        .join("")}   </row>`,
  )
  .join("\n")}
  </rows>
 </${name}>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<document>
 <LimeSurveyDocType>Survey</LimeSurveyDocType>
 <DBVersion>359</DBVersion>
 <languages><language>en</language><language>zh-Hans</language></languages>
${Object.entries(tables).map(table).join("\n")}
</document>
`;
}

const HEAD = [
  "id",
  "class",
  "type/scale",
  "name",
  "relevance",
  "text",
  "help",
  "language",
  "validation",
  "mandatory",
  "other",
  "exclude_all_others",
  "min_num_value_n",
  "max_num_value_n",
  "hidden",
];

/** Rows of the tab separated structure; cells in the order of its head. */
export function limeTxt(rows: readonly (readonly (string | number)[])[]): string {
  const quoted = (cell: string | number) =>
    /["\t\n]/u.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell);
  return [HEAD, ...rows].map((row) => row.map(quoted).join("\t")).join("\n");
}
