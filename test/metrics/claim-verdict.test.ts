import { describe, expect, it } from "vitest";
import { claimVerdict } from "../../src/metrics/claim-verdict.ts";

const own = (value: number | null, low: number | null, high: number | null, n = 900) => ({
  value,
  low,
  high,
  n,
});
const about = (value: number) => ({ value, says: "about" as const });

describe("claimVerdict(estimate, claim)", () => {
  it("differs where the claim lies outside of the interval, on either side", () => {
    expect(claimVerdict(own(0.33, 0.31, 0.35), about(0.2))).toBe("differs");
    expect(claimVerdict(own(0.12, 0.1, 0.14), about(0.2))).toBe("differs");
  });

  it("agrees where the claim lies in the interval, its ends included", () => {
    expect(claimVerdict(own(0.19, 0.17, 0.21), about(0.2))).toBe("agrees");
    expect(claimVerdict(own(0.25, 0.2, 0.3), about(0.2))).toBe("agrees");
  });

  it("takes a claim of at least or at most on its own side only", () => {
    expect(claimVerdict(own(0.7, 0.6, 0.8), { value: 0.5, says: "at-least" })).toBe("agrees");
    expect(claimVerdict(own(0.4, 0.35, 0.45), { value: 0.5, says: "at-least" })).toBe("differs");
    expect(claimVerdict(own(0.4, 0.35, 0.45), { value: 0.5, says: "at-most" })).toBe("agrees");
    expect(claimVerdict(own(0.7, 0.6, 0.8), { value: 0.5, says: "at-most" })).toBe("differs");
  });

  it("gives a counted number a tenth of the claim either side: 5 times, so 4.5 to 5.5", () => {
    expect(claimVerdict(own(5.4, null, null), about(5))).toBe("agrees");
    expect(claimVerdict(own(5.6, null, null), about(5))).toBe("differs");
    expect(claimVerdict(own(-0.27, null, null), about(-0.25))).toBe("agrees");
    expect(claimVerdict(own(-0.28, null, null), about(-0.25))).toBe("differs");
  });

  it("judges nothing without a value or with few observations", () => {
    expect(claimVerdict(own(null, null, null), about(0.2))).toBe("too-little");
    expect(claimVerdict(own(0.33, 0.31, 0.35, 29), about(0.2))).toBe("too-little");
    expect(claimVerdict(own(0.33, 0.31, 0.35, 30), about(0.2))).toBe("differs");
  });
});
