import { describe, expect, it } from "vitest";
import { readDictionary } from "../../src/settings/read-settings.ts";
import { answerWords } from "../../src/survey/answer-words.ts";
import { codebook } from "../../src/survey/codebook.ts";
import { answerColumns } from "../../src/survey/columns.ts";
import { openWords } from "../../src/words/words.ts";
import { everyType } from "./every-type.ts";
import { changed, teaSurvey } from "./tea-survey.ts";

const words = openWords("en", readDictionary("en"));
const worded = (column: string, cell: string, survey = everyType) => {
  const found = answerColumns(survey).find(({ name }) => name === column);
  if (found === undefined) throw new Error(column);
  return answerWords(found, cell, words);
};

describe("answerWords(column, cell, words)", () => {
  it("says the words of options and of points that are words", () => {
    expect(worded("came", "no")).toBe("No");
    expect(worded("satisfaction", "1")).toBe("dissatisfied");
    expect(worded("drinks", "tea|coffee")).toBe("Tea | Coffee");
    expect(worded("order", "wait|taste")).toBe("The wait | Taste");
    expect(worded("agree", "no", teaSurvey)).toBe("I do not agree");
  });

  it("keeps the numbers of a scale whose ends alone have words", () => {
    const scale = { min: 0, max: 10, labels: { 0: { en: "never" }, 10: { en: "always" } } };
    const ends = changed("satisfaction", { scale });
    expect(worded("satisfaction", "10", ends)).toBe("10");
  });

  it("leaves numbers, texts and what it does not know as they are", () => {
    expect(worded("easy", "7")).toBe("7");
    expect(worded("recommend", "10", teaSurvey)).toBe("10");
    expect(worded("cups", "3")).toBe("3");
    expect(worded("story", "=1+1")).toBe("=1+1");
    expect(worded("came", "perhaps")).toBe("perhaps");
    expect(worded("drinks", "tea|milk")).toBe("Tea | milk");
    expect(worded("agree", "maybe", teaSurvey)).toBe("maybe");
    expect(worded("came", "")).toBe("");
  });

  it("says what the codebook says, of every value of every choice", () => {
    const rows = codebook(everyType, words).filter(
      ({ type, values }) => /single|multiple|ranking/u.test(type) && values !== "",
    );
    const pairs = rows.flatMap(({ column, values }) =>
      values.split(" | ").map((each) => [column, ...each.split("=")] as const),
    );
    expect(pairs).toHaveLength(2 + 4 + 3);
    for (const [column = "", value = "", word = ""] of pairs)
      expect(worded(column, value)).toBe(word);
  });
});
