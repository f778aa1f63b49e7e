import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { brandedTokens, usedTokens, withOwnPolicy } from "../../scripts/lean-pages.ts";

const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
describe("withOwnPolicy(page)", () => {
  const head = '<meta charset="utf-8">';
  const policyOf = (body: string) =>
    /http-equiv="content-security-policy" content="([^"]*)"/u.exec(withOwnPolicy(head + body))?.[1];

  it("names what stands in the page, each once, and nothing else", () =>
    expect(
      policyOf(
        '<style>p{}</style><script type="module">go()</script><script>go()</script>' +
          '<script src="/a.js"></script><script type="application/json">{}</script>',
      ),
    ).toBe(
      `script-src 'self' ${hash("go()")}; style-src 'self' ${hash("p{}")}; ` +
        "object-src 'none'; base-uri 'none'",
    ));

  it("stands before all that it rules", () =>
    expect(withOwnPolicy(`${head}<script>go()</script>`)).toMatch(
      /^<meta charset="utf-8"><meta http-equiv="content-security-policy"[^>]*><script>/u,
    ));

  it("refuses a page that has no place for one", () =>
    expect(() => withOwnPolicy("<p>")).toThrow("no policy"));
});

describe("usedTokens(tokens, rest)", () => {
  it("keeps what is read, also by another token", () =>
    expect(usedTokens(":root { --a: 1; --b: var(--a); --c: 2; }", "p { top: var(--b) }")).toBe(
      ":root { --a: 1; --b: var(--a); }",
    ));
});

describe("brandedTokens(tokens, brand)", () => {
  const tokens =
    ":root { --brand: #1; } @media dark { :root { --brand: #2; } } @media (forced-colors) { :root { --brand: CanvasText; } } @media print { :root { --brand: #1; } }";

  it("puts in both colours, and leaves forced ones alone", () =>
    expect(brandedTokens(tokens, { light: "#a", dark: "#b" })).toBe(
      ":root { --brand: #a; } @media dark { :root { --brand: #b; } } @media (forced-colors) { :root { --brand: CanvasText; } } @media print { :root { --brand: #a; } }",
    ));

  it("changes nothing where no brand is named", () =>
    expect(brandedTokens(tokens, undefined)).toBe(tokens));
});
