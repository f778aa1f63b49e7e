/** The view models of whole companies against the rules of design: what may be said, and how long. */
import { describe, expect, it } from "vitest";
import { hasDrop, openDrop, openSample } from "../support/open-test-company.ts";
import { blocksOf, lengthOf, reportFaults } from "../support/report-faults.ts";

describe("companyReports(publication)", () => {
  it("keeps every rule for the sample company", async () => {
    expect(reportFaults(await openSample())).toEqual([]);
  });

  for (const drop of ["cdnow", "olist", "ecsi-mobile"]) {
    it.skipIf(!hasDrop(drop))(
      `keeps every rule for ${drop} (skipped without ../shared)`,
      async () => {
        expect(reportFaults(await openDrop(drop))).toEqual([]);
      },
    );
  }

  it("prints in its tables only numbers that are figures", async () => {
    const { figures, reports } = await openSample();
    const known = new Set(
      figures
        .flatMap(({ value, low, high, n }) => [value, low, high, n])
        .filter((each) => each !== null),
    );
    const loose = reports
      .filter(({ id, locale }) => locale === "en" && id !== "data")
      .flatMap((report) =>
        blocksOf(report).flatMap((block) =>
          "table" in block
            ? block.table.rows.flatMap(({ raw }) =>
                Object.entries(raw)
                  .filter(([, cell]) => typeof cell === "number" && !known.has(cell))
                  .map(([key, cell]) => `${report.path} ${block.table.id} ${key} ${cell}`),
              )
            : [],
        ),
      );
    expect(loose).toEqual([]);
  });

  it("says of loyalty in words what the table below counts", async () => {
    const { reports } = await openSample();
    const report = reports.find(({ id, locale }) => id === "loyalty" && locale === "en")!;
    const counted = blocksOf(report).find(
      (block) => block.kind === "table" && block.table.id === "loyalty-said-and-did",
    );
    if (counted?.kind !== "table") throw new Error("the sample has no said and did");
    const [yesCame = 0, yesAway = 0, noCame = 0, noAway = 0] = counted.table.rows.map(({ cells }) =>
      Number(cells["people"]?.replace(",", "")),
    );
    const lead = report.lead
      .map((part) => (typeof part === "string" ? part : part.strong))
      .join("");
    const said = lead.match(/[\d,]+(?= (?:customers|said|did\.|who said))/gu);
    expect(said?.map((each) => Number(each.replace(",", "")))).toEqual([
      yesCame + yesAway + noCame + noAway,
      yesCame + yesAway,
      yesCame + noCame,
      yesAway,
    ]);
  });

  it("keeps four numbers in their places on the overview", async () => {
    for (const company of [await openSample()]) {
      const overview = company.reports.find(({ path }) => path === "")!;
      const [numbers] = blocksOf(overview).filter(({ kind }) => kind === "numbers");
      expect(
        numbers?.kind === "numbers" && numbers.items.map(({ figure }) => figure.split("@")[0]),
      ).toEqual([
        "satisfaction.csat",
        "loyalty.repeat-rate-90d",
        "loyalty.satisfied-not-returned",
        "loyalty.nps",
      ]);
    }
  });
});

describe("lengthOf(text, locale)", () => {
  it("counts a Han character or a number as one, an English word as one", () => {
    // 顾客更满意了 6, 回头的却少了 6, 打满分的人里 6, 33% 1, 没有再来 4.
    expect(lengthOf("顾客更满意了，回头的却少了：打满分的人里，33%没有再来", "zh-CN")).toBe(23);
    expect(lengthOf("Satisfaction rose to 86%, up 2.7 points – on last quarter", "en")).toBe(10);
  });
});
