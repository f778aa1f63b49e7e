import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holds, operators, parseRule, ruleText, type Rule } from "../../src/survey/show.ts";

const name = fc
  .stringMatching(/^[a-z][a-z0-9_-]{0,8}$/u)
  .filter((text) => !["and", "or", "not", "has"].includes(text));
const value = fc.oneof(
  fc.integer({ min: -99, max: 99 }),
  fc
    .stringMatching(/^[a-z][a-z0-9-]{0,6}$/u)
    .filter((text) => !["and", "or", "not", "has"].includes(text)),
  fc.stringMatching(/^[^"]{0,8}$/u),
);
const comparison = fc.record({
  kind: fc.constant("compare" as const),
  name,
  operator: fc.constantFrom(...operators),
  value,
});
const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: "small" },
    comparison,
    fc.record({ kind: fc.constant("not" as const), of: tie("rule") }),
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      of: fc.array(tie("rule"), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

const compare = (name: string, operator: string, value: string | number) => ({
  kind: "compare",
  name,
  operator,
  value,
});

describe("parseRule(text)", () => {
  it.each([
    ["satisfaction <= 2", compare("satisfaction", "<=", 2)],
    ["aspects_wait=1", compare("aspects_wait", "=", 1)],
    ["reasons has price", compare("reasons", "has", "price")],
    ['channel != "app store"', compare("channel", "!=", "app store")],
    ["born >= 2020-01-31", compare("born", ">=", "2020-01-31")],
    ["temperature < -5", compare("temperature", "<", -5)],
    ["(a = 1)", compare("a", "=", 1)],
  ])("reads %s", (text, expected) => expect(parseRule(text)).toEqual({ rule: expected }));

  it("lets not bind tighter than and, and and tighter than or", () => {
    const a = compare("a", "=", 1);
    const b = compare("b", "=", 2);
    const c = compare("c", "=", 3);
    expect(parseRule("a = 1 or not b = 2 and c = 3")).toEqual({
      rule: { kind: "or", of: [a, { kind: "and", of: [{ kind: "not", of: b }, c] }] },
    });
  });

  it.each([
    ["", 0, ""],
    ["a", 1, ""],
    ["a <=", 4, ""],
    ["a <= 1 or", 9, ""],
    ["a <= 1 b = 2", 7, "b"],
    ["(a = 1", 6, ""],
    ["a = 1)", 5, ")"],
    ["a == 1", 3, "="],
    ["not", 3, ""],
    ["and = 1", 0, "and"],
    ["1 = a", 0, "1"],
    ["a is 1", 2, "is"],
    ["a = and", 4, "and"],
    ["a = @", 4, "@"],
  ])("names the place where %j stops being a rule", (text, at, found) =>
    expect(parseRule(text)).toEqual({ fault: { at, found } }),
  );

  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseRule(text);
        return "rule" in parsed || parsed.fault.at <= text.length;
      }),
    );
  });

  it("reads back every rule that ruleText writes", () => {
    fc.assert(
      fc.property(rule, (made) => {
        const parsed = parseRule(ruleText(made));
        expect("rule" in parsed && ruleText(parsed.rule)).toBe(ruleText(made));
        expect(parsed).toEqual({ rule: made });
      }),
    );
  });
});

describe("holds(rule, compares)", () => {
  it("is the logic of and, or and not, whatever a comparison says", () => {
    fc.assert(
      fc.property(rule, fc.func(fc.boolean()), (made, says) => {
        const compares = ({ name }: { name: string }) => says(name);
        const truth = (inner: Rule): boolean =>
          inner.kind === "compare"
            ? compares(inner)
            : inner.kind === "not"
              ? !truth(inner.of)
              : inner.of.reduce(
                  (sum, each) => (inner.kind === "and" ? sum && truth(each) : sum || truth(each)),
                  inner.kind === "and",
                );
        return holds(made, compares) === truth(made);
      }),
    );
  });
});
