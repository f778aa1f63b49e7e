import { expect, test } from "vitest";
import { nameList } from "../../src/reports/name-list.ts";
import { readDictionary } from "../../src/settings/read-settings.ts";
import { openWords } from "../../src/words/words.ts";
import { projectFolder } from "../support/open-test-company.ts";

test.each([
  ["en", ["Taste"], "Taste"],
  ["en", ["Taste", "Staff"], "Taste and Staff"],
  ["en", ["Taste", "Staff", "Price"], "Taste, Staff and Price"],
  ["zh-CN", ["口味", "店员", "价格"], "口味、店员和价格"],
  ["en", [], ""],
])("nameList(%s, %j) is %s", (locale, names, text) => {
  const words = openWords(locale, readDictionary(locale, projectFolder));
  expect(nameList(words, names)).toBe(text);
});
