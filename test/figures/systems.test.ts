/** All systems of the articles, in the sample company whole and with one table at a time gone. */
import { mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { figureKey, type Figure } from "../../src/figures/figure.ts";
import type { Company } from "../../src/pipeline.ts";
import { openSample, openTestCompany, projectFolder } from "../support/open-test-company.ts";

const data = join(projectFolder, "data");
const tables = readdirSync(data, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "collector")
  .map(({ name }) => name);
const run = `systems-${process.pid}`;
const folder = join(projectFolder, "out", "test", `${run}-data`);
const out = join(projectFolder, "out", "test", run);
const keyOf = ({ id, period, by }: Figure) => figureKey(id, period, by);

let whole: Company;
/** Systems that the absence of a table has silenced. */
const silenced = new Set<number>();

beforeAll(async () => {
  whole = await openSample();
});
afterAll(() => {
  for (const each of [folder, out]) rmSync(each, { recursive: true, force: true });
});

/** The sample without one table, its other folders linked. */
async function openWithout(table: string): Promise<Company> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const each of tables.filter((name) => name !== table)) {
    symlinkSync(join(data, each), join(folder, each));
  }
  return openTestCompany(run, { data: folder, content: join(projectFolder, "content") });
}

it("the sample company computes all 149 systems, each from somebody or something counted", () => {
  expect(whole.systems.map(({ id }) => id)).toEqual(Array.from({ length: 149 }, (_, at) => at + 1));
  expect(whole.systems.filter(({ status }) => status !== "computed")).toEqual([]);
  const counted = new Set(whole.figures.filter(({ n }) => (n ?? 0) > 0).map(({ id }) => id));
  const figures = whole.systems.flatMap((each) => each.figures);
  expect(figures.filter((id) => !counted.has(id as Figure["id"]))).toEqual([]);
});

it("prints every figure of a system on its page, and leads to a section that is there", () => {
  for (const locale of ["zh-CN", "en"]) {
    const pages = new Map(
      whole.reports.filter((page) => page.locale === locale).map((page) => [page.id, page]),
    );
    const printed = (page: string) =>
      new Set((pages.get(page)?.figures ?? []).map((key) => key.split("@")[0]));
    expect(
      whole.systems.flatMap(({ id, page, figures }) =>
        figures.filter((figure) => !printed(page).has(figure)).map((figure) => [id, page, figure]),
      ),
    ).toEqual([]);
    const rows = pages
      .get("systems")!
      .sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === "table" ? block.table.rows : [])),
      );
    expect(rows).toHaveLength(149);
    const lost = rows.filter(({ href = "" }) => {
      const [, page = "", anchor] = /reports\/([^/]+)\/(?:#(.+))?$/u.exec(href) ?? [];
      const { hero, sections } = pages.get(page)!;
      return anchor === undefined ? hero === null : sections.every(({ id }) => id !== anchor);
    });
    expect(lost.map(({ href }) => href)).toEqual([]);
  }
});

describe("openCompany(folders) with one table gone", () => {
  it.each(tables)(
    "names %s where it is missed, and leaves alone what never read it",
    async (table) => {
      const without = await openWithout(table);
      const silent = without.systems.filter(({ status }) => status !== "computed");
      expect(silent.length).toBeGreaterThan(0);
      expect(silent.filter(({ needs }) => needs.join() !== table)).toEqual([]);
      for (const { id } of silent) silenced.add(id);
      const left = new Map(without.figures.map((each) => [keyOf(each), each]));
      const unread = whole.figures.filter(
        ({ source }) => !source.includes(table) && !source.includes("files"),
      );
      expect(unread.length).toBeGreaterThan(0);
      expect(unread.filter((each) => !isSame(each, left.get(keyOf(each)))).map(keyOf)).toEqual([]);
    },
  );

  it("silences every system sooner or later, but the count of claims: none is a constant", () => {
    const never = whole.systems.filter(({ id }) => !silenced.has(id));
    expect(never.map(({ page }) => page)).toEqual(["claims"]);
  });
});

function isSame(before: Figure, after: Figure | undefined): boolean {
  return (
    after !== undefined &&
    (["value", "low", "high", "n"] as const).every((part) => before[part] === after[part])
  );
}
