import fc from "fast-check";
import { expect, test } from "vitest";
import { isFault } from "../../src/tables/cell.ts";
import { caseSchema, cases } from "../../src/tables/cases.ts";
import { cellReader } from "../../src/tables/table.ts";
import { formatReader, localMs, timeReader } from "../../src/tables/local-time.ts";
import { periodOf } from "../../src/tables/period.ts";

const cell = fc.oneof(
  fc.constantFrom(
    "",
    "K1",
    "2026-03-01",
    "2026-3-1 9:05",
    "yes",
    "0",
    "company",
    "x",
    "2026-02-30",
    "1.23E+15",
  ),
  fc.string({ maxLength: 6 }),
);

test("the schema of a table and its compiled readers give one verdict a row", () => {
  const row = fc.record({
    case_id: cell,
    opened_at: cell,
    closed_at: cell,
    resolved: cell,
    attributable: cell,
    type: cell,
  });
  fc.assert(
    fc.property(row, (texts) => {
      const declared = caseSchema.safeParse(texts);
      const readings = cases.columns
        .filter(({ name }) => name in texts)
        .map((column) => {
          const reading = cellReader(column, "UTC")(texts[column.name as keyof typeof texts]);
          const isGood = !isFault(reading) && (reading !== null || !column.required);
          return [column.name, isGood, reading] as const;
        });
      expect(declared.success).toBe(readings.every(([, isGood]) => isGood));
      if (!declared.success) return;
      for (const [name, , reading] of readings) {
        expect(declared.data[name as keyof typeof declared.data]).toBe(reading);
      }
    }),
    { numRuns: 500, seed: 1 },
  );
});

test.each([
  ["2025-02-29", "calendar"],
  ["2025-01-01 10:00:60", "calendar"],
  ["45352", "serial"],
  ["45352.5", "serial"],
  ["2026年3月1日", "other"],
])("timeReader(zone) says of %s that its fault is %s", (text, reason) => {
  expect(timeReader("UTC")(text)).toEqual({
    code: "date-unreadable",
    values: { value: text, reason },
  });
});

test("timeReader(zone) reads ISO 8601 and moves times with an offset", () => {
  const read = timeReader("Asia/Shanghai");
  expect(read("2026-03-01")).toBe("2026-03-01 00:00:00");
  expect(read("2026/3/1 9:05")).toBe("2026-03-01 09:05:00");
  expect(read("2026-03-01T17:00:00Z")).toBe("2026-03-02 01:00:00");
  expect(read("2026-03-01 09:00:00.250+09:00")).toBe("2026-03-01 08:00:00.25");
  expect(read(" ")).toBeNull();
  expect(read("01/03/2026")).toMatchObject({ code: "date-ambiguous" });
  for (const text of [
    "2026-02-29",
    "45352",
    "20260301",
    "2026-03-01T",
    "1899-12-31",
    "2026-03-01 25:00",
  ]) {
    expect(read(text), text).toMatchObject({ code: "date-unreadable" });
  }
});

test("localMs(instant, zone) follows summer time", () => {
  // New York moves from UTC-5 to UTC-4 on 8 March 2026 at 07:00 UTC.
  const at = (text: string) => Date.parse(text);
  expect(localMs(at("2026-03-08T06:59:00Z"), "America/New_York")).toBe(at("2026-03-08T01:59:00Z"));
  expect(localMs(at("2026-03-08T07:00:00Z"), "America/New_York")).toBe(at("2026-03-08T03:00:00Z"));
});

test("formatReader(format) reads what the format says and nothing else", () => {
  expect(formatReader("%Y%m%d", "UTC")("19970101")).toBe("1997-01-01 00:00:00");
  expect(formatReader("%Y%m%d", "UTC")("1997101")).toMatchObject({ code: "date-format-differs" });
  expect(formatReader("%d/%m/%Y", "UTC")("3/4/2026")).toBe("2026-04-03 00:00:00");
  expect(formatReader("%m/%d/%y %I:%M %p", "UTC")("12/1/10 8:26 PM")).toBe("2010-12-01 20:26:00");
  expect(formatReader("%Y%m%d%H%M%S", "UTC")("20260301093015")).toBe("2026-03-01 09:30:15");
  expect(formatReader("%d %b %Y", "UTC")("1 Mar 2026")).toBe("2026-03-01 00:00:00");
});

test("periodOf(day, unit) names the month, the quarter and the year", () => {
  expect(periodOf("2026-03-31", "month")).toBe("2026-03");
  expect(periodOf("2026-03-31", "quarter")).toBe("2026-Q1");
  expect(periodOf("2026-10-01", "quarter")).toBe("2026-Q4");
  expect(periodOf("2026-10-01", "year")).toBe("2026");
});
