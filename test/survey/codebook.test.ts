import { describe, expect, it } from "vitest";
import { readDictionary } from "../../src/settings/read-settings.ts";
import { codebook } from "../../src/survey/codebook.ts";
import { answerColumns } from "../../src/survey/columns.ts";
import { openWords } from "../../src/words/words.ts";
import { everyType } from "./every-type.ts";
import { changed, teaSurvey } from "./tea-survey.ts";

const words = openWords("en", readDictionary("en"));
const rowOf = (column: string, survey = teaSurvey) =>
  codebook(survey, words).find((row) => row.column === column);

describe("codebook(survey, words)", () => {
  it("has a row for each column of the answers, in their order", () => {
    for (const survey of [teaSurvey, everyType]) {
      expect(codebook(survey, words).map(({ column }) => column)).toEqual(
        answerColumns(survey).map(({ name }) => name),
      );
    }
  });

  it("puts an item into its question and keeps apart what does not apply", () => {
    expect(rowOf("aspects_wait")).toEqual({
      column: "aspects_wait",
      type: "matrix",
      question: "How was the wait?",
      values: "1 | 2 | 3 | 4 | 5",
      not_applicable: "0=not this time",
      construct: "",
      show: "",
      required: "",
    });
  });

  it("names options, halves of a pair, answers to consent and the ends of a number", () => {
    expect(rowOf("reasons")).toMatchObject({
      values: "price=price | wait=wait | none=none",
      show: "satisfaction <= 3",
      required: "yes",
    });
    expect(rowOf("overall_perceived")?.question).toBe("Overall Now, what you found");
    expect(rowOf("agree")?.values).toBe("yes=I agree | no=I do not agree");
    expect(rowOf("cups")?.values).toBe("0..20");
    expect(rowOf("recommend")?.values).toBe("0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10");
    expect(rowOf("why")?.values).toBe("");
  });

  it("gives the construct of a question", () => {
    expect(
      rowOf("satisfaction", changed("satisfaction", { construct: "satisfaction" })),
    ).toMatchObject({ construct: "satisfaction" });
  });
});
