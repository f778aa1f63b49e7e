import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { builtSite, filesOf } from "../support/built-site.ts";
import { copyOf, emptyFolder, runBuild, type Ended } from "../support/run-build.ts";

const folder = emptyFolder("same-build");

function hashes(site: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    filesOf(site).map((file) => [
      file,
      createHash("sha256")
        .update(readFileSync(join(site, file)))
        .digest("hex"),
    ]),
  );
}

test("two builds of the same input are the same bytes, whatever folder, time zone and cache", async () => {
  const data = copyOf("data", join(folder, "data"));
  // Another folder of settings: the pages are bundled anew.
  const content = copyOf("content", join(folder, "own-content"));
  const again = join(folder, "again");
  const { code, stderr } = await runBuild({
    ZHIKE_DATA: data,
    ZHIKE_CONTENT: content,
    ZHIKE_OUT: again,
    TZ: "Pacific/Auckland",
    LANG: "tr_TR.UTF-8",
  });
  expect(`${code} ${code === 0 ? "" : stderr}`).toBe("0 ");
  const [one, other] = [hashes(builtSite()), hashes(again)];
  expect(Object.keys(other)).toEqual(Object.keys(one));
  expect(Object.keys(one).filter((file) => one[file] !== other[file])).toEqual([]);
});

describe("a build that fails", () => {
  const dist = join(folder, "old");
  const problem = /^\S.*:\d+.*\n.+\n.+\n?$/u;

  beforeAll(() => {
    mkdirSync(join(dist, "zh-CN"), { recursive: true });
    writeFileSync(join(dist, "index.html"), "<!doctype html><title>old</title>");
    writeFileSync(join(dist, "zh-CN", "index.html"), "<!doctype html><title>旧</title>");
  });

  /** The problem itself; Astro notes the time at which it gave up. */
  const told = ({ stderr }: Ended) =>
    stripVTControlCharacters(stderr)
      .trimEnd()
      .split("\n")
      .filter((line) => !/^\d\d:\d\d:\d\d /u.test(line));

  async function failing(environment: Readonly<Record<string, string>>): Promise<Ended> {
    const before = hashes(dist);
    const ended = await runBuild({ ZHIKE_OUT: dist, ...environment });
    expect(ended.code).toBe(1);
    expect(hashes(dist)).toEqual(before);
    expect(ended.stdout + ended.stderr).not.toMatch(/^\s+at |node:internal|Error:|\.ts:\d+:\d+/mu);
    return ended;
  }

  test("by a broken drop says where, what and what to do, and leaves the old site", async () => {
    const data = copyOf("data", join(folder, "broken"));
    const file = join(data, "cases", "2026.csv");
    const lines = readFileSync(file, "utf8").trimEnd().split("\n").length;
    appendFileSync(file, "K99999,2026-02-30T10:00:00,,,,wait,process,company,good,low,,,,,,,\n");
    const ended = await failing({ ZHIKE_DATA: data });
    expect(ended.stderr).toMatch(problem);
    expect(ended.stderr).toContain(`cases/2026.csv:${lines + 1}`);
    expect(ended.stderr).toContain("2026-02-30T10:00:00");
  });

  test("by a survey that cannot be asked does the same", async () => {
    const content = copyOf("content", join(folder, "content"));
    const file = join(content, "surveys", "after-visit.yaml");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace('"satisfaction <= 3"', '"satisfacton <= 3"'),
    );
    const ended = await failing({ ZHIKE_CONTENT: content });
    expect(ended.stderr).toMatch(/^\S+ +\S*after-visit\.yaml:\d+/u);
    expect(ended.stderr).toContain("satisfacton");
    expect(told(ended)).toHaveLength(3);
  });

  test("by a setting of the site that cannot be does the same, and Astro says nothing", async () => {
    const content = copyOf("content", join(folder, "setting"));
    const file = join(content, "site.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace(/^wave: .*$/mu, "wave: fortnight"));
    const ended = await failing({ ZHIKE_CONTENT: content });
    expect(ended.stderr).toMatch(/^setting-wrong +\S*site\.yaml:\d+:\d+ \(wave\)/u);
    expect(ended.stderr.trimEnd().split("\n")).toHaveLength(3);
  });

  test("by a system that names no figure does the same, long before pages are bundled", async () => {
    const content = copyOf("content", join(folder, "systems"));
    const file = join(content, "systems.yaml");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace("satisfaction.csat", "satisfaction.cast"),
    );
    const ended = await failing({ ZHIKE_CONTENT: content });
    expect(ended.stderr).toMatch(/^figure-unknown +\S*systems\.yaml:\d+:\d+/u);
    expect(ended.stderr).toContain("satisfaction.cast");
    expect(told(ended)).toHaveLength(3);
  });

  test("by prose that cannot be read does the same", async () => {
    const content = copyOf("content", join(folder, "prose"));
    const file = join(content, "reports", "en", "how-to-read.mdx");
    appendFileSync(file, "\nHere a brace {opens\n");
    const ended = await failing({ ZHIKE_CONTENT: content });
    expect(ended.stderr).toContain("how-to-read.mdx");
    expect(told(ended)).toHaveLength(3);
  });

  test.each(["ZHIKE_DATA", "ZHIKE_CONTENT"])(
    "by %s of a folder that does not exist says so in words",
    async (name) => {
      const ended = await failing({ [name]: join(folder, "nowhere") });
      expect(told(ended)).toHaveLength(3);
      expect(ended.stderr).toContain(name);
      expect(ended.stderr).toContain("nowhere");
    },
  );
});
