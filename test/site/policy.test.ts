/** Every page says in its head what may run and draw on it, and keeps to that. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { builtSite, filesOf, readSite } from "../support/built-site.ts";

const site = builtSite();
const pages = filesOf(site).filter((file) => file.endsWith(".html"));
const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Directives of the policy that stands in a page. */
function policyOf(page: string): ReadonlyMap<string, readonly string[]> {
  const [, content = ""] =
    /<meta http-equiv="content-security-policy" content="([^"]*)"/iu.exec(page) ?? [];
  return new Map(
    content
      .split(";")
      .map((part) => part.trim().split(/\s+/u))
      .map(([name = "", ...sources]) => [name, sources]),
  );
}

describe("the policy of a page", () => {
  test("stands in each, and lets nothing in but files of the site and named hashes", () => {
    expect(pages.length).toBeGreaterThan(30);
    const loose = pages.filter((file) => {
      const policy = policyOf(readSite(site, file));
      return ["script-src", "style-src"].some((name) => {
        const sources = policy.get(name) ?? ["*"];
        return !sources.every((source) => source === "'self'" || /^'sha\d+-/u.test(source));
      });
    });
    expect(loose).toEqual([]);
  });

  test("names every script and style that stands in the page, and none hides in an attribute", () => {
    const unnamed = pages.flatMap((file) => {
      const page = readSite(site, file);
      const policy = policyOf(page);
      const scripts = [...page.matchAll(/<script(?![^>]*\bsrc=)([^>]*)>([\s\S]*?)<\/script>/gu)]
        .filter(([, set = ""]) => !/type="application\/(?:json|ld\+json)"/u.test(set))
        .map(([, , text = ""]) => ["script-src", hashOf(text)] as const);
      const styles = [...page.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/gu)].map(
        ([, text = ""]) => ["style-src", hashOf(text)] as const,
      );
      const missing = [...scripts, ...styles].filter(
        ([name, hash]) => policy.get(name)?.includes(hash) !== true,
      );
      const attributes = /<[a-z][^>]*\s(?:style|on[a-z]+)=/iu.exec(page) ?? [];
      return [
        ...missing.map(([name]) => `${file} ${name}`),
        ...attributes.map((one) => `${file} ${one}`),
      ];
    });
    expect(unnamed).toEqual([]);
  });
});
