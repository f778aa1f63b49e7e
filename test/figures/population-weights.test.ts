import { describe, expect, it } from "vitest";
import { Problem } from "../../src/errors.ts";
import { populationWeights } from "../../src/figures/population-weights.ts";
import { answerRow, answersOf } from "../support/figure-task.ts";

/** Thirty answers of one wave: 20 of students, 10 of office workers. */
const rows = Array.from({ length: 30 }, (_, at) =>
  answerRow({
    person: String(at),
    answeredDay: at,
    segment: at < 20 ? "student" : "office",
    scores: { satisfaction: 5 },
  }),
);
const answers = answersOf(rows, { satisfaction: { min: 1, max: 5 } });
const half = { segment: { student: 0.5, office: 0.5 } };

describe("populationWeights(answers, margins, thinBelow)", () => {
  it("gives 20 students and 10 others half of the weight each: 0.75 and 1.5, deff 1.125", () => {
    const { answers: weighted, figures } = populationWeights(answers, half, 30);
    expect(weighted.rows.map(({ weight }) => weight).slice(18, 22)).toEqual([0.75, 0.75, 1.5, 1.5]);
    // n·Σw² / (Σw)² = 30·(20·0.75² + 10·1.5²) / 30².
    expect(figures.find(({ id }) => id === "data.design-effect")!.value).toBeCloseTo(1.125, 9);
    expect(weighted.rows.map(({ person }) => person)).toEqual(
      answers.rows.map(({ person }) => person),
    );
  });

  it("leaves a thin wave, and everything without margins, as it is", () => {
    expect(populationWeights(answers, half, 31).answers.rows).toEqual(answers.rows);
    expect(populationWeights(answers, undefined, 30).answers).toBe(answers);
  });

  it("does not weight where that would cost more than half: 20 persons for a hundredth", () => {
    const skewed = { segment: { student: 0.01, office: 0.99 } };
    const { answers: weighted } = populationWeights(answers, skewed, 30);
    const isPlain = weighted.rows.every(({ weight }) => weight === 1);
    const { figures } = populationWeights(answers, skewed, 30);
    expect(isPlain).toBe(figures[0]!.value! > 2);
  });

  it("refuses a margin that nothing divides by, and a target that nobody has", () => {
    const refusal = (margins: Record<string, Record<string, number>>) => {
      try {
        populationWeights(answers, margins, 30);
        return null;
      } catch (error) {
        return error instanceof Problem ? [error.code, error.where] : error;
      }
    };
    expect(refusal({ age: { young: 1 } })).toEqual([
      "margin-unknown",
      "content/site.yaml (margins)",
    ]);
    expect(refusal({ segment: { student: 0.4, office: 0.4, family: 0.2 } })).toEqual([
      "margin-target-empty",
      "content/site.yaml (margins, 2026-Q1)",
    ]);
  });
});
