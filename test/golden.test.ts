/**
 * Runs the cases of ../shared/data/cases_open.json: values that were published, or computed by
 * others' code. Each file of test/golden exports `runners`, by the name of the case.
 */
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { goldenCases, goldenDifferences, type GoldenRunners } from "./support/golden-case.ts";

const runners = new Map<string, GoldenRunners[string]>();
for (const file of readdirSync("test/golden").toSorted()) {
  const name = file.slice(0, -".ts".length);
  const area = (await import(`./golden/${name}.ts`)) as { readonly runners: GoldenRunners };
  for (const [golden, runner] of Object.entries(area.runners)) {
    if (runners.has(golden)) throw new Error(`Two files of test/golden run "${golden}".`);
    runners.set(golden, runner);
  }
}

const cases = goldenCases();

if (cases === null) {
  test.skip("golden cases: ../shared/data is not beside the project");
} else {
  const covered = cases.filter(({ name }) => runners.has(name));
  for (const golden of covered) {
    test(`${golden.name}: ${golden.operation}`, async () => {
      const got = await runners.get(golden.name)!(golden);
      expect(goldenDifferences(golden, got)).toEqual([]);
    });
  }

  test("golden cases: every runner has its case, and what is not covered is told", () => {
    const names = new Set(cases.map(({ name }) => name));
    expect([...runners.keys()].filter((name) => !names.has(name))).toEqual([]);
    const open = cases.map(({ name }) => name).filter((name) => !runners.has(name));
    console.info(
      `Golden cases: ${covered.length} of ${cases.length} run. Not covered yet: ${open.join(", ") || "none"}.`,
    );
  });
}
