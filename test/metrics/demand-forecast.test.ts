import { describe, expect, it } from "vitest";
import { demandForecast } from "../../src/metrics/demand-forecast.ts";

/** AirPassengers, Box & Jenkins (1976), series G: 1949 to 1960. */
const air = [
  ...[112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118],
  ...[115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140],
  ...[145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166],
  ...[171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194],
  ...[196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201],
  ...[204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229],
  ...[242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278],
];

describe("demandForecast(series, { period, horizon })", () => {
  it("uses a model that beats last year's month, on a series with growth and season", () => {
    const forecast = demandForecast(air, { period: 12, horizon: 3 });
    expect(forecast?.beatsBaseline).toBe(true);
    expect(forecast?.model).toMatch(/^holt-winters/u);
    expect(forecast?.relativeError).toBeLessThan(1);
    // What came in January to March 1956: 284, 277, 317.
    const came = [284, 277, 317];
    for (const [step, value] of came.entries())
      expect(Math.abs((forecast?.steps[step]?.value ?? 0) / value - 1)).toBeLessThan(0.06);
  });

  it("falls back to last year's month where no model beats it, with its misses", () => {
    const series = [10, 50, 14, 44, 20, 52, 28, 61, 22, 70, 33, 62];
    const forecast = demandForecast(series, { period: 2, horizon: 1 });
    expect(forecast?.origins).toBe(7);
    expect(forecast?.model).toBe("seasonal-naive");
    expect(forecast?.beatsBaseline).toBe(false);
    expect(forecast?.relativeError).toBe(1);
    // Two back was off by 8, 8, 9, 6, 9, 11 and 8; the widest miss is the range of the next 33.
    expect(forecast?.steps).toEqual([{ value: 33, low: 22, high: 44 }]);
    const mape = 8 / 52 + 8 / 28 + 9 / 61 + 6 / 22 + 9 / 70 + 11 / 33 + 8 / 62;
    expect(forecast?.mape).toBeCloseTo(mape / 7, 12);
  });

  it("says nothing of a series without three past forecasts", () => {
    expect(demandForecast(air.slice(0, 29), { period: 12, horizon: 3 })).toBeNull();
    expect(demandForecast(air.slice(0, 30), { period: 12, horizon: 3 })?.origins).toBe(3);
  });
});
