import { describe, expect, it } from "vitest";
import { answerFields } from "../../src/intake/answer-columns.ts";
import { checkAnswers } from "../../src/survey/check-answers.ts";
import { answerColumns, flattenAnswers } from "../../src/survey/columns.ts";
import { askedIn, designAnswers, designOf, surveyFor } from "../../src/survey/design.ts";
import { readAnswers } from "../../src/survey/read-answers.ts";
import { visibleQuestions } from "../../src/survey/steps.ts";
import { rotatingSurvey, someIds } from "./rotating-survey.ts";
import { teaSurvey } from "./tea-survey.ts";

const ids = someIds(12_000);
const [anyId = ""] = ids;

/** Pearson's statistic against equal counts. */
function chiSquare(counts: ReadonlyMap<string, number>, cells: number): number {
  const expected = ids.length / cells;
  const found = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  return found + (cells - counts.size) * expected;
}

function countOf(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

describe("designOf(survey, responseId)", () => {
  it("gives the same to the same response, whoever asks", () => {
    expect(designOf(rotatingSurvey, anyId)).toEqual(designOf({ ...rotatingSurvey }, anyId));
    expect(designOf(rotatingSurvey, anyId).blocks.split("|")).toHaveLength(2);
  });

  it("gives each ordered pair of four blocks the same share", () => {
    // 12 ordered pairs: 99.9 % of samples stay below 31.26 with 11 degrees of freedom.
    const pairs = countOf(ids.map((id) => designOf(rotatingSurvey, id).blocks));
    expect(pairs.size).toBe(12);
    expect(chiSquare(pairs, 12)).toBeLessThan(31.26);
  });

  it("draws each group by itself: the pairs of two groups are equally many too", () => {
    const blocks = [
      { rotate: 1, of: ["a", "b"] },
      { rotate: 1, of: ["c", "d", "e"] },
    ];
    const pairs = countOf(ids.map((id) => designOf({ blocks, questions: [] }, id).blocks));
    // 6 cells: 99.9 % below 20.52 with 5 degrees of freedom.
    expect(pairs.size).toBe(6);
    expect(chiSquare(pairs, 6)).toBeLessThan(20.52);
  });

  it("keeps the order of the file where no order is asked for", () => {
    const blocks = [{ rotate: 2, of: ["a", "b", "c"] }];
    const cells = new Set(ids.map((id) => designOf({ blocks, questions: [] }, id).blocks));
    expect([...cells].toSorted()).toEqual(["a|b", "a|c", "b|c"]);
  });

  it("has a seed that is a whole number below 2^32", () => {
    const seeds = ids.map((id) => Number(designOf(rotatingSurvey, id).seed));
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
    expect(new Set(seeds).size).toBeGreaterThan(ids.length - 3);
  });
});

describe("askedIn(survey, cell)", () => {
  const asked = (blocks: string) => askedIn(rotatingSurvey, blocks).map(({ id }) => id);

  it("gives what everybody is asked and the blocks of the cell, in its order", () => {
    const rest = ["reasons", "why"];
    expect(asked("value|service")).toEqual(
      ["satisfaction", "price", "worth", "staff", "speed"].concat(rest),
    );
    expect(asked("service|value")).toEqual(
      ["satisfaction", "staff", "speed", "price", "worth"].concat(rest),
    );
  });

  it("counts every question as asked where the cell is missing or names no block", () => {
    expect(asked("")).toHaveLength(11);
    expect(asked("rain")).toHaveLength(11);
  });

  it("takes an answer called blocks for an answer where a survey has none", () => {
    expect(surveyFor(teaSurvey, { blocks: "x" })).toBe(teaSurvey);
  });

  it("keeps everybody at seven questions", () => {
    for (const id of ids.slice(0, 200)) {
      const answers = designAnswers(rotatingSurvey, id);
      expect(visibleQuestions(surveyFor(rotatingSurvey, answers), answers)).toHaveLength(7);
    }
  });
});

describe("surveyFor(survey, answers)", () => {
  const order = (seed: string) =>
    surveyFor(rotatingSurvey, { seed })
      .questions.find(({ id }) => id === "reasons")
      ?.options?.map(({ id }) => id)
      .join("") ?? "";

  it("gives all 24 orders of four options the same share, what is exclusive last", () => {
    const orders = countOf(ids.map((id) => order(designOf(rotatingSurvey, id).seed)));
    // 24 cells: 99.9 % below 49.73 with 23 degrees of freedom.
    expect([...orders.keys()].every((text) => text.endsWith("none"))).toBe(true);
    expect(orders.size).toBe(24);
    expect(chiSquare(orders, 24)).toBeLessThan(49.73);
  });

  it("leaves the order of the file without a seed", () => expect(order("")).toBe("abcdnone"));

  it("given twice is the same", () => {
    const answers = designAnswers(rotatingSurvey, anyId);
    const once = surveyFor(rotatingSurvey, answers);
    expect(surveyFor(once, answers)).toEqual(once);
  });
});

describe("blocks in answers", () => {
  const answers = { satisfaction: 4, staff: 5, honest: 2, blocks: "service|journey", seed: "7" };

  it("stand in columns of their own, after the questions", () => {
    const names = answerColumns(rotatingSurvey).map(({ name }) => name);
    expect(names.slice(-2)).toEqual(["blocks", "seed"]);
    expect(answerColumns(teaSurvey).map(({ name }) => name)).not.toContain("blocks");
  });

  it("tell a question that was not asked from one that was skipped", () => {
    expect(flattenAnswers(rotatingSurvey, answers)).toMatchObject({
      staff: "5",
      speed: "",
      honest: "",
      blocks: "service|journey",
      seed: "7",
    });
  });

  it("are read as they come and refused nowhere", () => {
    const raw = { satisfaction: "4", staff: "5", blocks: "service|journey", seed: "7" };
    const read = readAnswers(rotatingSurvey, raw);
    expect(read.faults).toEqual([]);
    expect(read.answers).toMatchObject({ blocks: "service|journey", seed: "7" });
    expect(readAnswers(teaSurvey, { seed: "7" }).faults).toMatchObject([
      { code: "question-unknown" },
    ]);
  });

  it("demand a required question of their block, and of no other", () => {
    const missing = (blocks: string) =>
      checkAnswers(rotatingSurvey, { satisfaction: 4, blocks }).map(({ question }) => question);
    expect(missing("service|journey")).toEqual(["staff"]);
    expect(missing("trust|journey")).toEqual([]);
    expect(checkAnswers(rotatingSurvey, { satisfaction: 4 })).toEqual([]);
  });

  it("are columns that intake knows and no file needs", () => {
    const fields = answerFields(rotatingSurvey, "UTC");
    expect(fields.find(({ name }) => name === "blocks")).toMatchObject({ kind: "text" });
    expect(fields.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      "satisfaction",
    ]);
  });
});
