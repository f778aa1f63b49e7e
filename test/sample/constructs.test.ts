import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { surveySchema } from "../../src/survey/schema.ts";
import { cell, dataFolder, projectRoot, rowsOf } from "./read-company.ts";

const folder = join(projectRoot, "content/surveys");
const surveys = readdirSync(folder).map((name) =>
  surveySchema.parse(parse(readFileSync(join(folder, name), "utf8"))),
);
const constructs = Object.keys(
  parse(readFileSync(join(projectRoot, "content/constructs.yaml"), "utf8")) as object,
);

test("every construct is asked by a questionnaire, and no other", () => {
  const asked = new Set(
    surveys.flatMap(({ questions }) =>
      questions.flatMap((question) => [
        question.construct,
        ...(question.items ?? []).map(({ construct }) => construct),
      ]),
    ),
  );
  asked.delete(undefined);
  expect([...asked].toSorted()).toEqual(constructs.toSorted());
});

test("constructs that are read together are asked of the same people", () => {
  const relationship = surveys.find(({ id }) => id === "relationship");
  const blockOf = (construct: string) =>
    relationship?.questions.find(
      (question) =>
        question.construct === construct ||
        (question.items ?? []).some((item) => item.construct === construct),
    )?.block;
  for (const start of ["face.", "self.", "web.", "proposition.", "experience.", "perceived."]) {
    const blocks = constructs.filter((name) => name.startsWith(start)).map(blockOf);
    expect(blocks.length, start).toBeGreaterThanOrEqual(3);
    expect(new Set(blocks).size, start).toBe(1);
    expect(blocks[0], start).toBeDefined();
  }
  const trust = ["trust.brand-claims", "trust.advertising", "promise.seen-kept", "promise.kept"];
  expect(new Set([...trust, "relationship.benefit"].map(blockOf)).size).toBe(1);
});

const truth = JSON.parse(readFileSync(join(projectRoot, "test/sample/truth.json"), "utf8")) as {
  readonly expected: {
    readonly scores: Readonly<
      Record<string, Readonly<Record<string, { readonly value: number; readonly n: number }>>>
    >;
  };
};

describe("each statement has the mean that its planted weights give", () => {
  for (const [survey, columns] of Object.entries(truth.expected.scores)) {
    const rows = rowsOf(join(dataFolder, "responses", survey)).filter(
      (row) => cell(row, "suspect") === "" && cell(row, "brand") === "",
    );
    test(survey, () => {
      expect(Object.keys(columns).length).toBeGreaterThan(15);
      for (const [column, { value, n }] of Object.entries(columns)) {
        const scores = rows.map((row) => Number(cell(row, column))).filter((score) => score > 0);
        expect(scores.length, column).toBe(n);
        const mean = scores.reduce((sum, score) => sum + score, 0) / n;
        const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (n - 1);
        expect(Math.abs(mean - value) / Math.sqrt(squares / n), column).toBeLessThan(4);
      }
    });
  }
});
