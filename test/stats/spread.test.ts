import { describe, expect, it } from "vitest";
import { medianInterval } from "../../src/stats/median-interval.ts";
import { spreadInterval, variationInterval } from "../../src/stats/spread-interval.ts";

describe("medianInterval(values)", () => {
  it("of 10 values takes the 2nd and the 9th: P(Bin(10, ½) < 2) = 11/1024, below 3 it is 56/1024", () => {
    const values = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
    expect(medianInterval(values)).toEqual({ value: 5.5, low: 2, high: 9, n: 10 });
  });

  it("below six values there is no interval, for none nothing", () => {
    expect(medianInterval([1, 2, 3, 4, 5])).toEqual({ value: 3, low: null, high: null, n: 5 });
    expect(medianInterval([null])).toMatchObject({ value: null, n: 0 });
  });
});

describe("spreadInterval(values)", () => {
  it("n = 10, s = 2: χ² with 9 degrees is 2.700389 and 19.022768 at 2.5% and 97.5%", () => {
    const unit = Math.sqrt(36 / 10);
    const values = Array.from({ length: 10 }, (_, at) => (at % 2 === 0 ? unit : -unit));
    const { value, low, high } = spreadInterval(values);
    expect(value).toBeCloseTo(2, 10);
    expect(low).toBeCloseTo(2 * Math.sqrt(9 / 19.022768), 5);
    expect(high).toBeCloseTo(2 * Math.sqrt(9 / 2.700389), 5);
  });

  it("one value has no spread", () => {
    expect(spreadInterval([4])).toMatchObject({ value: null, n: 1 });
  });
});

describe("variationInterval(values)", () => {
  it("1, 2, 3: c = 1/2, half width 1.959964·0.5·√(1/4 + 1/12)", () => {
    const { value, high } = variationInterval([1, 2, 3]);
    expect(value).toBe(0.5);
    expect(high).toBeCloseTo(0.5 + 1.959964 * 0.5 * Math.sqrt(1 / 4 + 1 / 12), 6);
  });

  it("a mean of 0 says nothing", () => {
    expect(variationInterval([-1, 1])).toMatchObject({ value: null });
  });
});
