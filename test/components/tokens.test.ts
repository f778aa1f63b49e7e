import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync("src/styles/tokens.css", "utf8");

/** The custom properties of the first rule after `from`. */
function tokensAfter(from: string): Readonly<Record<string, string>> {
  const start = css.indexOf(from);
  const block = css.slice(start, css.indexOf("}", css.indexOf("--brand", start)));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[\da-f]{3,6});/gu)].map(([, name, value]) => [name, value]),
  );
}

/** Relative luminance and contrast as WCAG 2 defines them. */
function luminance(hex: string): number {
  const full =
    hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join("") : hex.slice(1);
  const [r, g, b] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

test("contrast(black, white) is 21", () => {
  expect(contrast("#000", "#ffffff")).toBeCloseTo(21, 10);
});

const schemes = {
  light: tokensAfter(":root {"),
  dark: tokensAfter("@media (prefers-color-scheme: dark)"),
  print: tokensAfter("@media print"),
};

describe.each(Object.entries(schemes))("tokens in %s", (_, tokens) => {
  const pair = (front: string, ground: string) =>
    contrast(tokens[front] ?? "", tokens[ground] ?? "");

  test.each(["ink", "ink-2", "ink-3", "link", "good", "bad", "data", "caution"])(
    "%s is readable on paper (4.5)",
    (ink) => {
      expect(pair(ink, "paper")).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(["ink", "ink-2", "ink-3", "link"])("%s is readable on tint (4.5)", (ink) => {
    expect(pair(ink, "tint")).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ["caution", "caution-bg"],
    ["bad", "bad-bg"],
    ["good", "good-bg"],
  ])("%s is readable on %s (4.5)", (ink, ground) => {
    expect(pair(ink, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["context", "edge"])("%s is seen on paper (3)", (mark) => {
    expect(pair(mark, "paper")).toBeGreaterThanOrEqual(3);
  });

  test.each([
    ["data", "band"],
    ["good", "good-band"],
    ["bad", "bad-band"],
  ])("dot %s is seen on its band %s (3)", (dot, band) => {
    expect(pair(dot, band)).toBeGreaterThanOrEqual(3);
  });

  test.each(["seq-1", "seq-2", "seq-3"])("ink is readable on %s (4.5)", (ground) => {
    expect(pair("ink", ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["seq-4", "seq-5"])("paper is readable on %s (4.5)", (ground) => {
    expect(pair("paper", ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["good-band", "bad-band", "seq-2"])(
    "ink is readable on the part %s of a stacked row (4.5)",
    (ground) => {
      expect(pair("ink", ground)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(["good", "bad"])(
    "paper is readable on the part %s of a stacked row (4.5)",
    (ground) => {
      expect(pair("paper", ground)).toBeGreaterThanOrEqual(4.5);
    },
  );
});
