import { readFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../src/settings/project-root.ts";
import { readDictionary } from "../src/settings/read-settings.ts";

const root = projectRoot();
const readme = readFileSync(join(root, "README.md"), "utf8");
const chinese = readFileSync(join(root, "README.zh-CN.md"), "utf8");

describe("README", () => {
  test("names every problem code", () => {
    const codes = Object.keys(readDictionary("en"))
      .map((key) => /^problems\.(.+)\.what$/u.exec(key)?.[1])
      .filter((code) => code !== undefined);
    expect(codes.length).toBeGreaterThan(50);
    expect(codes.filter((code) => !readme.includes(`\`${code}\``))).toEqual([]);
  });

  test("names commands and pictures that exist", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    for (const text of [readme, chinese]) {
      const commands = [...text.matchAll(/npm run ([\w-]+)/gu)].map(([, name]) => name ?? "");
      expect(commands.filter((name) => scripts[name] === undefined)).toEqual([]);
      const pictures = [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/gu)].map(([, path]) => path ?? "");
      expect(pictures.length).toBeGreaterThan(0);
      expect(pictures.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    }
  });
});
