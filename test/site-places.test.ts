import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clearPlace, sitePlaces } from "../scripts/site-places.ts";

const root = mkdtempSync(join(tmpdir(), "zhike-places-"));
const folder = (name: string) => join(root, name);

function write(...path: readonly string[]): void {
  const file = join(root, ...path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "a");
}

describe("clearPlace({ dist })", () => {
  it("throws folder-not-site where a build would replace somebody's files, and leaves them", () => {
    write("letters", "to-a-friend.txt");
    expect(() => clearPlace({ dist: folder("letters") })).toThrow("folder-not-site");
    expect(readdirSync(folder("letters"))).toEqual(["to-a-friend.txt"]);
  });

  it("throws path-unusable for a file, below a file, and where the system refuses", () => {
    write("file");
    const places = [folder("file"), folder("file/site")];
    if (process.platform === "linux") places.push("/proc/zhike/site");
    for (const dist of places) expect(() => clearPlace({ dist })).toThrow("path-unusable");
    expect(readdirSync(root)).toContain("file");
  });

  it("takes a folder that is missing or empty, or holds a site, and empties the place beside", () => {
    mkdirSync(folder("empty"));
    write("site", "index.html");
    for (const name of ["deep/below/missing", "empty", "site"]) {
      const { beside } = sitePlaces({ dist: folder(name) });
      mkdirSync(beside, { recursive: true });
      writeFileSync(join(beside, "half.html"), "a");
      clearPlace({ dist: folder(name) });
      expect(readdirSync(beside)).toEqual([]);
    }
    expect(existsSync(folder("site/index.html"))).toBe(true);
    clearPlace({ dist: folder("another/missing") });
    expect(existsSync(sitePlaces({ dist: folder("another/missing") }).beside)).toBe(true);
  });

  it("moves no copy of a site out of the way", () => {
    write("shop-old", "index.html");
    clearPlace({ dist: folder("shop") });
    expect(Object.values(sitePlaces({ dist: folder("shop") }))).not.toContain(folder("shop-old"));
    expect(existsSync(folder("shop-old/index.html"))).toBe(true);
  });
});
