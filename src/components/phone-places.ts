/** Where the cells of a row stand on a phone: main number on line one, the rest small below. */
import type { TableModel } from "../reports/report.ts";

export type PhonePlace = "main" | "aside" | "none";

export function phonePlaces(columns: TableModel["columns"]): readonly PhonePlace[] {
  const said = columns.findIndex(({ phone }) => phone === "main");
  const main =
    said > 0
      ? said
      : columns.findIndex(
          ({ kind, phone }, index) => index > 0 && kind === "number" && phone === undefined,
        );
  return columns.map(({ phone }, index) => (index === main ? "main" : (phone ?? "aside")));
}
