import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { brandedTokens, usedTokens, withOwnHashes } from "../../scripts/lean-pages.ts";

const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const page = (hashes: readonly string[]) =>
  `<meta http-equiv="content-security-policy" content="script-src 'self'${hashes
    .map((each) => ` ${each}`)
    .join("")}; style-src 'self';"><script type="module">go()</script>`;

describe("withOwnHashes(page)", () => {
  it("keeps the hash of what stands in the page and drops all others", () =>
    expect(withOwnHashes(page([hash("stop()"), hash("go()")]))).toBe(page([hash("go()")])));

  it("leaves a page without a policy alone", () =>
    expect(withOwnHashes("<p>'sha256-x'</p>")).toBe("<p>'sha256-x'</p>"));
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
