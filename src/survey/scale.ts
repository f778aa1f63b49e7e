import type { Question, Scale } from "./definition.ts";

const fixedScales: Readonly<Record<string, Scale>> = {
  nps: { min: 0, max: 10 },
  effort: { min: 1, max: 7 },
};

/** The scale that a question is answered on; null for questions without numbers. */
export function scaleOf(question: Question): Scale | null {
  if (question.type === "nps") return { ...question.scale, min: 0, max: 10 };
  return question.scale ?? fixedScales[question.type] ?? null;
}

/** Points in the order they are asked, "does not apply" last. */
export function pointsOf(scale: Scale): readonly number[] {
  const points = Array.from({ length: scale.max - scale.min + 1 }, (_, step) => scale.min + step);
  const ordered = scale.order === "best-first" ? points.toReversed() : points;
  return [...ordered, ...(scale.na ?? []).filter((code) => !points.includes(code))];
}

/** A code that means "does not apply". */
export function isNotApplicable(scale: Scale, value: number): boolean {
  return (scale.na ?? []).includes(value);
}
