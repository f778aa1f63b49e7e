import { expect, test } from "vitest";
import { dayStartMs } from "../../src/tables/local-time.ts";

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
