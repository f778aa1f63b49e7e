import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Figure } from "../../src/figures/figure.ts";
import { readSettings } from "../../src/settings/read-settings.ts";
import { builtSite, filesOf } from "../support/built-site.ts";
import { projectFolder } from "../support/project.ts";
import { copyOf, emptyFolder, runBuild } from "../support/run-build.ts";
import { plantCanaries, type Planted } from "./plant-canaries.ts";

const folder = emptyFolder("privacy");
const dist = join(folder, "dist");
const data = join(folder, "data");
const content = join(folder, "content");
let planted: Planted;

beforeAll(async () => {
  copyOf("data", data);
  copyOf("content", content);
  const settings = join(content, "site.yaml");
  writeFileSync(settings, `${readFileSync(settings, "utf8")}\nbadRows: 0.1\n`);
  planted = plantCanaries(data, onStaffLists());
  const { code, stdout, stderr } = await runBuild({
    ...planted.environment,
    ZHIKE_DATA: data,
    ZHIKE_CONTENT: content,
    ZHIKE_OUT: dist,
  });
  expect(`${code} ${code === 0 ? "" : stdout + stderr}`).toBe("0 ");
});

/** Customers who stand on a list for staff: of all, these are the likeliest to come through. */
function onStaffLists(): readonly string[] {
  const read = (table: string) => readFileSync(join(data, table), "utf8");
  const answered = read("responses/after-visit/2026-Q2.csv").match(/C\d{5}/gu) ?? [];
  const complained = read("cases/2026.csv").match(/C\d{5}/gu) ?? [];
  return [...new Set([...complained.slice(0, 13), ...answered.slice(0, 13)])].slice(0, 25);
}

/** Every byte that is published, and every name of a file. */
function published(site: string): readonly { readonly file: string; readonly text: string }[] {
  return filesOf(site).map((file) => ({
    file,
    text: `${file}\n${readFileSync(join(site, file), "utf8")}`,
  }));
}

describe("a hundred canaries in the data", () => {
  test("are a hundred, and none is anywhere in the site", () => {
    const all = Object.entries(planted.canaries).flatMap(([kind, texts]) =>
      texts.map((text) => ({ kind, text })),
    );
    expect(all.length).toBeGreaterThanOrEqual(100);
    const files = published(dist);
    const leaks = all.flatMap(({ kind, text }) =>
      files
        .filter((file) => variants(text).some((each) => file.text.includes(each)))
        .map(({ file }) => `${kind} ${text} in ${file}`),
    );
    expect(files.length).toBeGreaterThan(200);
    expect(leaks).toEqual([]);
  });

  test("lie in the worklists, which are not in the site", () => {
    const name = createHash("sha256").update(`${data}\0${content}`).digest("hex").slice(0, 12);
    const lists = published(join(projectFolder, "out", name, "worklists"));
    const ids = planted.canaries["customer id"] ?? [];
    const listed = ids.filter((id) => lists.some(({ text }) => text.includes(id)));
    expect(listed.length).toBeGreaterThan(3);
    expect(filesOf(dist).filter((file) => /worklist|rejected|cache/u.test(file))).toEqual([]);
  });
});

/** A text as a page, an address, a script or a table might hold it. */
function variants(text: string): readonly string[] {
  const escaped = JSON.stringify(text).slice(1, -1);
  const ascii = escaped.replace(
    /[^ -~]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return [
    ...new Set([text, escaped, ascii, encodeURIComponent(text), text.replaceAll("@", "&#64;")]),
  ];
}

describe("the sample's site", () => {
  test("holds no id, telephone number or e-mail address", () => {
    const pattern =
      /\bC\d{5}\b|\bO\d{6}\b|\bK\d{5}\b|\bA20\d{7}\b|\bE\d{4}\b|(?<![\d.])1[3-9]\d{9}(?!\d)|[\w.+-]+@[\w-]+\.[a-z]{2,}/gu;
    const found = published(builtSite())
      .filter(({ file }) => !/\.(?:js|css)$/u.test(file))
      .flatMap(({ file, text }) => (text.match(pattern) ?? []).map((each) => `${file}: ${each}`));
    expect(found).toEqual([]);
  });

  test("names no path of the machine and no environment", () => {
    const found = published(builtSite()).filter(
      ({ text }) =>
        text.includes(projectFolder) || /\/home\/[a-z]|\/Users\/|node_modules/u.test(text),
    );
    expect(found.map(({ file }) => file)).toEqual([]);
  });

  test("has no source maps", () => {
    const maps = published(builtSite()).filter(
      ({ file, text }) => file.endsWith(".map") || text.includes("sourceMappingURL"),
    );
    expect(maps.map(({ file }) => file)).toEqual([]);
  });

  test("counts nobody in a group smaller than k", () => {
    const { site } = readSettings(join(projectFolder, "content"));
    const figures = JSON.parse(
      readFileSync(join(builtSite(), "data", "figures.json"), "utf8"),
    ) as readonly Figure[];
    const small = figures.filter(({ id, n }) => {
      const k = id.startsWith("employee.") ? site.k.employee : site.k.customer;
      return n !== null && n !== 0 && n < k;
    });
    const told = figures
      .filter(({ suppressed }) => suppressed !== null)
      .filter(({ value, low, high, n }) => [value, low, high, n].some((each) => each !== null));
    // All or nobody of a small group stands as "at most a tenth" or "at least nine tenths".
    const precise = figures.filter(
      ({ id, unit, value, n }) =>
        unit === "share" &&
        /^(?:satisfaction\.csat|loyalty\.satisfied|loyalty\.said-yes)/u.test(id) &&
        n !== null &&
        n < 30 &&
        (value === 0 || value === 1),
    );
    expect(precise).toEqual([]);
    expect(figures.filter(({ suppressed }) => suppressed !== null).length).toBeGreaterThan(20);
    expect(small).toEqual([]);
    expect(told).toEqual([]);
  });
});
