import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { figureNameProblems } from "../../src/figures/figure-names.ts";
import { readSettings } from "../../src/settings/read-settings.ts";
import { projectFolder } from "../support/project.ts";

const settings = readSettings(join(projectFolder, "content"));

describe("figureNameProblems(settings)", () => {
  it("knows every figure and report that the project's own files name", () => {
    expect(figureNameProblems(settings)).toEqual([]);
  });

  it("refuses a figure and a report that no build has, with line and column", () => {
    const [first, ...others] = settings.systems;
    const systems = [{ ...first!, figures: ["satisfaction.cast"], page: "satisfacton" }, ...others];
    const told = figureNameProblems({ ...settings, systems }).map(({ code, where, values }) => [
      code,
      where.replace(/:\d+:\d+/u, ":line:column"),
      values,
    ]);
    expect(told).toEqual([
      [
        "figure-unknown",
        "content/systems.yaml:line:column (0.figures.0)",
        { name: "satisfaction.cast", nearest: "satisfaction.csat" },
      ],
      [
        "report-unknown",
        "content/systems.yaml:line:column (0.page)",
        { name: "satisfacton", nearest: "satisfaction" },
      ],
    ]);
  });

  it("refuses a claim about an unknown figure, whatever level it names", () => {
    const [first, ...others] = settings.claims;
    const claims = [{ ...first!, figure: "trust.distrusted|source=brand" }, ...others];
    const codes = figureNameProblems({ ...settings, claims }).map(({ code }) => code);
    expect(codes).toEqual(["figure-unknown"]);
  });
});
