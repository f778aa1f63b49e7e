import fc from "fast-check";
import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { yamlText } from "../../src/settings/yaml-file.ts";

const scalar = fc.oneof(
  fc.stringMatching(/^[-+]?[0-9._eEobx]{1,8}$/u),
  fc.constantFrom("yes", "No", "true", "TRUE", "~", "null", ".inf", "-.INF", ".nan", "0o17", "017"),
  fc.constantFrom("1_000", "0b11", "0x1F", "1e3", "1.", "+12", "2026-11-29", "12:30", "'1'", '"~"'),
);

const positive = (value: unknown) => (value === 0 ? 0 : value);

describe("yamlText(text, name)", () => {
  test("gives the values that the parser with places gives, whatever a scalar looks like", () => {
    fc.assert(
      fc.property(fc.array(scalar, { minLength: 1, maxLength: 5 }), (cells) => {
        const text = `list:\n${cells.map((cell) => `  - ${cell}\n`).join("")}`;
        const { list } = yamlText(text, "a.yaml").value as { list: readonly unknown[] };
        // −0 and 0 are one number to every setting.
        expect(list.map(positive)).toEqual(parse(text).list.map(positive));
      }),
      { numRuns: 2000 },
    );
  });

  test("knows the place of a value that it was asked for later", () =>
    expect(yamlText("a: 1\nb:\n  - x\n  - y\n", "a.yaml").where(["b", 1])).toBe(
      "a.yaml:4:5 (b.1)",
    ));

  test("tells where a text is no YAML", () =>
    expect(yamlText("a: 1\nb: [1\n", "a.yaml")).toMatchObject({
      value: null,
      problems: [{ code: "yaml-unreadable", where: expect.stringMatching(/^a\.yaml:\d+:\d+$/u) }],
    }));

  test("refuses a key that stands twice", () =>
    expect(yamlText("a: 1\na: 2\n", "a.yaml").problems).toMatchObject([
      { code: "yaml-unreadable", where: "a.yaml:2:1" },
    ]));
});
