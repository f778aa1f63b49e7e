/** Sections that share a `pair` and follow each other stand in one row. */
import type { Section } from "../reports/report.ts";

export function sectionRows(sections: readonly Section[]): readonly (readonly Section[])[] {
  const rows: Section[][] = [];
  for (const section of sections) {
    const row = rows.at(-1);
    if (section.pair !== undefined && row?.length === 1 && row[0]?.pair === section.pair)
      row.push(section);
    else rows.push([section]);
  }
  return rows;
}
