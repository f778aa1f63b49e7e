import { createHash } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openFolders } from "../../src/settings/folders.ts";
import { filesOf } from "../support/built-site.ts";
import { projectFolder } from "../support/project.ts";
import { copyOf, emptyFolder, runBuild } from "../support/run-build.ts";

const folder = emptyFolder("kept-pages");
const data = join(folder, "data");
const site = join(folder, "site");

async function built(dist: string): Promise<void> {
  const { code, stderr } = await runBuild({ ZHIKE_DATA: data, ZHIKE_OUT: dist });
  expect(`${code} ${code === 0 ? "" : stderr}`).toBe("0 ");
}

function hashes(dist: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    filesOf(dist).map((file) => [
      file,
      createHash("sha256")
        .update(readFileSync(join(dist, file)))
        .digest("hex"),
    ]),
  );
}

const pages = () => filesOf(site).filter((file) => /\/reports\/.*index\.html$/u.test(file));
const fingerprint = (file: string) =>
  /[0-9a-f]{16}(?=<\/p> <ul>)/u.exec(readFileSync(join(site, file), "utf8"))?.[0];

beforeAll(async () => {
  copyOf("data", data);
  await built(site);
});

describe("the bundle of the pages", () => {
  const small = join(folder, "small");
  const content = join(folder, "content");
  const bundles = join(projectFolder, "out", "cache", "bundles");
  const inodes = () =>
    existsSync(bundles)
      ? readdirSync(bundles).map((name) => [name, statSync(join(bundles, name)).ino] as const)
      : [];

  beforeAll(() => {
    mkdirSync(join(small, "transactions"), { recursive: true });
    writeFileSync(
      join(small, "transactions", "t.csv"),
      "customer_id,ordered_at,amount\nA,2026-01-02,10\nB,2026-01-03,20\n",
    );
    copyOf("content", content);
  });

  async function newBundles(): Promise<readonly string[]> {
    const before = new Set(inodes().map(([, inode]) => inode));
    const ended = await runBuild({
      ZHIKE_DATA: small,
      ZHIKE_CONTENT: content,
      ZHIKE_OUT: join(folder, "small-site"),
    });
    expect(ended.stderr).toBe("");
    return inodes().flatMap(([name, inode]) => (before.has(inode) ? [] : [name]));
  }

  test("serves builds of other data, and is made anew for other prose or where it is damaged", async () => {
    expect(await newBundles()).toHaveLength(1);
    appendFileSync(join(small, "transactions", "t.csv"), "A,2026-02-02,30\n");
    expect(await newBundles()).toEqual([]);
    appendFileSync(join(content, "reports", "en", "how-to-read.mdx"), "\nOne more line.\n");
    const made = await newBundles();
    expect(made).toHaveLength(1);
    const page = join(folder, "small-site", "en", "reports", "how-to-read", "index.html");
    expect(readFileSync(page, "utf8")).toContain("One more line.");
    rmSync(join(bundles, made[0] ?? "", "program", "chunks"), { recursive: true });
    expect(await newBundles()).toEqual(made);
  });
});

describe("a build over a site that stands", () => {
  test("keeps the files of its reports when nothing changed", async () => {
    const before = pages().map((file) => statSync(join(site, file)).ino);
    await built(site);
    const after = pages().map((file) => statSync(join(site, file)).ino);
    // Own prose is rendered each time.
    expect(after.filter((each) => before.includes(each)).length).toBeGreaterThan(
      0.9 * before.length,
    );
  });

  test("renders a report again whose file somebody touched", async () => {
    const [file = ""] = pages().filter((page) => page.includes("/loyalty/"));
    const before = readFileSync(join(site, file), "utf8");
    writeFileSync(join(site, file), "<!doctype html><title>Touched</title>");
    await built(site);
    expect(readFileSync(join(site, file), "utf8")).toBe(before);
  });

  test("gives the bytes of a build from nothing after one answer changed", async () => {
    const answers = join(data, "responses", "after-visit", "2026-Q2.csv");
    const [head = "", ...rows] = readFileSync(answers, "utf8").trimEnd().split("\n");
    writeFileSync(answers, `${[head, ...rows.slice(0, -1)].join("\n")}\n`);
    const [page = ""] = pages();
    const before = fingerprint(page);
    await built(site);
    expect(fingerprint(page)).not.toBe(before);

    const { out } = openFolders({ ZHIKE_DATA: data });
    rmSync(out, { recursive: true, force: true });
    const fresh = join(folder, "fresh");
    await built(fresh);
    const [warm, cold] = [hashes(site), hashes(fresh)];
    expect(Object.keys(warm)).toEqual(Object.keys(cold));
    expect(Object.keys(warm).filter((file) => warm[file] !== cold[file])).toEqual([]);
  });
});
