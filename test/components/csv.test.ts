import Papa from "papaparse";
import { expect, test } from "vitest";
import { figuresCsv, tableCsv } from "../../src/components/csv.ts";
import type { TableModel } from "../../src/reports/report.ts";
import { demoFigures } from "../support/demo-reports.ts";

const table: TableModel = {
  id: "t",
  columns: [
    { key: "label", title: "店型", kind: "words" },
    { key: "value", title: "没回头", kind: "number" },
    { key: "range", title: "误差范围", kind: "number" },
    { key: "why", title: "原因", kind: "words" },
  ],
  rows: [
    {
      cells: { label: "高校店", value: "46%", range: "40–52%", why: "a,b" },
      raw: { label: "高校店", value: 0.4612, low: 0.4, high: 0.52, suppressed: null },
    },
    {
      cells: { label: "=快闪店" },
      raw: { label: "=快闪店", value: null, suppressed: "small-group" },
    },
  ],
};

test("tableCsv(table) writes raw values under the words of the page, and the ends of ranges beside them", () => {
  const { data } = Papa.parse<string[]>(tableCsv(table).slice(1).trimEnd());
  expect(data).toEqual([
    ["店型", "没回头", "原因", "low", "high", "suppressed"],
    ["高校店", "0.4612", "a,b", "0.4", "0.52", ""],
    ["'=快闪店", "", "", "", "", "small-group"],
  ]);
});

test("tableCsv(table) begins with a byte order mark, so that spreadsheets read Chinese", () => {
  expect(tableCsv(table).codePointAt(0)).toBe(0xfeff);
});

test("figuresCsv(figures) leaves a hidden figure empty and says why", () => {
  const { data } = Papa.parse<Record<string, string>>(figuresCsv(demoFigures).slice(1), {
    header: true,
    skipEmptyLines: true,
  });
  expect(data).toHaveLength(2);
  expect(data[0]).toMatchObject({ id: "satisfaction.csat", value: "0.86", n: "4812", by: "" });
  expect(data[1]).toMatchObject({
    value: "",
    low: "",
    n: "",
    suppressed: "small-group",
    by: "location==快闪店",
  });
});
