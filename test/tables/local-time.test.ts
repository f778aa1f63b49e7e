import { expect, test } from "vitest";
import { dayStartMs, timeReader } from "../../src/tables/local-time.ts";

const start = (day: string, zone: string) => new Date(dayStartMs(day, zone)).toISOString();

test("dayStartMs(day, zone) is local midnight, also on days when clocks change", () => {
  expect(start("2026-07-31", "UTC")).toBe("2026-07-31T00:00:00.000Z");
  expect(start("2026-07-31", "Asia/Shanghai")).toBe("2026-07-30T16:00:00.000Z");
  expect(start("2026-07-31", "America/New_York")).toBe("2026-07-31T04:00:00.000Z");
  // Berlin goes from +1 to +2 on 29 March at 01:00 UTC, and back on 25 October at 01:00 UTC.
  expect(start("2026-03-29", "Europe/Berlin")).toBe("2026-03-28T23:00:00.000Z");
  expect(start("2026-03-30", "Europe/Berlin")).toBe("2026-03-29T22:00:00.000Z");
  expect(start("2026-10-25", "Europe/Berlin")).toBe("2026-10-24T22:00:00.000Z");
  expect(start("2026-10-26", "Europe/Berlin")).toBe("2026-10-25T23:00:00.000Z");
  // Auckland goes from +12 to +13 two hours into this day, still the day before in UTC.
  expect(start("2026-09-27", "Pacific/Auckland")).toBe("2026-09-26T12:00:00.000Z");
  expect(start("2026-07-31", "Pacific/Kiritimati")).toBe("2026-07-30T10:00:00.000Z");
});

const read = timeReader("Asia/Shanghai");

test("timeReader(zone) takes the days of the calendar from 1900 to 2100 and no others", () => {
  const two = (n: number) => String(n).padStart(2, "0");
  const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const wrong: string[] = [];
  for (let year = 1898; year <= 2102; year += 1) {
    const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    for (let month = 0; month <= 13; month += 1) {
      const length = (lengths[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
      for (let day = 0; day <= 32; day += 1) {
        const isReal = year >= 1900 && year <= 2100 && day >= 1 && day <= length;
        const text = `${year}-${two(month)}-${two(day)}`;
        const local = read(`${text}T07:08:09`);
        if (isReal ? local !== `${text} 07:08:09` : typeof local === "string") wrong.push(text);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test.each([
  ["2026-03-01", "2026-03-01 00:00:00"],
  ["2026-03-01 09:30:00", "2026-03-01 09:30:00"],
  [" 2026-03-01T23:59:59 ", "2026-03-01 23:59:59"],
  ["2026/3/1 9:30", "2026-03-01 09:30:00"],
  ["2026-02-28T24:00:00", "2026-03-01 00:00:00"],
  ["2026-03-01T09:30:00.250", "2026-03-01 09:30:00.25"],
  ["2026-03-01T09:30:00Z", "2026-03-01 17:30:00"],
])("timeReader(zone) reads %j as %j", (text, local) => expect(read(text)).toBe(local));

test.each([["2026-03-01T24:00:01"], ["2026-03-01T12:60:00"], ["2026-03-01T12:00:60"]])(
  "timeReader(zone) refuses %j",
  (text) => expect(read(text)).toMatchObject({ code: "date-unreadable" }),
);
