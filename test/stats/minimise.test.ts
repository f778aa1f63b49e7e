import { describe, expect, test } from "vitest";
import { minimise } from "../../src/stats/minimise.ts";

function rosenbrock([x, y]: Float64Array): { value: number; gradient: readonly number[] } {
  const a = 1 - x!;
  const b = y! - x! * x!;
  return { value: a * a + 100 * b * b, gradient: [-2 * a - 400 * x! * b, 200 * b] };
}

describe("minimise(objective, start)", () => {
  test.each([[[-1.2, 1]], [[5, 5]], [[0, 0]]])(
    "Rosenbrock's valley from %j ends at (1, 1)",
    (start) => {
      const { at, converged, evaluations } = minimise(rosenbrock, start);
      expect(converged).toBe(true);
      expect(at[0]).toBeCloseTo(1, 6);
      expect(at[1]).toBeCloseTo(1, 6);
      expect(evaluations).toBeLessThan(200);
    },
  );

  test("steps back where the value is not finite: x − ln x from 0.01 ends at 1", () => {
    const { at } = minimise(
      ([x]) => ({ value: x! > 0 ? x! - Math.log(x!) : NaN, gradient: [1 - 1 / x!] }),
      [0.01],
    );
    expect(at[0]).toBeCloseTo(1, 6);
  });

  test("a start at the minimum stays; too few steps do not converge", () => {
    expect(minimise(rosenbrock, [1, 1])).toMatchObject({ iterations: 0, converged: true });
    expect(minimise(rosenbrock, [5, 5], { maxIterations: 2 }).converged).toBe(false);
  });

  test("values of ten digits cost no more steps than exact ones", () => {
    const rounded = (at: Float64Array) => {
      const { value, gradient } = rosenbrock(at);
      return { value: Math.round((value + 1) * 1e9) / 1e9, gradient };
    };
    const exact = minimise(rosenbrock, [0, 0]);
    const { at, converged, evaluations } = minimise(rounded, [0, 0]);
    expect(converged).toBe(true);
    expect(at[0]).toBeCloseTo(1, 6);
    expect(evaluations).toBeLessThanOrEqual(exact.evaluations);
  });

  test("a badly scaled bowl is found: x² + 10⁶·(y − 3)²", () => {
    const { at } = minimise(
      ([x, y]) => ({ value: x! * x! + 1e6 * (y! - 3) ** 2, gradient: [2 * x!, 2e6 * (y! - 3)] }),
      [50, -50],
    );
    expect(at[0]).toBeCloseTo(0, 4);
    expect(at[1]).toBeCloseTo(3, 6);
  });
});
